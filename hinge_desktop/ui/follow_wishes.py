"""What a key or a button of the Follow-along page asks for, which depends on what is going on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.training.events import Moment
from hinge_desktop.ui.follow_asking import Asking
from hinge_desktop.ui.follow_controls import REST_STEP_S, waits_for_done

SPEED = (0.5, 1.5)
SPEED_STEP = 0.1


class Wishes(QObject):
    """Turns presses into wishes. While a question is open they answer it, or do nothing.

    Signals: as on the page.
    """

    toggle_requested = Signal()
    done_requested = Signal()
    act_requested = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    rest_change_requested = Signal(float)
    speed_requested = Signal(float)

    def __init__(self, asking: Asking, parent: QObject) -> None:
        super().__init__(parent)
        self._asking = asking
        self._moment: Moment | None = None

    def show_moment(self, moment: Moment | None) -> None:
        """What is going on; None before a session."""
        self._moment = moment

    @property
    def running(self) -> bool:
        """The session goes on, or has not told otherwise."""
        return self._moment is None or self._moment.running

    @property
    def waits_for_done(self) -> bool:
        """Only the user knows when this set is done."""
        return self._moment is not None and waits_for_done(self._moment) and not self._asking.what

    @Slot()
    def toggle(self) -> None:
        """Space: done with a set at one's own pace; else pause or go on. It keeps going when leaving is asked."""
        if self._asking.what == "leave":
            self._asking.close()
        elif self.waits_for_done:
            self.done_requested.emit()
        elif not self._asking.what:
            self.toggle_requested.emit()

    @Slot()
    def stand_still(self) -> None:
        """The black-screen key of a presenter: pause or go on, also at one's own pace."""
        if not self._asking.what:
            self.toggle_requested.emit()

    @Slot()
    def done(self) -> None:
        """The button."""
        if not self._asking.what:
            self.done_requested.emit()

    @Slot()
    def act(self) -> None:
        """The one button: whatever is next."""
        if not self._asking.what:
            self.act_requested.emit()

    @Slot()
    def next(self) -> None:
        """Next; N answers the question of leaving."""
        if self._asking.what == "leave":
            self._asking.close()
        elif not self._asking.what:
            self.next_requested.emit()

    @Slot()
    def previous(self) -> None:
        """Previous."""
        if not self._asking.what:
            self.previous_requested.emit()

    @Slot()
    def yes(self) -> None:
        """Y answers the question of leaving."""
        if self._asking.what == "leave":
            self._asking.leave()

    @Slot()
    def rest_longer(self) -> None:
        """Fifteen seconds more."""
        self.rest_change_requested.emit(REST_STEP_S)

    @Slot()
    def rest_shorter(self) -> None:
        """Fifteen seconds less."""
        self.rest_change_requested.emit(-REST_STEP_S)

    @Slot()
    def slower(self) -> None:
        """Another tempo."""
        self._change_speed(-SPEED_STEP)

    @Slot()
    def faster(self) -> None:
        """Another tempo."""
        self._change_speed(SPEED_STEP)

    def _change_speed(self, by: float) -> None:
        if self._moment is not None:
            low, high = SPEED
            self.speed_requested.emit(round(max(low, min(high, self._moment.speed + by)), 2))
