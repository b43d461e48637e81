"""The readers of ``hostile_input``: for each, inputs that are nearly right, and what is promised of it."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from hinge_desktop import settings as settings_file
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import Curriculum, build_curriculum
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.errors import ContentError, HingeError, OptionError, StorageError
from hinge_desktop.form_report import report
from hinge_desktop.history.exchange_reader import read_bytes
from hinge_desktop.history.restore import look_through
from hinge_desktop.history.store import Store
from hinge_desktop.motion_file import write_motion
from hinge_desktop.motion_reader import read_recording
from hinge_desktop.settings import Settings
from hinge_desktop.training.dose import DoseChoice
from hinge_desktop.training.plan import plan_session, task_of
from hinge_desktop.training.plan_text import read_plan, write_plan
from hinge_desktop.training.records import Answers, Ending, MomentRecord, SessionStart, SetStart
from tests.campaigns import hostile_strangers
from tests.campaigns.hostile_input import REFUSED, UNDERSTOOD, NotAsPromised, Reader, by_accident, drawn, one_sentence
from tests.history import hostile

ASSETS = Path(__file__).parents[2] / "assets" / "exercises"
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


def readers() -> Mapping[str, Reader]:
    """All of them, by name."""
    return {
        "import": Reader(drawn(hostile.files), _import),
        "strangers": Reader(drawn(hostile_strangers.files()), hostile_strangers.judge),
        "plan": Reader(drawn(_nearly(_plan())), _read_plan),
        "settings": Reader(by_accident(lambda chance: spoilt(chance, _settings())), _settings_file),
        "settings-values": Reader(drawn(_nearly(_settings())), _settings_file),
        "exercise": Reader(drawn(_exercise_texts()), _read_exercise),
        "motion": Reader(by_accident(_spoilt_motion), _read_motion),
        "backup": Reader(by_accident(_spoilt_backup), _read_backup),
    }


# ---- JSON ------------------------------------------------------------------------------------------------

LEAVES = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=12)
    | st.sampled_from(("1e999", "18:00", "left", "\0", "=1", "2026-11-21"))
)  # fmt: skip
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
)


@st.composite
def _nearly(draw: st.DrawFn, content: bytes) -> bytes:
    """A JSON file some of whose values were exchanged, removed, doubled or made far too large."""
    whole = json.loads(content)
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(whole))
        if not places:
            break
        inside, key = draw(st.sampled_from(range(len(places))).map(places.__getitem__))
        match draw(st.integers(0, 3)):
            case 0:
                del inside[key]
            case 1:
                inside[key] = [inside[key], inside[key]]
            case _:
                inside[key] = draw(VALUES)
    text = json.dumps(whole)
    return (text.replace("NaN", "1e999") if draw(st.booleans()) else text).encode("utf-8", "surrogatepass")


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) of a nested value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in items:
        yield value, key
        yield from _places(entry)


def spoilt(chance: random.Random, content: bytes) -> bytes:
    """A file after some accident of a disk, an editor or a copying."""
    broken = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(broken)) if broken else 0
        match chance.randrange(7):
            case 0 if broken:
                broken[at] ^= 1 << chance.randrange(8)
            case 1:
                del broken[at:]
            case 2:
                del broken[at : at + chance.randint(1, 30)]
            case 3:
                broken[at:at] = chance.randbytes(chance.randint(1, 12))
            case 4:
                broken[at : at + 512] = bytes(len(broken[at : at + 512]))
            case 5:
                broken[at:at] = broken[at : at + chance.randint(1, 200)]
            case _:
                words = [b"null", b"-1", b"1e999", b"[]", b"{}", b'""', b"true", b"NaN", b'"\\ud800"', b"9" * 5000]
                colon = broken.find(b":", at)
                broken[colon + 1 : broken.find(b",", colon)] = chance.choice(words)
    return bytes(broken)


# ---- each reader -----------------------------------------------------------------------------------------


def _import(content: bytes, _folder: Path) -> str:
    if complaint := hostile.judged(content):
        raise NotAsPromised(complaint)
    try:
        read_bytes(content, "theirs.json")
    except ContentError:
        return REFUSED
    return UNDERSTOOD


@cache
def curriculum() -> Curriculum:
    """The exercises that come along."""
    return build_curriculum({path.name: path.read_text(encoding="utf-8") for path in ASSETS.glob("*.toml")})


@cache
def _plan() -> bytes:
    exercises = curriculum().exercises
    chosen = [exercises[name] for name in ("butt-tap", "single-leg-hinge", "weighted-hip-hinge")]
    tasks = [task_of(one, choice=DoseChoice(note="Slowly.")) for one in chosen]
    phases = {one.id: solve(one.movement, Body()).phases for one in chosen}
    return write_plan(plan_session(tasks, lambda task, _side: phases[task.exercise.id], step=5)).encode()


def _find(name: object) -> Exercise:
    """As the desk finds an exercise of a plan."""
    if name not in curriculum().exercises:
        raise OptionError(f"{name!a} is not among your exercises now, so that session cannot go on.")
    return curriculum().exercises[name]  # type: ignore[index]


def _read_plan(content: bytes, _folder: Path) -> str:
    try:
        plan = read_plan(content.decode("utf-8", "surrogatepass"), _find)
    except OptionError:
        return REFUSED
    if read_plan(write_plan(plan), _find) != plan:
        raise NotAsPromised("it is not read as it is written")
    return UNDERSTOOD


@cache
def _settings() -> bytes:
    chosen = Settings(
        volume=20, kit=("chair", "bag"), loads_kg=(("box-squat", 12.5),), opted_in=(9,), remind_at="07:30",
        doses=(("box-squat", DoseChoice(sets=2, reps=8, tempo=(3, 1, 2, 1), note="Langsam.")),),
        own_exercises="/home/somebody/hinge",
    )  # fmt: skip
    with TemporaryDirectory() as folder:
        settings_file.save(chosen, Path(folder, "settings.json"))
        return Path(folder, "settings.json").read_bytes()


def _settings_file(content: bytes, folder: Path) -> str:
    path = folder / "settings.json"
    aside = path.with_name("settings.json.broken")
    aside.unlink(missing_ok=True)
    path.write_bytes(content)
    read, notice = settings_file.load(path)
    if path.read_bytes() != content:
        raise NotAsPromised("the file was changed")
    if notice and not (notice.isprintable() and notice.endswith(".") and "__init__(" not in notice):
        raise NotAsPromised(f"it is told so: {notice!r}")
    if aside.exists() and (aside.read_bytes() != content or read != Settings() or not notice):
        raise NotAsPromised("set aside, and not the defaults, or not told, or the copy is another file")
    if not aside.exists() and not isinstance(json.loads(content), dict):
        raise NotAsPromised("not set aside")
    settings_file.save(read, path)
    if settings_file.load(path) != (read, ""):
        raise NotAsPromised("what was read is not read again as it was saved")
    return "set aside" if aside.exists() else "in part" if notice else UNDERSTOOD


@cache
def _texts() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.toml")))


@st.composite
def _exercise_texts(draw: st.DrawFn) -> bytes:
    """An exercise file cut, with something put in, or with a value exchanged."""
    text = draw(st.sampled_from(_texts()))
    if draw(st.booleans()):
        lines = text.splitlines()
        given = [at for at, line in enumerate(lines) if " = " in line]
        at = draw(st.sampled_from(given))
        value = json.dumps(draw(LEAVES), default=str)
        lines[at] = f"{lines[at].split(' = ')[0]} = {value}"
        return "\n".join(lines).encode("utf-8", "replace")
    begin = draw(st.integers(0, len(text)))
    end = draw(st.integers(begin, min(len(text), begin + 200)))
    return (text[:begin] + draw(st.text(max_size=20)) + text[end:]).encode("utf-8", "replace")


def _read_exercise(content: bytes, _folder: Path) -> str:
    text = content.decode()
    try:
        exercise = parse_exercise(text, "any.toml")
    except ContentError as error:
        return one_sentence(error)
    tomllib.loads(text)
    if not isinstance(exercise, Exercise):
        raise NotAsPromised(f"it came back as {exercise!r}")
    return UNDERSTOOD


@cache
def _motions() -> tuple[tuple[str, bytes], ...]:
    exercise = curriculum().exercises["butt-tap"]
    motion = solve(exercise.movement, Body())
    with TemporaryDirectory() as folder:
        found = []
        for ending in (".json", ".csv", ".trc"):
            path = Path(folder, f"lift{ending}")
            write_motion(exercise, motion, path)
            found.append((ending, path.read_bytes()))
    return tuple(found)


def _spoilt_motion(chance: random.Random) -> bytes:
    """The ending, then a file after an accident; tables have theirs between commas and tabs."""
    ending, content = chance.choice(_motions())
    if ending != ".json" and chance.random() < 0.5:
        mark = b"," if ending == ".csv" else b"\t"
        cells = content.split(mark)
        for _ in range(chance.randint(1, 4)):
            cells[chance.randrange(len(cells))] = chance.choice([b"", b"nan", b"inf", b"-1e308", b"x", b"\0", b"\n"])
        return ending.encode() + b"\n" + mark.join(cells)
    return ending.encode() + b"\n" + spoilt(chance, content)


def _read_motion(content: bytes, folder: Path) -> str:
    ending, content = content.split(b"\n", 1)
    path = folder / f"recording{ending.decode()}"
    path.write_bytes(content)
    try:
        lines = list(report(read_recording(path), None))
    except HingeError as error:
        return one_sentence(error)
    if not lines:
        raise NotAsPromised("nothing is told of it")
    return UNDERSTOOD


# ---- the database ----------------------------------------------------------------------------------------


@cache
def _backup() -> bytes:
    """A backup with something of each kind."""
    with TemporaryDirectory() as folder:
        copy = Path(folder, "copy.sqlite")
        with Store.open(Path(folder, "data", "history.sqlite")) as store:
            for at in range(12):
                uuid = f"00000000-0000-4000-8000-{at:012d}"
                store.begin_session(SessionStart(uuid, date(2026, 11, 1 + at), NOW, 60, "butt-tap", 2, 2))
                for position in range(2):
                    store.begin_set(uuid, SetStart(position, "butt-tap", 8, 0.0, "3-1-1-1"), NOW)
                    for number in range(1, 9):
                        store.add_rep(uuid, position, number, 6.0 + at / 10, NOW)
                    store.finish_set(uuid, position, 48.0)
                if at < 11:
                    store.finish_session(uuid, Ending.DONE, Answers(1, 2, 1, 5, note=f"Day {at}."), NOW)
            store.add_moment(MomentRecord(NOW, NOW.date(), "bin"))
            store.copy_to(copy)
        return copy.read_bytes()


@cache
def _in_the_backup() -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        Path(folder, "copy.sqlite").write_bytes(_backup())
        return look_through(Path(folder, "copy.sqlite"))


def _spoilt_backup(chance: random.Random) -> bytes:
    """A bit changed, the end missing, a part zeroed, two pages exchanged, the header changed, or other bytes."""
    content, page = bytearray(_backup()), 4096
    match chance.randrange(6):
        case 0:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        case 1:
            del content[chance.randrange(len(content)) :]
        case 2:
            at = chance.randrange(len(content))
            content[at : at + 512] = bytes(len(content[at : at + 512]))
        case 3:
            one, two = (chance.randrange(len(content) // page) * page for _ in range(2))
            content[one : one + page], content[two : two + page] = content[two : two + page], content[one : one + page]
        case 4:
            content[chance.randrange(100)] = chance.randrange(256)
        case _:
            at = chance.randrange(len(content))
            content[at : at + 8] = chance.randbytes(8)
    return bytes(content)


def _read_backup(content: bytes, folder: Path) -> str:
    path = folder / "copy.sqlite"
    path.write_bytes(content)
    try:
        found = look_through(path)
    except StorageError as error:
        return one_sentence(error)
    finally:
        if path.read_bytes() != content or len(list(folder.iterdir())) != 1:
            raise NotAsPromised("the backup, or its folder, was changed")
    if found != _in_the_backup() and not _only_opened(found):
        raise NotAsPromised("it was taken for whole, and is another history")
    return UNDERSTOOD


def _only_opened(found: dict[str, Any]) -> bool:
    """Whether all that differs is the session that is still open, which has no seal until it is over."""
    ours = dict(_in_the_backup())
    ends = {kind: {uuid: one for uuid, one in ours[kind].items() if one.get("ending") != "open"} for kind in ours}
    theirs = {kind: {uuid: one for uuid, one in found[kind].items() if one.get("ending") != "open"} for kind in found}
    return ends == theirs
