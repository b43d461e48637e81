"""The menu of the tray's icon."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from hinge_desktop.training.moments import MOMENTS, Tally, moment_of


class _RoomyMenu(QMenu):
    """As wide as its words: where Qt draws a menu itself, large text is given the room of a small tick and is cut."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.aboutToShow.connect(self._make_room)

    @Slot()
    def _make_room(self) -> None:
        self.setMinimumWidth(0)
        self.setMinimumWidth(self.sizeHint().width() + self.fontMetrics().height())


class TrayMenu(_RoomyMenu):
    """What the icon offers.

    Signals:
        moment_chosen(str): the user did a hinge moment of that kind, the one that was asked for or another.
    """

    moment_chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__("", window)
        self.open = self.addAction(self.tr("Open Hinge"))
        self.start = self.addAction(self.tr("Start today's practice"))
        self.asked = self.addAction("")
        self.moments = _RoomyMenu(self.tr("I did a hinge moment"), self)
        self.addMenu(self.moments)
        self.asked.triggered.connect(self._on_asked_chosen)
        self.moments.triggered.connect(self._on_moment_chosen)
        for one in MOMENTS:
            self.moments.addAction(one.name).setData(one.kind)
        self.addSeparator()
        self.tally = self.addAction("")
        self.tally.setEnabled(False)
        self.pause = self.addAction(self.tr("Pause prompts for today"))
        self.pause.setCheckable(True)
        self.addSeparator()
        self.quit = self.addAction(self.tr("Quit Hinge"))

    def show_state(self, counted: Tally, *, asked: str, startable: bool, paused: bool | None) -> None:
        """What was counted, which kind was asked for last, whether a practice can begin.

        ``paused`` says whether prompts are paused; None where there are none.
        """
        self.tally.setText(tally_text(counted))
        self.asked.setVisible(bool(asked))
        self.asked.setData(asked)
        if asked:
            self.asked.setText(self.tr("I did it: {name}").format(name=moment_of(asked).name))
        self.start.setEnabled(startable)
        self.pause.setVisible(paused is not None)
        self.pause.setChecked(bool(paused))

    @Slot()
    def _on_asked_chosen(self) -> None:
        self.moment_chosen.emit(self.asked.data())

    @Slot(QAction)
    def _on_moment_chosen(self, action: QAction) -> None:
        self.moment_chosen.emit(action.data())


def tally_text(counted: Tally) -> str:
    """How many moments were counted, in a few words."""
    text = QCoreApplication.translate("Tray", "Hinge moments: {today} today, {week} this week")
    return text.format(today=counted.today, week=counted.week)
