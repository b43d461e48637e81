"""The step that asks what there is at home; the figure shows what each thing is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hinge_desktop.curriculum.kit import THINGS, USUAL, fit
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.ui.kit_names import thing_name
from hinge_desktop.ui.welcome_steps import WelcomeStep
from hinge_desktop.ui.widgets import Button, FlowRow, Words

GOOD_FOR: Mapping[str, str] = MappingProxyType(
    {
        "wall": "butt-tap",
        "doorway": "doorway-hinge",
        "chair": "sit-to-stand",
        "cushion": "chest-hold-hinge",
        "broomstick": "three-point-contact-hinge",
        "golf-club": "three-point-contact-hinge",
        "pvc-pipe": "three-point-contact-hinge",
        "backpack": "weighted-hip-hinge",
        "bag": "weighted-hip-hinge",
        "bin": "bin-pick-up",
        "child": "weighted-hip-hinge",
        "band": "banded-hip-hinge",
        "dumbbell": "goatbag-hinge-dumbbell",
        "kettlebell": "weighted-hip-hinge",
    }
)
"""Thing -> the exercise that shows what it is for."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Welcome", text)


class ThingBox(QCheckBox):
    """One thing of a home.

    Signals:
        looked_at(str): it has the focus. ticked(str, bool): it is there, or not.
    """

    looked_at = Signal(str)
    ticked = Signal(str, bool)

    def __init__(self, thing: str, parent: QWidget | None = None) -> None:
        super().__init__(thing_name(thing), parent)
        self.thing = thing
        self.clicked.connect(self._clicked)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when it gets the focus; nothing is taken."""
        if event.type() == QEvent.Type.FocusIn:
            self.looked_at.emit(self.thing)
        return super().eventFilter(watched, event)

    def _clicked(self, on: bool) -> None:
        self.ticked.emit(self.thing, on)


class KitStep(WelcomeStep):
    """Check boxes in two groups; what nearly every home has is ticked before anybody has answered."""

    def __init__(self, curriculum: Curriculum, parent: QWidget | None = None) -> None:
        lead = _tr("Each exercise is fitted to what you have, and the figure holds that very thing.")
        super().__init__(_tr("What is there at home?"), lead, GOOD_FOR["broomstick"], parent)
        self._curriculum = curriculum
        self.boxes = {thing: ThingBox(thing, self) for thing in THINGS}
        self._rows: list[FlowRow] = []
        self._add_group(_tr("In the room"), tuple(thing for thing in THINGS if thing in USUAL))
        self._add_group(_tr("To hold and to lift"), tuple(thing for thing in THINGS if thing not in USUAL))
        self._none = Button(_tr("I have none of these yet"), "quiet", self)
        self._none.clicked.connect(self._clear_held)
        row = FlowRow(self)
        row.add(self._none)
        self.add(row)
        self._enough = Words("", "body", self)
        self.add(self._enough)

    @property
    def kit(self) -> frozenset[str]:
        """What is ticked."""
        return frozenset(thing for thing, box in self.boxes.items() if box.isChecked())

    @property
    def first(self) -> QWidget | None:
        """The first thing."""
        return self.boxes[THINGS[0]]

    def begin(self) -> None:
        """What was told, or what nearly every home has."""
        self.drop()

    def drop(self) -> None:
        """As ``begin``: nothing is kept that was only ticked."""
        told = self._settings.kit if self._settings.kit_told else USUAL
        for thing, box in self.boxes.items():
            box.setChecked(thing in told)
        self._say_enough()

    def accept(self) -> None:
        """This is the kit, also when it is empty."""
        self._tell(replace(self._settings, kit=tuple(sorted(self.kit)), kit_told=True))

    def arrange(self, *, low: bool) -> None:
        """The boxes of both groups stand in columns."""
        super().arrange(low=low)
        for box in self.boxes.values():
            box.setMinimumWidth(0)
        widest = max(box.sizeHint().width() for box in self.boxes.values())
        for box in self.boxes.values():
            box.setMinimumWidth(widest)

    def _add_group(self, title: str, things: tuple[str, ...]) -> None:
        self.add(Words(title, "heading", self))
        row = FlowRow(self, 4)
        row.setAccessibleName(title)
        for thing in things:
            box = self.boxes[thing]
            box.setParent(row)
            box.looked_at.connect(self._show_thing)
            box.ticked.connect(self._ticked)
            row.add(box)
        self._rows.append(row)
        self.add(row)

    def _clear_held(self) -> None:
        for thing, box in self.boxes.items():
            if thing not in USUAL:
                box.setChecked(False)
        self._say_enough()
        self._show_fitting("broomstick", self.kit)

    def _ticked(self, thing: str, on: bool) -> None:
        self._say_enough()
        if on:
            self._show_thing(thing)
        else:
            self._show_fitting(thing, self.kit)

    def _show_thing(self, thing: str) -> None:
        """The figure with this thing and no other of its kind."""
        self._show_fitting(thing, USUAL | {thing})

    def _show_fitting(self, thing: str, kit: frozenset[str]) -> None:
        fitting = fit(self._curriculum.exercise(GOOD_FOR[thing]), kit)
        self.picture = fitting
        name = self._curriculum.exercise(fitting.exercise_id).name
        self.boxes[thing].setAccessibleDescription(f"{name}. {fitting.sentence}".strip())
        self.picture_changed.emit(fitting)

    def _say_enough(self) -> None:
        steps, kit = self._curriculum.steps, self.kit
        waiting = [step.name for step in steps if not fit(step, kit).possible]
        if waiting:
            words = _tr("{count} of the {all} steps can be practised with this. For later: {names}.").format(
                count=len(steps) - len(waiting), all=len(steps), names=QLocale().createSeparatedList(waiting)
            )
        else:
            words = _tr("All {all} steps can be practised with this.").format(all=len(steps))
        self._enough.setText(words)
