"""A body as MuJoCo's own model, and its inverse dynamics driven by nothing but exported angles.

The model is written from a body's segments: lengths, masses, centres of mass, moments of inertia. The angles come as
they stand in a ``.mot`` file; MuJoCo places the segments, finds where the hands are, differentiates, and says which
forces its model needs. Ours is asked neither for a position nor for a velocity.

The bell is a free body of its own. What MuJoCo says it needs, the hands give, each one half, at the middle of the
bell; where it hangs from the hands is a rule (plumb, or on the line of the arms) and not a number of ours. The ground
gives what is left at the root, shared between the feet as ``dynamics`` says that it shares: that much is convention.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body, Segment

Array = NDArray[np.float64]

GRAVITY = 9.81
BELL_DROP_M, BELL_RADIUS_OF_GYRATION_M = 0.157, 0.078
_SIGN = {"l": -1.0, "r": 1.0}
_GIMBAL = ((0, 0, 1), (1, 0, 0), (0, 1, 0))
"""Joints turn about z, then x, then y: forward, right and up as in OpenSim."""


@dataclass(frozen=True)
class Judged:
    """Moments (n, 3) in the room's axes by joint, and what the ground gave, (n, 3)."""

    moment_nm: Mapping[str, Array]
    extension_nm: Mapping[str, Array]
    ground_n: Array


def joint_moments(body: Body, load_kg: float, mot: str, bell_hangs: str = "plumb", support: str = "feet") -> Judged:
    """Net moments at ankles, knees, hips and L5/S1 by MuJoCo over one cycle.

    Args:
        mot: text of a ``.mot`` file of one whole cycle, its last row the first one again.
        bell_hangs: ``plumb``, or ``on the line of the arms``.
        support: ``feet``, ``knees`` (the floor pushes the shanks), ``one-foot`` (the right one).
    """
    model = mujoco.MjModel.from_xml_string(model_xml(body, load_kg))
    columns = _read_mot(mot)
    step_s = float(columns["time"][1] - columns["time"][0])
    places = _places(model, columns)
    if load_kg:
        _hang_the_bell(model, places, bell_hangs)
    speeds, accelerations = _differentiated(model, places, step_s)
    return _inverse(model, places, speeds, accelerations, support)


def model_xml(body: Body, load_kg: float) -> str:
    """The body, upright, as MJCF; joints carry the names of the coordinates that move them."""
    by_name = {segment.name: segment for segment in body.segments}
    length = body.length
    half_hips, half_shoulders = length("hip_half_width"), length("shoulder_half_width")

    def leg(side: str) -> str:
        sign = _SIGN[side]
        back, down = -length("heel_to_ankle"), -length("ankle_height")
        foot = by_name[f"foot_{side}"]
        sole = f'<site name="heel_{side}" pos="{back} {down} 0"/>'
        sole += f'<site name="toe_{side}" pos="{back + length("foot")} {down} 0"/>'
        ankle = _gimbal((f"ankle_angle_{side}", f"subtalar_angle_{side}", f"ankle_rotation_{side}"), sign)
        foot_xml = _segment(
            foot, (back + foot.com_fraction * length("foot"), down, 0), (0, -length("shank"), 0), ankle, sole
        )
        knee = _gimbal((f"knee_angle_{side}", f"knee_varus_{side}", f"knee_twist_{side}"), sign, first=-1.0)
        shank = by_name[f"shank_{side}"]
        shank_xml = _segment(
            shank, (0, -shank.com_fraction * length("shank"), 0), (0, -length("thigh"), 0), knee, foot_xml
        )
        hip = _gimbal((f"hip_flexion_{side}", f"hip_adduction_{side}", f"hip_rotation_{side}"), sign)
        thigh = by_name[f"thigh_{side}"]
        at = (0, -thigh.com_fraction * length("thigh"), 0)
        return _segment(thigh, at, (0, 0, sign * half_hips), hip, shank_xml)

    def arm(side: str) -> str:
        sign = _SIGN[side]
        hand, forearm, upper = (by_name[f"{name}_{side}"] for name in ("hand", "forearm", "upper_arm"))
        wrist = _hinge(f"wrist_flex_{side}", (sign, 0, 0)) + _hinge(f"wrist_dev_{side}", (0, 0, -1))
        grip = f'<site name="hand_{side}" pos="0 {-length("hand")} 0"/>'
        hand_xml = _segment(hand, (0, -hand.com_fraction * length("hand"), 0), (0, -length("forearm"), 0), wrist, grip)
        elbow = _hinge(f"elbow_flex_{side}", (0, 0, 1)) + _hinge(f"pro_sup_{side}", (0, sign, 0))
        forearm_xml = _segment(
            forearm, (0, -forearm.com_fraction * length("forearm"), 0), (0, -length("upper_arm"), 0), elbow, hand_xml
        )
        shoulder = _gimbal((f"arm_flex_{side}", f"arm_add_{side}", f"arm_rot_{side}"), sign)
        at = (0, -upper.com_fraction * length("upper_arm"), 0)
        return _segment(upper, at, (0, length("shoulder_height"), sign * half_shoulders), shoulder, forearm_xml)

    def upright(name: str, size: str, base: float, joints: str, inside: str) -> str:
        segment = by_name[name]
        return _segment(segment, (0, segment.com_fraction * length(size), 0), (0, base, 0), joints, inside)

    head = upright("head", "head_neck", length("thorax"), _spine("neck"), "")
    middle = f'<site name="shoulders" pos="0 {length("shoulder_height")} 0"/>'
    thorax = upright("thorax", "thorax", length("lumbar"), _spine("t12l1"), middle + head + arm("l") + arm("r"))
    lumbar = upright("lumbar", "lumbar", length("pelvis"), _spine("l5s1"), thorax)
    slides = "".join(
        f'<joint name="pelvis_t{name}" type="slide" axis="{axis}"/>'
        for name, axis in (("x", "1 0 0"), ("y", "0 1 0"), ("z", "0 0 1"))
    )
    root = slides + _gimbal(("pelvis_tilt", "pelvis_list", "pelvis_rotation"), 1.0)
    pelvis = upright("pelvis", "pelvis", 0.0, root, lumbar + leg("l") + leg("r"))
    return (
        f'<mujoco><compiler angle="radian"/><option gravity="0 {-GRAVITY} 0"/>'
        f"<worldbody>{pelvis}{_bell(load_kg)}</worldbody></mujoco>"
    )


def _segment(segment: Segment, centre: tuple[float, ...], joint_at: tuple[float, ...], joints: str, inside: str) -> str:
    inertia = segment.mass_kg * np.square(segment.radii_m)
    return (
        f'<body name="{segment.name}" pos="{_numbers(joint_at)}">{joints}'
        f'<inertial pos="{_numbers(centre)}" mass="{segment.mass_kg!r}" diaginertia="{_numbers(inertia)}"/>'
        f"{inside}</body>"
    )


def _bell(load_kg: float) -> str:
    if not load_kg:
        return ""
    inertia = load_kg * BELL_RADIUS_OF_GYRATION_M**2
    return (
        f'<body name="bell"><freejoint name="bell"/>'
        f'<inertial pos="0 0 0" mass="{load_kg!r}" diaginertia="{_numbers((inertia,) * 3)}"/></body>'
    )


def _spine(joint: str) -> str:
    return _gimbal((f"{joint}_extension", f"{joint}_bending", f"{joint}_rotation"), 1.0)


def _gimbal(names: tuple[str, str, str], sign: float, first: float = 1.0) -> str:
    signs = (first, sign, sign)
    return "".join(
        _hinge(name, tuple(s * part for part in axis)) for name, axis, s in zip(names, _GIMBAL, signs, strict=True)
    )


def _hinge(name: str, axis: tuple[float, ...]) -> str:
    return f'<joint name="{name}" type="hinge" axis="{_numbers(axis)}"/>'


def _numbers(values: tuple[float, ...] | Array) -> str:
    return " ".join(repr(float(value)) for value in values)


def _read_mot(text: str) -> dict[str, Array]:
    """Column -> (n,) of one cycle without its closing row."""
    head, _, table = text.partition("endheader\n")
    assert "inDegrees=yes" in head
    names, *rows = table.splitlines()
    values = np.array([row.split("\t") for row in rows[:-1]], dtype=float)
    return dict(zip(names.split("\t"), values.T, strict=True))


def _places(model: mujoco.MjModel, columns: Mapping[str, Array]) -> Array:
    """(n, nq) by the names of the joints; a joint that no column moves (a knee sideways) stays at 0."""
    places = np.zeros((len(columns["time"]), model.nq))
    for index in range(model.njnt):
        joint = model.joint(index)
        if joint.name in columns:
            turns = joint.type[0] == mujoco.mjtJoint.mjJNT_HINGE
            values = columns[joint.name]
            places[:, joint.qposadr[0]] = np.radians(values) if turns else values
    return places


def _hang_the_bell(model: mujoco.MjModel, places: Array, how: str) -> None:
    """Where the bell is, from where MuJoCo finds hands and shoulders."""
    data = mujoco.MjData(model)
    first = model.joint("bell").qposadr[0]
    for place in places:
        place[first + 3] = 1.0
        data.qpos[:] = place
        mujoco.mj_kinematics(model, data)
        hands = (data.site("hand_l").xpos + data.site("hand_r").xpos) / 2
        line = np.array([0.0, -1.0, 0.0])
        if how == "on the line of the arms":
            line = hands - data.site("shoulders").xpos
            line /= np.linalg.norm(line)
        turned = np.arctan2(line[0], -line[1])
        place[first : first + 3] = hands + BELL_DROP_M * line
        place[first + 3 : first + 7] = np.cos(turned / 2), 0.0, 0.0, np.sin(turned / 2)


def _differentiated(model: mujoco.MjModel, places: Array, step_s: float) -> tuple[Array, Array]:
    """(n, nv) velocities and accelerations: MuJoCo's own differences of a cycle, central and of second order."""
    after = np.zeros((len(places), model.nv))
    for here, there, rate in zip(places, np.roll(places, -1, 0), after, strict=True):
        mujoco.mj_differentiatePos(model, rate, step_s, here, there)
    before = np.roll(after, 1, 0)
    return (before + after) / 2, (after - before) / step_s


def _inverse(model: mujoco.MjModel, places: Array, speeds: Array, accelerations: Array, support: str) -> Judged:
    data = mujoco.MjData(model)
    joints = {"l5s1": ("l5s1_extension", 1.0)}
    for side in "lr":
        joints |= {
            f"hip_{side}": (f"hip_flexion_{side}", -1.0),
            f"knee_{side}": (f"knee_angle_{side}", 1.0),
            f"ankle_{side}": (f"ankle_angle_{side}", -1.0),
        }
    found: dict[str, list[Array]] = {name: [] for name in joints}
    extension: dict[str, list[float]] = {name: [] for name in joints}
    ground = []
    for place, speed, acceleration in zip(places, speeds, accelerations, strict=True):
        data.qpos[:], data.qvel[:], data.qacc[:] = place, speed, acceleration
        mujoco.mj_inverse(model, data)
        needed = data.qfrc_inverse.copy()
        _hold_the_bell(model, data, needed)
        ground.append(_stand(model, data, needed, support))
        right = data.body("pelvis").xmat.reshape(3, 3)[:, 2]
        for name, (first, sign) in joints.items():
            moment = _moment(model, data, needed, first)
            found[name].append(moment)
            extension[name].append(sign * float(moment @ right))
    return Judged(
        {name: np.array(values) for name, values in found.items()},
        {name: np.array(values) for name, values in extension.items()},
        np.array(ground),
    )


def _moment(model: mujoco.MjModel, data: mujoco.MjData, needed: Array, first: str) -> Array:
    """The moment vector behind three hinges in one place: its part along each axis is what that hinge needs."""
    joint = model.joint(first)
    axes = data.xaxis[joint.id : joint.id + 3]
    start = joint.dofadr[0]
    return np.linalg.solve(axes, needed[start : start + 3])


def _hold_the_bell(model: mujoco.MjModel, data: mujoco.MjData, needed: Array) -> None:
    """The bell's weight and inertia go to the hands."""
    if not _has_bell(model):
        return
    start = model.joint("bell").dofadr[0]
    bell = data.body("bell")
    force = needed[start : start + 3].copy()
    torque = bell.xmat.reshape(3, 3) @ needed[start + 3 : start + 6]
    for side in "lr":
        _push(model, data, needed, f"hand_{side}", -force / 2, -torque / 2, bell.xpos)
    needed[start : start + 6] = 0.0


def _stand(model: mujoco.MjModel, data: mujoco.MjData, needed: Array, support: str) -> Array:
    """What the root lacks comes from the floor, by feet or shanks; afterwards the root lacks nothing."""
    force = needed[:3].copy()
    origin = data.body("pelvis").xpos
    moment = _moment(model, data, needed, "pelvis_tilt") + np.cross(origin, force)
    x, z = moment[2] / force[1], -moment[0] / force[1]
    if support == "one-foot":
        spots, shares = {"l": np.zeros(3), "r": np.array([x, 0.0, z])}, {"l": 0.0, "r": 1.0}
    else:
        spots = {side: _under(data, side, x, support) for side in "lr"}
        right = (z - spots["l"][2]) / (spots["r"][2] - spots["l"][2])
        shares = {"l": 1 - right, "r": right}
    rest = moment - sum(np.cross(spots[side], shares[side] * force) for side in "lr")
    pushed = "shank" if support == "knees" else "foot"
    for side in "lr":
        _push(model, data, needed, f"{pushed}_{side}", shares[side] * force, shares[side] * rest, spots[side])
    lacking = float(np.abs(needed[:6]).max())
    assert lacking < 1e-6, f"the root still lacks {lacking:.1e}"
    return force


def _under(data: mujoco.MjData, side: str, x: float, support: str) -> Array:
    """The point of the floor on the line of a foot or of a kneeling shank."""
    if support == "knees":
        rear, front = data.body(f"foot_{side}").xpos, data.body(f"shank_{side}").xpos
    else:
        rear, front = data.site(f"heel_{side}").xpos, data.site(f"toe_{side}").xpos
    along = (x - rear[0]) / (front[0] - rear[0])
    return np.array([x, 0.0, rear[2] + along * (front[2] - rear[2])])


def _push(
    model: mujoco.MjModel, data: mujoco.MjData, needed: Array, body: str, force: Array, torque: Array, at: Array
) -> None:
    """A push from outside takes its share off what the joints need."""
    given = np.zeros(model.nv)
    mujoco.mj_applyFT(model, data, force, torque, np.asarray(at), model.body(body).id, given)
    needed -= given


def _has_bell(model: mujoco.MjModel) -> bool:
    return any(model.body(index).name == "bell" for index in range(model.nbody))
