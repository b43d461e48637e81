"""How long one frame takes: this program's solver against ``mink``, differential inverse kinematics on MuJoCo.

Run from the top of the source tree: ``python bench/against_mink.py [EXERCISE ...]``. Needs the dependency group
``bench``, which no test and no part of the program uses.

Both solve the same repetitions of the same bodies at 100 Hz, in turn. Ours gets a recipe of angles and finds everything
else. ``mink`` gets a skeleton of the same lengths and masses with 29 degrees of freedom, and as targets what ours was
asked for (pelvis, knees, spine, pinned feet) **and what ours found out**: where the hands are, how the elbows bend, and
where the centre of mass belongs. It starts every frame from the one before and goes on until feet and hands are where
they belong. Ours are exact; it may stop at a nanometre, and the time at which it came within a tenth of a millimetre
is printed too. Only ``mink``'s own calls are timed, not what sets its targets or looks at its errors.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import mink
import mujoco
import numpy as np
import qpsolvers
from numpy.typing import NDArray
from solve_motions import MOVEMENTS

from hinge_desktop.body.anthropometry import Body, Segment
from hinge_desktop.body.limits import LIMITS
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.skeleton import LUMBAR_SHARE_AT_L5S1
from hinge_desktop.curriculum.parser import parse_exercise

Array = NDArray[np.float64]

ROOT = Path(__file__).resolve().parent.parent
OTHERWISE = {"hero-squat", "single-leg-hinge", "kettlebell-clean"}
"""They kneel, stand on one foot, or hold a bell with one hand: other contacts than those of ``Race``."""
EXERCISES = tuple(name for name in MOVEMENTS if name not in OTHERWISE)
RATE_HZ = 100.0
EXACT = {"feet": 1e-9, "hands": 1e-9, "balance": 2e-4}
ROUGH = {"feet": 1e-4, "hands": 1e-4, "balance": 2e-4}
LOOSE = {"feet": 1e-3, "hands": 1e-3, "balance": 1e-3}
"""Metres. Our zero-moment point, which counts accelerations too, comes as near to its target as this balance. Who is
not loosely there at every frame has not done the work, and is left out."""
DAMPING, FIRST_DAMPING = 1e-9, 1e-2
FIRST_STEPS = 100
"""The first frame is far from upright, and found with care before the clock runs."""
MOST_STEPS = 10
"""A frame that is not there by then is left as it is, so that a few hard ones do not count against it."""
TURN_FRAMES = 25
"""After so many frames of theirs it is our turn."""
WANTED = 50.0
SIDES = {"l": -1.0, "r": 1.0}


def main() -> None:
    """Solve each repetition both ways in turn and print the table and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("exercises", nargs="*", default=EXERCISES, help="on two feet")
    exercises: Sequence[str] = parser.parse_args().exercises
    print(f"mink {version('mink')}, MuJoCo {mujoco.__version__}; repetitions of new bodies at {RATE_HZ:g} Hz, in turn")
    print("microseconds a frame; off by at most, millimetres")
    lines = []
    for number, name in enumerate(exercises):
        ours = Ours(name, Body(stature_m=1.60 + 0.07 * (number % 6), mass_kg=58.0 + 7.0 * (number % 6)))
        race = Race(ours)
        theirs = race.quickest()
        if not _within(theirs.errors, LOOSE):
            print(f"{name:<25} mink does not get there: {_told(theirs.errors)}")
            continue
        exact, rough = statistics.fmean(theirs.exact_s), statistics.fmean(theirs.rough_s)
        lines.append(Line(len(theirs.exact_s), ours.frame_s(), exact, rough))
        print(
            f"{name:<25} ours {1e6 * lines[-1].ours_s:5.1f}   mink {1e6 * exact:4.0f} in {theirs.steps:.1f} steps"
            f" (within 0.1 mm {1e6 * rough:4.0f}; {theirs.how})   ratio {exact / lines[-1].ours_s:3.0f}"
        )
        print(f"{'':<25} ours {_told(_own_errors(ours.motion))}   mink {_told(theirs.errors)}")
    ours_s, exact_s, rough_s = (
        sum(line.frames * seconds for line, seconds in zip(lines, each, strict=True))
        for each in zip(*((line.ours_s, line.exact_s, line.rough_s) for line in lines), strict=True)
    )
    print(f"all frames: ratio {exact_s / ours_s:.0f} to our exactness, {rough_s / ours_s:.0f} to 0.1 mm")
    print(f"wanted: {WANTED:g} to the same error")


@dataclass(frozen=True)
class Line:
    """One exercise: its frames, and seconds of one of them."""

    frames: int
    ours_s: float
    exact_s: float
    rough_s: float


class Ours:
    """One repetition by this program: depth, balance and every point, for a body never seen in each run."""

    def __init__(self, exercise: str, body: Body) -> None:
        file = ROOT / "assets" / "exercises" / f"{exercise}.toml"
        self._movement = parse_exercise(file.read_text(encoding="utf-8"), file.name).movement
        self.motion = solve(self._movement, body, rate_hz=RATE_HZ)
        self._frame_s: list[float] = []

    def take_turn(self) -> None:
        """Once more, for someone a millimetre taller."""
        body = self.motion.body
        taller = Body(body.stature_m + 0.001 * (1 + len(self._frame_s) % 60), body.mass_kg)
        started = time.perf_counter()
        motion = solve(self._movement, taller, rate_hz=RATE_HZ)
        self._frame_s.append((time.perf_counter() - started) / (len(motion.time_s) - 1))

    def frame_s(self) -> float:
        """Median seconds of a frame over the turns."""
        return statistics.median(self._frame_s)


@dataclass(frozen=True)
class Result:
    """Seconds of each frame until it was exact (or given up) and until it was roughly there, mean steps, and the
    greatest errors in metres."""

    how: str
    exact_s: list[float]
    rough_s: list[float]
    steps: float
    errors: Mapping[str, float]


class Race:
    """One repetition for ``mink``: the model, its tasks, and the targets of each frame."""

    def __init__(self, ours: Ours) -> None:
        motion = ours.motion
        self._ours = ours
        self._model = mujoco.MjModel.from_xml_string(model_xml(motion.body, motion.load_kg))
        self._limits = [mink.ConfigurationLimit(self._model)]
        self._targets = targets(motion, self._model)
        self._feet = {side: mink.FrameTask(f"sole_{side}", "site", 1.0, 1.0) for side in SIDES}
        self._hands = {side: mink.FrameTask(f"hand_{side}", "site", 1.0, 0.0) for side in SIDES}
        # Turned as keyed, and in the middle between the feet.
        self._pelvis = mink.FrameTask("pelvis", "body", (0.0, 0.0, 1.0), 1.0)
        self._posture = mink.PostureTask(self._model, cost=self._targets.posture_cost)
        self._balance = mink.ComTask(cost=(1.0, 0.0, 0.0))
        for side, foot in self._feet.items():
            foot.set_target(self._targets.feet[side])

    def quickest(self) -> Result:
        """Of all solvers there are, and with the feet as tasks or as constraints, what gets there in the least time."""
        results = []
        for solver in qpsolvers.dense_solvers:
            for pinned in (False, True):
                try:
                    results.append(self.run(solver, pinned))
                except mink.NoSolutionFound:
                    continue
        if not results:
            raise SystemExit("mink finds no solution with any of its solvers")
        return min(results, key=lambda result: (not _within(result.errors, LOOSE), statistics.fmean(result.exact_s)))

    def run(self, solver: str, pinned: bool) -> Result:
        """Frame after frame, each from the one before; the first is found before the clock runs."""
        feet, others = list(self._feet.values()), [*self._hands.values(), self._pelvis, self._posture, self._balance]
        tasks, constraints = (others, feet) if pinned else ([*feet, *others], None)
        configuration = mink.Configuration(self._model, self._targets.start.copy())
        result = Result(f"{solver}, feet as {'constraints' if pinned else 'tasks'}", [], [], 0.0, {})
        steps, errors = 0, dict.fromkeys(EXACT, 0.0)
        for number, frame in enumerate((0, *range(len(self._targets.balance_x)))):
            self._aim(frame)
            taken, rough, damping = 0.0, None, DAMPING if number else FIRST_DAMPING
            for _ in range(MOST_STEPS if number else FIRST_STEPS):
                started = time.perf_counter()
                velocity = mink.solve_ik(
                    configuration, tasks, 1.0, solver, damping=damping, limits=self._limits, constraints=constraints
                )
                configuration.integrate_inplace(velocity, 1.0)
                taken += time.perf_counter() - started
                steps += number > 0
                off = self._off(configuration, frame)
                if rough is None and _within(off, ROUGH):
                    rough = taken
                if _within(off, EXACT):
                    break
            if number:
                result.exact_s.append(taken)
                result.rough_s.append(taken if rough is None else rough)
                errors = {name: max(errors[name], off[name]) for name in errors}
            if number % TURN_FRAMES == 0:
                self._ours.take_turn()
        return replace(result, steps=steps / len(result.exact_s), errors=errors)

    def _aim(self, frame: int) -> None:
        there = self._targets
        for side, hand in self._hands.items():
            hand.set_target(mink.SE3.from_translation(there.hands[side][frame]))
        self._pelvis.set_target(there.pelvis[frame])
        self._posture.set_target(there.posture[frame])
        self._balance.set_target(np.array([there.balance_x[frame], 0.0, 0.0]))

    def _off(self, configuration: mink.Configuration, frame: int) -> dict[str, float]:
        """Metres between where things are and where they belong."""
        data, there = configuration.data, self._targets
        soles = [(f"{end}_{side}", there.soles[f"{end}_{side}"]) for end in ("heel", "toe") for side in SIDES]
        hands = [(f"hand_{side}", there.hands[side][frame]) for side in SIDES]
        return {
            "feet": max(float(np.linalg.norm(data.site(name).xpos - at)) for name, at in soles),
            "hands": max(float(np.linalg.norm(data.site(name).xpos - at)) for name, at in hands),
            "balance": abs(float(data.subtree_com[1][0]) - there.balance_x[frame]),
        }


@dataclass(frozen=True)
class Targets:
    """What ``mink`` is to reach: poses of soles and pelvis, places of the hands, joint angles, the centre of mass."""

    start: Array
    feet: Mapping[str, mink.SE3]
    soles: Mapping[str, Array]
    hands: Mapping[str, Array]
    pelvis: list[mink.SE3]
    posture: Array
    posture_cost: Array
    balance_x: Array


def targets(motion: Motion, model: mujoco.MjModel) -> Targets:
    """From a solved motion; what is held hangs at the hands."""
    points = motion.points
    lumbar, knee = motion.pose["lumbar_flexion"][:-1], motion.pose["knee_flexion"][:-1]
    angles = {
        "l5s1": LUMBAR_SHARE_AT_L5S1 * lumbar,
        "t12l1": (1 - LUMBAR_SHARE_AT_L5S1) * lumbar,
        "neck": motion.pose["neck_flexion"][:-1],
        **{f"knee_{side}": knee for side in SIDES},
        **{f"elbow_{side}": motion.angles[f"elbow_flexion_{side}"][:-1] for side in SIDES},
    }
    posture, cost = np.zeros((len(lumbar), model.nq)), np.zeros(model.nv)
    for name, angle in angles.items():
        joint = model.joint(name)
        posture[:, joint.qposadr[0]], cost[joint.dofadr[0]] = angle, 1.0
    start = np.concatenate([points["pelvis"][0], [1.0, 0.0, 0.0, 0.0], posture[0, 7:]])
    soles = {f"{end}_{side}": points[f"{end}_{side}"][0] for end in ("heel", "toe") for side in SIDES}
    return Targets(
        start=start,
        feet={side: _flat(soles[f"heel_{side}"], soles[f"toe_{side}"]) for side in SIDES},
        soles=soles,
        hands={side: points[f"hand_{side}"][:-1] for side in SIDES},
        pelvis=[_tilted(tilt) for tilt in motion.pose["pelvic_tilt"][:-1]],
        posture=posture,
        posture_cost=cost,
        balance_x=_centre_x(motion),
    )


def _centre_x(motion: Motion) -> Array:
    """(n,) the centre of mass that ours found, with what is held at the hands."""
    moment = np.zeros(len(motion.time_s) - 1)
    for segment in motion.body.segments:
        start, end = (motion.points[name][:-1, 0] for name in (segment.start, segment.end))
        moment += segment.mass_kg * (start + segment.com_fraction * (end - start))
    hands = (motion.points["hand_l"] + motion.points["hand_r"])[:-1, 0] / 2
    return np.asarray((moment + motion.load_kg * hands) / (motion.body.mass_kg + motion.load_kg))


def _tilted(tilt: float) -> mink.SE3:
    """Forward about the axis to the right, which is z."""
    return mink.SE3.from_rotation(mink.SO3.from_z_radians(-float(tilt)))


def _flat(heel: Array, toe: Array) -> mink.SE3:
    ahead = toe - heel
    turn = mink.SO3.from_y_radians(-float(np.arctan2(ahead[2], ahead[0])))
    return mink.SE3.from_rotation_and_translation(turn, heel)


def _own_errors(motion: Motion) -> dict[str, float]:
    """Our own: feet and hands against where they belong, the zero-moment point against its target or corridor."""
    points, still = motion.points, [f"{end}_{side}" for end in ("heel", "toe") for side in SIDES]
    hold = points.get("handle")
    gripping = [] if hold is None else [float(np.ptp(points[f"hand_{side}"] - hold, axis=0).max()) for side in SIDES]
    x = motion.zero_moment_point[:, 0]
    low, high = motion.scene.balance_x, motion.scene.balance_x
    if motion.movement.pattern == "ballistic":
        low, high = motion.footing.reach_x
    return {
        "feet": max(float(np.ptp(points[name], axis=0).max()) for name in still),
        "hands": max(gripping, default=0.0),
        "balance": float(np.abs(x - np.clip(x, low, high)).max()),
    }


def _within(off: Mapping[str, float], near: Mapping[str, float]) -> bool:
    return all(off[name] <= most for name, most in near.items())


def _told(errors: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {1e3 * metres:.4f}" for name, metres in errors.items())


def model_xml(body: Body, load_kg: float) -> str:
    """The body, upright, as MJCF with a free root and 23 hinges; x forward, y up, z to the right, as everywhere here.

    The model of ``tests/judges`` has 47 degrees of freedom; these 29 are enough, and quicker.
    """
    by_name = {segment.name: segment for segment in body.segments}
    length = body.length

    def leg(side: str) -> str:
        heel = (-length("heel_to_ankle"), -length("ankle_height"), 0.0)
        foot = _segment(
            by_name[f"foot_{side}"],
            (0.0, -length("shank"), 0.0),
            _hinges(side, ankle=(0, 0, 1), subtalar=(1, 0, 0)),
            (length("foot"), 0.0, 0.0),
            _site(f"sole_{side}", heel)
            + _site(f"heel_{side}", heel)
            + _site(f"toe_{side}", (heel[0] + length("foot"), heel[1], 0.0)),
            base=heel,
        )
        down = (0.0, -length("shank"), 0.0)
        knee = _hinges(side, knee=(0, 0, -1))
        shank = _segment(by_name[f"shank_{side}"], (0.0, -length("thigh"), 0.0), knee, down, foot)
        hips = _hinges(side, hip_flexion=(0, 0, 1), hip_adduction=(1, 0, 0), hip_rotation=(0, 1, 0))
        at, down = (0.0, 0.0, SIDES[side] * length("hip_half_width")), (0.0, -length("thigh"), 0.0)
        return _segment(by_name[f"thigh_{side}"], at, hips, down, shank)

    def arm(side: str) -> str:
        down = (0.0, -length("hand"), 0.0)
        held = _load(load_kg / 2, down) + _site(f"hand_{side}", down)
        hand = _segment(by_name[f"hand_{side}"], (0.0, -length("forearm"), 0.0), "", down, held)
        down = (0.0, -length("forearm"), 0.0)
        elbow = _hinges(side, elbow=(0, 0, 1))
        forearm = _segment(by_name[f"forearm_{side}"], (0.0, -length("upper_arm"), 0.0), elbow, down, hand)
        shoulder = _hinges(side, arm_flexion=(0, 0, 1), arm_adduction=(1, 0, 0), arm_rotation=(0, 1, 0))
        at = (0.0, length("shoulder_height"), SIDES[side] * length("shoulder_half_width"))
        down = (0.0, -length("upper_arm"), 0.0)
        return _segment(by_name[f"upper_arm_{side}"], at, shoulder, down, forearm)

    def upright(name: str, size: str, base: float, joints: str, inside: str) -> str:
        return _segment(by_name[name], (0.0, base, 0.0), joints, (0.0, length(size), 0.0), inside)

    head = upright("head", "head_neck", length("thorax"), _hinge("neck", (0, 0, -1)), "")
    thorax = upright("thorax", "thorax", length("lumbar"), _hinge("t12l1", (0, 0, -1)), head + arm("l") + arm("r"))
    lumbar = upright("lumbar", "lumbar", length("pelvis"), _hinge("l5s1", (0, 0, -1)), thorax)
    pelvis = upright("pelvis", "pelvis", 0.0, '<freejoint name="root"/>', lumbar + leg("l") + leg("r"))
    return f'<mujoco><compiler angle="radian"/><worldbody>{pelvis}</worldbody></mujoco>'


def _segment(
    segment: Segment,
    joint_at: tuple[float, float, float],
    joints: str,
    along: tuple[float, float, float],
    inside: str,
    *,
    base: tuple[float, float, float] = (0.0, 0.0, 0.0),
) -> str:
    """One body: its joint stands in its parent at ``joint_at``, its mass on the way ``along`` from ``base``."""
    centre = np.add(base, segment.com_fraction * np.array(along))
    inertia = segment.mass_kg * np.square(segment.radii_m)
    return (
        f'<body name="{segment.name}" pos="{_numbers(joint_at)}">{joints}'
        f'<inertial pos="{_numbers(centre)}" mass="{segment.mass_kg!r}" diaginertia="{_numbers(inertia)}"/>'
        f"{inside}</body>"
    )


def _load(mass_kg: float, at: tuple[float, float, float]) -> str:
    if not mass_kg:
        return ""
    return (
        f'<body pos="{_numbers(at)}"><inertial pos="0 0 0" mass="{mass_kg!r}"'
        f' diaginertia="{_numbers((0.006 * mass_kg,) * 3)}"/></body>'
    )


def _site(name: str, at: tuple[float, float, float]) -> str:
    return f'<site name="{name}" pos="{_numbers(at)}"/>'


def _hinges(side: str, **axes: tuple[int, int, int]) -> str:
    return "".join(_hinge(f"{name}_{side}", axis) for name, axis in axes.items())


def _hinge(name: str, axis: tuple[int, int, int]) -> str:
    limit = LIMITS.get(_LIMITED.get(name.removesuffix("_l").removesuffix("_r"), ""))
    low, high = (limit.low, limit.high) if limit else (-np.pi, np.pi)
    return f'<joint name="{name}" type="hinge" axis="{_numbers(axis)}" range="{low!r} {high!r}"/>'


_LIMITED = {
    "l5s1": "lumbar_flexion",
    "t12l1": "lumbar_flexion",
    "neck": "neck_flexion",
    "hip_flexion": "hip_flexion",
    "knee": "knee_flexion",
    "ankle": "ankle_dorsiflexion",
    "arm_flexion": "shoulder_flexion",
    "elbow": "elbow_flexion",
}
"""Hinges with a limit of ours; the others turn half around either way."""


def _numbers(values: tuple[float, ...] | Array) -> str:
    return " ".join(repr(float(value)) for value in values)


if __name__ == "__main__":
    main()
