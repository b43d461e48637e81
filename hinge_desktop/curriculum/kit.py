"""What a home has, and what becomes of an exercise with it: the thing itself, another thing, another exercise.

The rules are two tables: ``LOOKS`` of the movement says what is held the same way, ``STAND_INS`` which exercise
teaches the same without the thing. A stand-in counts for the exercise it stands in for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hinge_desktop.body.movement import LOOKS
from hinge_desktop.body.things import CARRIED
from hinge_desktop.curriculum.exercise import Exercise

THINGS: tuple[str, ...] = (
    "wall",
    "doorway",
    "chair",
    "cushion",
    "broomstick",
    "golf-club",
    "pvc-pipe",
    "backpack",
    "bag",
    "bin",
    "child",
    "band",
    "dumbbell",
    "kettlebell",
)
"""Ids of what can be asked for: the room first, then what is held, the common before the bought. A dowel is none of
them: a broomstick, a golf club or a pipe is one."""

USUAL: frozenset[str] = frozenset({"wall", "doorway", "chair", "cushion"})
"""What nearly every home has, ticked before anybody has answered."""

CUSHION_KG = 1.0
"""A cushion carries no more than this: it is there to be felt, not to be lifted."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """What becomes of an exercise with what a home has.

    Attributes:
        exercise_id: the exercise to do; another one where something stands in.
        look: what is held instead, one of the looks of that exercise; empty leaves it.
        sentence: why, for the user; empty where nothing changes.
        possible: it can be practised; otherwise it is there to be watched.
        most_kg: the most that is carried, 0 for empty hands; None leaves the weight alone.
    """

    exercise_id: str
    look: str = ""
    sentence: str = ""
    possible: bool = True
    most_kg: float | None = None


@dataclass(frozen=True, slots=True)
class StandIn:
    """An exercise that teaches the same with ``thing``, one of ``THINGS``; an empty one needs nothing."""

    exercise_id: str
    thing: str
    sentence: str
    look: str = ""
    most_kg: float | None = None


_BACK_OF_CHAIR = "sit-to-stand"  # the hips reach back until they tap something: here it is the seat
_LAST = "ready-position"  # a hinge that needs nothing, and no knees on the floor, which may be sore

_DOORWAY = StandIn("doorway-hinge", "doorway", "No free wall? The edge of a doorway shows the hips their way today.")
_WALL = StandIn("butt-tap", "wall", "A wall behind you does the same work today.")
_CHAIR = StandIn(_BACK_OF_CHAIR, "chair", "The seat of a chair shows the hips their way today.")
_NOTHING = StandIn(_LAST, "", "Nothing to reach for? Hold a short hinge today: hips back, and breathe.")

STAND_INS: Mapping[str, tuple[StandIn, ...]] = MappingProxyType(
    {
        # The direction of the hips: something behind them, or beside them, answers (A-step-2, C2, B1).
        "butt-tap": (_DOORWAY, _CHAIR, _NOTHING),
        "doorway-hinge": (_WALL, _CHAIR, _NOTHING),
        "sit-to-stand": (_WALL, StandIn("doorway-hinge", "doorway", "A doorway does the same work today."), _NOTHING),
        # The seated hinge is for knees that are sore, so nothing that kneels stands in for it.
        "seated-hip-hinge": (
            _WALL,
            StandIn("doorway-hinge", "doorway", "A doorway does the same work today."),
            _NOTHING,
        ),
        # Hips told from the spine: three contacts of a stick, or two hands (C6); sitting, the back is easiest felt.
        "three-point-contact-hinge": (
            StandIn("ribs-and-back-hinge", "wall", "No broomstick? Your hands do the stick's work today."),
            StandIn(
                "seated-hip-hinge",
                "chair",
                "No stick? On a chair you easily feel hips that move and a back that does not.",
            ),
            _DOORWAY,
            _NOTHING,
        ),
        "ribs-and-back-hinge": (
            StandIn(
                "seated-hip-hinge",
                "chair",
                "No wall? On a chair you easily feel hips that move and a back that does not.",
            ),
            _DOORWAY,
            _NOTHING,
        ),
        # Something to work against, arms folded as with the band; the lightest first, for no weight has come yet (D6).
        "banded-hip-hinge": (
            StandIn("chest-hold-hinge", "backpack", "No band? A light backpack, hugged, gives the hips some work."),
            StandIn("goatbag-hinge-dumbbell", "dumbbell", "No band? A light dumbbell gives the hips some work."),
            StandIn("goatbag-hinge", "kettlebell", "No band? A light kettlebell gives the hips some work."),
            StandIn(
                "chest-hold-hinge",
                "cushion",
                "No band? Hug a cushion: it tells you when the trunk moves.",
                "cushion",
                CUSHION_KG,
            ),
            StandIn("chest-hold-hinge", "", "No band? The same hinge with folded arms, without weight.", most_kg=0.0),
        ),
        # A load from another side than the front (C10, C11), which only the hips can finish; then any that hangs.
        "banded-pull-through": (
            StandIn(
                "back-loaded-hinge",
                "kettlebell",
                "No band? A small kettlebell on the upper back asks the same of the hips.",
            ),
            StandIn("weighted-hip-hinge", "backpack", "No band? The backpack hangs from your hands today.", "backpack"),
            StandIn("weighted-hip-hinge", "bag", "No band? A packed bag hangs from your hands today.", "bag"),
            StandIn("goatbag-hinge-dumbbell", "dumbbell", "No band? A dumbbell, held close, does the work today."),
            StandIn("weighted-hip-hinge", "", "No band? The same hinge with empty hands.", most_kg=0.0),
        ),
        # A weight: hung, held in front (C9), or hugged (E6). What cannot be had is done with empty hands, see ``fit``.
        "weighted-hip-hinge": (
            StandIn("goatbag-hinge-dumbbell", "dumbbell", "No kettlebell? The dumbbell is held close in front today."),
        ),
        "goatbag-hinge": (
            StandIn("goatbag-hinge-dumbbell", "dumbbell", "No kettlebell? The dumbbell is held close in front today."),
            StandIn("chest-hold-hinge", "backpack", "No kettlebell? A backpack is hugged to the chest today."),
        ),
        "goatbag-hinge-dumbbell": (
            StandIn("goatbag-hinge", "kettlebell", "No dumbbell? The kettlebell is held by its horns today."),
            StandIn("chest-hold-hinge", "backpack", "No dumbbell? A backpack is hugged to the chest today."),
        ),
        "back-loaded-hinge": (
            StandIn("chest-hold-hinge", "backpack", "No kettlebell? A backpack is hugged to the chest today."),
            StandIn("goatbag-hinge-dumbbell", "dumbbell", "No kettlebell? The dumbbell is held close in front today."),
        ),
        "chest-hold-hinge": (
            StandIn("goatbag-hinge-dumbbell", "dumbbell", "No backpack? The dumbbell is held close in front today."),
            StandIn("goatbag-hinge", "kettlebell", "No backpack? The kettlebell is held by its horns today."),
        ),
        # Hips first and knees last, down to something that stands (A-step-6, E5).
        "kettlebell-lift": (
            StandIn("bin-pick-up", "bin", "No kettlebell? An empty bin is picked up the same way today."),
        ),
    }
)
"""Exercise -> what stands in for it, the first that the home allows. The letters are the ids of ``sources``."""

_HELD_INSTEAD: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("dowel", "broomstick"): "Your broomstick is the stick today.",
        ("dowel", "golf-club"): "Your golf club is the stick today.",
        ("dowel", "pvc-pipe"): "Your pipe is the stick today.",
        ("kettlebell", "backpack"): "Your backpack is the weight today.",
        ("kettlebell", "bag"): "A packed bag is the weight today.",
        ("kettlebell", "child"): "A child who likes to be lifted is the weight today.",
        ("bin", "bag"): "A light bag stands in for the bin today.",
        ("backpack", "cushion"): "Hug a cushion today: it tells you just as well when the trunk moves.",
    }
)
"""Kind of implement, and the look that is held in its place -> what to say."""

_EMPTY_HANDS = "Nothing to lift at hand? The same with empty hands: the way is what counts."
_TO_WATCH = "This one wants a kettlebell, since a bag is not to be swung. Until you have one it is here to watch."
_OWN_TO_WATCH = "Your own exercise wants a thing that is not in your kit. Until you have it, it is here to watch."
_ANY_EDGE = "No doorway free? Any upright edge beside you will do."


def at_home(things: Iterable[str], told: bool) -> frozenset[str] | None:
    """The kit that ``fit`` takes: what there is, or None while nobody has been asked."""
    return frozenset(things) if told else None


def fit(exercise: Exercise, kit: frozenset[str] | None) -> Fitting:
    """What becomes of an exercise with what a home has.

    Args:
        exercise: one of the program's or the user's own, for which nothing ever stands in.
        kit: ids of ``THINGS``, others are passed over; None assumes that everything is there.
    """
    if kit is None:
        return Fitting(exercise.id)
    for look in ("", *exercise.movement.looks):
        if _has_all(exercise, kit, look):
            return _with_look(exercise, look)
    if exercise.test is not None:
        return Fitting(exercise.id, sentence=_ANY_EDGE)
    if exercise.movement.pattern == "ballistic":
        return Fitting(exercise.id, sentence=_TO_WATCH, possible=False)
    for one in () if exercise.own else STAND_INS.get(exercise.id, ()):
        if not one.thing or one.thing in kit:
            return Fitting(one.exercise_id, one.look, one.sentence, most_kg=one.most_kg)
    return _with_empty_hands(exercise, kit)


def _has_all(exercise: Exercise, kit: frozenset[str], look: str) -> bool:
    """Whether the home has every implement, those that ``look`` is drawn for as that look."""
    for spec in exercise.movement.implements:
        thing = look if look in LOOKS.get(spec.kind, ()) else spec.kind
        if thing not in kit:
            return False
    return True


def _with_look(exercise: Exercise, look: str) -> Fitting:
    if not look:
        return Fitting(exercise.id)
    kinds = (spec.kind for spec in exercise.movement.implements if look in LOOKS.get(spec.kind, ()))
    return Fitting(
        exercise.id, look, _HELD_INSTEAD[next(kinds), look], most_kg=CUSHION_KG if look == "cushion" else None
    )


def _with_empty_hands(exercise: Exercise, kit: frozenset[str]) -> Fitting:
    """Without what is carried the hands do the same empty; whatever else is missing has to be there."""
    around = (spec.kind for spec in exercise.movement.implements if spec.kind not in CARRIED)
    if all(kind in kit for kind in around):
        return Fitting(exercise.id, sentence=_EMPTY_HANDS, most_kg=0.0)
    return Fitting(exercise.id, sentence=_OWN_TO_WATCH, possible=False)
