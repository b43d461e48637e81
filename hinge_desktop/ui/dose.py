"""How much of one exercise: the user's or a therapist's choice instead of the usual dose, which is no rule."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.errors import OptionError
from hinge_desktop.training.dose import AS_WRITTEN, LONGEST_NOTE, DoseChoice, dose_of
from hinge_desktop.ui.dose_fields import DoseNumbers, DoseWeight, NoteField
from hinge_desktop.ui.fields import Tick, field
from hinge_desktop.ui.sheet import Sheet
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, ScrollPage, Words
from hinge_desktop.units import Units


class DosePanel(Card):
    """Everything that can be chosen for one exercise. A change holds at once; the note when its field is left.

    Signals:
        dose_changed(str, DoseChoice): the exercise's id, and what was chosen instead of its own dose.
        load_changed(str, float): the exercise's id and kilograms.
        skip_changed(int, bool): a step of the ladder is to be left out, or not any more.
    """

    dose_changed = Signal(str, object)
    load_changed = Signal(str, float)
    skip_changed = Signal(int, bool)

    def __init__(
        self,
        exercise: Exercise,
        choice: DoseChoice,
        load_kg: float,
        skipped: bool,
        parent: QWidget | None = None,
        *,
        units: Units = "metric",
        load_locked: str = "",
    ) -> None:
        """``load_locked``: why there is no weight now; empty when it can be chosen."""
        super().__init__(parent, padding_px=24, gap_px=14)
        self._exercise, self._choice, self._load_kg = exercise, choice, load_kg
        self._locked = bool(load_locked)
        self.add(Words(exercise.name, "heading", self))
        self.add(Words(self.tr("What stands here is a usual dose, not a rule. Take what suits you."), "muted", self))
        self.numbers = DoseNumbers(exercise, self)
        self.numbers.changed.connect(self._numbers_changed)
        self.add(self.numbers)
        self.weight = DoseWeight(exercise.dose, units, load_locked, self)
        self.weight.changed.connect(self._weight_changed)
        self.add(self.weight)
        self.add(
            Words(
                self.tr("This is for the main step. To warm up, or beside another step, it is one set."), "small", self
            )
        )
        self.reset = Button(self.tr("As the exercise has it"), "secondary", self)
        self.reset.clicked.connect(self._reset)
        self.column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        self._build_therapist()
        self.refused = Words("", "accent", self)
        self.refused.hide()
        self.add(self.refused)
        self.skip = Tick(self.tr("Skip this step: I was told not to"), self)
        self.skip.setVisible(exercise.step is not None)
        self.skip.setChecked(skipped)
        self.skip.toggled.connect(self._skip_toggled)
        self.add(self.skip)
        self._show()

    @property
    def choice(self) -> DoseChoice:
        """What is chosen."""
        return self._choice

    def settle(self) -> None:
        """Take what was written and not yet left."""
        self._numbers_changed()

    # -- building -------------------------------------------------------------------------------

    def _build_therapist(self) -> None:
        self.therapist = Tick(self.tr("My therapist set this"), self)
        self.therapist.toggled.connect(self._numbers_changed)
        self.add(self.therapist)
        self.note = NoteField(self)
        self.note.settled.connect(self._numbers_changed)
        most = self.tr("What to mind, shown while you practise. At most {most} letters.").format(most=LONGEST_NOTE)
        self.add(field(self.tr("Note"), self.note, self, most))

    def _show(self) -> None:
        """Put what holds into the fields, silently."""
        self.numbers.show_dose(dose_of(self._exercise, self._choice))
        self.weight.show_load(0.0 if self._locked else self._load_kg)
        with QSignalBlocker(self.therapist):
            self.therapist.setChecked(self._choice.therapist)
        self.note.show_note(self._choice.note)
        usual_load = self._locked or self._load_kg == self._exercise.dose.load_kg
        self.reset.setEnabled(self._choice != DoseChoice(note=self._choice.note) or not usual_load)

    # -- answering ------------------------------------------------------------------------------

    def _numbers_changed(self) -> None:
        try:
            choice = self._chosen()
        except OptionError as error:
            self.refused.show_text(str(error))
            return
        self.refused.show_text("")
        self._tell(choice)

    def _chosen(self) -> DoseChoice:
        """Only what differs from the exercise, so that the rest follows it; of a therapist's dose every number."""
        usual, numbers = self._exercise.dose, self.numbers
        whole = DoseChoice(
            sets=numbers.sets.value(),
            reps=numbers.reps.value(),
            rest_s=round(numbers.rest.value(), 2),
            tempo=numbers.tempo_s,
            hold_s=numbers.hold_s,
            note=self.note.note,
            therapist=self.therapist.isChecked(),
        )
        if whole.therapist:
            return whole
        tempo = usual.tempo.seconds if usual.tempo is not None else None
        return DoseChoice(
            sets=None if whole.sets == usual.sets else whole.sets,
            reps=None if whole.reps == usual.reps else whole.reps,
            rest_s=None if whole.rest_s == usual.rest_s else whole.rest_s,
            tempo=None if whole.tempo == tempo else whole.tempo,
            hold_s=None if whole.hold_s == usual.hold_s else whole.hold_s,
            note=whole.note,
        )

    def _weight_changed(self, load_kg: float) -> None:
        if load_kg != self._load_kg:
            self._load_kg = load_kg
            self.load_changed.emit(self._exercise.id, load_kg)
            self._show()

    def _skip_toggled(self, skipped: bool) -> None:
        if self._exercise.step is not None:
            self.skip_changed.emit(self._exercise.step, skipped)

    def _reset(self) -> None:
        """The usual dose and weight again. The note is somebody's words and stays."""
        if not self._locked:
            self._weight_changed(self._exercise.dose.load_kg)
        self._tell(DoseChoice(note=self.note.note))

    def _tell(self, choice: DoseChoice) -> None:
        changed = choice != self._choice
        self._choice = choice
        self._show()
        if changed:
            self.dose_changed.emit(self._exercise.id, choice)


class DoseDialog(Sheet):
    """The panel over the window. Esc and Done close it; what was chosen holds already.

    Signals: those of :class:`DosePanel`.
    """

    FITTING = "manual/today.md#how-much"

    dose_changed = Signal(str, object)
    load_changed = Signal(str, float)
    skip_changed = Signal(int, bool)

    def __init__(
        self,
        exercise: Exercise,
        choice: DoseChoice = AS_WRITTEN,
        load_kg: float = 0.0,
        skipped: bool = False,
        parent: QWidget | None = None,
        *,
        units: Units = "metric",
        load_locked: str = "",
    ) -> None:
        """As :class:`DosePanel`."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("How much: {exercise}").format(exercise=exercise.name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        page = ScrollPage(self)
        page.add(Words(self.tr("How much"), "title", page))
        self.panel = DosePanel(exercise, choice, load_kg, skipped, page, units=units, load_locked=load_locked)
        self.panel.dose_changed.connect(self.dose_changed)
        self.panel.load_changed.connect(self.load_changed)
        self.panel.skip_changed.connect(self.skip_changed)
        page.add(self.panel)
        page.column.addStretch(1)
        column.addWidget(page, 1)
        done = Button(self.tr("Done"), "primary", self, key="Esc")
        done.clicked.connect(self.accept)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 10, 24, 16)
        foot.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        theme = current_theme()
        room = parent.window().size() if parent is not None else QSize(1280, 800)
        self.resize(QSize(theme.px(760), theme.px(720)).boundedTo(room))
        self.panel.numbers.sets.setFocus()

    def done(self, result: int) -> None:
        """Take what was written last, and close."""
        self.panel.settle()
        super().done(result)
