"""The figure with everything that moves it: play, scrub, single frames, speed, loop, views and lenses."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSlider, QWidget

from hinge_desktop.curriculum.exercise import Exercise, SelfTest
from hinge_desktop.stage.lenses import LENSES
from hinge_desktop.ui.amount import Amount
from hinge_desktop.ui.stage_picture import ViewName
from hinge_desktop.ui.stage_view import Clock, StageView
from hinge_desktop.ui.widgets import Button, Card, Choices, FlowRow, Words

SPEED = (0.1, 2.0)
KEY_BACK, KEY_ON = ",", "."
_STEPS = 1000
_LEAST_STAGE_PX = 260


def _times(speed: float) -> str:
    return f"× {QLocale().toString(round(speed, 2), 'g', 3)}"


def lens_name(lens: str) -> str:
    """One of ``stage.lenses.LENSES`` in the words of the window. Raises KeyError for anything else."""

    def words(text: str) -> str:
        return QCoreApplication.translate("Lenses", text)

    return {
        "plain": words("Figure"),
        "path": words("Way of the hips"),
        "balance": words("Balance"),
        "angles": words("Angles"),
        "spine": words("Spine"),
        "muscles": words("Muscles"),
    }[lens]


class Player(Card):
    """The stage and its controls.

    Signals:
        form_changed(): the other form of a self-test is to be seen.
        lens_changed(): it is seen through another lens.
    """

    form_changed = Signal()
    lens_changed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=16, gap_px=8)
        self._exercise: Exercise | None = None
        self._turned = False
        self.stage = StageView(self, clock=clock)
        self.stage.setMinimumHeight(_LEAST_STAGE_PX)
        self.stage.time_changed.connect(self._time_changed)
        self.stage.playing_changed.connect(self._playing_changed)
        self.add(self.stage, 1)
        self._phase = Words("", "teal", self)
        self._phase.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.add(self._phase)
        self._build_test()
        self._build_transport()
        self._build_look()
        self._pace = Words("", "small", self)
        self.add(self._pace)

    def _build_test(self) -> None:
        self.forms = Choices((("passes", self.tr("Pass")), ("fails", self.tr("Not yet"))), self.tr("The test"), self)
        self.forms.set_chosen(("passes",))
        self.forms.changed.connect(self._form_chosen)
        self._form_words = Words("", "body", self)
        self.add(self.forms)
        self.add(self._form_words)

    def _build_transport(self) -> None:
        self._scrub = QSlider(Qt.Orientation.Horizontal, self)
        self._scrub.setRange(0, _STEPS)
        self._scrub.setSingleStep(10)
        self._scrub.setPageStep(100)
        self._scrub.setAccessibleName(self.tr("Place in the repetition"))
        self._scrub.valueChanged.connect(self._scrubbed)
        self.add(self._scrub)
        row = FlowRow(self, 10)
        self._back = Button("←", "segment", row, key=KEY_BACK)
        self._back.setAccessibleName(self.tr("One frame back"))
        self._back.clicked.connect(self.stage.step_back)
        self._play = Button(self.tr("Pause"), "segment", row)
        self._play.clicked.connect(self.stage.toggle)
        self._on = Button("→", "segment", row, key=KEY_ON)
        self._on.setAccessibleName(self.tr("One frame on"))
        self._on.clicked.connect(self.stage.step_on)
        for widget in (self._back, self._play, self._on):
            row.add(widget)
        self.add(row)

    def _build_look(self) -> None:
        self._views = Choices(
            (("side", self.tr("Side")), ("three-quarter", self.tr("Three-quarter")), ("front", self.tr("Front"))),
            self.tr("View"),
            self,
        )
        self._views.set_chosen(("side",))
        self._views.changed.connect(self._view_changed)
        self.add(self._views)
        row = FlowRow(self, 10)
        self.lenses = QComboBox(row)
        self.lenses.setAccessibleName(self.tr("What the figure shows"))
        self.lenses.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.lenses.setMinimumContentsLength(9)
        for lens in LENSES:
            self.lenses.addItem(lens_name(lens), lens)
        self.lenses.activated.connect(self._lens_chosen)
        row.add(self.lenses)
        self._loop = QCheckBox(self.tr("Repeat"), row)
        self._loop.setChecked(True)
        self._loop.toggled.connect(self.stage.set_loop)
        row.add(self._loop)
        self.add(row)
        self.speed = Amount(self.tr("Speed"), SPEED, 0.05, _times, self, inline=True)
        self.speed.set_value(1.0)
        self.speed.changed.connect(self.stage.set_speed)
        self.add(self.speed)

    # -- what is chosen -------------------------------------------------------------------------

    @property
    def lens(self) -> str:
        """One of ``stage.lenses.LENSES``."""
        return str(self.lenses.currentData())

    @property
    def failing(self) -> str:
        """What drifts in the form of a test that is seen now; empty for the one that passes."""
        test = self._test
        return test.fails_as if test is not None and self.forms.choice == "fails" else ""

    @property
    def _test(self) -> SelfTest | None:
        return self._exercise.test if self._exercise is not None else None

    # -- showing --------------------------------------------------------------------------------

    def show_exercise(self, exercise: Exercise) -> None:
        """Turn to another exercise; its figure follows."""
        self._exercise = exercise
        self.forms.set_chosen(("passes",))
        self.forms.setVisible(exercise.test is not None)
        self._tell_form()
        ballistic = exercise.movement.pattern == "ballistic"
        self._pace.show_text(self.tr("Other speeds are for looking only.") if ballistic else "")

    def turn_to_front(self, front: bool) -> None:
        """Look from the front for as long as there is more to see; who looks from elsewhere by choice is left there."""
        if front and self._views.choice == "side":
            self._turn("front")
            self._turned = True
        elif not front and self._turned:
            self._turn("side")

    # -- answering ------------------------------------------------------------------------------

    def _form_chosen(self, _chosen: frozenset[str]) -> None:
        self._tell_form()
        self.form_changed.emit()

    def _tell_form(self) -> None:
        test = self._test
        words = "" if test is None else test.fails if self.failing else test.passes
        self._form_words.show_text(words)

    def _view_changed(self, chosen: frozenset[str]) -> None:
        views: tuple[ViewName, ...] = ("side", "three-quarter", "front")
        self._turn(next(view for view in views if view in chosen))

    def _turn(self, view: ViewName) -> None:
        self._turned = False
        self._views.set_chosen((view,))
        self.stage.set_view(view)

    def _lens_chosen(self, _index: int) -> None:
        self.stage.set_lens(self.lens)
        self.lens_changed.emit()

    def _scrubbed(self, place: int) -> None:
        motion = self.stage.motion
        if motion is None:
            return
        self.stage.pause()
        self.stage.show_time(min(place / _STEPS, 1 - 1e-9) * motion.duration_s)

    def _time_changed(self, time_s: float) -> None:
        motion, exercise = self.stage.motion, self._exercise
        if motion is None or exercise is None:
            return
        with QSignalBlocker(self._scrub):
            self._scrub.setValue(round(time_s / motion.duration_s * _STEPS))
        phase = motion.phase_at(time_s).name
        word, cue = exercise.coaching.words.get(phase, phase), exercise.coaching.cues.get(phase, "")
        self._phase.setText(f"{word}: {cue}" if cue else word)

    def _playing_changed(self, playing: bool) -> None:
        self._play.set_text(self.tr("Pause") if playing else self.tr("Play"))
