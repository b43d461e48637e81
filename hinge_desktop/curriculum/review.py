"""The card one looks at before a set: four lines, from the floor up (C14; the words are ours, after C8, C13, D3, E2).

They hold for every hinge. What differs is what stands on the floor, and what is no hinge has lines of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from hinge_desktop.curriculum.exercise import Exercise


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line: a part of the body, and what to think of."""

    part: str
    text: str


FEET = ReviewLine("Feet", "grip the floor, weight over the middle")
KNEES = ReviewLine("Knees", "soft, and they follow the hips")
HIPS = ReviewLine("Hips", "they lead, straight back")
BACK = ReviewLine("Back", "one long piece; brace gently and keep breathing")

REVIEW: tuple[ReviewLine, ...] = (FEET, KNEES, HIPS, BACK)
"""What stands on its feet."""

_STANDS_ON: dict[str, tuple[ReviewLine, ReviewLine]] = {
    "knees": (
        ReviewLine("Shins", "rest on the floor from knee to foot"),
        ReviewLine("Knees", "under the hips, something soft below them"),
    ),
    "seat": (
        ReviewLine("Feet", "flat on the floor, a little apart"),
        ReviewLine("Seat", "weight on both sitting bones"),
    ),
    "one-foot": (ReviewLine("Foot", "grips the floor, weight over the middle"), KNEES),
}

_NO_HINGE: dict[str, tuple[ReviewLine, ...]] = {
    "pelvic-tilt-test": (
        FEET,
        ReviewLine("Knees", "soft and still"),
        ReviewLine("Pelvis", "tucks under and rolls back, small and slow"),
        ReviewLine("Chest", "stays where it is; keep breathing"),
    )
}


def review_card(exercise: Exercise) -> tuple[ReviewLine, ...]:
    """The four lines for an exercise."""
    if exercise.id in _NO_HINGE:
        return _NO_HINGE[exercise.id]
    lowest = _STANDS_ON.get(exercise.movement.stance.support, (FEET, KNEES))
    return (*lowest, HIPS, BACK)
