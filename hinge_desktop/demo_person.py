"""Somebody who practises, made up: how the back is from day to day, and what is said of a session.

Nobody's history, and no promise: pain goes up and down, with flare-ups, and lies a little lower after a year or two.
The numbers are ours, chosen so that the pages have something of everything to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from random import Random

from hinge_desktop.training.records import Answers, Felt

FIRST_PAIN, LAST_PAIN = 2.6, 0.8
"""Where the pain lies at first, and where it comes to lie."""
SETTLES_DAYS = 120.0
FLARES_UP_EVERY_DAYS = (40.0, 150.0)
"""Days between two flare-ups, at first and later."""
REST_FROM = 7
"""With that much pain there is no practice."""
_DAYS_A_WEEK = (3, 4, 4, 5, 5)
_GAP_DAYS = (6, 26)
_GAP_EVERY_WEEKS = 26
_NOTES = (
    "Hips first felt easier today.",
    "A long day at the desk; slower than usual.",
    "Could feel the stretch at the back of the thighs.",
    "Slept little.",
    "The wall was a good guide.",
    "After gardening.",
    "Breathing out on the way up is getting a habit.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one session. ``stops``: it ends early for pain."""

    answers: Answers
    next_morning: int | None
    stops: bool = False


class Person:
    """Lives through one day after the other, with dice of its own.

    Attributes:
        dice: what decides.
        day: days lived through, from 0.
    """

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.day = -1
        self._mood = 0.0
        self._flare = 0.0
        self._away = 0
        self._weekdays: frozenset[int] = frozenset()

    def wake(self, weekday: int) -> None:
        """A new day. ``weekday``: 0 is Monday."""
        self.day += 1
        self._mood = 0.86 * self._mood + self.dice.gauss(0.0, 0.28)
        self._flare *= 0.74
        if self.dice.random() < 1.0 / self._between(*FLARES_UP_EVERY_DAYS):
            self._flare = self.dice.uniform(2.5, 5.5)
        self._away = max(0, self._away - 1)
        if weekday == 0 or not self._weekdays:
            self._weekdays = frozenset(self.dice.sample(range(7), self.dice.choice(_DAYS_A_WEEK)))
            if self.dice.random() < 1.0 / _GAP_EVERY_WEEKS:
                self._away = self.dice.randint(*_GAP_DAYS)

    def practises(self, weekday: int) -> bool:
        """Today is a day for it."""
        return weekday in self._weekdays and not self._away and self._pain() < REST_FROM

    @property
    def flares_up(self) -> bool:
        """Today asks for a flare-up day."""
        return self._flare > 2.2

    @property
    def skill(self) -> float:
        """How much of the hinge is there, 0 to 1."""
        return 1.0 - exp(-self.day / SETTLES_DAYS)

    def pain_before(self) -> int:
        """What is told before a session."""
        return _scale(self._pain() + self.dice.gauss(0.0, 0.4))

    def tell(self, pain_before: int, *, growth: float, last_of_day: bool) -> Told:
        """What is told after a session; ``growth``: how much the amount has grown, 0 to 1.

        Few questions are left open, some mornings are.
        """
        dice = self.dice
        worst = _scale(pain_before + dice.choice((0, 0, 0, 0, 1, 1, 2)))
        after = _scale(min(worst, pain_before + dice.choice((-1, -1, 0, 0, 0, 1))))
        morning = _scale(pain_before + dice.choice((-1, 0, 0, 0, 0, 0, 1, 1)) + 0.4 * self._flare)
        answers = Answers(
            pain_before=pain_before,
            pain_worst=worst,
            pain_after=after,
            effort=_scale(3.6 + 1.6 * growth + dice.gauss(0.0, 0.9)),
            felt=self._felt(),
            looked_like_figure=self._likely(0.84 + 0.14 * self.skill),
            leg_symptoms=dice.random() < 0.002,
            note=dice.choice(_NOTES) if dice.random() < 0.06 else "",
        )
        told = last_of_day and self._likely(0.93)
        return Told(answers, morning if told else None, stops=worst >= 5 and self._likely(0.3))

    def passes(self, test_value: Sequence[float]) -> float:
        """One of the values that a self-test may have, the later the farther up."""
        place = (0.52 + 0.45 * self.skill + self.dice.gauss(0.0, 0.12)) * len(test_value)
        return test_value[min(len(test_value) - 1, max(0, int(place)))]

    def moments_today(self) -> int:
        """Hinge moments that are counted, in the weeks when they are thought of."""
        thinks_of_it = self.day // 28 % 4 != 3
        return self.dice.choice((0, 1, 1, 2, 2, 3, 4)) if thinks_of_it else 0

    def _felt(self) -> frozenset[Felt]:
        felt = set()
        if self._likely(0.80 + 0.15 * self.skill):
            felt.add(Felt.HAMSTRINGS)
        if self._likely(0.35 + 0.35 * self.skill):
            felt.add(Felt.BUTTOCKS)
        if self._likely(0.10 * exp(-self.day / SETTLES_DAYS) + 0.012 + 0.03 * self._flare):
            felt.add(Felt.LOWER_BACK)
        if self._likely(0.04):
            felt.add(Felt.KNEES)
        return frozenset(felt or {Felt.NOWHERE})

    def _pain(self) -> float:
        settled = LAST_PAIN + (FIRST_PAIN - LAST_PAIN) * exp(-self.day / SETTLES_DAYS)
        return settled + self._mood + self._flare

    def _between(self, first: float, last: float) -> float:
        return first + (last - first) * self.skill

    def _likely(self, share: float) -> bool:
        return self.dice.random() < share


def _scale(value: float) -> int:
    """An answer from 0 to 10."""
    return min(10, max(0, round(value)))
