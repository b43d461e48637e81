"""What the user chose: one frozen value, kept as JSON in the configuration folder.

The file is read field by field. Whatever is wrong with it, the program starts: a file that is no JSON
object is set aside as ``settings.json.broken`` and the defaults hold; a single value out of its range
gives way to its default; both are told in one sentence for the window. The history is never touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, NoReturn, get_args

from hinge_desktop import durable
from hinge_desktop.body.anthropometry import HAMSTRINGS_DEG, MASS_KG, STATURE_M, Sex
from hinge_desktop.errors import OptionError, StorageUnavailable
from hinge_desktop.training.dose import AS_WRITTEN, DoseChoice
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds
from hinge_desktop.units import Units

SCHEMA = 1
"""Version of the file. A file of a later version is read as far as it is understood, and a copy is kept."""

THEMES = ("system", "light", "dark", "contrast")
GET_READY_S = (3, 30)
VOLUME = (0, 100)
TEXT_SCALE = (1.0, 2.0)
OPT_IN_STEPS = (9, 10)
LOAD_KG = (0.0, 200.0)

VOICE_RATE = (-0.5, 0.5)
HOURS = (0, 23)
EVERY_H = (1, 6)

_LARGEST_FILE = 1 << 20
_LONGEST_TEXT = 4096
_MOST_LOADS = 1000
_LONGEST_REASON = 200


class _RefusedError(ValueError):
    """Says what would be allowed."""


Check = Callable[[object], object]  # the value as the setting keeps it, or _RefusedError


def _number(low: float, high: float) -> Callable[[object], float]:
    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise _RefusedError(f"a number from {low:g} to {high:g}")
        return float(value)

    return check


def _whole(low: int, high: int) -> Check:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _RefusedError(f"a whole number from {low} to {high}")
        return value

    return check


def _one_of(*choices: str) -> Check:
    def check(value: object) -> str:
        if not isinstance(value, str) or value not in choices:
            raise _RefusedError("one of " + ", ".join(choices))
        return value

    return check


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise _RefusedError("true or false")
    return value


def _text(value: object) -> str:
    allowed = f"a text of up to {_LONGEST_TEXT} characters"
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or "\0" in value:
        raise _RefusedError(allowed)
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a pair of surrogates: JSON can say it, no file name can
        raise _RefusedError(allowed) from None
    return value


def _steps(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or any(type(one) is not int or one not in OPT_IN_STEPS for one in value):
        raise _RefusedError("a list of steps out of " + ", ".join(map(str, OPT_IN_STEPS)))
    return tuple(sorted(set(value)))


def _loads(value: object) -> tuple[tuple[str, float], ...]:
    allowed = f"pairs of an exercise and a load from {LOAD_KG[0]:g} to {LOAD_KG[1]:g} kg"
    if isinstance(value, Mapping):
        value = tuple(value.items())
    if not isinstance(value, list | tuple) or len(value) > _MOST_LOADS:
        raise _RefusedError(allowed)
    loads: dict[str, float] = {}
    for pair in value:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise _RefusedError(allowed)
        try:
            loads[_text(pair[0])] = _number(*LOAD_KG)(pair[1])
        except _RefusedError:
            raise _RefusedError(allowed) from None
    return tuple(sorted(loads.items()))


def _words(value: object) -> tuple[str, ...]:
    """A set of short ids, kept in order."""
    allowed = f"a list of up to {_MOST_LOADS} short texts"
    if not isinstance(value, list | tuple) or len(value) > _MOST_LOADS:
        raise _RefusedError(allowed)
    try:
        return tuple(sorted({_text(one) for one in value}))
    except _RefusedError:
        raise _RefusedError(allowed) from None


def _weekdays(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or any(type(one) is not int or not 0 <= one <= 6 for one in value):
        raise _RefusedError("a list of weekdays, 0 (Monday) to 6")
    return tuple(sorted(set(value)))


def _time_of_day(value: object) -> str:
    if (
        isinstance(value, str)
        and len(value) == 5
        and value.isascii()
        and value[2] == ":"
        and (value[:2] + value[3:]).isdecimal()
    ):
        hour, minute = int(value[:2]), int(value[3:])
        if hour < 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}"
    raise _RefusedError("a time of the day such as 18:30")


def _dose(value: object) -> DoseChoice:
    names = [one.name for one in fields(DoseChoice)]
    if not isinstance(value, DoseChoice):
        if not isinstance(value, Mapping) or not set(value) <= set(names):
            raise _RefusedError("names out of " + ", ".join(names))
        try:
            value = DoseChoice(**value)
        except OptionError as error:
            raise _RefusedError(
                str(error) if len(str(error)) <= _LONGEST_REASON else "numbers in their range"
            ) from None
        except (TypeError, ValueError, OverflowError):  # a list or a text where a number belongs
            raise _RefusedError("numbers in their range") from None
    return replace(value, note=_text(value.note), therapist=_yes_or_no(value.therapist))


def _doses(value: object) -> tuple[tuple[str, DoseChoice], ...]:
    allowed = "pairs of an exercise and what was chosen for it"
    if isinstance(value, Mapping):
        value = tuple(value.items())
    if not isinstance(value, list | tuple) or len(value) > _MOST_LOADS:
        raise _RefusedError(allowed)
    doses: dict[str, DoseChoice] = {}
    for pair in value:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise _RefusedError(allowed)
        try:
            doses[_text(pair[0])] = _dose(pair[1])
        except _RefusedError as error:
            raise _RefusedError(f"{allowed}; {_short(pair[0])}: {error}") from None
    return tuple(sorted((name, choice) for name, choice in doses.items() if choice))


def _setting(default: Any, check: Check) -> Any:  # Any: what dataclasses.field itself returns
    return field(default=default, metadata={"check": check})


_SEX, _UNITS = _one_of(*get_args(Sex)), _one_of(*get_args(Units))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the user can choose. Change one value with ``dataclasses.replace``.

    Attributes:
        get_ready_s: seconds before the first set.
        text_scale: 1.0 is the system's own size of text.
        own_exercises: folder with exercise files of the user's own; empty: none.
        opted_in: the ballistic steps the user has chosen to practise.
        loads_kg: the load last chosen for an exercise, as sorted pairs (exercise id, kilograms).
        doses: what was chosen instead of an exercise's own dose, as sorted pairs (exercise id, choice).
        kit: what there is at home, ids of ``kit.THINGS``; ``kit_told``: it was asked for.
        welcomed: the first run was seen to its end, or left.
        voice_name: the voice of the system that speaks; empty: its usual one. ``voice_rate``: 0 is its usual speed.
        one_button: one key does everything while following along, and the choices step along by themselves.
        manual: sets have no clock; the user says when one is done.
        keep_awake: the screen stays on while a set or a rest runs.
        tour: the ten-day tour is shown on Today.
        tray: Hinge stays in the tray when its window is closed, for what follows.
        remind: remind on ``remind_days`` (0 is Monday) at ``remind_at`` (hour:minute).
        moments: ask for hinge moments in the day, every ``moments_every_h`` hours from ``moments_from`` to
            ``moments_until`` o'clock.
        go_most, stay_most, morning_rise, effort_most, good_days: the gate's limits; only ever stricter than its own.

    Raises:
        OptionError: a value is outside what is allowed; the sentence names both.
    """

    stature_m: float = _setting(1.75, _number(*STATURE_M))
    mass_kg: float = _setting(75.0, _number(*MASS_KG))
    sex: Sex = _setting("average", _SEX)  # noqa: RUF009  (as the others; ruff does not see through the alias)
    hamstrings_deg: float = _setting(75.0, _number(*HAMSTRINGS_DEG))
    units: Units = _setting("metric", _UNITS)  # noqa: RUF009
    get_ready_s: int = _setting(10, _whole(*GET_READY_S))
    sound: bool = _setting(True, _yes_or_no)
    voice: bool = _setting(False, _yes_or_no)
    volume: int = _setting(70, _whole(*VOLUME))
    theme: str = _setting("system", _one_of(*THEMES))
    reduced_motion: bool = _setting(False, _yes_or_no)
    text_scale: float = _setting(1.0, _number(*TEXT_SCALE))
    own_exercises: str = _setting("", _text)
    opted_in: tuple[int, ...] = _setting((), _steps)
    loads_kg: tuple[tuple[str, float], ...] = _setting((), _loads)
    doses: tuple[tuple[str, DoseChoice], ...] = _setting((), _doses)
    kit: tuple[str, ...] = _setting((), _words)
    kit_told: bool = _setting(False, _yes_or_no)
    welcomed: bool = _setting(False, _yes_or_no)
    voice_name: str = _setting("", _text)
    voice_rate: float = _setting(0.0, _number(*VOICE_RATE))
    one_button: bool = _setting(False, _yes_or_no)
    manual: bool = _setting(False, _yes_or_no)
    keep_awake: bool = _setting(True, _yes_or_no)
    tour: bool = _setting(False, _yes_or_no)
    tray: bool = _setting(False, _yes_or_no)
    remind: bool = _setting(False, _yes_or_no)
    remind_days: tuple[int, ...] = _setting((0, 2, 4), _weekdays)
    remind_at: str = _setting("18:00", _time_of_day)
    moments: bool = _setting(False, _yes_or_no)
    moments_every_h: int = _setting(2, _whole(*EVERY_H))
    moments_from: int = _setting(9, _whole(*HOURS))
    moments_until: int = _setting(20, _whole(*HOURS))
    go_most: int = _setting(THRESHOLDS.go_most, _whole(0, THRESHOLDS.go_most))
    stay_most: int = _setting(THRESHOLDS.stay_most, _whole(1, THRESHOLDS.stay_most))
    morning_rise: int = _setting(THRESHOLDS.morning_rise, _whole(0, THRESHOLDS.morning_rise))
    effort_most: int = _setting(THRESHOLDS.effort_most, _whole(3, THRESHOLDS.effort_most))
    good_days: int = _setting(THRESHOLDS.good_days, _whole(THRESHOLDS.good_days, 10))

    def __post_init__(self) -> None:
        for name, check in _CHECKS.items():
            value = getattr(self, name)
            try:
                object.__setattr__(self, name, check(value))
            except _RefusedError as refused:
                raise OptionError(f"{name} is {_short(value)}; allowed: {refused}.") from None

    def load_for(self, exercise_id: str, otherwise: float) -> float:
        """The load last chosen for an exercise, or ``otherwise``. Kilograms."""
        return dict(self.loads_kg).get(exercise_id, otherwise)

    def with_load(self, exercise_id: str, load_kg: float) -> Settings:
        """The same settings with another load for one exercise."""
        loads = dict(self.loads_kg) | {exercise_id: load_kg}
        return replace(self, loads_kg=tuple(loads.items()))

    def dose_for(self, exercise_id: str) -> DoseChoice:
        """What was chosen instead of the exercise's own dose."""
        return dict(self.doses).get(exercise_id, AS_WRITTEN)

    def with_dose(self, exercise_id: str, choice: DoseChoice) -> Settings:
        """The same settings with another dose for one exercise."""
        return replace(self, doses=tuple((dict(self.doses) | {exercise_id: choice}).items()))

    @property
    def limits(self) -> Thresholds:
        """The gate's limits, never looser than its own."""
        return replace(
            THRESHOLDS,
            go_most=self.go_most,
            stay_most=max(self.stay_most, self.go_most),
            morning_rise=self.morning_rise,
            effort_most=self.effort_most,
            good_days=self.good_days,
            good_days_opt_in=max(self.good_days, THRESHOLDS.good_days_opt_in),
        )


_CHECKS: Mapping[str, Check] = {one.name: one.metadata["check"] for one in fields(Settings)}


def load(path: Path) -> tuple[Settings, str]:
    """The settings in ``path`` and what to tell the user about it: a sentence or two, mostly none.

    No file is no mistake: the defaults hold and nothing is said. Never raises.
    """
    try:
        content = _read(path)
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        reason = error.strerror or str(error)
        return Settings(), f"The settings in {path} cannot be read ({reason}), so the defaults are used."
    try:
        values = _parse(content)
    except ValueError as error:
        return Settings(), f"The settings in {path} {error}, so the defaults are used; {_set_aside(path, content)}."
    notices = []
    version = values.pop("schema", None)
    if type(version) is not int or version < 1:
        notices.append(f"The settings in {path} do not say their version.")
    elif version > SCHEMA:
        kept = _set_aside(path, content, suffix=".later")
        notices.append(f"The settings in {path} were written by a later version of Hinge; {kept}.")
    settings, refusals = _take(values)
    if refusals:
        notices.append(f"Some settings in {path} were not used: {'; '.join(refusals)}.")
    return settings, " ".join(notices)


def save(settings: Settings, path: Path) -> None:
    """Replace ``path`` by these settings, wholly or not at all; the folder is made where missing.

    Raises:
        StorageUnavailable: it cannot be written; the older file is untouched.
    """
    values = (
        {"schema": SCHEMA}
        | asdict(settings)
        | {
            "loads_kg": dict(settings.loads_kg),
            "doses": {name: asdict(choice) for name, choice in settings.doses},
        }
    )
    content = json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    try:
        durable.write(durable.make_private(path.parent) / path.name, content.encode())
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageUnavailable(
            f"The settings cannot be saved in {path}: {reason}. They hold until you quit."
        ) from error


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST_FILE + 1)


def _parse(content: bytes) -> dict[str, object]:
    """The JSON object; ValueError says in half a sentence what the file is instead."""
    if len(content) > _LARGEST_FILE:
        raise ValueError("are far too large")
    try:
        values = json.loads(content.decode(), parse_constant=_no_constant, object_pairs_hook=_no_doubles)
    except (ValueError, RecursionError):
        raise ValueError("cannot be understood") from None
    if not isinstance(values, dict):
        raise ValueError("cannot be understood")
    return values


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)  # NaN and Infinity are Python's, not JSON's


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key is there twice")
    return values


def _take(values: Mapping[str, object]) -> tuple[Settings, list[str]]:
    """What is in order, and a clause for each thing that is not."""
    accepted: dict[str, Any] = {}
    refusals = []
    for name, value in values.items():
        check = _CHECKS.get(name)
        if check is None:
            refusals.append(f"{_short(name)} is not a setting")
            continue
        try:
            accepted[name] = check(value)
        except _RefusedError as refused:
            refusals.append(f"{name} is {_short(value)} (allowed: {refused})")
    return Settings(**accepted), refusals


def _set_aside(path: Path, content: bytes, suffix: str = ".broken") -> str:
    """Keep the bytes as they were; half a sentence that says where, or that it could not be done."""
    copy = path.with_name(path.name + suffix)
    try:
        durable.write(copy, content if len(content) <= _LARGEST_FILE else path.read_bytes())
    except OSError:
        return "a copy of the file could not be kept"
    return f"a copy of the file is kept as {copy.name}"


def _short(value: object) -> str:
    text = ascii(value)
    return text if len(text) <= 40 else text[:37] + "..."
