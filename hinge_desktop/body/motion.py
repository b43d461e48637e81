"""From a recipe and a body to one whole repetition, solved at once with array operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body import depth
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.balance import Masses, centre_of_mass, ground_reaction, solve_lean
from hinge_desktop.body.contacts import Contact, find_contacts
from hinge_desktop.body.faults import NO_DRIFT, drift_of
from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.body.fixtures import find_fixtures
from hinge_desktop.body.footing import Footing, plant
from hinge_desktop.body.grip import CARRYING
from hinge_desktop.body.implements import Fixtures, Pull, place_implements
from hinge_desktop.body.movement import Movement, Phase, Side
from hinge_desktop.body.options import timed_phases, with_options, with_stance
from hinge_desktop.body.pose import Pose
from hinge_desktop.body.scene import Depth, Scene
from hinge_desktop.body.skeleton import Hold, joint_angles
from hinge_desktop.body.things import CARRIED, thing_of
from hinge_desktop.body.tracks import Track, build_tracks
from hinge_desktop.errors import OptionError

Array = NDArray[np.float64]

_BASE_MARGIN = 0.16
"""A ballistic body may let its zero-moment point wander, but not into these ends of its base (fractions)."""
_FLOOR_ROUNDS = 1


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """When a phase of the solved repetition runs."""

    name: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Motion:
    """One solved repetition of one exercise by one body. Arrays hold n frames and the closing one.

    Attributes:
        scene: who moves, on what, holding what.
        time_s: (n + 1,) from 0 to the end of the repetition.
        pose: the angles on those instants; ``leg_inclination`` of it was solved for balance.
        depth: how far the recipe's descent was taken, 1.0 as written (hamstrings, wall or floor decide).
        pulls: forces of bands.
        fault, level: what drifts, and how far; None and 0 for the good form.
        side: the working hand or standing leg of a one-sided exercise.
    """

    scene: Scene
    load_kg: float
    rate_hz: float
    depth: Depth
    phases: tuple[PhaseSpan, ...]
    time_s: Array
    pose: Pose
    points: Mapping[str, Array]
    pulls: tuple[Pull, ...]
    fixtures: Fixtures
    fault: str | None = None
    level: float = 0.0
    side: Side = "right"

    @property
    def movement(self) -> Movement:
        """The recipe, with the options asked for."""
        return self.scene.movement

    @property
    def body(self) -> Body:
        """Who moves."""
        return self.scene.body

    @property
    def footing(self) -> Footing:
        """What the body rests on."""
        return self.scene.footing

    @property
    def tracks(self) -> Mapping[str, Track]:
        """The recipe's angles over time."""
        return self.scene.tracks

    @property
    def wall_x(self) -> float | None:
        """Face of the wall, None without one."""
        return self.fixtures.wall_x

    @property
    def block_m(self) -> float:
        """Height of the block under what is held, 0 without one."""
        return self.depth.block_m

    @property
    def duration_s(self) -> float:
        """Seconds of one repetition."""
        return float(self.time_s[-1])

    @property
    def counts_at_s(self) -> float:
        """When the repetition counts."""
        return next(span.end_s for span in self.phases if span.name == self.movement.counts_after)

    @cached_property
    def angles(self) -> Mapping[str, Array]:
        """Every angle of the motion file, (n + 1,) radians."""
        return joint_angles(self.points, self.pose)

    @cached_property
    def centre_of_mass(self) -> Array:
        """(n + 1, 3) of body and load."""
        return centre_of_mass(self.scene.masses, self.points)

    @property
    def zero_moment_point(self) -> Array:
        """(n + 1, 3) where the ground's reaction acts."""
        return self._ground[0]

    @property
    def lift_n(self) -> Array:
        """(n + 1,) the ground's vertical reaction, newtons."""
        return self._ground[1]

    @cached_property
    def _ground(self) -> tuple[Array, Array]:
        points = {name: point[:-1] for name, point in self.points.items()}
        where, lift = ground_reaction(self.scene.masses, points, self.scene.pulls(points), 1.0 / self.rate_hz)
        return np.concatenate([where, where[:1]]), np.append(lift, lift[:1])

    @cached_property
    def standing(self) -> Mapping[str, Array]:
        """Points of this body standing quietly on the same footing, each (3,)."""
        return self.scene.standing()

    @cached_property
    def hip_path(self) -> Array:
        """(n + 1, 3) way of the middle of the hips."""
        return self.points["pelvis"]

    @cached_property
    def implements(self) -> tuple[Placed, ...]:
        """Everything held, worn or leant on; each point (n + 1, 3)."""
        return self._implements(self.points)

    @cached_property
    def extent(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """Lowest and highest corner of all that is drawn over the repetition."""
        named = [*self.points.values()]
        for placed in self.implements:
            # A wall and a doorway reach as high as the picture: only where they stand matters.
            ends = ["foot"] if placed.kind in ("wall", "doorway") else list(placed.points)
            named += [placed.points[name] for name in ends]
        cloud = np.concatenate([np.asarray(p).reshape(-1, 3) for p in named])
        low, high = cloud.min(0), cloud.max(0)
        return (float(low[0]), 0.0, float(low[2])), (float(high[0]), float(high[1]), float(high[2]))

    def phase_at(self, time_s: float) -> PhaseSpan:
        """The phase that runs at a time of the repetition."""
        t = time_s % self.duration_s
        return next((span for span in self.phases if t < span.end_s), self.phases[-1])

    def figure_at(self, time_s: float) -> Figure:
        """The figure at a time; periodic. Angles are interpolated, and joints placed from them."""
        t = np.array([time_s % self.duration_s])
        angles, _ = self.scene.angles(t, self.depth)
        lean, side = self.pose.leg_inclination, self.pose.side_inclination
        pose = Pose(
            angles,
            None if lean is None else np.interp(t, self.time_s, lean),
            None if side is None else np.interp(t, self.time_s, side),
        )
        return self.figure_of(pose, self.phase_at(time_s).name)

    def figure_of(self, pose: Pose, phase: str) -> Figure:
        """This body on its footing in any pose of one instant, with what it holds."""
        points = self.scene.place(pose)
        angles = joint_angles(points, pose) | {"shoulder_protraction": pose["shoulder_protraction"]}
        return Figure(
            points={name: point[0] for name, point in points.items() if name not in ("handle", "ball")},
            angles={name: float(angle[0]) for name, angle in angles.items()},
            implements=tuple(placed.at(0) for placed in self._implements(points)),
            scale=self.body.scale,
            phase=phase,
        )

    def _implements(self, points: Mapping[str, Array]) -> tuple[Placed, ...]:
        return place_implements(self.movement, self.body, self.footing, self.fixtures, self.load_kg, points)

    def contacts(self) -> tuple[Contact, ...]:
        """What touches what, and when."""
        return find_contacts(self.scene, self.fixtures, self.points, self.pose["foot_pitch"], self.time_s)


def solve(
    movement: Movement,
    body: Body,
    *,
    durations_s: Sequence[float] | None = None,
    load_kg: float | None = None,
    wall_m: float | None = None,
    rate_hz: float = 100.0,
    fault: str | None = None,
    level: float = 1.0,
    side: Side = "right",
    stance_width_m: float | None = None,
    toe_out_deg: float | None = None,
    forced: bool = False,
    look: str | None = None,
) -> Motion:
    """Let a body perform one repetition.

    Args:
        durations_s: seconds of each phase instead of the recipe's; ignored by ballistic movements, whose
            period is their own.
        load_kg: weight held instead of the recipe's, 0 to 48; 0 is nothing in the hands.
        wall_m: distance of the wall behind the heels instead of the recipe's, 0.05 to 0.40.
        rate_hz: frames a second.
        fault: one of the movement's faults.
        level: how far it drifts, 0 to 1.
        side: the working hand or standing leg of a one-sided exercise.
        stance_width_m: between the ankles, at stature 1.75 m, 0.10 to 0.80.
        toe_out_deg: turn of the feet, 0 to 45.
        forced: go on where the hamstrings tighten; the lower back then gives what they refuse.
        look: what a home has instead of the implement, one of ``LOOKS`` of its kind.

    Raises:
        OptionError: a value is out of range.
    """
    drift = drift_of(movement, fault, level)
    if side == "left" and not movement.one_sided:
        raise OptionError("this exercise has no side; leave the side out.")
    movement = with_options(movement, load_kg, wall_m, look)
    movement = with_stance(movement, stance_width_m, toe_out_deg)
    phases = timed_phases(movement, body, durations_s, rate_hz)
    frames = round(sum(phase.duration_s for phase in phases) * rate_hz)
    time = np.arange(frames) / rate_hz
    scene = _scene(movement, body, phases, side, frames / rate_hz)

    deep = depth.choose(scene, forced=forced)
    if drift != NO_DRIFT:
        scene = replace(scene, drift=drift)
        deep = depth.again(scene, deep, forced=forced or drift.stiffness > 0)
    if forced or drift.stiffness:
        scene = replace(scene, drift=depth.spilt(scene, deep))
        deep = depth.again(scene, deep, forced=True)
    pose, points, deep = _performed(scene, deep, time, 1.0 / rate_hz)
    closed = {name: np.concatenate([point, point[:1]]) for name, point in points.items()}
    return Motion(
        scene=scene,
        load_kg=float(sum(spec.mass_kg for spec in movement.implements if spec.kind in CARRIED)),
        rate_hz=rate_hz,
        depth=deep,
        phases=_spans(phases),
        time_s=np.arange(frames + 1) / rate_hz,
        pose=_closed(pose),
        points=closed,
        pulls=tuple(
            Pull(p.applied_at, np.concatenate([p.at, p.at[:1]]), np.concatenate([p.force_n, p.force_n[:1]]))
            for p in scene.pulls(points)
        ),
        fixtures=find_fixtures(scene, deep, points),
        fault=fault,
        level=level if fault else 0.0,
        side=side,
    )


def _scene(movement: Movement, body: Body, phases: tuple[Phase, ...], side: Side, duration_s: float) -> Scene:
    held = next((spec for spec in movement.implements if spec.kind in CARRIED), None)
    carrying = movement.grip in CARRYING and held is not None
    return Scene(
        movement=movement,
        body=body,
        footing=plant(body, movement.stance, side),
        hold=Hold(movement.grip, thing_of(held.kind, held.look) if held else None),
        tracks=build_tracks(movement, phases),
        masses=Masses(body.segments, {"ball": held.mass_kg} if carrying and held else {}),
        duration_s=duration_s,
    )


def _performed(scene: Scene, deep: Depth, time: Array, step_s: float) -> tuple[Pose, Mapping[str, Array], Depth]:
    """The cycle, balanced; what comes to the floor touches it exactly."""
    lean: tuple[Array | None, Array | None] = (None, None)
    rounds = _FLOOR_ROUNDS if scene.movement.depth == "floor" and scene.hold.thing else 0
    for correction in range(rounds + 1):
        angles, shift = scene.angles(time, deep)
        pose, points = _balanced(scene, Pose(angles, *lean), shift, step_s)
        if correction == rounds:
            break
        assert scene.hold.thing is not None, "what comes to the floor is held"
        lowest = float(points["ball"][:, 1].min())
        deep = depth.corrected(deep, lowest - scene.hold.thing.rest_m - deep.block_m)
        lean = (pose.leg_inclination, pose.side_inclination)
    return pose, points, deep


def _closed(pose: Pose) -> Pose:
    lean, side = pose.leg_inclination, pose.side_inclination
    return Pose(
        {name: np.append(angle, angle[:1]) for name, angle in pose.keyed.items()},
        None if lean is None else np.append(lean, lean[:1]),
        None if side is None else np.append(side, side[:1]),
    )


def _balanced(scene: Scene, pose: Pose, shift_m: Array, step_s: float) -> tuple[Pose, dict[str, Array]]:
    """The pose with its legs leant so that it stands; a kneeling or seated one rests by itself."""
    if not scene.footing.leans:
        return pose, scene.place(pose)
    riding = scene.riding(pose)
    if pose.leg_inclination is None:
        pose = scene.rested(riding, pose, shift_m)
    target = scene.balance_x + shift_m
    corridor: tuple[float | Array, float | Array] = (target, target)
    if scene.movement.pattern == "ballistic":
        rear, front = scene.footing.reach_x
        margin = _BASE_MARGIN * (front - rear)
        corridor = (rear + margin, front - margin)

    moving = riding.moving(step_s)
    start = pose.leg_inclination
    assert start is not None, "a standing pose carries the inclination of its legs"

    def forward(lean: Array) -> tuple[Array, Array]:
        where, lift = riding.reaction(lean, pose.side_inclination, moving)
        return where[:, 0], lift / scene.masses.weight_n

    def aside(side: Array) -> tuple[Array, Array]:
        where, lift = riding.reaction(start, side, moving)
        return where[:, 2], lift / scene.masses.weight_n

    slope = riding.metres_per_radian(start, pose.side_inclination)
    if pose.side_inclination is not None:
        pose = pose.leaning_aside(solve_lean(aside, pose.side_inclination, (0.0, 0.0), slope, scene.leg_m, step_s))
    pose = pose.leaning(solve_lean(forward, start, corridor, slope, scene.leg_m, step_s))
    return pose, scene.leant(riding, pose)


def _spans(phases: tuple[Phase, ...]) -> tuple[PhaseSpan, ...]:
    ends = np.cumsum([phase.duration_s for phase in phases])
    return tuple(
        PhaseSpan(phase.name, float(end - phase.duration_s), float(end))
        for phase, end in zip(phases, ends, strict=True)
    )
