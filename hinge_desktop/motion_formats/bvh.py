"""``.bvh``, the skeleton file of Blender and most animation tools.

The joints have the names such tools know (Hips, LeftUpLeg, ...); every one is at one of our points. Offsets are the
bones of the standing body with hanging arms, rotations are degrees about Z, X and Y in that order, lengths are metres,
and the axes are ours: x forward, y up, z to the person's right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.coordinates import gimbal_angles
from hinge_desktop.body.frames import TREE, bone_offsets, segment_frames

Array = NDArray[np.float64]

_TRUNK_JOINTS = {"pelvis": "Hips", "lumbar": "Spine", "thorax": "Spine1", "head": "Head"}
_LIMB_JOINTS = {
    "girdle": "Shoulder",
    "upper_arm": "Arm",
    "forearm": "ForeArm",
    "hand": "Hand",
    "thigh": "UpLeg",
    "shank": "Leg",
    "foot": "Foot",
}
_TIPS = {"head": "head_top", "hand": "hand", "foot": "toe"}


def joint_name(segment: str) -> str:
    """The joint that turns a segment, e.g. ``RightLeg`` for ``shank_r``."""
    family, _, side = segment.rpartition("_")
    return f"{'Left' if side == 'l' else 'Right'}{_LIMB_JOINTS[family]}" if family else _TRUNK_JOINTS[segment]


JOINTS: Mapping[str, str] = {joint_name(segment): point for segment, (_, point) in TREE.items()}
"""Joint of the file -> the point it is at; ``shoulder_axis`` is in the middle between relaxed shoulders."""


def bvh_text(points: Mapping[str, Array], rate_hz: float) -> str:
    """The file's text.

    Args:
        points: name -> (n, 3) metres, at least those of ``figure.Figure``.
    """
    frames = segment_frames(points)
    lines = ["HIERARCHY", *_joint(bone_offsets(points, frames), "pelvis", "")]
    columns = [*np.moveaxis(points["pelvis"], -1, 0)]
    for segment in _in_file_order("pelvis"):
        parent = TREE[segment][0]
        above = frames[parent] if parent else np.broadcast_to(np.eye(3), frames[segment].shape)
        columns += [np.degrees(angle) for angle in gimbal_angles(above, frames[segment])]
    table = np.round(np.stack(columns, axis=1), 6) + 0.0
    lines += ["MOTION", f"Frames: {len(table)}", f"Frame Time: {1 / rate_hz:.10f}"]
    lines += [" ".join(f"{value:.6f}" for value in row) for row in table]
    return "\n".join(lines) + "\n"


def _joint(bones: Mapping[str, Array], segment: str, indent: str) -> Iterator[str]:
    parent, point = TREE[segment]
    inside = indent + "\t"
    yield f"{indent}{'JOINT' if parent else 'ROOT'} {joint_name(segment)}"
    yield f"{indent}{{"
    yield f"{inside}OFFSET {_triple(bones[point] if parent else np.zeros(3))}"
    channels = "Zrotation Xrotation Yrotation"
    yield f"{inside}CHANNELS {f'3 {channels}' if parent else f'6 Xposition Yposition Zposition {channels}'}"
    below = _children(segment)
    for child in below:
        yield from _joint(bones, child, inside)
    if not below:
        yield from (
            f"{inside}End Site",
            f"{inside}{{",
            f"{inside}\tOFFSET {_triple(bones[_tip(segment)])}",
            f"{inside}}}",
        )
    yield f"{indent}}}"


def _in_file_order(segment: str) -> Iterator[str]:
    yield segment
    for child in _children(segment):
        yield from _in_file_order(child)


def _children(segment: str) -> list[str]:
    return [name for name, (parent, _) in TREE.items() if parent == segment]


def _tip(segment: str) -> str:
    """The point at the end of a segment that carries no other."""
    family, _, side = segment.rpartition("_")
    return f"{_TIPS[family]}_{side}" if family else _TIPS[segment]


def _triple(offset: Array) -> str:
    return " ".join(f"{value:.6f}" for value in np.round(offset, 6) + 0.0)
