"""My data: where it is, what can be taken along or over, its copies, the bin, and all of it deleted."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.ui.announcer import Announcer
from hinge_desktop.ui.my_data_card import DataCard
from hinge_desktop.ui.my_data_exchange import ExchangeCard
from hinge_desktop.ui.my_data_kept import BinCard, CopiesCard, DeleteCard, PlaceCard
from hinge_desktop.ui.my_data_state import ImportPreview
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, ScrollPage, Words

TWO_COLUMNS_PX = 900


class MyDataPage(ScrollPage):
    """The cards side by side, where there is room. Each says what became of what was asked for in it.

    Signals:
        closed_requested(): back to where one came from.
    """

    closed_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widest_px=1360)
        self._built = False
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.setInterval(0)
        self._laid_out.timeout.connect(self._bring_said_into_sight)
        self.setAccessibleName(self.tr("My data"))
        self._announcer = Announcer(self)
        self.add(self._build_head())
        self.place, self.exchange, self.delete = PlaceCard(self), ExchangeCard(self), DeleteCard(self)
        self.copies, self.bin = CopiesCard(self), BinCard(self)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._add_column(self.place, self.exchange, self.bin)
        self._add_column(self.copies, self.delete)
        self.column.addLayout(self._columns)
        self.column.addStretch(1)
        self._speaking: DataCard = self.place
        for card in self.cards:
            card.used.connect(self._used)
        self._built = True
        self.arrange()

    @property
    def cards(self) -> tuple[DataCard, ...]:
        """All of them."""
        return self.place, self.exchange, self.bin, self.copies, self.delete

    @property
    def said(self) -> str:
        """What was said last."""
        return self._speaking.said

    def say(self, sentence: str) -> None:
        """Say this in the card in which something was asked for last."""
        self._speaking.say(sentence)
        self._announcer.announce(sentence)
        if sentence:
            self._laid_out.start()

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what an import would do, and ask; where it would do nothing, say so."""
        self.exchange.show_preview(preview)
        self._announcer.announce(self.exchange.said)

    def begin(self) -> None:
        """Put the focus where one begins; what was said before is gone."""
        for card in self.cards:
            card.say("")
        self.verticalScrollBar().setValue(0)
        self.place.folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self) -> None:
        """Two columns where both are wide enough to be read."""
        super().arrange()
        if self._built:
            wide = self.viewport().width() >= current_theme().px(TWO_COLUMNS_PX)
            ways = QBoxLayout.Direction
            self._columns.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.closed_requested.emit()
        else:
            super().keyPressEvent(event)

    def _build_head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Words(self.tr("My data"), "title", head), 1)
        back = Button(self.tr("Back"), "quiet", head, key="Esc")
        back.clicked.connect(self.closed_requested)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _add_column(self, *cards: DataCard) -> None:
        column = QVBoxLayout()
        column.setSpacing(16)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self._columns.addLayout(column, 1)

    @Slot()
    def _bring_said_into_sight(self) -> None:
        if self._speaking.said:
            self.ensureWidgetVisible(self._speaking.line, 40, 40)

    @Slot()
    def _used(self) -> None:
        card = self.sender()
        if isinstance(card, DataCard):
            self._speaking = card
            for one in self.cards:
                one.say("")
