"""Answering with one button: the choices step along by themselves, and a press takes the one that is marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from hinge_desktop.ui.announcer import Announcer
from hinge_desktop.ui.scales import NumberScale
from hinge_desktop.ui.theme import current_theme

STEP_MS = 1500
"""How long one choice stays marked. The first of a question stays twice as long, for its words to be read."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question: its words, and the widgets that hold its choices (scales, rows of buttons, buttons).

    Attributes:
        several: more than one choice may be taken; "that is all" goes on.
        may_skip: "leave this open" is offered after the choices.
    """

    question: str
    widgets: tuple[QWidget, ...]
    several: bool = False
    may_skip: bool = False


@dataclass(frozen=True, slots=True)
class _Offer:
    """A choice: its words, where it stands, and what taking it does. ``goes_on``: the next question follows."""

    text: str
    widget: QWidget
    place: Callable[[], QRect]
    take: Callable[[], None]
    goes_on: bool = True


class Scanner(QObject):
    """Steps through the choices of one question after the other. Switched off it does nothing at all.

    It never runs while its page is hidden.

    Signals:
        offered(str): the words of what a press would take now; with the question when that is new.
    """

    offered = Signal(str)

    def __init__(self, page: QWidget) -> None:
        """``page``: what has to be visible; it is the parent, too."""
        super().__init__(page)
        self._page = page
        self._enabled = False
        self._steps: tuple[Step, ...] = ()
        self._at, self._index = 0, 0
        self._mark = Mark(page)
        self._announcer = Announcer(page)
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.step_on)
        page.installEventFilter(self)

    @property
    def active(self) -> bool:
        """A press would take a choice."""
        return self._enabled and bool(self._steps)

    @property
    def marked(self) -> str:
        """The words of the choice that is marked; empty while nothing is asked."""
        offers = self._offers() if self.active else []
        return offers[self._index % len(offers)].text if offers else ""

    @Slot(bool)
    def set_enabled(self, enabled: bool) -> None:
        """One button answers, or the questions are answered as usual."""
        if enabled != self._enabled:
            self._enabled = enabled
            self._show(new=True)

    def begin(self, steps: Sequence[Step]) -> None:
        """Ask these, from the first on."""
        self._steps = tuple(steps)
        self._at, self._index = 0, 0
        self._show(new=True)

    @Slot()
    def end(self) -> None:
        """Nothing is asked any more."""
        self._steps = ()
        self._show(new=False)

    @Slot()
    def step_on(self) -> None:
        """Mark the next choice; the clock calls it, and so do tests."""
        self._index += 1
        self._show(new=False)

    @Slot()
    def take(self) -> None:
        """Take the choice that is marked."""
        offers = self._offers() if self.active else []
        if not offers:
            return
        steps, offer = self._steps, offers[self._index % len(offers)]
        offer.take()
        if self._steps is not steps:
            return  # what was taken closed the question or asked another
        if offer.goes_on:
            self._at, self._index = (self._at + 1) % len(steps), 0
        self._show(new=offer.goes_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page was shown, hidden, or has another size."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize):
            self._show(new=False, quiet=True)
        return super().eventFilter(watched, event)

    # -- the choices of a question --------------------------------------------------------------

    def _offers(self) -> list[_Offer]:
        """The choices of the present question; questions without any are passed over."""
        for _ in self._steps:
            step = self._steps[self._at]
            offers = [offer for widget in step.widgets for offer in _offers_of(widget, stays=step.several)]
            if offers:
                first = step.widgets[0]
                if step.several:
                    offers.append(_Offer(self.tr("That is all"), first, first.rect, _nothing))
                elif step.may_skip:
                    offers.append(_Offer(self.tr("Leave this open"), first, first.rect, _nothing))
                return offers
            self._at = (self._at + 1) % len(self._steps)
        return []

    def _show(self, *, new: bool, quiet: bool = False) -> None:
        offers = self._offers() if self.active and self._page.isVisible() else []
        if not offers:
            self._timer.stop()
            self._mark.let_go()
            return
        offer = offers[self._index % len(offers)]
        _bring_into_view(self._page, offer.widget)
        self._mark.surround(offer.widget, offer.place)
        if quiet and self._timer.isActive():
            return
        question = self._steps[self._at].question if new or quiet else ""
        self._timer.start(STEP_MS * (2 if question else 1))
        said = f"{question} {offer.text}".strip()
        self._announcer.announce(said, urgent=True)
        self.offered.emit(said)


class Mark(QWidget):
    """A frame around a choice; it takes no click and goes along when the choice moves."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._widget: QWidget | None = None
        self._place: Callable[[], QRect] = page.rect
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, widget: QWidget, place: Callable[[], QRect]) -> None:
        """Stand around a part of ``widget``, on the page, or on what the page scrolls."""
        ground = (self._page.widget() if isinstance(self._page, QScrollArea) else None) or self._page
        if self.parentWidget() is not ground:
            self.setParent(ground)
        self.let_go()
        self._widget, self._place = widget, place
        above: QWidget | None = widget
        while above is not None and above is not ground:
            above.installEventFilter(self)
            self._watched.append(above)
            above = above.parentWidget()
        self._stand(widget)
        self.show()
        self.raise_()

    def let_go(self) -> None:
        """Stand around nothing."""
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched.clear()
        self._widget = None
        self.hide()

    def _stand(self, widget: QWidget) -> None:
        place, ground = self._place(), self.parentWidget() or self._page
        self.setGeometry(QRect(widget.mapTo(ground, place.topLeft()), place.size()).adjusted(-6, -6, 6, 6))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The choice was laid out anew."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and self._widget is not None:
            self._stand(self._widget)
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(current_theme().colour("focus"), 5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 10, 10)


def _offers_of(widget: QWidget, *, stays: bool) -> list[_Offer]:
    if not widget.isVisible():
        return []
    if isinstance(widget, NumberScale):
        return [_Offer(str(n), widget, _Cell(widget, n).place, _Cell(widget, n).take) for n in range(11)]
    if isinstance(widget, QAbstractButton):
        return [_button_offer(widget, goes_on=not stays)] if _may_press(widget) else []
    buttons = [one for one in widget.findChildren(QAbstractButton) if _may_press(one)]
    return [_button_offer(one, goes_on=not stays) for one in buttons]


def _button_offer(button: QAbstractButton, *, goes_on: bool) -> _Offer:
    words = button.text()
    if button.isCheckable() and button.isChecked() and not goes_on:
        words = QCoreApplication.translate("Scanner", "{choice}, chosen").format(choice=words)
    return _Offer(words, button, button.rect, button.click, goes_on)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number of a scale."""

    scale: NumberScale
    number: int

    def place(self) -> QRect:
        return self.scale.cell(self.number)

    def take(self) -> None:
        self.scale.choose(self.number)


def _nothing() -> None:
    """Going on is all there is to do."""


def _may_press(button: QAbstractButton) -> bool:
    return button.isEnabled() and not button.isHidden() and button.isVisible()


def _bring_into_view(page: QWidget, widget: QWidget) -> None:
    if isinstance(page, QScrollArea):
        page.ensureWidgetVisible(widget, 40, 60)
