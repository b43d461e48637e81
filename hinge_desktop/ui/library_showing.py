"""What passes between the Library and who solves its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hinge_desktop.body.motion import Motion
from hinge_desktop.motions import Wish
from hinge_desktop.ui.library_effort import Work
from hinge_desktop.ui.library_metrics import Reading
from hinge_desktop.ui.library_setup import Beside
from hinge_desktop.ui.stage_twin import Twin
from hinge_desktop.units import Units


@dataclass(frozen=True, slots=True)
class Request:
    """What the user wishes to see of an exercise.

    Attributes:
        wish: how it is done. ``failing``: what drifts in the form of a test that is seen; else empty.
        fault, level: what the twin shows; an empty fault is no twin. ``beside``: it has a place of its own.
        seen_with: the squat, the doorway's line.
        muscles, back: what the muscles do is to be seen; how the back's effort compares.
    """

    exercise_id: str
    wish: Wish
    failing: str
    fault: str
    level: float
    beside: bool
    seen_with: Beside
    muscles: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True)
class Showing:
    """The answer to a :class:`Request`.

    Attributes:
        motion: of the figure. ``load_text``: on the bell, e.g. ``12 kg``.
        twin: who keeps step with it. ``readings``: what the numbers say to what drifts.
        body_text: for whom it is drawn. ``said``: what is to be seen of what stands beside it.
        work: of the muscles; None where nobody asked.
    """

    motion: Motion
    load_text: str = ""
    twin: Twin | None = None
    readings: Sequence[Reading] = ()
    body_text: str = ""
    said: str = ""
    work: Work | None = None
    units: Units = "metric"
