"""How the exercise is set up: wall, feet, side, what is held, what stands beside it, and whose body it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import degrees

from PySide6.QtCore import QCoreApplication, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from hinge_desktop.body.options import STANCE_M, TOE_OUT_DEG, WALL_M
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.motions import AS_WRITTEN, Wish, looks_of
from hinge_desktop.ui.amount import Amount
from hinge_desktop.ui.widgets import Button, Card, Choices, Rule, Words
from hinge_desktop.units import Units, length_text

_CM = 0.01


@dataclass(frozen=True, slots=True)
class Beside:
    """What else the picture shows: the squat, or the same forced further, beside it; the line of a doorway."""

    squat: bool = False
    forced: bool = False
    doorway: bool = False


def look_name(look: str) -> str:
    """One of ``movement.LOOKS`` in the words of the window. Raises KeyError for anything else."""

    def words(text: str) -> str:
        return QCoreApplication.translate("Looks", text)

    return {
        "broomstick": words("Broomstick"),
        "golf-club": words("Golf club"),
        "pvc-pipe": words("PVC pipe"),
        "backpack": words("Backpack"),
        "bag": words("Bag"),
        "child": words("Child"),
        "cushion": words("Cushion"),
    }[look]


class SetupPanel(Card):
    """Only what an exercise has can be set: a wall, feet that stand, a side, something held.

    Signals:
        changed(): it is to be done otherwise.
        slid(): as changed, while a slider moves.
        beside_changed(): something else is to be seen with it.
        settings_requested(): the body's numbers are to be changed.
    """

    changed = Signal()
    slid = Signal()
    beside_changed = Signal()
    settings_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=22, gap_px=12)
        self.setAccessibleName(self.tr("Set it up"))
        self._units: Units = "metric"
        self._own = self._wish = AS_WRITTEN
        self.add(Words(self.tr("Set it up"), "heading", self))
        self._wall = Amount(self.tr("Heels to the wall"), WALL_M, _CM, self._length, self)
        self._wall.changed.connect(self._wall_moved)
        self._width = Amount(self.tr("Width between the feet"), STANCE_M, _CM, self._length, self)
        self._width.changed.connect(self._width_moved)
        self._toes = Amount(self.tr("Toes turned out"), TOE_OUT_DEG, 1.0, _degrees, self)
        self._toes.changed.connect(self._toes_moved)
        self._sides = Choices((("right", self.tr("Right")), ("left", self.tr("Left"))), self.tr("Working side"), self)
        self._sides.changed.connect(self._side_chosen)
        self._side_name = Words(self.tr("Working side"), "eyebrow", self)
        self._looks = QComboBox(self)
        self._looks.setAccessibleName(self.tr("What you hold"))
        self._looks.activated.connect(self._look_chosen)
        self._look_name = Words(self.tr("What you hold"), "eyebrow", self)
        self._look_name.setBuddy(self._looks)
        self._reset = Button(self.tr("As the exercise has it"), "secondary", self)
        self._reset.clicked.connect(self._back)
        for widget in (self._wall, self._width, self._toes, self._side_name, self._sides, self._look_name, self._looks):
            self.add(widget)
        self.column.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignLeft)
        self._build_beside()
        self._build_body()

    def _build_beside(self) -> None:
        self._rule = Rule(self)
        self.add(self._rule)
        self.squat = QCheckBox(self.tr("The squat beside it"), self)
        self._doorway = QCheckBox(self.tr("The line of a doorway"), self)
        self.forced = QCheckBox(self.tr("Depth forced further"), self)
        self.squat.toggled.connect(self._squat_wanted)
        self.forced.toggled.connect(self._forced_wanted)
        self._doorway.toggled.connect(self._doorway_wanted)
        for box in (self.squat, self.forced, self._doorway):
            self.add(box)
        self._said = Words("", "body", self)
        self._said.hide()
        self.add(self._said)

    def _build_body(self) -> None:
        self.add(Rule(self))
        self._body = Words("", "muted", self)
        self.add(self._body)
        change = Button(self.tr("Change it in Settings"), "quiet", self)
        change.clicked.connect(self.settings_requested)
        self.column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)

    # -- what is chosen -------------------------------------------------------------------------

    @property
    def wish(self) -> Wish:
        """How it is to be done; what was not changed is as the exercise has it."""
        return self._wish

    @property
    def beside(self) -> Beside:
        """What else is seen."""
        return Beside(
            squat=self.squat.isChecked() and not self.squat.isHidden(),
            forced=self.forced.isChecked() and not self.forced.isHidden(),
            doorway=self._doorway.isChecked() and not self._doorway.isHidden(),
        )

    def let_go(self) -> None:
        """Nobody beside it, silently: another figure takes the place."""
        for box in (self.squat, self.forced):
            _set_silently(box, False)

    # -- showing --------------------------------------------------------------------------------

    def show_exercise(self, exercise: Exercise, *, has_squat: bool) -> None:
        """Offer what this exercise has; everything is as it is written."""
        movement = exercise.movement
        kinds = {spec.kind for spec in movement.implements}
        stands = movement.stance.support == "feet"
        wall = next((spec.distance_m for spec in movement.implements if spec.kind == "wall"), 0.0)
        self._own = Wish(
            wall_m=wall, stance_width_m=movement.stance.width_m, toe_out_deg=degrees(movement.stance.toe_out)
        )
        self._wall.setVisible("wall" in kinds)
        self._width.setVisible(stands)
        self._toes.setVisible(stands)
        self._side_name.setVisible(movement.one_sided)
        self._sides.setVisible(movement.one_sided)
        self._offer_looks(exercise)
        self._reset.setVisible("wall" in kinds or stands or movement.one_sided or self._looks.count() > 1)
        self.squat.setVisible(has_squat)
        self.forced.setVisible(exercise.test is None)
        self._doorway.setVisible(stands and "doorway" not in kinds)
        self._rule.setVisible(not all(box.isHidden() for box in (self.squat, self.forced, self._doorway)))
        self.let_go()
        self._show_own()

    def show_body(self, words: str, units: Units) -> None:
        """Say for whom the figure is drawn."""
        self._body.setText(words)
        self._units = units
        for amount in (self._wall, self._width):
            amount.say_as(self._length)

    def show_said(self, words: str) -> None:
        """Say what is to be seen of what stands beside it."""
        self._said.show_text(words)

    def _offer_looks(self, exercise: Exercise) -> None:
        looks = looks_of(exercise)
        self._looks.clear()
        self._looks.addItem(self.tr("As in the exercise"), "")
        for look in looks:
            self._looks.addItem(look_name(look), look)
        self._looks.setVisible(bool(looks))
        self._look_name.setVisible(bool(looks))

    def _show_own(self) -> None:
        """Everything as it is written."""
        own = self._own
        self._wall.set_value(own.wall_m or 0.0)
        self._width.set_value(own.stance_width_m or 0.0)
        self._toes.set_value(own.toe_out_deg or 0.0)
        self._sides.set_chosen(("right",))
        self._looks.setCurrentIndex(0)
        self._wish = AS_WRITTEN

    # -- answering ------------------------------------------------------------------------------

    def _wall_moved(self, metres: float) -> None:
        self._wish = replace(self._wish, wall_m=metres)
        self.slid.emit()

    def _width_moved(self, metres: float) -> None:
        self._wish = replace(self._wish, stance_width_m=metres)
        self.slid.emit()

    def _toes_moved(self, turned_deg: float) -> None:
        self._wish = replace(self._wish, toe_out_deg=turned_deg)
        self.slid.emit()

    def _side_chosen(self, _chosen: frozenset[str]) -> None:
        self._take(replace(self._wish, side="left" if self._sides.choice == "left" else "right"))

    def _look_chosen(self, _index: int) -> None:
        self._take(replace(self._wish, look=str(self._looks.currentData())))

    def _take(self, wish: Wish) -> None:
        self._wish = wish
        self.changed.emit()

    def _back(self) -> None:
        self._show_own()
        self.changed.emit()

    def _squat_wanted(self, _on: bool) -> None:
        _set_silently(self.forced, False)
        self.beside_changed.emit()

    def _forced_wanted(self, _on: bool) -> None:
        _set_silently(self.squat, False)
        self.beside_changed.emit()

    def _doorway_wanted(self, _on: bool) -> None:
        self.beside_changed.emit()

    def _length(self, metres: float) -> str:
        return length_text(metres, self._units)


def _set_silently(box: QCheckBox, on: bool) -> None:
    with QSignalBlocker(box):
        box.setChecked(on)


def _degrees(value: float) -> str:
    return f"{QLocale().toString(round(value))}°"
