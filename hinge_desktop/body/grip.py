"""What the hands do: each way to hold turns a pose into shoulders, elbows, wrists, hands and the bell.

The forearm and the hand are one straight bone here: wrists stay neutral in every exercise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.movement import Grip
from hinge_desktop.body.pose import Pose, forward_of, sagittal
from hinge_desktop.body.reach import chain_length, middle_joint
from hinge_desktop.body.tracks import minimum_jerk

Array = NDArray[np.float64]
Points = Mapping[str, Array]

BELL_DROP_M = 0.157
"""Middle of the handle to middle of the ball of a competition kettlebell (280 mm high, ball 210 mm,
handle 35 mm: IUKL/IGSF); it does not scale with the body."""
BELL_RADIUS_M = 0.105

_DOWN = np.array([0.0, -1.0, 0.0])
_RACKED = np.array([-0.25, -0.82, 0.51])
"""Where a racked bell hangs from the fist: down and outside, on the back of the forearm."""


def arms(body: Body, grip: Grip, pose: Pose, points: Points) -> dict[str, Array]:
    """Arm points for a pose whose trunk is placed, each (n, 3); ``handle`` and ``ball`` where there is a bell."""
    return _GRIPS[grip](body, pose, points)


def _reach(body: Body, points: Points, side: str, hand: Array, elbow_towards: Array) -> dict[str, Array]:
    """One arm that brings its hand to a point; the elbow points ``elbow_towards``."""
    lower = body.length("forearm") + body.length("hand")
    shoulder = points[f"shoulder_{side}"]
    elbow = middle_joint(shoulder, hand, body.length("upper_arm"), lower, elbow_towards)
    wrist = elbow + (hand - elbow) * (body.length("forearm") / lower)
    return {f"elbow_{side}": elbow, f"wrist_{side}": wrist, f"hand_{side}": hand}


def _both(body: Body, points: Points, hands: Mapping[str, Array], elbows: Mapping[str, Array]) -> dict[str, Array]:
    return _reach(body, points, "l", hands["l"], elbows["l"]) | _reach(body, points, "r", hands["r"], elbows["r"])


def _on_trunk(base: Array, inclination: Array, forward_m: float, up_m: float, right_m: float) -> Array:
    """A point fixed in a trunk segment."""
    offset = forward_m * forward_of(inclination) + up_m * sagittal(inclination)
    return np.asarray(base + offset + np.array([0.0, 0.0, right_m]))


def _elbow_direction(inclination: Array, forward: float, up: float, right: float) -> Array:
    direction = forward * forward_of(inclination) + up * sagittal(inclination)
    return np.asarray(direction + np.array([0.0, 0.0, right]))


def _arm_length(body: Body, flexion: Array) -> Array:
    return chain_length(body.length("upper_arm"), body.length("forearm") + body.length("hand"), flexion)


def _hips(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    tilt, h = pose["pelvic_tilt"], body.stature_m
    crest = {s: _on_trunk(points["l5s1"], tilt, 0.012 * h, 0.030 * h, sign * 0.088 * h) for s, sign in _SIGNS}
    return _both(body, points, crest, {s: _elbow_direction(tilt, -0.7, 0.0, sign) for s, sign in _SIGNS})


def _ribs_and_back(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    thorax, tilt, h = pose["pelvic_tilt"] + pose["lumbar_flexion"], pose["pelvic_tilt"], body.stature_m
    hands = {
        "l": _on_trunk(points["t12l1"], thorax, 0.070 * h, 0.012 * h, -0.02 * h),
        "r": _on_trunk(points["l5s1"], tilt, -body.skin("back"), 0.045 * h, 0.0),
    }
    elbows = {"l": _elbow_direction(thorax, 0.2, -0.4, -1.0), "r": _elbow_direction(tilt, -0.5, 0.0, 1.0)}
    return _both(body, points, hands, elbows)


def _chest(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    """Forearms crossed, each hand before the other shoulder."""
    thorax, h = pose["pelvic_tilt"] + pose["lumbar_flexion"], body.stature_m
    hands = {s: _on_trunk(points["t12l1"], thorax, 0.082 * h, 0.096 * h, -sign * 0.050 * h) for s, sign in _SIGNS}
    return _both(body, points, hands, {s: _elbow_direction(thorax, 0.5, -1.0, 0.8 * sign) for s, sign in _SIGNS})


def _dowel(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    """Right hand behind the neck, left hand behind the waist, both on the line of the dowel."""
    thorax, tilt, skin = pose["pelvic_tilt"] + pose["lumbar_flexion"], pose["pelvic_tilt"], body.skin("back")
    hands = {
        "r": _on_trunk(points["c7"], thorax, -skin, 0.022 * body.stature_m, 0.0),
        "l": _on_trunk(points["l5s1"], tilt, -skin, 0.045 * body.stature_m, 0.0),
    }
    elbows = {"r": _elbow_direction(thorax, 0.6, 0.5, 1.0), "l": _elbow_direction(thorax, -0.6, -0.2, -1.0)}
    return _both(body, points, hands, elbows)


def _overhead(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    length = _arm_length(body, pose["elbow_flexion"])[:, None]
    line = -sagittal(-pose["arm_inclination"])
    outward = {s: np.array([0.0, 0.0, sign]) for s, sign in _SIGNS}
    return _both(body, points, {s: points[f"shoulder_{s}"] + length * line for s, _ in _SIGNS}, outward)


def _two_hands(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    """Both hands meet in the middle of what they hold; elbows soften back and outward."""
    length = _arm_length(body, pose["elbow_flexion"])
    middle = (points["shoulder_l"] + points["shoulder_r"]) / 2
    reach = np.sqrt(length**2 - body.length("shoulder_half_width") ** 2)[:, None]
    hand = middle - reach * sagittal(-pose["arm_inclination"])
    elbows = {s: np.array([-0.5, 0.0, sign]) for s, sign in _SIGNS}
    return _both(body, points, {"l": hand, "r": hand}, elbows)


def _hanging_bell(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    held = _two_hands(body, pose, points)
    return held | {"handle": held["hand_r"], "ball": held["hand_r"] + BELL_DROP_M * _DOWN}


def _swung_bell(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    """Taut like a rope: the bell lies on the line of the arms."""
    held = _two_hands(body, pose, points)
    line = -sagittal(-pose["arm_inclination"])
    return held | {"handle": held["hand_r"], "ball": held["hand_r"] + BELL_DROP_M * line}


def _clean(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    """The bell follows the forearm below, and rolls onto the back of it as the elbow folds."""
    arm, elbow_flexion = pose["arm_inclination"], pose["elbow_flexion"]
    length = _arm_length(body, elbow_flexion)
    shoulder = points["shoulder_r"]
    # Between the legs the hand is at the middle of the body, from the hips up in front of its own shoulder.
    inward = body.length("shoulder_half_width") * (1 - 0.6 * minimum_jerk((arm + 0.6) / 1.2))
    reach = np.sqrt(length**2 - inward**2)[:, None]
    hand = shoulder - reach * sagittal(-arm) - inward[:, None] * _RIGHT
    right = _reach(body, points, "r", hand, np.array([-0.6, -1.0, 0.35]))
    fold = minimum_jerk((elbow_flexion - 0.1) / 2.28)[:, None]
    forearm = right["hand_r"] - right["elbow_r"]
    forearm = forearm / np.linalg.norm(forearm, axis=-1, keepdims=True)
    hang = (1 - fold) * forearm + fold * _RACKED
    hang = hang / np.linalg.norm(hang, axis=-1, keepdims=True)
    free = _arm_length(body, np.full_like(arm, 0.35))[:, None]
    spread = np.array([0.0, 0.0, -0.25])
    line = -sagittal(-pose["free_arm_inclination"]) + spread
    line = line / np.linalg.norm(line, axis=-1, keepdims=True)
    left = _reach(body, points, "l", points["shoulder_l"] + free * line, np.array([-1.0, 0.0, -0.6]))
    return left | right | {"handle": right["hand_r"], "ball": right["hand_r"] + BELL_DROP_M * hang}


_RIGHT = np.array([0.0, 0.0, 1.0])
_SIGNS = (("l", -1.0), ("r", 1.0))

_GRIPS: Mapping[Grip, Callable[[Body, Pose, Points], dict[str, Array]]] = {
    "hips": _hips,
    "ribs-and-back": _ribs_and_back,
    "chest": _chest,
    "dowel": _dowel,
    "overhead": _overhead,
    "two-hand-bell": _hanging_bell,
    "two-hand-swing": _swung_bell,
    "one-hand-clean": _clean,
    "band-between-legs": _two_hands,
}
