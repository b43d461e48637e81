"""A number chosen on a slider, with its name and its value in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSlider, QWidget

from hinge_desktop.ui.widgets import Words


class Amount(QWidget):
    """Only values from ``low`` to ``high`` in whole steps exist; arrows go by one step, Page keys by several.

    Signals:
        changed(float): the user chose another value.
    """

    changed = Signal(float)

    def __init__(
        self,
        name: str,
        bounds: tuple[float, float],
        step: float,
        say: Callable[[float], str],
        parent: QWidget | None = None,
        *,
        page: int = 5,
        inline: bool = False,
    ) -> None:
        """``say``: a value in words, with its unit. ``page``: steps of the Page keys. ``inline``: all in one line."""
        super().__init__(parent)
        self._name, self._say = name, say
        self._low, self._high, self._step = *bounds, step
        self._label = Words(name, "eyebrow", self, wrap=not inline)
        self._words = Words("", "strong", self, wrap=False)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, round((self._high - self._low) / step))
        self.slider.setPageStep(page)
        self.slider.valueChanged.connect(self._moved)
        self._label.setBuddy(self.slider)
        self.setFocusProxy(self.slider)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1 if inline else 0, 1)
        grid.addWidget(self._label, 0, 0)
        if inline:
            grid.addWidget(self.slider, 0, 1)
        else:
            grid.addWidget(self.slider, 1, 0, 1, 3)
        grid.addWidget(self._words, 0, 2)
        self._tell()

    @property
    def value(self) -> float:
        """The value chosen."""
        return min(self._high, round(self._low + self.slider.value() * self._step, 6))

    def set_value(self, value: float) -> None:
        """Choose the nearest value there is, silently."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(round((value - self._low) / self._step))
        self._tell()

    def say_as(self, say: Callable[[float], str]) -> None:
        """Say values in other words, e.g. in another unit."""
        self._say = say
        self._tell()

    def _moved(self, _place: int) -> None:
        self._tell()
        self.changed.emit(self.value)

    def _tell(self) -> None:
        words = self._say(self.value)
        self._words.setText(words)
        self.slider.setAccessibleName(f"{self._name}: {words}")
