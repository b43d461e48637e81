"""Generalised coordinates with OpenSim's names and signs, from named points and back.

Names, axes and signs are those of the full-body model of Rajagopal et al. (2016, IEEE TBME 63:2068), read in the
model file that comes with OpenSim: every joint turns about z, then x, then y of the segment above it (gimbals fixed in
the body), zero is upright standing with hanging arms. So forward tilt of the pelvis and flexion of the back are
negative, knees flex positive, and adduction and inward turn are positive on both sides.

Our body has what that model has not, under names of its own (``EXTRA``): two joints in the back (``l5s1_*`` and
``t12l1_*`` together are ``lumbar_*``, which is thorax on pelvis), a neck, shoulders that glide round the rib cage, and
a foot that turns on the shank. Its joints have straight axes where the model's ankle, foot and elbow are oblique.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.frames import CARRIED, SIDES, TREE, Points, segment_frames, shoulder_axis

Array = NDArray[np.float64]

LENGTHS_M = ("pelvis_tx", "pelvis_ty", "pelvis_tz")
"""The coordinates that are metres: the middle of the hips. All others are angles."""

_LEG = (
    "hip_flexion",
    "hip_adduction",
    "hip_rotation",
    "knee_angle",
    "ankle_angle",
    "subtalar_angle",
    "mtp_angle",
)
_ARM = ("arm_flex", "arm_add", "arm_rot", "elbow_flex", "pro_sup", "wrist_flex", "wrist_dev")
_LUMBAR = ("lumbar_extension", "lumbar_bending", "lumbar_rotation")

OPENSIM = (
    "pelvis_tilt",
    "pelvis_list",
    "pelvis_rotation",
    *LENGTHS_M,
    *(f"{name}_r" for name in _LEG),
    *(f"{name}_l" for name in _LEG),
    *_LUMBAR,
    *(f"{name}_r" for name in _ARM),
    *(f"{name}_l" for name in _ARM),
)
"""The coordinates of the model, in its order."""

EXTRA = (
    *(f"{joint}_{way}" for joint in ("l5s1", "t12l1", "neck") for way in ("extension", "bending", "rotation")),
    *(f"{name}_{side}" for side in "rl" for name in ("shoulder_protraction", "shoulder_elevation", "ankle_rotation")),
)
"""What our body has besides; signs as above, protraction forward and elevation upward are positive."""


def coordinates(points: Points) -> dict[str, Array]:
    """Every coordinate of ``OPENSIM`` and ``EXTRA``, each (n,): radians, ``LENGTHS_M`` metres.

    Angles are continuous in time. ``pro_sup`` and ``mtp_angle`` are zero: points do not say how a forearm is turned
    about itself, and our foot is one piece.

    Args:
        points: name -> (n, 3) metres, at least those of ``figure.Figure``.
    """
    frames = segment_frames(points)
    found: dict[str, Array] = dict(zip(LENGTHS_M, np.moveaxis(points["pelvis"], -1, 0), strict=True))
    room = np.broadcast_to(np.eye(3), frames["pelvis"].shape)
    found |= _named(("pelvis_tilt", "pelvis_list", "pelvis_rotation"), gimbal_angles(room, frames["pelvis"]))
    found |= _named(_LUMBAR, gimbal_angles(frames["pelvis"], frames["thorax"]))
    for joint, above, below in (
        ("l5s1", "pelvis", "lumbar"),
        ("t12l1", "lumbar", "thorax"),
        ("neck", "thorax", "head"),
    ):
        names = (f"{joint}_extension", f"{joint}_bending", f"{joint}_rotation")
        found |= _named(names, gimbal_angles(frames[above], frames[below]))
    for side, sign in SIDES:
        found |= _leg_coordinates(frames, side, sign)
        found |= _arm_coordinates(frames, side, sign)
        found |= _girdle_coordinates(points, frames, side, sign)
    return {name: found[name] for name in OPENSIM + EXTRA}


def frames_of(given: Mapping[str, Array]) -> dict[str, Array]:
    """Segment frames, (n, 3, 3), from coordinates; the inverse of what ``coordinates`` does with angles.

    The lumbar part and the thorax are placed by ``l5s1_*`` and ``t12l1_*``.
    """
    frames = {"pelvis": _turn(given, "pelvis_tilt", "pelvis_list", "pelvis_rotation")}
    for joint, above, below in (
        ("l5s1", "pelvis", "lumbar"),
        ("t12l1", "lumbar", "thorax"),
        ("neck", "thorax", "head"),
    ):
        turn = _turn(given, f"{joint}_extension", f"{joint}_bending", f"{joint}_rotation")
        frames[below] = frames[above] @ turn
    for side, sign in SIDES:
        frames[f"thigh_{side}"] = frames["pelvis"] @ _turn(
            given, f"hip_flexion_{side}", f"hip_adduction_{side}", f"hip_rotation_{side}", sign
        )
        frames[f"shank_{side}"] = frames[f"thigh_{side}"] @ _about(2, -given[f"knee_angle_{side}"])
        frames[f"foot_{side}"] = frames[f"shank_{side}"] @ _turn(
            given, f"ankle_angle_{side}", f"subtalar_angle_{side}", f"ankle_rotation_{side}", sign
        )
        frames |= _arm_frames(given, frames["thorax"], side, sign)
    return frames


def points_of(given: Mapping[str, Array], offsets: Mapping[str, Array]) -> dict[str, Array]:
    """Where the points are, (n, 3) metres each, for coordinates and the bones of ``frames.bone_offsets``.

    ``shoulder_axis`` comes along; points that no bone carries do not.
    """
    frames = frames_of(given)
    placed = {"pelvis": np.stack([given[name] for name in LENGTHS_M], axis=-1)}
    for name, segment in CARRIED.items():
        placed[name] = placed[TREE[segment][1]] + frames[segment] @ offsets[name]
    return placed


def _leg_coordinates(frames: Mapping[str, Array], side: str, sign: float) -> dict[str, Array]:
    names = tuple(f"{name}_{side}" for name in _LEG)
    pelvis, thigh, shank, foot = (frames[name] for name in ("pelvis", f"thigh_{side}", f"shank_{side}", f"foot_{side}"))
    found = _named(names[:3], gimbal_angles(pelvis, thigh), sign)
    found[names[3]] = -gimbal_angles(thigh, shank)[0]
    found |= _named((names[4], names[5], f"ankle_rotation_{side}"), gimbal_angles(shank, foot), sign)
    found[names[6]] = np.zeros(len(foot))
    return found


def _arm_coordinates(frames: Mapping[str, Array], side: str, sign: float) -> dict[str, Array]:
    names = tuple(f"{name}_{side}" for name in _ARM)
    upper, forearm, hand = (frames[f"{name}_{side}"] for name in ("upper_arm", "forearm", "hand"))
    found = _named(names[:3], gimbal_angles(frames["thorax"], upper), sign)
    found[names[3]] = gimbal_angles(upper, forearm)[0]
    found[names[4]] = np.zeros(len(upper))
    # The model's hanging arms show their palms: wrists flex forward, and lean to the little finger inward.
    line = np.einsum("nji,nj->ni", forearm, hand[..., 1])
    found[names[5]] = np.unwrap(np.arctan2(-line[:, 0], line[:, 1]))
    found[names[6]] = sign * np.arcsin(np.clip(line[:, 2], -1.0, 1.0))
    return found


def _arm_frames(given: Mapping[str, Array], thorax: Array, side: str, sign: float) -> dict[str, Array]:
    upper = thorax @ _turn(given, f"arm_flex_{side}", f"arm_add_{side}", f"arm_rot_{side}", sign)
    forearm = upper @ _about(2, given[f"elbow_flex_{side}"]) @ _about(1, sign * given[f"pro_sup_{side}"])
    bend = _about(2, given[f"wrist_flex_{side}"]) @ _about(0, sign * given[f"wrist_dev_{side}"])
    forward = _about(1, sign * given[f"shoulder_protraction_{side}"])
    girdle = thorax @ forward @ _about(0, -sign * given[f"shoulder_elevation_{side}"])
    return {
        f"girdle_{side}": girdle,
        f"upper_arm_{side}": upper,
        f"forearm_{side}": forearm,
        f"hand_{side}": forearm @ bend,
    }


def _girdle_coordinates(points: Points, frames: Mapping[str, Array], side: str, sign: float) -> dict[str, Array]:
    line = points[f"shoulder_{side}"] - shoulder_axis(points)
    forward, up, right = np.einsum("nji,nj->in", frames["thorax"], line)
    return {
        f"shoulder_protraction_{side}": np.unwrap(np.arctan2(forward, sign * right)),
        f"shoulder_elevation_{side}": np.arctan2(up, np.hypot(forward, right)),
    }


def gimbal_angles(above: Array, below: Array) -> tuple[Array, Array, Array]:
    """Angles about z, then x, then y that turn the frame ``above`` into the one ``below``, each (n,) and continuous.

    Past a right angle about x the other of the two equal readings is taken, so that nothing jumps.
    """
    turn = np.swapaxes(above, -1, -2) @ below
    about_z = np.arctan2(-turn[:, 0, 1], turn[:, 1, 1])
    about_x = np.arcsin(np.clip(turn[:, 2, 1], -1.0, 1.0))
    about_y = np.arctan2(-turn[:, 2, 0], turn[:, 2, 2])
    leaps = (_leap(about_z) > np.pi / 2) & (_leap(about_y) > np.pi / 2)
    other = np.cumsum(leaps) % 2 == 1
    about_z, about_y = (np.where(other, angle + np.pi, angle) for angle in (about_z, about_y))
    return np.unwrap(about_z), np.unwrap(np.where(other, np.pi - about_x, about_x)), np.unwrap(about_y)


def _leap(angle: Array) -> Array:
    """(n,) how far an angle turned since the instant before, 0 to pi."""
    step = np.diff(angle, prepend=angle[:1])
    return np.abs((step + np.pi) % (2 * np.pi) - np.pi)


def _named(names: tuple[str, ...], angles: tuple[Array, Array, Array], sign: float = 1.0) -> dict[str, Array]:
    """The three angles under their names; the left side's (``sign`` -1) second and third are mirrored."""
    about_z, about_x, about_y = angles
    return dict(zip(names, (about_z, sign * about_x, sign * about_y), strict=True))


def _turn(given: Mapping[str, Array], z: str, x: str, y: str, sign: float = 1.0) -> Array:
    return np.asarray(_about(2, given[z]) @ _about(0, sign * given[x]) @ _about(1, sign * given[y]))


def _about(axis: int, angle: Array) -> Array:
    """(n, 3, 3) turns about x, y or z."""
    turn = np.zeros((len(angle), 3, 3))
    first, second = (axis + 1) % 3, (axis + 2) % 3
    turn[:, axis, axis] = 1.0
    turn[:, first, first] = turn[:, second, second] = np.cos(angle)
    turn[:, second, first] = np.sin(angle)
    turn[:, first, second] = -turn[:, second, first]
    return turn
