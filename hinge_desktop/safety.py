"""The safety questions: when they are asked, that nothing gets around them, and what their answers do."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.keeper import HistoryKeeper
from hinge_desktop.situation import Situation
from hinge_desktop.training.records import ScreeningRecord
from hinge_desktop.training.screening import is_due
from hinge_desktop.ui.screening import ScreeningPage
from hinge_desktop.ui.window import MainWindow

PAGE = "screening"


class Safety(QObject):
    """Opens the page when it is due and keeps the window on it until it is answered.

    Attributes:
        waits: the first run is under way and asks in its own time; by themselves the questions do not come then.

    Signals:
        answered(): an answering was kept.
        closed(): the page was answered and left, so something else is to be shown.
    """

    answered = Signal()
    closed = Signal()

    def __init__(
        self,
        page: ScreeningPage,
        window: MainWindow,
        situation: Situation,
        keeper: HistoryKeeper,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._window, self._situation, self._keeper = page, window, situation, keeper
        self.waits = False
        page.screening_answered.connect(self._keep)
        page.screening_closed.connect(self._close)

    @property
    def due(self) -> bool:
        """The questions have to be answered now."""
        agenda = self._situation.agenda
        return is_due(agenda.history, agenda.today, agenda.settings.limits)

    def begin(self, *, known: bool) -> None:
        """The program has just started: without an earlier answering nothing comes before the questions."""
        self._window.lock(not known)
        if not known:
            self._window.open_page(PAGE)
            self._page.ask()

    @Slot()
    def ask_if_due(self) -> None:
        """Open the page when it is due; leave it when it turned out not to be."""
        if self.waits:
            return
        if self.due:
            if self._window.page != PAGE:
                self.ask()
        elif self._window.page == PAGE and not self._situation.answered_now:
            self._close()

    @Slot()
    def ask(self) -> None:
        """Open the page."""
        reason = ""
        if self.due and self._situation.agenda.history.screenings:
            reason = self.tr("Time to look at these again: it has been a while, or there is more pain than usual.")
        self._window.lock(self.due)
        self._window.open_page(PAGE)
        self._page.ask(reason)

    @Slot(object)
    def _keep(self, answers: dict[str, bool]) -> None:
        clocks = self._situation.clocks
        record = ScreeningRecord(clocks.utc_now(), clocks.today(), tuple(answers.items()))
        self._keeper.add_screening(record)
        self._situation.add_screening(record)
        self.answered.emit()

    @Slot()
    def _close(self) -> None:
        self._window.lock(False)
        self.closed.emit()
