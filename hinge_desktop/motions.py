"""The motions of one body, each solved when it is first wanted and kept."""

from __future__ import annotations

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import LOAD_KG, Motion, solve
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.settings import Settings


class Motions:
    """Solves for the body of the settings; another body empties the shelf."""

    def __init__(self, settings: Settings) -> None:
        self._body = body_of(settings)
        self._kept: dict[tuple[str, float], Motion] = {}

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

    def motion(self, exercise: Exercise, load_kg: float) -> Motion:
        """The motion of an exercise with a load in kilograms; loads no figure can hold are drawn as the heaviest."""
        load = min(max(load_kg, LOAD_KG[0]), LOAD_KG[1])
        key = (exercise.id, load)
        if key not in self._kept:
            self._kept[key] = solve(exercise.movement, self._body, load_kg=load)
        return self._kept[key]


def body_of(settings: Settings) -> Body:
    """The body that the settings describe."""
    return Body(settings.stature_m, settings.mass_kg, settings.sex, settings.hamstrings_deg)
