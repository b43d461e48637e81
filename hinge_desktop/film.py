"""``hinge-desktop film``: one repetition as a picture, a strip of pictures, or a loop.

A strip's pictures lie at equal parts of the *way* rather than of the time, so that a hold takes one picture and not
three. A loop lasts exactly as long as the repetition.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter

from hinge_desktop import assets, durable
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.muscles import muscle_demand
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.errors import OptionError
from hinge_desktop.film_formats import LOOPS, STILLS, Loop, Still
from hinge_desktop.motion_file import solved
from hinge_desktop.stage.lenses import LENSES, Look
from hinge_desktop.stage.projection import ANGLES, Angle, Box, View
from hinge_desktop.stage.scene import Scene, motion_box, paint_scene
from hinge_desktop.stage.style import STYLES, StageStyle

Array = NDArray[np.float64]
Compare = Literal["ghost", "beside"]

FRAMES = (1, 60)
FPS = (2, 50)
"""Pictures in a strip; pictures a second of a loop: viewers show GIF pictures shorter than 1/50 s for longer."""
PICTURE_PX, LOOP_PX = (64, 4096), (64, 1280)
_COLUMNS = 6
_CAPTION_SHARE = 0.075
_LEAST_CAPTION_PX = 120

_T = TypeVar("_T")


def _usual_size() -> QSize:
    return QSize(480, 480)


@dataclass(frozen=True)
class Film:
    """What is shown, and how.

    Attributes:
        motion: the repetition shown; the drifting one when it is not compared.
        twin: the drifting repetition it is compared with.
        compare: the twin stands behind as a ``ghost``, or ``beside``.
        drift: what drifts, in words; empty when nothing does.
        name: of the exercise.
        size: of one picture, pixels.
    """

    motion: Motion
    name: str
    drift: str = ""
    twin: Motion | None = None
    compare: Compare = "ghost"
    angle: Angle = ANGLES["side"]
    lens: str = "plain"
    style: StageStyle = STYLES["light"]
    size: QSize = field(default_factory=_usual_size)

    def paint(self, painter: QPainter, rect: QRectF, time_s: float) -> None:
        """Paint the picture of an instant into a rectangle."""
        caption = rect.height() * _CAPTION_SHARE if self._captioned(rect) else 0.0
        below = QRectF(rect.left(), rect.bottom() - caption, rect.width(), caption)
        stage = QRectF(rect.left(), rect.top(), rect.width(), rect.height() - caption)
        painter.fillRect(rect, QColor(self.style.palette.stage))
        if self.twin is not None and self.compare == "beside":
            half = stage.width() / 2
            for left, words, motion in ((0.0, "try this", self.motion), (half, f"drifts: {self.drift}", self.twin)):
                self._paint_one(painter, QRectF(stage.left() + left, stage.top(), half, stage.height()), motion, time_s)
                self._write(painter, QRectF(rect.left() + left, below.top(), half, below.height()), words)
            return
        self._paint_one(painter, stage, self.motion, time_s, self.twin)
        self._write(painter, below, f"dashed outline drifts: {self.drift}" if self.twin else f"drifts: {self.drift}")

    def _captioned(self, rect: QRectF) -> bool:
        return bool(self.drift) and rect.height() >= _LEAST_CAPTION_PX

    def _paint_one(
        self, painter: QPainter, rect: QRectF, motion: Motion, time_s: float, twin: Motion | None = None
    ) -> None:
        time_s *= motion.duration_s / self.motion.duration_s
        scene = Scene(
            motion.figure_at(time_s),
            hip_path=motion.hip_path,
            bell_label=f"{motion.load_kg:g} kg" if motion.load_kg else "",
            look=Look(self.lens, motion, time_s, self._demand_at(motion, time_s)),
            twin=None if twin is None else twin.figure_at(time_s * twin.duration_s / motion.duration_s),
        )
        paint_scene(painter, rect, scene, self.style, View.fit(self.angle, self._box, rect))

    def _write(self, painter: QPainter, rect: QRectF, words: str) -> None:
        if rect.height() <= 0.0:
            return
        font = QFont(painter.font())
        font.setPixelSize(max(round(rect.height() * 0.5), 8))
        painter.setFont(font)
        painter.setPen(QColor(self.style.palette.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(Qt.PenStyle.NoPen)

    @cached_property
    def _box(self) -> Box:
        """Everything that is seen at any instant."""
        boxes = np.array([motion_box(motion) for motion in (self.motion, self.twin) if motion is not None])
        low, high = boxes[:, 0].min(axis=0).tolist(), boxes[:, 1].max(axis=0).tolist()
        return (low[0], low[1], low[2]), (high[0], high[1], high[2])

    @cached_property
    def _demands(self) -> dict[int, dict[str, Array]]:
        shown = [motion for motion in (self.motion, self.twin) if motion is not None and self.lens == "muscles"]
        return {id(motion): {str(name): part for name, part in muscle_demand(motion).items()} for motion in shown}

    def _demand_at(self, motion: Motion, time_s: float) -> dict[str, float]:
        at = time_s % motion.duration_s
        return {
            name: float(np.interp(at, motion.time_s, values))
            for name, values in self._demands.get(id(motion), {}).items()
        }


def key_times(motion: Motion, frames: int) -> list[float]:
    """Instants at equal parts of the way all joints go together.

    A single one is where they are furthest from the start. Of more the first is the start, and the last just before
    the end, which is the start again.
    """
    cloud = np.concatenate([motion.points[name] for name in sorted(motion.points)], axis=1)
    if frames == 1:
        furthest = int(np.argmax(np.linalg.norm(cloud - cloud[0], axis=1)))
        return [float(motion.time_s[furthest])]
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(cloud, axis=0), axis=1))])
    if way[-1] < 1e-6:  # a hold
        way = motion.time_s
    wanted = np.linspace(0.0, way[-1], frames)
    return [min(float(time), motion.duration_s * (1 - 1e-9)) for time in np.interp(wanted, way, motion.time_s)]


def paint_strip(painter: QPainter, film: Film, times: Sequence[float]) -> None:
    """Paint the pictures of some instants side by side, at most six in a row."""
    wide, high = film.size.width(), film.size.height()
    whole = strip_size(film, len(times))
    painter.fillRect(QRectF(0, 0, whole.width(), whole.height()), QColor(film.style.palette.stage))
    for number, time_s in enumerate(times):
        row, column = divmod(number, _columns(len(times)))
        film.paint(painter, QRectF(column * wide, row * high, wide, high), time_s)


def strip_size(film: Film, frames: int) -> QSize:
    """The size of a strip of so many pictures."""
    columns = _columns(frames)
    return QSize(film.size.width() * columns, film.size.height() * ceil(frames / columns))


def _columns(frames: int) -> int:
    rows = ceil(frames / _COLUMNS)
    return ceil(frames / rows)


def run(options: argparse.Namespace, curriculum: Curriculum) -> int:
    """Solve, paint and write what the options of ``hinge-desktop film`` ask for.

    Raises:
        OptionError: a value is not allowed, or the file cannot be written; nothing is written.
    """
    ending = options.output.suffix.lower()
    loops = ending in LOOPS
    if not loops and ending not in STILLS:
        raise OptionError(
            f"{options.output.name}: a film cannot be written as {ending or 'a file without an ending'!r}; "
            f"allowed endings: {', '.join([*LOOPS, *STILLS])}."
        )
    size = _size(options.size, LOOP_PX if loops else PICTURE_PX)
    frames = _whole("number of frames", options.frames, FRAMES, 5)
    fps = _whole("frame rate", options.fps, FPS, 25)
    if loops and options.frames is not None:
        raise OptionError(f"a {options.output.suffix} loops at a frame rate; leave --frames out, or give --fps.")
    if not loops and options.fps is not None:
        raise OptionError(f"a {options.output.suffix} does not move; leave --fps out, or give --frames.")
    if options.compare is not None and options.fault is None:
        raise OptionError("there is nothing to compare with; name what drifts with --fault.")
    if options.compare is not None:
        _one_of("comparison", options.compare, {name: name for name in get_args(Compare)})
    angle, style = (
        _one_of("view", options.view, ANGLES),
        _one_of("theme", options.theme, {str(name): style for name, style in STYLES.items()}),
    )
    _one_of("lens", options.lens, LENSES)
    exercise = curriculum.exercise(options.exercise)
    drifting = solved(exercise, options)
    good = solved(exercise, argparse.Namespace(**vars(options) | {"fault": None, "level": None}))
    begin_drawing()
    film = Film(
        motion=drifting if options.compare is None else good,
        name=exercise.name,
        drift=(options.fault or "").replace("-", " "),
        twin=None if options.compare is None else drifting,
        compare=options.compare or "ghost",
        angle=angle,
        lens=options.lens,
        style=style,
        size=size,
    )
    content = _loop_bytes(film, ending, fps) if loops else _still_bytes(film, ending, frames)
    try:
        durable.hand_out(options.output, content)
    except OSError as error:
        raise OptionError(f"{options.output} cannot be written ({error.strerror}); choose another place.") from error
    return 0


def _loop_bytes(film: Film, ending: str, fps: int) -> bytes:
    rect = QRectF(0, 0, film.size.width(), film.size.height())

    def paint(painter: QPainter, time_s: float) -> None:
        film.paint(painter, rect, time_s)

    return LOOPS[ending](Loop(film.name, film.size, film.motion.duration_s, fps, paint))


def _still_bytes(film: Film, ending: str, frames: int) -> bytes:
    def paint(painter: QPainter) -> None:
        paint_strip(painter, film, key_times(film.motion, frames))

    return STILLS[ending](Still(film.name, strip_size(film, frames), paint))


def begin_drawing() -> None:
    """Fonts need a running Qt; a display they do not."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        QGuiApplication(["hinge-desktop"]).setApplicationName("Hinge")
        assets.load_fonts()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def _one_of(what: str, word: str, allowed: Mapping[str, _T]) -> _T:
    if word not in allowed:
        raise OptionError(f"{what} {word!r} is not known; allowed: {', '.join(allowed)}.")
    return allowed[word]


def _whole(what: str, value: int | None, allowed: tuple[int, int], usual: int) -> int:
    if value is None:
        return usual
    if not allowed[0] <= value <= allowed[1]:
        raise OptionError(f"{what} {value} is out of range; allowed: {allowed[0]} to {allowed[1]}.")
    return value


def _size(words: str | None, allowed: tuple[int, int]) -> QSize:
    """``640``, ``640x360``, or None for the usual."""
    numbers = "480" if words is None else words.lower()
    wide, cross, high = numbers.partition("x")
    try:
        size = QSize(int(wide), int(high) if cross else int(wide))
    except ValueError:
        raise OptionError(f"size {words!r} is not understood; allowed: pixels as 640 or 640x360.") from None
    if not all(allowed[0] <= side <= allowed[1] for side in (size.width(), size.height())):
        raise OptionError(f"size {words} is out of range; allowed: {allowed[0]} to {allowed[1]} pixels a side.")
    return size
