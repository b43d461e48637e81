"""Form: a motion, ours or recorded, through the metrics to what it is: hinge, squat, rounded bend or between.

A recording of several repetitions is cut at the standing instants; each metric is the median over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.markers import is_cycle
from hinge_desktop.body.metrics import METRIC
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.movement import Bound, Movement
from hinge_desktop.body.observed import smoothed
from hinge_desktop.body.recording import NotRecorded, Recording
from hinge_desktop.errors import OptionError

Array = NDArray[np.float64]
Shape = Literal["hinge", "squat", "rounded", "hybrid"]

HINGE_KNEE = np.radians(25)
"""A hinge that goes on into a squat is judged as a hinge until the knees pass this."""

_ENTER, _LEAVE = 0.6, 0.4
"""A fold begins above the first part of its range and ends below the second: noise cannot count twice."""
_LEAST_FOLD = np.radians(10)
_SHORTEST_S = 0.2
_THROWN_SPEED = np.radians(150)
_THROWN_ARMS, _HUNG_BACK = np.radians(60), np.radians(-10)
"""Ballistic: the trunk rises faster than this, and the arms come up by so much from behind the vertical."""

_ROUNDED_SHARE, _ROUNDED_DEG = 0.33, 25.0
_SQUAT_RATIO, _SQUAT_KNEES, _SQUAT_SHANK_DEG = 0.95, 1.4, 12.0
_HINGE_RATIO, _HINGE_KNEES = 1.5, 2.0


def recording_of(motion: Motion) -> Recording:
    """A solved repetition as a recording; its angles count from quiet standing."""
    movement, points = motion.movement, motion.points
    side = motion.side[0]
    bell = {name: points[name] for name in ("handle", "ball") if name in points}
    return Recording(
        time_s=motion.time_s,
        points=points,
        angles=motion.angles,
        counts_at_s=motion.counts_at_s,
        things={"held": bell} if bell else {},
        wall_x=motion.wall_x,
        doorway_x=motion.fixtures.edge_x,
        ground=motion.zero_moment_point,
        stature_m=motion.body.stature_m,
        read_legs=(side,),
        quiet=motion.standing,
        closed=True,
        **_rules(movement, side),
    )


def as_exercise(recording: Recording, movement: Movement) -> Recording:
    """The same recording, read as one exercise is: slow or ballistic, on which leg, how far as a hinge."""
    known = [sides for sides in (recording.legs, recording.read_legs) if len(sides) == 1]
    return replace(recording, **_rules(movement, known[0][0] if known else "r"))


def _rules(movement: Movement, side: str) -> dict[str, Any]:
    one_foot, one_hand = movement.stance.support == "one-foot", movement.grip == "one-hand-clean"
    return {
        "pattern": movement.pattern,
        "hold": all(phase.name == "hold" for phase in movement.phases),
        "legs": (side,) if one_foot else ("l", "r"),
        "hands": (side,) if one_hand else ("l", "r"),
        "hinge_knee": HINGE_KNEE if movement.grip == "overhead" else None,
    }


def measure(motion: Motion) -> dict[str, float]:
    """The metrics this exercise is judged by, name -> value in the unit its name says."""
    return measure_recording(recording_of(motion), motion.movement.form)


def measure_recording(recording: Recording, names: Iterable[str] = METRIC) -> dict[str, float]:
    """Metrics of any recording, the median over its repetitions; what was not recorded is left out."""
    cut = repetitions(recording)
    found: dict[str, float] = {}
    for name in names:
        values = [value for value in (_value(name, one) for one in cut) if value is not None]
        if values:
            found[name] = float(np.median(values))
    return found


def _value(name: str, repetition: Recording) -> float | None:
    try:
        return METRIC[name](repetition)
    except NotRecorded:
        return None


def drifts(motion: Motion) -> dict[str, tuple[float, Bound]]:
    """The metrics that leave their bounds, with the value and the bound."""
    return outside(measure(motion), motion.movement.form)


def outside(measured: Mapping[str, float], bounds: Mapping[str, Bound]) -> dict[str, tuple[float, Bound]]:
    """What of some measured metrics leaves its bound."""
    return {
        name: (value, bounds[name])
        for name, value in measured.items()
        if name in bounds and not bounds[name].low - 1e-9 <= value <= bounds[name].high + 1e-9
    }


def classify(recording: Recording) -> Shape:
    """What kind of fold a motion is.

    Rounded: the lower back has more than a third of the fold, or bends more than 25 degrees. Squat: the hips go down
    as much as back, or the knees bend nearly as much as the hips. Hinge: the hips go back one and a half times as far
    as down and bend twice as much as the knees. Between them: hybrid, as a kettlebell lift is.

    Ballistic motions are told by the joints alone: a camera's perspective spoils the hips' height, and the legs absorb
    the bell. There, and where the hips stay on a chair, the shanks stand in for the hips' way.

    Raises:
        OptionError: nothing in it folds, or hips, knees, ankles or trunk are missing.
    """
    cut = repetitions(recording)
    if _range_of_fold(cut) < _LEAST_FOLD:
        raise OptionError("Nobody folds at the hips here by as much as 10 degrees, so there is nothing to tell.")
    whole = [replace(one, hinge_knee=None) for one in cut]

    def median(name: str) -> float | None:
        values = [value for value in (_value(name, one) for one in whole) if value is not None]
        return float(np.median(values)) if values else None

    share, lumbar = median("lumbar_share"), median("lumbar_flexion_deg")
    if share is not None and lumbar is not None and (share > _ROUNDED_SHARE or lumbar > _ROUNDED_DEG):
        return "rounded"
    ratio, knees, shank = (median(name) for name in ("hip_excursion_ratio", "hip_knee_ratio", "shank_deg"))
    if knees is None or shank is None:
        raise OptionError("Hips, knees and ankles of one side are needed to tell a hinge from a squat.")
    if whole[0].pattern == "ballistic" or ratio is None:
        squat, hinge = shank > _SQUAT_SHANK_DEG, True
    else:
        squat, hinge = ratio < _SQUAT_RATIO, ratio >= _HINGE_RATIO
    if squat or knees < _SQUAT_KNEES:
        return "squat"
    return "hinge" if hinge and knees >= _HINGE_KNEES else "hybrid"


def _range_of_fold(cut: tuple[Recording, ...]) -> float:
    """Radians of the fold of the median repetition; a hold is measured against quiet standing."""
    try:
        return float(np.median([one.leg_change("hip_flexion")[one.deepest_at] for one in cut]))
    except NotRecorded as missing:
        raise OptionError(f"A fold cannot be told without {missing}.") from None


def repetitions(recording: Recording) -> tuple[Recording, ...]:
    """Single repetitions, each from standing over the deepest instant to standing.

    A full cycle of ours is only turned so that it begins where it counts. A stranger's recording is smoothed
    (6 Hz, no delay) and cut at its tallest instants; it may begin or end folded.

    Raises:
        OptionError: what a fold is read from is missing.
    """
    try:
        return _repetitions(recording)
    except NotRecorded as missing:
        raise OptionError(f"A fold cannot be told without {missing}.") from None


def _repetitions(recording: Recording) -> tuple[Recording, ...]:
    if recording.hold:
        return (recording,)
    if recording.closed and recording.counts_at_s is not None:
        return (_turned(recording, recording.standing_at),)
    calm = _calmed(replace(recording, closed=False, counts_at_s=None))
    if calm.pattern is None:
        calm = replace(calm, pattern="ballistic" if _is_thrown(calm) else "slow")
    if is_cycle(recording.points):
        # One cycle, written out from wherever it begins: it is one repetition, not the ends of two.
        calm = replace(_turned(calm, calm.standing_at), counts_at_s=None)
    return _cut(calm)


@dataclass(frozen=True)
class _Cut:
    """Which frames of a recording to keep, in which order, and the time they then have."""

    frames: NDArray[np.intp]
    time_s: Array

    def of(self, values: Array) -> Array:
        return values[self.frames]


def _turned(recording: Recording, begin: int) -> Recording:
    """A cycle that begins, and closes, at another of its frames."""
    n = len(recording.time_s) - 1
    frames = (np.arange(n + 1) + begin) % n
    turned = _of_frames(recording, _Cut(frames, recording.time_s))
    return replace(turned, counts_at_s=float(recording.time_s[0]))


def _of_frames(recording: Recording, cut: _Cut) -> Recording:
    return replace(
        recording,
        time_s=cut.time_s,
        points={name: cut.of(point) for name, point in recording.points.items()},
        angles={name: cut.of(angle) for name, angle in recording.angles.items()},
        things={
            kind: {name: cut.of(point) for name, point in parts.items()} for kind, parts in recording.things.items()
        },
        ground=None if recording.ground is None else cut.of(recording.ground),
    )


def _calmed(recording: Recording) -> Recording:
    step = recording.step_s
    return replace(
        recording,
        points={name: smoothed(point, step) for name, point in recording.points.items()},
        angles={name: smoothed(angle, step) for name, angle in recording.angles.items()},
        things={
            kind: {name: smoothed(point, step) for name, point in parts.items()}
            for kind, parts in recording.things.items()
        },
    )


def _is_thrown(recording: Recording) -> bool:
    """Whether the trunk rises fast and the arms come up with it, as in swing and clean, not in a quick squat."""
    try:
        trunk, arm = recording.angle("trunk_inclination"), recording.angle("arm_inclination")
    except NotRecorded:
        return False
    upright, folded = int(np.argmin(trunk)), int(np.argmax(trunk))
    fast = float(np.max(-recording.speed(trunk))) > _THROWN_SPEED
    return fast and bool(arm[upright] - arm[folded] > _THROWN_ARMS and arm[folded] < _HUNG_BACK)


def _cut(recording: Recording) -> tuple[Recording, ...]:
    fold = recording.fold
    low, high = float(np.min(fold)), float(np.max(fold))
    if high - low < _LEAST_FOLD:
        return (recording,)
    spans = _folded_spans(fold, low, high, round(_SHORTEST_S / recording.step_s))
    edges = [0, *(int(end) for span in spans for end in span), len(fold)]
    # Between two folds, and before the first and after the last, the tallest instant parts the repetitions.
    parts = [
        recording.tallest(begin, end) if end > begin else min(begin, len(fold) - 1)
        for begin, end in zip(edges[0::2], edges[1::2], strict=True)
    ]
    cut = [(first, last) for first, last in pairwise(parts) if last > first]
    # Halves at the ends of the recording count only where there is nothing whole.
    upright = fold < low + _LEAVE * (high - low)
    whole = [(first, last) for first, last in cut if upright[first] and upright[last]]
    return tuple(
        _of_frames(recording, _Cut(np.arange(first, last + 1), recording.time_s[first : last + 1]))
        for first, last in whole or cut
    )


def _folded_spans(fold: Array, low: float, high: float, shortest: int) -> list[tuple[int, int]]:
    """Where the body is folded: [first, one past the last) frame of each time."""
    spans: list[tuple[int, int]] = []
    begin: int | None = None
    for frame, part in enumerate((fold - low) / (high - low)):
        if begin is None and part > _ENTER:
            begin = frame
        elif begin is not None and part < _LEAVE:
            spans.append((begin, frame))
            begin = None
    if begin is not None:
        spans.append((begin, len(fold)))
    return [(first, last) for first, last in spans if last - first >= shortest] or spans
