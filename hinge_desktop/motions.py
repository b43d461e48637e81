"""The motions of one body, each solved when it is first wanted and kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import Side
from hinge_desktop.body.options import LOAD_KG
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.settings import Settings

MOST_KEPT = 96
"""So many motions are kept; those not wanted for longest go. One takes about half a megabyte."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How an exercise is to be done, where it may be done in more than one way.

    Attributes:
        side: the working hand or standing leg of a one-sided exercise.
        wall_m, stance_width_m, toe_out_deg: instead of the exercise's own; None leaves it.
        look: what a home has instead of the implement; empty leaves it.
        fault, level: what drifts, and how far, 0 to 1; an empty fault is the good form.
        forced: on past where the hamstrings tighten.
        durations_s: seconds of each phase; None leaves the exercise's own. A ballistic one keeps its own in any case.
    """

    side: Side = "right"
    wall_m: float | None = None
    stance_width_m: float | None = None
    toe_out_deg: float | None = None
    look: str = ""
    fault: str = ""
    level: float = 1.0
    forced: bool = False
    durations_s: tuple[float, ...] | None = None


AS_WRITTEN = Wish()


class Motions:
    """Solves for the body of the settings; another body empties the shelf."""

    def __init__(self, settings: Settings) -> None:
        self._body = body_of(settings)
        self._kept: OrderedDict[tuple[str, float, Wish], Motion] = OrderedDict()

    def show_settings(self, settings: Settings) -> bool:
        """Take over the body of these settings; whether it is another one."""
        body = body_of(settings)
        changed = body != self._body
        if changed:
            self._body = body
            self._kept.clear()
        return changed

    def forget(self) -> None:
        """The exercises themselves have changed."""
        self._kept.clear()

    def motion(self, exercise: Exercise, load_kg: float, wish: Wish = AS_WRITTEN) -> Motion:
        """The motion of an exercise with a load in kilograms; loads no figure can hold are drawn as the heaviest.

        Raises:
            OptionError: the wish is not one of this exercise.
        """
        load = min(max(load_kg, LOAD_KG[0]), LOAD_KG[1])
        if wish.durations_s == tuple(phase.duration_s for phase in exercise.movement.phases):
            wish = replace(wish, durations_s=None)
        key = (exercise.id, load, wish)
        if key not in self._kept:
            self._kept[key] = solve(
                exercise.movement,
                self._body,
                durations_s=wish.durations_s,
                load_kg=load,
                wall_m=wish.wall_m,
                fault=wish.fault or None,
                level=wish.level,
                side=wish.side,
                stance_width_m=wish.stance_width_m,
                toe_out_deg=wish.toe_out_deg,
                look=wish.look or None,
                forced=wish.forced,
            )
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def looks_of(exercise: Exercise) -> tuple[str, ...]:
    """What a home may have instead of this exercise's implements."""
    return exercise.movement.looks


def body_of(settings: Settings) -> Body:
    """The body that the settings describe."""
    return Body(settings.stature_m, settings.mass_kg, settings.sex, settings.hamstrings_deg)
