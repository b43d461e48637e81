"""One session to be put right: its day, its sets, its answers. Nothing changes before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.training.records import SessionRecord
from hinge_desktop.ui.announcer import Announcer
from hinge_desktop.ui.asking import AskOnce
from hinge_desktop.ui.day_names import DAY_FORMAT
from hinge_desktop.ui.fields import ScrollPast, calm, field
from hinge_desktop.ui.session_editor_answers import AnswerFields
from hinge_desktop.ui.session_editor_sets import SetFields
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, FlowRow, ScrollPage, Words
from hinge_desktop.units import Units

NARROW_PX, NARROW_SETS_PX = 880, 620
LOW_PX, TIGHT_PX = 560, 380
FIRST_DAY = date(1970, 1, 1)
"""An earlier one is a slip of the hand; a file with it could not be taken over by another computer."""


@dataclass(frozen=True, slots=True)
class EditableSession:
    """A session and the words around it.

    Attributes:
        title: what was practised. set_names: what to call each of its sets.
        today: no session is later than that.
        units: of the weights.
    """

    record: SessionRecord
    title: str
    set_names: tuple[str, ...]
    today: date
    units: Units = "metric"


class _Fields(ScrollPage):
    """What scrolls."""

    arranged = Signal()

    @property
    def side_px(self) -> int:
        """Air left and right of the column."""
        return self._frame.contentsMargins().left()

    @property
    def tight(self) -> bool:
        """Large words in a small window: every margin is as narrow as can be."""
        return self.viewport().width() < current_theme().px(TIGHT_PX)

    def arrange(self) -> None:
        self._padding = 12 if self.tight else 24
        super().arrange()
        self.arranged.emit()


class SessionEditor(QWidget):
    """The page. Ctrl+Enter saves, Esc leaves and asks first when something was changed.

    Signals:
        record_changed(SessionRecord): what stands there now, after each change, for :meth:`show_effect`.
        save_requested(SessionRecord)
        delete_requested(str): uuid of the session.
        closed_requested(): nothing is to be kept of what was changed here.
    """

    record_changed = Signal(object)
    save_requested = Signal(object)
    delete_requested = Signal(str)
    closed_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Change a session"))
        self._session: EditableSession | None = None
        self._past, self._announcer = ScrollPast(self), Announcer(self)
        self._outside = QVBoxLayout(self)
        self._outside.setContentsMargins(0, 0, 0, 0)
        self._outside.setSpacing(0)
        self._fields = _Fields(self, widest_px=1280)
        self._outside.addWidget(self._fields, 1)
        self._fields.add(self._build_head())
        self.answers, self.sets = AnswerFields(self), SetFields(self)
        for part in (self.answers, self.sets):
            part.changed.connect(self._changed)
            self._fields.add(part)
        self._foot = self._build_foot()
        self._fields.add(self._foot)
        self._fields.column.addStretch(1)
        self._fields.arranged.connect(self._arrange)
        self._arrange()

    # -- building -------------------------------------------------------------------------------

    def _build_head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(self.tr("Change a session"), "title", head))
        self.title = Words("", "lead", head)
        words.addWidget(self.title)
        row.addLayout(words, 1)
        row.addWidget(self._build_day(head), 0, Qt.AlignmentFlag.AlignBottom)
        return head

    def _build_day(self, head: QWidget) -> QWidget:
        self.day = QDateEdit(head)
        self.day.setDisplayFormat(DAY_FORMAT)
        self.day.setKeyboardTracking(False)
        calm(self.day)
        self._past.watch(self.day)
        self.day.dateChanged.connect(self._changed)
        return field(self.tr("Day"), self.day, head)

    def _build_foot(self) -> Card:
        card = Card(self, "note", padding_px=20, gap_px=10)
        self.effect = Words("", "body", card)
        card.add(self.effect)
        row = FlowRow(card)
        self.save = Button(self.tr("Save"), "primary", row, key="Ctrl ⏎")
        self.save.clicked.connect(self._save)
        self.cancel = Button(self.tr("Cancel"), "secondary", row, key="Esc")
        self.cancel.clicked.connect(self.leave)
        self.delete = Button(self.tr("Delete this session"), "quiet", row)
        self.delete.setAccessibleDescription(self.tr("It goes to the bin, and can be taken back"))
        self.delete.clicked.connect(self._delete)
        for button in (self.save, self.cancel, self.delete):
            row.add(button)
        card.add(row)
        self.asking = AskOnce(card)
        self.asking.agreed.connect(self.closed_requested)
        card.add(self.asking)
        return card

    # -- what is shown --------------------------------------------------------------------------

    @property
    def session(self) -> EditableSession | None:
        """What was shown, as it is kept."""
        return self._session

    @property
    def record(self) -> SessionRecord:
        """The session as it stands here."""
        assert self._session is not None, "there is no session to change"
        day = self.day.date()
        answered = self.answers.written_into(self._session.record)
        return replace(answered, local_day=date(day.year(), day.month(), day.day()), sets=self.sets.records)

    @property
    def changed(self) -> bool:
        """Something stands here that is not kept yet."""
        return self._session is not None and self.record != self._session.record

    def show_session(self, session: EditableSession) -> None:
        """Show this one, as it is kept; what was changed here before is gone."""
        self._session = session
        record = session.record
        self.title.setText(session.title)
        with QSignalBlocker(self.day):
            earliest, latest = min(FIRST_DAY, record.local_day), max(session.today, record.local_day)
            self.day.setDateRange(_date(earliest), _date(latest))
            self.day.setDate(_date(record.local_day))
        self.answers.show_session(record)
        self.sets.show_sets(record.sets, session.set_names, session.units)
        self.asking.withdraw()
        self._show_changed()

    def begin(self) -> None:
        """Put the focus where changing begins."""
        self._fields.verticalScrollBar().setValue(0)
        self.answers.before.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> bool:
        """Show the session as it is kept again; False when nothing was changed here."""
        if self._session is None or not self.changed:
            return False
        self.show_session(self._session)
        return True

    def show_effect(self, words: str) -> None:
        """What the change would do to the advice; said to a screen reader as well, which would not come by here."""
        if words != self.effect.text():
            self._announcer.announce(words)
        self.effect.show_text(words)

    def leave(self) -> None:
        """Without saving; asked once when something was changed."""
        if not self.changed:
            self.closed_requested.emit()
        elif not self.asking.asked:
            self.asking.ask(
                self.tr("What you changed here is not saved yet. Leave it as it was?"),
                self.tr("Leave it as it was"),
                self.tr("Go on changing"),
            )

    @Slot()
    def _arrange(self) -> None:
        """Side by side where there is room. What a change does and Save stay in sight, unless all of it is low."""
        theme, room = current_theme(), self._fields.viewport().width()
        self.answers.arrange(narrow=room < theme.px(NARROW_PX), tight=self._fields.tight)
        self.sets.arrange(narrow=room < theme.px(NARROW_SETS_PX))
        low = self.height() < theme.px(LOW_PX)
        if low and self._outside.count() > 1:
            self._fields.column.insertWidget(self._fields.column.count() - 1, self._foot)
        elif not low and self._outside.count() == 1:
            self._outside.addWidget(self._foot)
        self._foot.set_kind("note" if low else "foot")
        side = 20 if low else self._fields.side_px
        self._foot.column.setContentsMargins(side, 14, side, 14)

    # -- keys and answers -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Enter goes on to the next field, Esc leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
        elif enter:
            self._fields.focusNextPrevChild(True)
        elif event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.leave()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        self._show_changed()
        if self._session is not None:
            self.record_changed.emit(self.record)

    def _show_changed(self) -> None:
        self.save.setEnabled(self.changed)
        if not self.changed:
            self.effect.show_text(self.tr("Nothing was changed yet."))
            self.asking.withdraw()

    def _save(self) -> None:
        for box in (self.day, *(box for line in self.sets.lines for box in (line.reps, line.load))):
            box.interpretText()  # what was typed last and not yet left
        if self.changed:
            self.save_requested.emit(self.record)
        else:
            self.closed_requested.emit()

    def _delete(self) -> None:
        if self._session is not None:
            self.delete_requested.emit(self._session.record.uuid)


def _date(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
