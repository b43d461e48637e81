"""The prompter: listens to the coach and says which line of the script is due. Voice, tone, caption and log read it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.coach import Coach
from hinge_desktop.training.events import Event, Moment, SessionPlan
from hinge_desktop.training.script import Line, Script
from hinge_desktop.units import Units

spoken = logging.getLogger("hinge_desktop.spoken")
"""Every text that is due, whether or not a voice can say it: who reads it alone can follow the session."""


class Prompter(QObject):
    """Follows the coach's session.

    Signals:
        line_due(Line): at the instant of its event. ``Line.at_s`` may lie a little later; the voice then waits.
    """

    line_due = Signal(object)

    def __init__(self, coach: Coach, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._coach = coach
        self._script: Script | None = None
        self._rate = 0.0
        self._units: Units = "metric"
        self._things: Mapping[str, Sequence[str]] = {}
        self._beside = False
        self.last_line: Line | None = None
        """The line that was due last; None before the first."""
        coach.session_started.connect(self._on_session_started)
        coach.happened.connect(self._on_happened)
        coach.moment_changed.connect(self._on_moment_changed)
        coach.cue_requested.connect(self._on_cue_requested)
        coach.session_stopped.connect(self._on_session_stopped)

    @Slot(float)
    def set_rate(self, rate: float) -> None:
        """How fast the voice speaks, -0.5 to 0.5: what fits depends on it."""
        self._rate = rate
        if self._script is not None:
            self._script.rate = rate

    def set_units(self, units: Units) -> None:
        """The units of loads, from the next session on."""
        self._units = units

    def set_things(self, things: Mapping[str, Sequence[str]]) -> None:
        """Exercise id -> kinds of its implements, from the next session on."""
        self._things = things

    @Slot(str)
    def say(self, text: str) -> None:
        """Say something that belongs to no event, for instance a question of the finish card.

        It waits for the session's last line, and takes the place of what was said this way before.
        """
        if not text:
            return
        if self._script is None:
            self._due(Line(text, 0.0, float("inf"), urgent=True))
        else:
            self._due(self._script.aside(text, urgent=self._beside))
        self._beside = True

    # -- the coach's signals --------------------------------------------------------------------

    @Slot(object)
    def _on_session_started(self, plan: SessionPlan) -> None:
        self._script = Script(plan, rate=self._rate, units=self._units, things=self._things)

    @Slot(object)
    def _on_happened(self, event: Event) -> None:
        if self._script is not None:
            self._due(self._script.line_for(event))

    @Slot(object)
    def _on_moment_changed(self, moment: Moment) -> None:
        if self._script is not None:
            self._due(self._script.rest_changed(moment))

    @Slot(str)
    def _on_cue_requested(self, cue: str) -> None:
        if self._script is not None:
            self._due(self._script.cue_again(cue, self._coach.moment))

    @Slot(str)
    def _on_session_stopped(self, why: str) -> None:
        if self._script is not None:
            self._due(self._script.stopped(why))

    def _due(self, line: Line | None) -> None:
        if line is None:
            return
        self._beside = False
        self.last_line = line
        if line.text:
            spoken.info("%s", line.text)
        self.line_due.emit(line)
