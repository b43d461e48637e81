"""What comes next on Today: the main step with its reason, pain now, and one big Start."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hinge_desktop.training.thresholds import THRESHOLDS
from hinge_desktop.ui.scales import NumberScale
from hinge_desktop.ui.today_state import TodayState
from hinge_desktop.ui.widgets import Button, Card, FlowRow, Words


class NextCard(Card):
    """The main step, large; what decides about it; Start.

    Signals:
        start_requested(object): begin; the pain now (int) or None.
        opt_in_requested(int): the user chooses an optional step.
        load_requested(float): another weight, kilograms.
        flare_up_changed(bool): a flare-up day is wished for, or not any more.
        easier_requested(): the step before, at once.
        screening_requested(): the safety questions.
    """

    start_requested = Signal(object)
    opt_in_requested = Signal(int)
    load_requested = Signal(float)
    flare_up_changed = Signal(bool)
    easier_requested = Signal()
    screening_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=26, gap_px=10)
        self._state: TodayState | None = None
        self.limits = THRESHOLDS
        self._build_step()
        self.column.addStretch(1)
        self._build_reason()
        self.column.addStretch(1)
        self._build_pain()
        self._build_actions()
        self.ask_pain_again()

    # -- showing --------------------------------------------------------------------------------

    def show_today(self, state: TodayState) -> None:
        """Show another state; the answer about pain stays."""
        self._state = state
        self._eyebrow.setText(state.eyebrow)
        self._name.setText(state.name)
        self._summary.setText(state.summary)
        self._dose.setText(state.dose)
        about = self.tr("about {minutes} minutes") if state.minutes > 1 else self.tr("about a minute")
        self._minutes.setText(about.format(minutes=state.minutes))
        self._show_loads(state.loads)
        self._feel.show_text(self.tr("Feel for: {feel}").format(feel=state.feel) if state.feel else "")
        self._keep.setText("\n".join(f"•  {one}" for one in state.keep))
        self._reason.setText(state.reason)
        self._maintenance.show_text(state.maintenance)
        self._kit.show_text(state.kit_sentence)
        self._unloaded.show_text(state.unloaded)
        self._locked.show_text(state.locked)
        self._questions.setVisible(bool(state.locked or state.unloaded))
        self.start.setEnabled(not (state.locked or state.waiting))
        self.flare.setChecked(state.flare_up)
        self._show_easier(state)
        self.opt_in.setVisible(state.opt_in_step > 0)
        self.opt_in.set_text(self.tr("I want step {step}").format(step=state.opt_in_step))

    def ask_pain_again(self) -> None:
        """Forget the answer about pain; another day or session has begun."""
        self.pain.set_value(None)
        self._hint.setText(self.tr("You may leave it open, but then the day does not count towards the next step."))

    def tell_pain(self, pain: int) -> None:
        """The pain right now, 0 to 10, was told elsewhere."""
        self.pain.set_value(pain)
        self._pain_answered(pain)

    def begin(self) -> None:
        """Start, where it may be."""
        if self.start.isEnabled():
            self.start_requested.emit(self.pain.value)

    def arrange(self, *, low: bool, roomy: bool, tall: bool) -> None:
        """Closer together in a low window; what to keep in mind only in a tall one."""
        side, gap = (18, 7) if low else (36, 18) if roomy else (26, 10)
        self._name.set_role("display" if roomy else "title")
        self.column.setContentsMargins(side, side, side, side)
        self.column.setSpacing(gap)
        self._keep.setVisible(tall and bool(self._keep.text()))

    # -- building -------------------------------------------------------------------------------

    def _build_step(self) -> None:
        self._eyebrow = Words("", "accent", self)
        self._name = Words("", "title", self)
        self._summary = Words("", "lead", self)
        self._dose = Words("", "strong", self)
        self._minutes = Words("", "muted", self)
        self._feel = Words("", "muted", self)
        self._keep = Words("", "body", self)
        self._keep.hide()
        for words in (self._eyebrow, self._name, self._summary, self._dose):
            self.add(words)
        self._loads = FlowRow(self)
        self._load_buttons = (Button("", "chip", self._loads), Button("", "chip", self._loads))
        for button in self._load_buttons:
            button.clicked.connect(self._choose_load)
            self._loads.add(button)
        self.add(self._loads)
        for words in (self._minutes, self._feel, self._keep):
            self.add(words)

    def _build_reason(self) -> None:
        why = Card(self, "note", padding_px=14, gap_px=4)
        why.add(Words(self.tr("Why this step"), "teal", why))
        self._reason = Words("", "body", why)
        self._maintenance = Words("", "body", why)
        self._kit = Words("", "body", why)
        for words in (self._reason, self._maintenance, self._kit):
            why.add(words)
        self.opt_in = Button("", "secondary", why)
        self.opt_in.clicked.connect(self._choose_optional)
        why.column.addWidget(self.opt_in, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(why)
        self._unloaded = Words("", "body", self)
        self._locked = Words("", "strong", self)
        self._questions = Button(self.tr("Open the safety questions"), "secondary", self)
        self._questions.clicked.connect(self.screening_requested)
        self.add(self._unloaded)
        self.add(self._locked)
        self.column.addWidget(self._questions, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_pain(self) -> None:
        self.add(Words(self.tr("Pain right now, 0 to 10"), "strong", self))
        self.pain = NumberScale(self.tr("Pain in your back right now"), self)
        self.pain.answered.connect(self._pain_answered)
        self.add(self.pain)
        self._hint = Words("", "small", self)
        self.add(self._hint)

    def _build_actions(self) -> None:
        self.start = Button(self.tr("Start"), "big", self, key=self.tr("Space"))
        self.start.clicked.connect(self.begin)
        self.add(self.start)
        row = FlowRow(self)
        self.flare = Button(self.tr("Flare-up day"), "chip", row, key="D")
        self.flare.setCheckable(True)
        self.flare.setToolTip(self.tr("Fewer sets, half of the repetitions, no weight"))
        self.flare.clicked.connect(self.flare_up_changed)
        self.easier = Button("", "chip", row)
        self.easier.clicked.connect(self.easier_requested)
        row.add(self.flare)
        row.add(self.easier)
        self.add(row)

    # -- answering ------------------------------------------------------------------------------

    def _show_loads(self, loads: tuple[tuple[str, float], ...]) -> None:
        self._loads.setVisible(bool(loads))
        for index, button in enumerate(self._load_buttons):
            button.setVisible(index < len(loads))
            if index < len(loads):
                button.set_text(loads[index][0])

    def _show_easier(self, state: TodayState) -> None:
        self.easier.setVisible(bool(state.easier_step))
        instead = state.easier_step[-1] if state.easier_step else ""
        self.easier.set_text(self.tr("Back to {exercise}").format(exercise=instead))
        words = self.tr("At once; good days there open this step again. For an easier day only, take a flare-up day.")
        self.easier.setToolTip(words)
        self.easier.setAccessibleDescription(words)

    def _choose_load(self) -> None:
        chosen = self.sender()
        if self._state is None:
            return
        for button, (_, load_kg) in zip(self._load_buttons, self._state.loads, strict=False):
            if button is chosen:
                self.load_requested.emit(load_kg)

    def _choose_optional(self) -> None:
        if self._state is not None and self._state.opt_in_step:
            self.opt_in_requested.emit(self._state.opt_in_step)

    def _pain_answered(self, value: int) -> None:
        if value < 0:
            self.ask_pain_again()
        elif value > self.limits.stay_most:
            self._hint.setText(
                self.tr("That is a lot. A flare-up day (D), or just moving about gently, is enough for today.")
            )
        elif value > self.limits.go_most:
            self._hint.setText(self.tr("Stay in the range that feels fine; a flare-up day (D) makes it shorter."))
        else:
            self._hint.setText(self.tr("A comfortable level to practise."))
