"""The ladder of ten steps, and the exercises beside it.

The program's own files have to be right: a broken one raises. A file of the user's must not take
the program down: it is left out, and a notice says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.errors import ContentError, OptionError

LADDER: tuple[str, ...] = (
    "hero-squat",
    "butt-tap",
    "three-point-contact-hinge",
    "banded-hip-hinge",
    "weighted-hip-hinge",
    "kettlebell-lift",
    "hinge-to-squat",
    "banded-pull-through",
    "kettlebell-swing",
    "kettlebell-clean",
)
"""Ids of the ten steps in the clinic's order."""

ALWAYS_SHOWN: tuple[str, ...] = ("lumbar-rounding", "knees-first")
"""The two drifts that every exercise of the program itself can show; knees that a chair holds cannot go first."""


@dataclass(frozen=True)
class Curriculum:
    """Everything there is to practise.

    Attributes:
        exercises: by id; the ladder first, then what stands beside it by name, the user's own last.
        notices: one sentence for each file of the user's that was left out.
    """

    exercises: Mapping[str, Exercise]
    notices: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[Exercise, ...]:
        """The ten steps in order."""
        return tuple(self.exercises[name] for name in LADDER)

    @property
    def beside(self) -> tuple[Exercise, ...]:
        """The exercises that are not a step: the program's, then the user's own (``Exercise.own``)."""
        return tuple(exercise for exercise in self.exercises.values() if exercise.step is None)

    def exercise(self, name: str) -> Exercise:
        """The exercise with this id. Raises OptionError that names the ids there are."""
        if name not in self.exercises:
            raise OptionError(f"There is no exercise {name!r}; there are: {', '.join(self.exercises)}.")
        return self.exercises[name]


def build_curriculum(texts: Mapping[str, str], own: Mapping[str, str] | None = None) -> Curriculum:
    """Parse and order all exercises.

    Args:
        texts: file name -> text of the program's own files; they fill the ladder, and the rest stands beside it.
        own: file name -> text of the user's files, which stand beside the ladder.

    Raises:
        ContentError: a file of the program's own is wrong, a step is missing, doubled or out of order.
    """
    shipped = _read_shipped(texts)
    beside, notices = _read_own(own or {}, frozenset(shipped))
    ordered = {name: shipped[name] for name in LADDER}
    extra = [exercise for name, exercise in shipped.items() if name not in LADDER] + beside
    ordered.update((exercise.id, exercise) for exercise in sorted(extra, key=_by_name))
    return Curriculum(MappingProxyType(ordered), notices)


def _by_name(exercise: Exercise) -> tuple[bool, str, str]:
    return (exercise.own, exercise.name.casefold(), exercise.id)


def _read_shipped(texts: Mapping[str, str]) -> dict[str, Exercise]:
    found: dict[str, Exercise] = {}
    for file, text in texts.items():
        exercise = parse_exercise(text, file)
        if exercise.id in found:
            raise ContentError(file, "id", f"{exercise.id} is there already", "one file for each exercise")
        _check_step(file, exercise)
        _check_shown(file, exercise)
        found[exercise.id] = exercise
    for step, name in enumerate(LADDER, start=1):
        if name not in found:
            raise ContentError(f"{name}.toml", "step", f"step {step} of the ladder is missing", ", ".join(LADDER))
    return found


def _check_step(file: str, exercise: Exercise) -> None:
    step = LADDER.index(exercise.id) + 1 if exercise.id in LADDER else None
    if exercise.step != step:
        allowed = f"step = {step}" if step else "no step: it stands beside the ladder"
        raise ContentError(file, "step", f"{exercise.step} is not the place of {exercise.id}", allowed)


def _check_shown(file: str, exercise: Exercise) -> None:
    seated = exercise.movement.stance.support == "seat"
    for fault in ALWAYS_SHOWN[: 1 if seated else None]:
        if fault not in exercise.movement.faults:
            raise ContentError(file, "movement.faults", f"{fault} is missing", f"{', '.join(ALWAYS_SHOWN)}, and more")


def _read_own(texts: Mapping[str, str], taken: frozenset[str]) -> tuple[list[Exercise], tuple[str, ...]]:
    exercises: list[Exercise] = []
    notices: list[str] = []
    used = set(taken)
    for file in sorted(texts):
        try:
            exercise = _read_beside(texts[file], file, used)
        except ContentError as error:
            notices.append(f"Your exercise was left out: {error}")
            continue
        used.add(exercise.id)
        exercises.append(exercise)
    return exercises, tuple(notices)


def _read_beside(text: str, file: str, used: set[str]) -> Exercise:
    exercise = parse_exercise(text, file)
    if exercise.step is not None:
        raise ContentError(file, "step", "the ten steps are taken", "no step: it stands beside the ladder")
    if exercise.id in used:
        raise ContentError(file, "id", f"{exercise.id} is the id of another exercise", "an id of its own")
    return replace(exercise, own=True)
