"""The first frame: a figure that moves before anything heavy is loaded.

When Hinge closes it keeps a short recording of Today's figure: a few frames of Qt's own painter commands. The next
start plays it at once; it needs neither NumPy nor the body. This module imports nothing but Qt, so that a start waits
for nothing else (measured: with the program before it the first frame took four times as long as a bare window's), and
not the namespace ``Qt``, whose enums alone take a tenth of a bare window's time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QDataStream, QIODevice, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPainterPath, QPaintEvent, QPicture, QShowEvent
from PySide6.QtWidgets import QWidget

FRAME_S = 1 / 15
LONGEST_S = 1.2
"""How densely and how long a figure is recorded; after that the recording runs backwards, and so on."""

_MAGIC, _VERSION, _HEADER_BYTES = 0x48696E67, 2, 1024
_MOST_FRAMES = round(LONGEST_S / FRAME_S) + 1
_CORNER_PX, _CARD_PX = 12.0, 16.0


@dataclass(frozen=True)
class Recording:
    """A few frames of painter commands, and where they belong.

    Attributes:
        window: width and height in pixels of the window it was made of.
        place: the figure's card within the window, in the same pixels: left, top, width, height.
        frames: serialised ``QPicture``s. The first is the page, painted for the whole window; those after it are the
            figure, ``FRAME_S`` apart, painted for its card.
    """

    window: tuple[float, float]
    place: tuple[float, float, float, float]
    frames: tuple[bytes, ...]

    def write(self, path: Path) -> None:
        """Keep it; a recording that cannot be written is only a slower start, so nothing is told."""
        header = QByteArray()
        stream = QDataStream(header, QIODevice.OpenModeFlag.WriteOnly)
        stream.writeUInt32(_MAGIC)
        stream.writeUInt32(_VERSION)
        for number in (*self.window, *self.place):
            stream.writeDouble(number)
        stream.writeUInt32(len(self.frames))
        for frame in self.frames:
            stream.writeUInt32(len(frame))
        with suppress(OSError):
            path.write_bytes(b"".join((bytes(header.data()).ljust(_HEADER_BYTES, b"\0"), *self.frames)))

    @classmethod
    def read(cls, path: Path) -> Recording | None:
        """What was kept; None when there is none, or it is not (or no longer) readable."""
        try:
            content = path.read_bytes()
        except OSError:
            return None
        stream = QDataStream(QByteArray(content[:_HEADER_BYTES]))
        if (stream.readUInt32(), stream.readUInt32()) != (_MAGIC, _VERSION):
            return None
        width, height, x, y, w, h = (stream.readDouble() for _ in range(6))
        count = stream.readUInt32()
        if not 2 <= count <= _MOST_FRAMES or not min(w, h, width, height) > 0:
            return None
        lengths = [stream.readUInt32() for _ in range(count)]
        ends = [_HEADER_BYTES + sum(lengths[: number + 1]) for number in range(count)]
        if stream.status() != QDataStream.Status.Ok or ends[-1] != len(content):
            return None
        frames = tuple(content[end - length : end] for end, length in zip(ends, lengths, strict=True))
        return cls((width, height), (x, y, w, h), frames)


def record(
    window: QWidget,
    stage: QWidget,
    colours: tuple[str, str],
    duration_s: float,
    paint: Callable[[QPainter, QRectF, float], None],
) -> Recording:
    """Record the figure of a stage.

    Args:
        window, stage: the window and the widget in it that shows the figure.
        colours: of the page and of the card the figure stands on, ``#rrggbb``.
        duration_s: length of one repetition.
        paint: draws the figure at a time into a rectangle.
    """
    rect = QRectF(stage.rect())
    corner = stage.mapTo(window, stage.rect().topLeft())
    place = rect.translated(corner.x(), corner.y())
    page = QPicture()
    with QPainter(page) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(window.rect(), QColor(colours[0]))
        card = QPainterPath()
        card.addRoundedRect(place.adjusted(-_CARD_PX, -_CARD_PX, _CARD_PX, _CARD_PX), _CORNER_PX, _CORNER_PX)
        painter.fillPath(card, QColor(colours[1]))
    frames = [_kept(page)]
    for number in range(round(min(duration_s, LONGEST_S) / FRAME_S)):
        picture = QPicture()
        with QPainter(picture) as painter:
            paint(painter, rect, number * FRAME_S)
        frames.append(_kept(picture))
    size = (float(window.width()), float(window.height()))
    return Recording(size, (place.x(), place.y(), place.width(), place.height()), tuple(frames))


def _kept(picture: QPicture) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer)
    return bytes(buffer.data().data())


def _played(frame: bytes) -> QPicture:
    buffer = QBuffer()
    buffer.setData(frame)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    picture = QPicture()
    picture.load(buffer)
    return picture


class Opening(QWidget):
    """Plays a recording, to and fro, until the program takes its place. Without one it is a calm page.

    Signals:
        painted(): the first frame is painted.
    """

    painted = Signal()

    def __init__(self, recording: Recording | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recording, self._painted = recording, False
        self._began_s = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(round(FRAME_S * 1000))
        self._timer.timeout.connect(self.update)
        self.setAccessibleName(self.tr("Hinge is starting"))

    @property
    def elapsed_s(self) -> float:
        """Seconds of the repetition shown so far."""
        return time.perf_counter() - self._began_s

    def showEvent(self, event: QShowEvent) -> None:
        """Move while it is seen."""
        super().showEvent(event)
        if self._recording is not None:
            self._began_s = time.perf_counter()
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs that nobody sees."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One frame; without a recording the page stays empty."""
        if self._recording is not None:
            with QPainter(self) as painter:
                self.paint_frame(painter, self._recording)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def paint_frame(self, painter: QPainter, kept: Recording) -> None:
        """The page, and on its card the frame that is due.

        Only pictures are drawn: the first rectangle or brush would have Python build the enums of ``Qt``.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = self.width() / kept.window[0], self.height() / kept.window[1]
        x, y, w, h = kept.place
        painter.save()
        painter.scale(wide, high)
        painter.drawPicture(0, 0, _played(kept.frames[0]))
        painter.restore()
        zoom = min(wide, high)
        painter.translate((x + w / 2) * wide, (y + h / 2) * high)
        painter.scale(zoom, zoom)
        painter.translate(-w / 2, -h / 2)
        painter.drawPicture(0, 0, _played(kept.frames[1 + self._frame(len(kept.frames) - 1)]))

    def _frame(self, count: int) -> int:
        """Which frame is due: forwards, then backwards, so that nothing jumps."""
        number = int(self.elapsed_s / FRAME_S) % max(2 * count - 2, 1)
        return number if number < count else 2 * count - 2 - number
