"""The five self-tests: what each looks at, how it is done, what is asked afterwards and what the answer says.

They look at a movement and never diagnose. How many repetitions there are and what passes are conventions of ours;
what is looked at comes from the sources: the fold beside a doorway's edge (C1, C2), the tilt
of the pelvis that comes before the hinge (C3), the wall (C5, E4), three places on a stick (D4), a back that keeps its
shape (E2, E3).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

DOWEL_REPS = 10
DOWEL_PASS = 8
"""Repetitions with the stick, and in how many of them all three places keep touching."""
REACH_FEET = (0.5, 2.0)
REACH_STEP = 0.25
REACH_PASS = 1.0
"""Distances of the wall behind the heels, in foot lengths of one's own, and the one that is the goal (C5)."""
STEP_FORWARD_S = 4.0
"""Time to stand, between two reaches, while the feet move forward."""

AnswerForm = Literal["yes", "count", "feet"]
"""Yes or not yet; a number of repetitions; foot lengths."""


@dataclass(frozen=True, slots=True)
class SelfTestKind:
    """One self-test.

    Attributes:
        exercise_id: the exercise whose figure shows it.
        fault: what drifts in the figure's "not yet" form, one of the exercise's faults.
        looks_at: what it is for, in one sentence.
        set_up: what to do before and while, in order.
        reps: repetitions that are timed. ``top_s``: seconds of standing after each; None leaves the exercise's own.
        question: asked afterwards. ``form``: how it is answered.
        passes, not_yet: what the two figures show.
        pass_value: the answer from which on it passes.
        passed_means, not_yet_means: what the result says, in one calm sentence.
    """

    id: str
    name: str
    exercise_id: str
    fault: str
    looks_at: str
    set_up: tuple[str, ...]
    reps: int
    question: str
    form: AnswerForm
    passes: str
    not_yet: str
    passed_means: str
    not_yet_means: str
    pass_value: float = 1.0
    top_s: float | None = None

    @property
    def answers(self) -> tuple[float, ...]:
        """Every value that may be given, from the least to the most; 0 is "not yet" where it is not a count."""
        if self.form == "yes":
            return (0.0, 1.0)
        if self.form == "count":
            return tuple(float(count) for count in range(self.reps + 1))
        return (0.0, *_reaches())

    def passed(self, value: float) -> bool:
        """Whether this answer passes."""
        return value >= self.pass_value

    def meaning(self, value: float) -> str:
        """What an answer says, in one sentence."""
        return self.passed_means if self.passed(value) else self.not_yet_means


def _reaches() -> tuple[float, ...]:
    low, high = REACH_FEET
    return tuple(low + REACH_STEP * at for at in range(round((high - low) / REACH_STEP) + 1))


_QUARTERS = ("", "¼", "½", "¾")


def feet_text(value: float) -> str:
    """Foot lengths as they are read, to the quarter: "½ of a foot length", "1 foot length", "1¼ foot lengths"."""
    whole, quarters = divmod(round(value * 4), 4)
    if not whole:
        return f"{_QUARTERS[quarters]} of a foot length" if quarters else "less than ½ of a foot length"
    number = f"{whole}{_QUARTERS[quarters]}"
    return f"{number} foot length" if value == 1 else f"{number} foot lengths"


TOE_TOUCH, PELVIC_TILT, WALL_REACH, DOWEL, FLAT_BACK_BOW = (
    "toe-touch",
    "pelvic-tilt",
    "wall-reach",
    "dowel",
    "flat-back-bow",
)

KINDS: MappingProxyType[str, SelfTestKind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            SelfTestKind(
                id=PELVIC_TILT,
                name="Pelvic tilt",
                exercise_id="pelvic-tilt-test",
                fault="knees-first",
                looks_at="Whether the pelvis can move by itself. It comes before the hinge.",
                set_up=(
                    "Stand with your feet hip width and your knees soft.",
                    "Lay your hands on the hip bones, thumbs behind.",
                    "Tuck the pelvis under, stay a second and let it roll back. Chest and knees keep still.",
                ),
                reps=5,
                question="Did the pelvis tuck and roll back by itself, with chest and knees still?",
                form="yes",
                passes="The pelvis tucks under and rolls back. Chest and knees stay where they are.",
                not_yet="The knees bend or the trunk leans, and the pelvis hardly moves.",
                passed_means="You can move the pelvis by itself, so the hips are what to work on: your steps do that.",
                not_yet_means="Moving the pelvis by itself comes first for now; the hinge comes quicker for it.",
            ),
            SelfTestKind(
                id=TOE_TOUCH,
                name="Toe touch",
                exercise_id="toe-touch-test",
                fault="lumbar-rounding",
                looks_at="Whether the hips or the back do the folding. How far the fingers get says little.",
                set_up=(
                    "Stand sideways in a doorway, with an edge of the frame beside the middle of your hips.",
                    "Feet hip width, knees soft, arms hanging.",
                    "Reach for the floor, no farther than is easy. A mirror or a phone at hip height shows it well.",
                ),
                reps=3,
                question="Did the hips travel back past the edge, with the back a long, gentle line?",
                form="yes",
                passes="The hips travel back past the edge, and the back stays a long, gentle line.",
                not_yet="The hips stay beside the edge, and the back does most of the folding.",
                passed_means="Your hips lead when you fold, and that is what the steps build on.",
                not_yet_means="The back does most of the folding for now; a drill at a doorway shows the hips the way.",
            ),
            SelfTestKind(
                id=FLAT_BACK_BOW,
                name="Flat-back bow",
                exercise_id="ribs-and-back-hinge",
                fault="lumbar-rounding",
                looks_at="Whether the back keeps its shape while the hips do the bowing.",
                set_up=(
                    "Stand a hand's length in front of a wall, your back to it. Feet about shoulder width, knees soft.",
                    "One hand on the lower ribs in front, the back of the other on the small of your back.",
                    "Bow until the hips touch the wall or the back of the thighs tightens.",
                ),
                reps=5,
                question="Did both hands keep their distance all the way down and up?",
                form="yes",
                passes="Both hands keep their distance: the back stays as it is and the hips fold.",
                not_yet="The hands move apart as the lower back rounds.",
                passed_means="Your back keeps its shape while the hips move, and that is the heart of a hinge.",
                not_yet_means="The back still joins in; bowing less far with both hands as guides will sort them out.",
            ),
            SelfTestKind(
                id=DOWEL,
                name="Dowel",
                exercise_id="three-point-contact-hinge",
                fault="lumbar-rounding",
                looks_at=f"How steadily a stick keeps its three places over {DOWEL_REPS} repetitions.",
                set_up=(
                    "Hold a broomstick or the like along your back, one hand behind the neck, one at the small of it.",
                    "It touches the pelvis, the middle of the upper back and the back of the head.",
                    "Hinge as far as the back of the thighs allows.",
                    "Count the repetitions in which all three keep touching.",
                ),
                reps=DOWEL_REPS,
                question=f"In how many of the {DOWEL_REPS} did all three places keep touching?",
                form="count",
                pass_value=DOWEL_PASS,
                passes="Pelvis, upper back and head stay on the stick, down and up.",
                not_yet="The stick leaves the pelvis as the lower back rounds.",
                passed_means="The three places hold nearly every time: hips and back are two things for you now.",
                not_yet_means="Some repetitions lose a place; going a little less deep keeps all three for longer.",
            ),
            SelfTestKind(
                id=WALL_REACH,
                name="Wall reach",
                exercise_id="butt-tap",
                fault="toes-lift",
                looks_at="How far back the hips can reach while your weight stays over your feet.",
                set_up=(
                    "Stand with your back to a wall, your heels half of your own foot's length from it.",
                    "Reach the hips back and tap the wall lightly, with the weight over the middle of the feet.",
                    "After each light tap step forward by a quarter of your foot.",
                    "When a tap is no longer light, you are done: press N for next.",
                ),
                reps=len(_reaches()),
                top_s=STEP_FORWARD_S,
                question="How far from the wall were your heels at the last light tap?",
                form="feet",
                pass_value=REACH_PASS,
                passes="The hips tap lightly, and the whole foot stays on the floor.",
                not_yet="The toes lift and the wall takes the weight.",
                passed_means=f"Your hips reach a wall {feet_text(REACH_PASS)} away: that is the goal of this drill.",
                not_yet_means=f"The wall comes a little nearer in practice; {feet_text(REACH_PASS)} is for later.",
            ),
        )
    }
)
"""The five, by id, in the order in which they are best done: the pelvis first (C3)."""
