"""The first run: a few calm steps, each of which can be skipped, around the safety questions, which cannot."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from hinge_desktop.body.motion import Motion
from hinge_desktop.curriculum.kit import Fitting, at_home, fit
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.settings import Settings
from hinge_desktop.ui.stage_view import Clock, StageView
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.welcome_kit import KitStep
from hinge_desktop.ui.welcome_line import ProgressLine
from hinge_desktop.ui.welcome_sound import SoundStep
from hinge_desktop.ui.welcome_steps import FIRST_HINGE, AboutStep, HingeStep, PainStep, UnitsStep, WelcomeStep
from hinge_desktop.ui.widgets import Button, Card, ScrollPage, Words

MotionFor = Callable[[Fitting], Motion]
"""The motion of a fitting for the user's body, with its usual weight, at most ``most_kg``."""

_BEFORE_QUESTIONS = 1
"""After this step come the safety questions."""


class WelcomePage(ScrollPage):
    """One step at a time beside a figure that moves. Tab and Enter reach everything.

    Signals:
        settings_changed(Settings): units, sound, voice, kit; at the end ``welcomed``.
        pain_told(int): pain right now, 0 to 10.
        sounds_requested(), voice_requested(): let them be heard.
        screening_requested(): the safety questions, after which :meth:`go_on` takes this up again.
        first_hinge_requested(): the first steps are over and the first hinge begins.
        finished(): they are over without it.
    """

    settings_changed = Signal(object)
    pain_told = Signal(int)
    sounds_requested = Signal()
    voice_requested = Signal()
    screening_requested = Signal()
    first_hinge_requested = Signal()
    finished = Signal()

    def __init__(
        self,
        curriculum: Curriculum,
        motion_for: MotionFor,
        parent: QWidget | None = None,
        *,
        clock: Clock = time.perf_counter,
    ) -> None:
        super().__init__(parent, widest_px=1480)
        self._curriculum, self._motion_for = curriculum, motion_for
        self._settings = Settings()
        self._at, self._screened, self._leaving, self._waits = 0, False, False, ""
        self._built = False
        self.setAccessibleName(self.tr("First steps"))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        self._row.addWidget(self._build_steps(), 6)
        self._row.addWidget(self._build_stage(clock), 5)
        self.column.addLayout(self._row, 1)
        self._built = True
        self.arrange()

    # -- what is shown --------------------------------------------------------------------------

    @property
    def step(self) -> WelcomeStep:
        """The step that is shown."""
        return self._steps[self._at]

    @property
    def first_hinge(self) -> Fitting:
        """What the first hinge is with the kit there is."""
        kit = at_home(self._settings.kit, self._settings.kit_told)
        return fit(self._curriculum.exercise(FIRST_HINGE), kit)

    def begin(self, settings: Settings, *, screened: bool = False) -> None:
        """Show the first step. ``screened``: the safety questions are answered and not due."""
        self._screened, self._leaving, self._waits = screened, False, ""
        self.show_settings(settings)
        for step in self._steps:
            step.begin()
        self._open(0)

    @Slot(object)
    def show_settings(self, settings: Settings) -> None:
        """Other settings hold."""
        self._settings = settings
        for step in self._steps:
            step.show_settings(settings)

    def go_on(self, waits: str = "") -> None:
        """Take it up after the safety questions. ``waits``: why no practice may begin now; empty when it may."""
        self._screened, self._waits = True, waits
        if self._leaving:
            self._finish()
        else:
            self._open(_BEFORE_QUESTIONS + 1)

    @Slot(str)
    def show_no_sound(self, sentence: str) -> None:
        """This computer plays no sound, and why."""
        self._sound.sounds.say(sentence)

    @Slot(str)
    def show_no_voice(self, sentence: str) -> None:
        """This computer has no voice, and why."""
        self._sound.voice.say(sentence)

    # -- building -------------------------------------------------------------------------------

    def _build_steps(self) -> Card:
        card = self._card = Card(self, padding_px=32, gap_px=14)
        head = QHBoxLayout()
        self._line = ProgressLine(card)
        self._rest = Button(self.tr("Skip the rest"), "quiet", card)
        self._rest.clicked.connect(self._skip_rest)
        kept = self._rest.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the line beside it stays where it is on the last step
        self._rest.setSizePolicy(kept)
        head.addWidget(self._line, 1)
        head.addWidget(self._rest)
        card.column.addLayout(head)
        self._pain, self._sound, self._hinge = PainStep(card), SoundStep(card), HingeStep(card)
        self._steps: tuple[WelcomeStep, ...] = (
            UnitsStep(card),
            AboutStep(card),
            self._pain,
            KitStep(self._curriculum, card),
            self._sound,
            self._hinge,
        )
        for step in self._steps:
            step.settings_changed.connect(self._take)
            step.picture_changed.connect(self._show_picture)
            card.add(step)
            step.hide()
        self._sound.sounds_requested.connect(self.sounds_requested)
        self._sound.voice_requested.connect(self.voice_requested)
        self._hinge.start_requested.connect(self._start_hinge)
        self._hinge.later_requested.connect(self._finish)
        card.column.addStretch(1)
        card.column.addLayout(self._build_foot(card))
        return card

    def _build_foot(self, card: Card) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self._back = Button(self.tr("Back"), "secondary", card)
        self._skip = Button(self.tr("Skip"), "quiet", card)
        self._next = Button(self.tr("Next"), "big", card)
        self._back.clicked.connect(self._go_back)
        self._skip.clicked.connect(self._skip_step)
        self._next.clicked.connect(self._go_forward)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._skip)
        foot.addWidget(self._next)
        return foot

    def _build_stage(self, clock: Clock) -> Card:
        card = self._stage_card = Card(self, padding_px=16)
        self.stage = StageView(card, clock=clock)
        self.stage.setMinimumHeight(260)
        card.add(self.stage, 1)
        self.caption = Words("", "strong", card)
        card.add(self.caption)
        self._still = Button(self.tr("Hold still"), "quiet", card)
        self._still.clicked.connect(self.stage.toggle)
        self.stage.playing_changed.connect(self._playing_changed)
        card.column.addWidget(self._still, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def arrange(self) -> None:
        """Side by side while there is room, else the figure below the words."""
        super().arrange()
        if not self._built:
            return
        narrow = self.viewport().width() < current_theme().px(640)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
        low = self.viewport().height() < current_theme().px(760)
        side = 44 if self.roomy else 24 if low else 32
        self._card.column.setContentsMargins(side, side, side, side)
        for step in self._steps:
            step.arrange(low=low)

    # -- going from step to step ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, where what has the focus has no use for it."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._next.isVisible():
            self._go_forward()
        else:
            super().keyPressEvent(event)

    def _open(self, at: int) -> None:
        self._at = at
        step, last = self.step, at == len(self._steps) - 1
        self._hinge.show_hinge(self._curriculum.exercise(self.first_hinge.exercise_id), self.first_hinge, self._waits)
        for one in self._steps:
            one.setVisible(one is step)
        step.opened()
        self._line.show_place(at + 1, len(self._steps))
        self._back.setEnabled(at > 0)
        for button in (self._skip, self._next, self._rest):
            button.setVisible(not last)
        self._show_picture(step.picture)
        self.setAccessibleDescription(f"{self._line.text}: {step.title}")
        self.arrange()
        self.verticalScrollBar().setValue(0)
        (step.first or self._next).setFocus(Qt.FocusReason.TabFocusReason)

    def _go_back(self) -> None:
        if self._at > 0:
            self.step.drop()
            self._open(self._at - 1)

    def _go_forward(self) -> None:
        self.step.accept()
        if self.step is self._pain and self._pain.scale.value is not None:
            self.pain_told.emit(self._pain.scale.value)
        self._leave_step()

    def _skip_step(self) -> None:
        self.step.drop()
        self._leave_step()

    def _leave_step(self) -> None:
        if self._at == _BEFORE_QUESTIONS and not self._screened:
            self.screening_requested.emit()
        else:
            self._open(self._at + 1)

    def _skip_rest(self) -> None:
        self.step.drop()
        if self._screened:
            self._finish()
        else:
            self._leaving = True
            self.screening_requested.emit()

    def _finish(self) -> None:
        self._welcome()
        self.finished.emit()

    def _start_hinge(self) -> None:
        self._welcome()
        self.first_hinge_requested.emit()

    def _welcome(self) -> None:
        self.stage.pause()
        if not self._settings.welcomed:
            self._take(replace(self._settings, welcomed=True))

    # -- what the steps say ---------------------------------------------------------------------

    @Slot(object)
    def _take(self, settings: Settings) -> None:
        self.show_settings(settings)
        self.settings_changed.emit(settings)

    @Slot(object)
    def _show_picture(self, fitting: Fitting) -> None:
        name = self._curriculum.exercise(fitting.exercise_id).name
        self.stage.show_motion(self._motion_for(fitting), name)
        self.caption.setText(f"{name}. {fitting.sentence}" if fitting.sentence else name)
        self.stage.play()

    @Slot(bool)
    def _playing_changed(self, playing: bool) -> None:
        self._still.set_text(self.tr("Hold still") if playing else self.tr("Let it move"))
