"""What the dose of an exercise is made of: its numbers, its tempo, its weight, its note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from hinge_desktop.body.movement import SLOW_PHASES
from hinge_desktop.curriculum.exercise import Exercise, Prescription
from hinge_desktop.training.dose import HOLD_S, LONGEST_NOTE, MOVING_S, REPS, REST_S, SETS, STILL_S
from hinge_desktop.ui.fields import Number, ScrollPast, WholeNumber, field
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Choices, FlowRow, Words
from hinge_desktop.units import Units, mass_text

_REST_STEP_S, _TEMPO_STEP_S, _HOLD_STEP_S = 5, 0.5, 5
_PHASES = (MOVING_S, STILL_S, MOVING_S, STILL_S)


def _tr(text: str) -> str:
    return QCoreApplication.translate("DosePanel", text)


class DoseNumbers(QWidget):
    """Sets, repetitions, rest, and the four phases of a repetition or the seconds of a hold; each within its bounds.

    Signals:
        changed()
    """

    changed = Signal()

    def __init__(self, exercise: Exercise, parent: QWidget | None = None) -> None:
        """The kind of the exercise's own dose (slow, held, ballistic) decides what there is to set."""
        super().__init__(parent)
        usual = exercise.dose
        self._past = ScrollPast(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self.tempo: tuple[Number, ...] = ()
        self.hold: Number | None = None
        row = self._row()
        self.sets = WholeNumber(SETS, parent=row)
        name = _tr("Holds") if usual.hold_s is not None and usual.reps == 1 else _tr("Sets")
        if exercise.movement.one_sided:
            name = _tr("{sets} on each side").format(sets=name)
        self._add(row, name, self.sets, _usually(f"{usual.sets}"))
        self.reps = WholeNumber(REPS, parent=row)
        if usual.hold_s is None or usual.reps != 1:
            self._add(row, _tr("Repetitions"), self.reps, _usually(f"{usual.reps}"))
        else:
            self.reps.hide()  # a hold is counted in sets alone
        self.rest = Number(REST_S, _decimals((usual.rest_s,)), _tr(" s"), row, step=_REST_STEP_S)
        self._add(row, _tr("Rest"), self.rest, _usually(_seconds(usual.rest_s)))
        if usual.hold_s is not None:
            self.hold = Number(HOLD_S, _decimals((usual.hold_s,)), _tr(" s"), row, step=_HOLD_STEP_S)
            self._add(row, _tr("One hold"), self.hold, _usually(_seconds(usual.hold_s)))
        elif usual.tempo is not None:
            self._build_tempo(usual.tempo.seconds, exercise.coaching.words)
        else:
            self._column.addWidget(Words(_tr("Its tempo is the bell's own and cannot be set."), "small", self))

    def show_dose(self, dose: Prescription) -> None:
        """Show this dose, silently."""
        boxes = [box for box in (self.sets, self.reps, self.rest, self.hold, *self.tempo) if box is not None]
        blockers = [QSignalBlocker(box) for box in boxes]
        self.sets.setValue(dose.sets)
        self.reps.setValue(dose.reps)
        self.rest.setValue(dose.rest_s)
        if self.hold is not None and dose.hold_s is not None:
            self.hold.setValue(dose.hold_s)
        if dose.tempo is not None:
            for box, seconds in zip(self.tempo, dose.tempo.seconds, strict=True):
                box.setValue(seconds)
        del blockers

    @property
    def tempo_s(self) -> tuple[float, float, float, float] | None:
        """Seconds of the four phases; None where there are none to set."""
        if not self.tempo:
            return None
        down, pause, up, top = (round(box.value(), 2) for box in self.tempo)
        return down, pause, up, top

    @property
    def hold_s(self) -> float | None:
        """Seconds of one hold; None where nothing is held."""
        return None if self.hold is None else round(self.hold.value(), 2)

    def _build_tempo(self, usual: Sequence[float], words: Mapping[str, str]) -> None:
        """The phases are named by the word that is said and shown in each of them."""
        self._column.addWidget(Words(_tr("Seconds of one repetition, word by word"), "eyebrow", self))
        row = self._row()
        plain = (_tr("Way down"), _tr("Pause"), _tr("Way up"), _tr("At the top"))
        names = [words.get(phase, name) for phase, name in zip(SLOW_PHASES, plain, strict=True)]
        tempo = []
        for name, bounds, seconds in zip(names, _PHASES, usual, strict=True):
            box = Number(bounds, max(1, _decimals(usual)), _tr(" s"), row, step=_TEMPO_STEP_S)
            self._add(row, name, box, _usually(_seconds(seconds)))
            tempo.append(box)
        self.tempo = tuple(tempo)

    def _row(self) -> FlowRow:
        row = FlowRow(self, 24)
        self._column.addWidget(row)
        return row

    def _add(self, row: FlowRow, name: str, box: WholeNumber | Number, hint: str) -> None:
        box.valueChanged.connect(self.changed)
        self._past.watch(box)
        row.add(field(name, box, row, hint))


class DoseWeight(QWidget):
    """The bells there are for an exercise, and none of them.

    Signals:
        changed(float): kilograms.
    """

    changed = Signal(float)

    def __init__(self, usual: Prescription, units: Units, load_locked: str = "", parent: QWidget | None = None) -> None:
        """``load_locked``: why there is no weight now; then only this is said."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._loads = {f"{load:g}": load for load in (0.0, *usual.loads_kg)}
        options = [(key, mass_text(load, units) if load else _tr("No weight")) for key, load in self._loads.items()]
        self.choices = Choices(options, _tr("Weight"), self)
        self.choices.changed.connect(self._chosen)
        hint = load_locked or _usually(mass_text(usual.load_kg, units) if usual.load_kg else _tr("no weight"))
        self._column.addWidget(field(_tr("Weight"), self.choices, self, hint))
        self.choices.setEnabled(not load_locked)
        self.setVisible(bool(usual.loads_kg))

    def show_load(self, load_kg: float) -> None:
        """Show this weight, silently."""
        self.choices.set_chosen((f"{load_kg:g}",))

    def _chosen(self) -> None:
        self.changed.emit(self._loads[self.choices.choice])


class NoteField(QPlainTextEdit):
    """A few lines of one's own, never longer than a note may be. Tab leaves it.

    Signals:
        settled(): what was written is complete: the field was left.
    """

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._keep_short)

    @property
    def note(self) -> str:
        """What was written, without air around it."""
        return self.toPlainText().replace("\0", "").encode(errors="ignore").decode().strip()

    def show_note(self, note: str) -> None:
        """Show this note, silently."""
        if note != self.note:
            with QSignalBlocker(self):
                self.setPlainText(note)

    def sizeHint(self) -> QSize:
        """Three lines."""
        return QSize(current_theme().px(320), self.fontMetrics().lineSpacing() * 3 + 28)

    def minimumSizeHint(self) -> QSize:
        """Three lines, however narrow."""
        return QSize(current_theme().px(160), self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The field was left."""
        super().focusOutEvent(event)
        self.settled.emit()

    def _keep_short(self) -> None:
        text = self.toPlainText()
        if len(text) > LONGEST_NOTE:
            with QSignalBlocker(self):
                at = self.textCursor().position()
                self.setPlainText(text[:LONGEST_NOTE])
                cursor = self.textCursor()
                cursor.setPosition(min(at, len(self.toPlainText())))
                self.setTextCursor(cursor)


def _usually(words: str) -> str:
    return _tr("usually {amount}").format(amount=words)


def _seconds(seconds: float) -> str:
    return _tr("{seconds} s").format(seconds=f"{seconds:g}")


def _decimals(values: Sequence[float]) -> int:
    """As many as the exercise's own numbers need."""
    return max((len(f"{value:.2f}".rstrip("0").partition(".")[2]) for value in values), default=0)
