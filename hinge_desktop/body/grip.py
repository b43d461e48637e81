"""What the hands do: each way to hold turns a pose into shoulders, elbows, wrists, hands and the bell.

The forearm and the hand are one straight bone here: wrists stay neutral in every exercise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.footing import ASIDE, SIDES
from hinge_desktop.body.movement import Grip
from hinge_desktop.body.pose import Pose, forward_of, sagittal
from hinge_desktop.body.reach import chain_length, middle_joint
from hinge_desktop.body.things import DUMBBELL_ENDS_M, THINGS, Thing
from hinge_desktop.body.tracks import minimum_jerk

Array = NDArray[np.float64]
Points = Mapping[str, Array]

_DOWN = np.array([0.0, -1.0, 0.0])
_LEVEL_M = 0.002
_RACKED = np.array([-0.25, -0.82, 0.51])
"""Where a racked bell hangs from the fist: down and outside, on the back of the forearm."""


def usual_thing(grip: Grip) -> Thing:
    """What a grip is made for: empty hands go where they would with it."""
    return THINGS[_USUAL.get(grip, "kettlebell")]


def arms(body: Body, grip: Grip, thing: Thing | None, pose: Pose, points: Points) -> dict[str, Array]:
    """Arm points for a pose whose trunk is placed, each (n, 3).

    Where a thing is held also ``handle``, where the hands have it, and ``ball``, the middle of its mass.
    """
    if grip in _WITH_THING:
        return _WITH_THING[grip](body, pose, points, thing or usual_thing(grip))
    return _EMPTY[grip](body, pose, points)


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
    crest = {s: _on_trunk(points["l5s1"], tilt, 0.012 * h, 0.030 * h, sign * 0.088 * h) for s, sign in SIDES}
    return _both(body, points, crest, {s: _elbow_direction(tilt, -0.7, 0.0, sign) for s, sign in SIDES})


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
    hands = {s: _on_trunk(points["t12l1"], thorax, 0.082 * h, 0.096 * h, -sign * 0.050 * h) for s, sign in SIDES}
    return _both(body, points, hands, {s: _elbow_direction(thorax, 0.5, -1.0, 0.8 * sign) for s, sign in SIDES})


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
    outward = {s: np.array([0.0, 0.0, sign]) for s, sign in SIDES}
    return _both(body, points, {s: points[f"shoulder_{s}"] + length * line for s, _ in SIDES}, outward)


def _two_hands(body: Body, pose: Pose, points: Points, ahead_m: float = 0.0) -> dict[str, Array]:
    """Both hands meet in the middle of what they hold; elbows soften back and outward."""
    middle = (points["shoulder_l"] + points["shoulder_r"]) / 2
    length = _arm_length(body, pose["elbow_flexion"])
    line = -sagittal(-pose["arm_inclination"] - ahead_m / length)
    half = points["shoulder_r"] - middle
    # A trunk that tips holds one shoulder higher: its arm decides how far the hands get.
    higher = np.sqrt(np.sum(half * line, axis=-1) ** 2 + _LEVEL_M**2) - _LEVEL_M
    reach = np.sqrt(length**2 - np.sum(half * half, axis=-1) + higher**2) - higher
    hand = middle + reach[:, None] * line
    elbows = {s: np.array([-0.5, 0.0, sign]) for s, sign in SIDES}
    return _both(body, points, {"l": hand, "r": hand}, elbows)


def _hang(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    """Empty hands, each under its own shoulder."""
    length = _arm_length(body, pose["elbow_flexion"])[:, None]
    line = -sagittal(-pose["arm_inclination"])
    elbows = {s: np.array([-1.0, 0.0, 0.5 * sign]) for s, sign in SIDES}
    return _both(body, points, {s: points[f"shoulder_{s}"] + length * line for s, _ in SIDES}, elbows)


def _ready(body: Body, pose: Pose, points: Points) -> dict[str, Array]:
    """Hands before the body as if to catch, elbows low and wide."""
    length = _arm_length(body, pose["elbow_flexion"])[:, None]
    line = -sagittal(-pose["arm_inclination"])
    hands = {s: points[f"shoulder_{s}"] + length * line for s, _ in SIDES}
    return _both(body, points, hands, {s: np.array([-0.3, -1.0, 0.7 * sign]) for s, sign in SIDES})


def _hanging(body: Body, pose: Pose, points: Points, thing: Thing) -> dict[str, Array]:
    held = _two_hands(body, pose, points, thing.ahead_m)
    return held | {"handle": held["hand_r"], "ball": held["hand_r"] + thing.drop_m * _DOWN}


def _swung_bell(body: Body, pose: Pose, points: Points, thing: Thing) -> dict[str, Array]:
    """Taut like a rope: the bell lies on the line of the arms."""
    held = _two_hands(body, pose, points)
    line = -sagittal(-pose["arm_inclination"])
    return held | {"handle": held["hand_r"], "ball": held["hand_r"] + thing.drop_m * line}


def _goatbag(body: Body, pose: Pose, points: Points, thing: Thing) -> dict[str, Array]:
    """The ball pressed into the upper belly, the handle above it, both hands round the horns."""
    thorax = pose["pelvic_tilt"] + pose["lumbar_flexion"]
    ball = _on_trunk(points["t12l1"], thorax, body.skin("belly") + thing.rest_m, 0.0, 0.0)
    handle = ball + thing.drop_m * sagittal(thorax)
    return _folded(body, pose, points, handle) | {"handle": handle, "ball": ball}


def _pressed_dumbbell(body: Body, pose: Pose, points: Points, thing: Thing) -> dict[str, Array]:
    """One end against the upper belly; both hands press the other end, not the grip."""
    thorax = pose["pelvic_tilt"] + pose["lumbar_flexion"]
    near = body.skin("belly") + thing.rest_m
    hands = _on_trunk(points["t12l1"], thorax, near + DUMBBELL_ENDS_M, 0.0, 0.0)
    ball = _on_trunk(points["t12l1"], thorax, near + DUMBBELL_ENDS_M / 2, 0.0, 0.0)
    return _folded(body, pose, points, hands) | {"handle": hands, "ball": ball}


def _hug(body: Body, pose: Pose, points: Points, thing: Thing) -> dict[str, Array]:
    """Held flat against the chest, both hands in front of it."""
    thorax = pose["pelvic_tilt"] + pose["lumbar_flexion"]
    depth = thing.size_m[2]
    middle = _on_trunk(points["t12l1"], thorax, 1.1 * body.skin("belly") + depth / 2, 0.045 * body.stature_m, 0.0)
    front = middle + depth / 2 * forward_of(thorax)
    return _folded(body, pose, points, front) | {"handle": front, "ball": middle}


def _folded(body: Body, pose: Pose, points: Points, hands: Array) -> dict[str, Array]:
    """Both hands on one thing at the trunk, elbows low and out."""
    thorax = pose["pelvic_tilt"] + pose["lumbar_flexion"]
    elbows = {s: _elbow_direction(thorax, 0.0, -1.0, 0.6 * sign) for s, sign in SIDES}
    return _both(body, points, {"l": hands, "r": hands}, elbows)


def _upper_back(body: Body, pose: Pose, points: Points, thing: Thing) -> dict[str, Array]:
    """The ball between the shoulder blades, both hands on its handle behind the neck."""
    thorax = pose["pelvic_tilt"] + pose["lumbar_flexion"]
    behind = -body.skin("back") - 0.5 * thing.rest_m
    handle = _on_trunk(points["c7"], thorax, behind, 0.03 * body.stature_m, 0.0)
    elbows = {s: _elbow_direction(thorax, 1.5, 0.4, 0.8 * sign) for s, sign in SIDES}
    held = _both(body, points, {"l": handle, "r": handle}, elbows)
    return held | {"handle": handle, "ball": handle - thing.drop_m * sagittal(thorax)}


def _bin(body: Body, pose: Pose, points: Points, thing: Thing) -> dict[str, Array]:
    """A hand on each side of a thing that stays upright."""
    length = _arm_length(body, pose["elbow_flexion"])
    middle = (points["shoulder_l"] + points["shoulder_r"]) / 2
    half = thing.size_m[1] / 2
    reach = np.sqrt(length**2 - (body.length("shoulder_half_width") - half) ** 2)[:, None]
    grip = middle - reach * sagittal(-pose["arm_inclination"])
    hands = {s: grip + sign * half * ASIDE for s, sign in SIDES}
    elbows = {s: np.array([-0.6, -0.3, 0.8 * sign]) for s, sign in SIDES}
    return _both(body, points, hands, elbows) | {"handle": grip, "ball": grip + thing.drop_m * _DOWN}


def _clean(body: Body, pose: Pose, points: Points, thing: Thing) -> dict[str, Array]:
    """The bell follows the forearm below, and rolls onto the back of it as the elbow folds."""
    arm, elbow_flexion = pose["arm_inclination"], pose["elbow_flexion"]
    length = _arm_length(body, elbow_flexion)
    shoulder = points["shoulder_r"]
    # Between the legs the hand is at the middle of the body, from the hips up in front of its own shoulder.
    inward = body.length("shoulder_half_width") * (1 - 0.6 * minimum_jerk((arm + 0.6) / 1.2))
    reach = np.sqrt(length**2 - inward**2)[:, None]
    hand = shoulder - reach * sagittal(-arm) - inward[:, None] * ASIDE
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
    return left | right | {"handle": right["hand_r"], "ball": right["hand_r"] + thing.drop_m * hang}


_EMPTY: Mapping[Grip, Callable[[Body, Pose, Points], dict[str, Array]]] = {
    "hips": _hips,
    "ribs-and-back": _ribs_and_back,
    "chest": _chest,
    "dowel": _dowel,
    "overhead": _overhead,
    "band-between-legs": _two_hands,
    "hang": _hang,
    "ready": _ready,
}
_WITH_THING: Mapping[Grip, Callable[[Body, Pose, Points, Thing], dict[str, Array]]] = {
    "two-hand-bell": _hanging,
    "two-hand-swing": _swung_bell,
    "one-hand-clean": _clean,
    "goatbag": _goatbag,
    "goatbag-dumbbell": _pressed_dumbbell,
    "upper-back": _upper_back,
    "hug": _hug,
    "bin": _bin,
}
_USUAL: Mapping[Grip, str] = {"goatbag-dumbbell": "dumbbell", "hug": "backpack", "bin": "bin"}

CARRYING: frozenset[Grip] = frozenset(_WITH_THING)
"""Grips that have something in the hands."""
