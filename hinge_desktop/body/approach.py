"""How a bell comes from the floor into the hands before the first repetition, and back after the last.

The person stands, hinges down to the bell, takes it, and brings it to where the repetition begins: up to
standing, or hiked back between the legs. Parking is
the same way backwards. Slow enough to be balanced instant by instant, as if at rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.balance import Masses
from hinge_desktop.body.faults import NO_DRIFT
from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.body.limits import hip_flexion_limit
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.movement import KEYED_ANGLES, Grip
from hinge_desktop.body.pose import Pose, inclination_of
from hinge_desktop.body.scene import Scene
from hinge_desktop.body.things import BELL_DROP_M, BELL_RADIUS_M
from hinge_desktop.body.tracks import DrillTrack, minimum_jerk

Array = NDArray[np.float64]

_REACH_S, _TAKE_S, _LIFT_S, _HIKE_S = 1.7, 0.5, 1.6, 0.6
_ARM_AT_FLOOR: Mapping[Grip, float] = {
    "two-hand-bell": np.radians(-12.0),  # between the feet
    "two-hand-swing": np.radians(12.0),  # an arm's swing in front of the feet
    "one-hand-clean": np.radians(12.0),
}
_KNEES = np.radians(np.arange(45.0, 86.0, 5.0))
_TILTS = np.radians(np.arange(20.0, 91.0, 1.0))
_HANDLE_M = BELL_DROP_M + BELL_RADIUS_M
_FLUSH_M = 0.004
_LUMBAR = np.radians(12.0)
_STANDING = {"knee_flexion": np.radians(4.0), "elbow_flexion": np.radians(6.0)}


@dataclass(frozen=True)
class Approach:
    """The way from standing with empty hands to the first frame of a repetition.

    Attributes:
        duration_s: seconds from standing to the repetition's beginning.
        bell: where the bell stands before it is taken, ``handle`` and ``ball``, each (3,).
        block_m: height of the block it stands on, 0 on the floor.
    """

    motion: Motion
    duration_s: float
    bell: Mapping[str, Array]
    block_m: float
    _tracks: Mapping[str, DrillTrack]
    _time: Array
    _lean: Array

    @property
    def taken_at_s(self) -> float:
        """When the bell leaves the floor."""
        return _REACH_S + _TAKE_S

    def figure_at(self, time_s: float) -> Figure:
        """The figure ``time_s`` after setting off; before 0 it stands, after the end it has begun."""
        t = np.array([min(max(time_s, 0.0), self.duration_s)])
        pose = Pose({name: track(t) for name, track in self._tracks.items()}, np.interp(t, self._time, self._lean))
        figure = self.motion.figure_of(pose, self.motion.phases[0].name)
        carried = tuple(one for one in figure.implements if one.kind != "block")
        if t[0] < self.taken_at_s:
            resting = Placed("kettlebell", self.bell, self.motion.load_kg)
            carried = (*(one for one in carried if one.kind != "kettlebell"), resting)
        if self.block_m > 0:
            top = self.bell["ball"] * np.array([1.0, 0.0, 1.0]) + np.array([0.0, self.block_m, 0.0])
            carried = (*carried, Placed("block", {"top": top}))
        return replace(figure, implements=carried)


def approach(motion: Motion) -> Approach | None:
    """The way to the bell of a solved motion; None where no bell is held."""
    arm = _ARM_AT_FLOOR.get(motion.movement.grip)
    if arm is None or motion.load_kg == 0:
        return None
    bring = _LIFT_S if motion.movement.pattern == "slow" else _HIKE_S
    with_bell = Masses(motion.body.segments, {"ball": motion.load_kg})
    scene = replace(motion.scene, masses=with_bell, drift=NO_DRIFT)
    reached = _bottom(motion) if motion.movement.depth == "floor" else _reach(scene, arm)
    ready = {name: float(motion.pose[name][0]) for name in KEYED_ANGLES}
    tracks = {
        name: DrillTrack(
            _STANDING.get(name, 0.0),
            (
                (0.0, _REACH_S, reached[name] - _STANDING.get(name, 0.0)),
                (_REACH_S + _TAKE_S, _REACH_S + _TAKE_S + bring, ready[name] - reached[name]),
            ),
        )
        for name in KEYED_ANGLES
    }
    duration = _REACH_S + _TAKE_S + bring
    time = np.linspace(0.0, duration, 80)
    pose = Pose({name: track(time) for name, track in tracks.items()}, None)
    lean = _lean(motion, scene, pose, time, duration)
    at_bell = Pose({name: np.array([reached[name]]) for name in KEYED_ANGLES}, np.interp([_REACH_S], time, lean))
    handle = scene.place(at_bell)["handle"][0]
    bell = {"handle": handle, "ball": handle - np.array([0.0, BELL_DROP_M, 0.0])}
    block = max(float(bell["ball"][1]) - BELL_RADIUS_M, 0.0)
    return Approach(motion, duration, bell, block if block > _FLUSH_M else 0.0, tracks, time, lean)


def _bottom(motion: Motion) -> dict[str, float]:
    """The repetition's own way to the floor."""
    lowest = int(np.argmin(motion.points["handle"][:, 1]))
    return {name: float(motion.pose[name][lowest]) for name in KEYED_ANGLES}


def _lean(motion: Motion, scene: Scene, pose: Pose, time: Array, duration: float) -> Array:
    """Balanced: standing with empty hands, at the floor with the bell's weight, at the end as the repetition begins.

    Leaning for the bell before it is taken (2 cm at the feet) keeps the hands on the handle while it takes weight.
    """
    assert motion.pose.leg_inclination is not None, "bells are held standing"
    empty = replace(scene, masses=Masses(motion.body.segments, {}))
    alone, loaded = (one.static_lean(pose).leg_inclination for one in (empty, scene))
    assert alone is not None
    assert loaded is not None
    weight = minimum_jerk(time / _REACH_S)
    arrive = minimum_jerk((time - _REACH_S - _TAKE_S) / (duration - _REACH_S - _TAKE_S))
    meet = motion.pose.leg_inclination[0] - loaded[-1]
    return np.asarray((1 - weight) * alone + weight * loaded + arrive * meet)


def _reach(scene: Scene, arm: float) -> dict[str, float]:
    """The hinge in which the hands meet the bell: the straightest knees that reach the floor within the hamstrings,
    or the deepest hinge there is, with a block for the rest."""
    reached = {name: _STANDING.get(name, 0.0) for name in KEYED_ANGLES}
    reached |= {"arm_inclination": arm, "lumbar_flexion": _LUMBAR}
    for knee in _KNEES:
        keyed = {name: np.full_like(_TILTS, angle) for name, angle in reached.items()}
        keyed |= {"pelvic_tilt": _TILTS, "knee_flexion": np.full_like(_TILTS, knee)}
        points = scene.place(scene.static_lean(Pose(keyed, None)))
        hip = _TILTS - inclination_of(points["knee_r"], points["hip_r"])
        most = hip_flexion_limit(np.radians(scene.body.hamstrings_deg), float(knee))
        height = points["handle"][:, 1] - _HANDLE_M
        deepest = max(int(np.searchsorted(hip, most)) - 1, 1)
        tilt = np.interp(0.0, height[deepest::-1], _TILTS[deepest::-1])
        reached |= {"pelvic_tilt": float(tilt), "knee_flexion": float(knee)}
        if height[deepest] <= 0:
            break
    return reached
