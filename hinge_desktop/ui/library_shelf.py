"""What the Library offers, in three groups: the ten steps, what stands beside them, and the user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from hinge_desktop.curriculum.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Shelf:
    """The exercises in order, and the text of the sources by id."""

    exercises: Sequence[Exercise]
    facts: Mapping[str, str]


class ExerciseList(QComboBox):
    """One exercise at a time; the names of the groups cannot be chosen.

    Signals:
        picked(str): the user chose the exercise with this id.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Exercise"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.setMaxVisibleItems(30)
        self._titles: list[int] = []
        self.currentIndexChanged.connect(self._chosen)

    def offer(self, exercises: Sequence[Exercise]) -> None:
        """Offer these, silently."""
        groups = (
            ("", [one for one in exercises if one.step is not None]),
            (self.tr("Beside the steps"), [one for one in exercises if one.step is None and not one.own]),
            (self.tr("Yours"), [one for one in exercises if one.own]),
        )
        with QSignalBlocker(self):
            self.clear()
            self._titles = []
            for title, group in groups:
                if title and group:
                    self._add_title(title)
                for one in group:
                    self.addItem(f"{one.step}  {one.name}" if one.step else one.name, one.id)

    def show_chosen(self, exercise_id: str) -> None:
        """Turn to an exercise, silently."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(exercise_id))

    def changeEvent(self, event: QEvent) -> None:
        """The titles keep up with the size of the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_titles()

    def _add_title(self, title: str) -> None:
        self.insertSeparator(self.count())
        self.addItem(title)
        self._titles.append(self.count() - 1)
        self._set_titles()

    def _set_titles(self) -> None:
        """Bold, and not to be chosen."""
        model, bold = self.model(), QFont(self.font())
        assert isinstance(model, QStandardItemModel)
        bold.setBold(True)
        for title in getattr(self, "_titles", ()):  # Qt tells of the style while the widget is being built
            model.item(title).setFlags(Qt.ItemFlag.NoItemFlags)
            model.item(title).setFont(bold)

    def _chosen(self, index: int) -> None:
        chosen = self.itemData(index)
        if isinstance(chosen, str):
            self.picked.emit(chosen)
