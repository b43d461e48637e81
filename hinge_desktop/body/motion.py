"""From a recipe and a body to one whole repetition, solved at once with array operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body import depth
from hinge_desktop.body.anthropometry import Body, require_range
from hinge_desktop.body.balance import Masses, centre_of_mass, ground_reaction, solve_lean
from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.body.grip import BELL_RADIUS_M
from hinge_desktop.body.implements import Pull, band_anchor, band_end, band_pull, dowel_ends
from hinge_desktop.body.movement import ImplementSpec, Movement, Phase
from hinge_desktop.body.pose import Pose
from hinge_desktop.body.skeleton import Footing, joint_angles, place, plant
from hinge_desktop.body.tracks import Track, build_tracks

Array = NDArray[np.float64]

LOAD_KG = (0.0, 48.0)
WALL_M = (0.05, 0.40)
TEMPO_S = (0.0, 20.0)
"""Allowed loads, distances of the wall behind the heels, and durations of one phase."""

_BASE_MARGIN = 0.16
"""A ballistic body may let its zero-moment point wander, but not into these ends of its base (fractions)."""
_PENDULUM = (1.35 / 1.41, 1.60 / 1.41)
"""A swing is a pendulum: its period grows with the square root of size, inside 1.35-1.60 s."""
_TOUCH_M = 0.003
HEAD_ROOM_M = 2.2


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """When a phase of the solved repetition runs."""

    name: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Contact:
    """A point that touches something during an interval; kinds as in the motion file."""

    point: str
    kind: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Motion:
    """One solved repetition of one exercise by one body. Arrays hold n frames and the closing one.

    Attributes:
        time_s: (n + 1,) from 0 to the end of the repetition.
        pose: the angles on those instants; ``lean`` of it was solved for balance.
        depth: how far the recipe's descent was taken, 1.0 as written (hamstrings, wall or floor decide).
        pulls: forces of bands.
    """

    movement: Movement
    body: Body
    load_kg: float
    rate_hz: float
    footing: Footing
    tracks: Mapping[str, Track]
    depth: depth.Depth
    phases: tuple[PhaseSpan, ...]
    time_s: Array
    pose: Pose
    points: Mapping[str, Array]
    pulls: tuple[Pull, ...]
    centre_of_mass: Array
    zero_moment_point: Array
    lift_n: Array
    wall_x: float | None
    block_m: float

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
    def hip_path(self) -> Array:
        """(n + 1, 3) way of the middle of the hips."""
        return self.points["pelvis"]

    @cached_property
    def extent(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """Lowest and highest corner of all that is drawn over the repetition."""
        cloud = np.concatenate([np.asarray(p).reshape(-1, 3) for p in self.points.values()])
        low, high = cloud.min(0), cloud.max(0)
        low[1] = 0.0
        if self.wall_x is not None:
            low[0] = min(low[0], self.wall_x)
        for spec in self.movement.implements:
            if spec.kind == "band":
                anchor = band_anchor(spec, self.body, self.footing)
                low, high = np.minimum(low, anchor), np.maximum(high, anchor)
        return (float(low[0]), float(low[1]), float(low[2])), (float(high[0]), float(high[1]), float(high[2]))

    def phase_at(self, time_s: float) -> PhaseSpan:
        """The phase that runs at a time of the repetition."""
        t = time_s % self.duration_s
        return next((span for span in self.phases if t < span.end_s), self.phases[-1])

    def figure_at(self, time_s: float) -> Figure:
        """The figure at a time; periodic. Angles are interpolated, and joints placed from them."""
        t = np.array([time_s % self.duration_s])
        lean = self.pose.leg_inclination
        here = None if lean is None else np.interp(t, self.time_s, lean)
        return self.figure_of(Pose(self.depth.keyed(self.tracks, t), here), self.phase_at(time_s).name)

    def figure_of(self, pose: Pose, phase: str) -> Figure:
        """This body on its footing in any pose of one instant, with what it holds."""
        points = place(self.body, self.footing, self.movement.grip, pose)
        return Figure(
            points={name: point[0] for name, point in points.items() if name not in ("handle", "ball")},
            angles={name: float(angle[0]) for name, angle in joint_angles(points, pose).items()},
            implements=self._implements(points),
            scale=self.body.scale,
            phase=phase,
        )

    def _implements(self, points: Mapping[str, Array]) -> tuple[Placed, ...]:
        placed = [self._placed(spec, points) for spec in self.movement.implements]
        if self.block_m > 0 and self.load_kg > 0:
            lowest = int(np.argmin(self.points["ball"][:, 1]))
            top = self.points["ball"][lowest] * [1.0, 0.0, 1.0] + [0.0, self.block_m, 0.0]
            placed.append(Placed("block", {"top": top}, 0.0))
        return tuple(placed)

    def _placed(self, spec: ImplementSpec, points: Mapping[str, Array]) -> Placed:
        if spec.kind == "wall":
            x = self.wall_x or 0.0
            return Placed("wall", {"foot": np.array([x, 0.0, 0.0]), "head": np.array([x, HEAD_ROOM_M, 0.0])}, 0.0)
        if spec.kind == "dowel":
            low, high = dowel_ends(self.body, points)
            return Placed("dowel", {"bottom": low[0], "top": high[0]}, 0.0)
        if spec.kind == "band":
            pull = band_pull(spec, self.body, self.footing, points)
            anchor = band_anchor(spec, self.body, self.footing)
            tension = float(np.linalg.norm(pull.force_n[0]))
            return Placed("band", {"anchor": anchor, "end": band_end(spec, points)[0]}, 0.0, tension)
        return Placed("kettlebell", {"handle": points["handle"][0], "ball": points["ball"][0]}, self.load_kg)

    def contacts(self) -> tuple[Contact, ...]:
        """What touches what, and when."""
        end = self.duration_s
        names = self.footing.bearing + (("ankle_l", "ankle_r") if self.footing.kneeling else ())
        found = [Contact(name, "floor", 0.0, end) for name in names]
        if self.movement.grip == "dowel":
            found += [Contact(p, "dowel", 0.0, end) for p in ("head_back", "t_spine_back", "sacrum_back")]
        if self.movement.grip in ("hips", "ribs-and-back", "chest"):
            found += [Contact(p, "body", 0.0, end) for p in ("hand_l", "hand_r")]
        if self.wall_x is not None:
            gap = self.points["buttock_back"][:, 0] - self.wall_x
            if bool(np.any(gap < _TOUCH_M)):
                found += [Contact("buttock_back", "wall", *self._interval(gap < _TOUCH_M))]
        if self.movement.depth == "heels":
            gap = np.linalg.norm(self.points["hip_r"] - self.points["heel_r"], axis=1) - self.body.skin("buttock")
            if bool(np.any(gap < _TOUCH_M)):
                found += [Contact("buttock_back", "heel", *self._interval(gap < _TOUCH_M))]
        return tuple(found)

    def _interval(self, touching: NDArray[np.bool_]) -> tuple[float, float]:
        inside = np.flatnonzero(touching)
        return float(self.time_s[inside[0]]), float(self.time_s[inside[-1]])


def solve(
    movement: Movement,
    body: Body,
    *,
    durations_s: Sequence[float] | None = None,
    load_kg: float | None = None,
    wall_m: float | None = None,
    rate_hz: float = 100.0,
) -> Motion:
    """Let a body perform one repetition.

    Args:
        durations_s: seconds of each phase instead of the recipe's; ignored by ballistic movements, whose
            period is their own.
        load_kg: weight held instead of the recipe's, 0 to 48; 0 is no bell at all.
        wall_m: distance of the wall behind the heels instead of the recipe's, 0.05 to 0.40.
        rate_hz: frames a second.

    Raises:
        OptionError: a value is out of range.
    """
    movement = _with_options(movement, load_kg, wall_m)
    phases = _phases(movement, body, durations_s, rate_hz)
    frames = round(sum(phase.duration_s for phase in phases) * rate_hz)
    tracks = build_tracks(movement, phases)
    footing = plant(body, movement.stance)
    carried = sum(spec.mass_kg for spec in movement.implements)
    masses = Masses(body.segments, {"ball": carried} if movement.grip in depth.BELL_GRIPS else {})
    scene = depth.Scene(movement, body, footing, tracks, masses)
    time = np.arange(frames) / rate_hz

    deep = depth.choose(scene, frames / rate_hz)
    pose = _balanced(scene, Pose(deep.keyed(tracks, time), None), 1.0 / rate_hz)
    points = scene.place(pose)
    if movement.depth == "floor":
        for _ in range(2):
            deep = deep.corrected(float(points["ball"][:, 1].min()) - _ball_rest(deep))
            pose = _balanced(scene, Pose(deep.keyed(tracks, time), pose.leg_inclination), 1.0 / rate_hz)
            points = scene.place(pose)

    pulls = scene.pulls(points)
    zmp, lift = ground_reaction(masses, points, pulls, 1.0 / rate_hz)
    closed = {name: np.concatenate([point, point[:1]]) for name, point in points.items()}
    lean = pose.leg_inclination
    return Motion(
        movement=movement,
        body=body,
        load_kg=carried,
        rate_hz=rate_hz,
        footing=footing,
        tracks=tracks,
        depth=deep,
        phases=_spans(phases),
        time_s=np.arange(frames + 1) / rate_hz,
        pose=Pose(
            {name: np.append(angle, angle[:1]) for name, angle in pose.keyed.items()},
            None if lean is None else np.append(lean, lean[:1]),
        ),
        points=closed,
        pulls=tuple(
            Pull(p.applied_at, np.concatenate([p.at, p.at[:1]]), np.concatenate([p.force_n, p.force_n[:1]]))
            for p in pulls
        ),
        centre_of_mass=centre_of_mass(masses, closed),
        zero_moment_point=np.concatenate([zmp, zmp[:1]]),
        lift_n=np.append(lift, lift[:1]),
        wall_x=_wall_x(movement, footing, points),
        block_m=deep.block_m,
    )


def _wall_x(movement: Movement, footing: Footing, points: Mapping[str, Array]) -> float | None:
    """Where the wall stands: at the touch, or as far behind the heels as the recipe says, and never in the body."""
    walls = [spec for spec in movement.implements if spec.kind == "wall"]
    if not walls:
        return None
    if movement.depth == "wall":
        return float(points["buttock_back"][:, 0].min())
    heel = min(float(footing.points[f"heel_{side}"][0]) for side in "lr")
    return min(heel - walls[0].distance_m, *(float(point[:, 0].min()) for point in points.values()))


def _ball_rest(deep: depth.Depth) -> float:
    return BELL_RADIUS_M + deep.block_m


def _balanced(scene: depth.Scene, pose: Pose, step_s: float) -> Pose:
    """The pose with its legs leant so that it stands; a kneeling one stands by itself."""
    if scene.footing.kneeling:
        return pose
    still = scene.static_lean(pose)
    begin = still.leg_inclination if pose.leg_inclination is None else pose.leg_inclination
    assert begin is not None, "a standing pose carries the inclination of its legs"
    target = scene.balance_x
    corridor = (target, target)
    if scene.movement.pattern == "ballistic":
        rear, front = scene.footing.reach_x
        margin = _BASE_MARGIN * (front - rear)
        corridor = (rear + margin, front - margin)

    def reaction(lean: Array) -> tuple[Array, Array]:
        points = scene.place(pose.leaning(lean))
        where, lift = ground_reaction(scene.masses, points, scene.pulls(points), step_s)
        return where[:, 0], lift / scene.masses.weight_n

    return pose.leaning(solve_lean(reaction, begin, corridor, scene.leg_m, step_s))


def _with_options(movement: Movement, load_kg: float | None, wall_m: float | None) -> Movement:
    if load_kg is not None:
        require_range("load", load_kg, LOAD_KG, "kg")
    if wall_m is not None:
        require_range("wall distance", wall_m, WALL_M, "m")

    def adapted(spec: ImplementSpec) -> ImplementSpec:
        if spec.kind == "kettlebell" and load_kg is not None:
            return replace(spec, mass_kg=load_kg)
        if spec.kind == "wall" and wall_m is not None:
            return replace(spec, distance_m=wall_m)
        return spec

    # Without weight there is no bell: the hands do the same with nothing in them.
    kept = (spec for spec in movement.implements if spec.kind != "kettlebell" or load_kg != 0)
    return replace(movement, implements=tuple(adapted(spec) for spec in kept))


def _phases(movement: Movement, body: Body, durations_s: Sequence[float] | None, rate_hz: float) -> tuple[Phase, ...]:
    """The phases at the tempo asked for, each a whole number of frames."""
    require_range("rate", rate_hz, (10.0, 1000.0), "Hz")
    durations = [phase.duration_s for phase in movement.phases]
    if movement.pattern == "ballistic":
        pendulum = float(np.clip(np.sqrt(body.scale), *_PENDULUM))
        durations = [duration * pendulum for duration in durations]
    elif durations_s is not None:
        if len(durations_s) != len(durations):
            raise ValueError(f"{len(durations)} phases need {len(durations)} durations, got {len(durations_s)}")
        for phase, duration in zip(movement.phases, durations_s, strict=True):
            require_range(f"duration of {phase.name}", duration, TEMPO_S, "s")
        durations = list(durations_s)
    ends = np.round(np.cumsum(durations) * rate_hz) / rate_hz
    lengths = np.diff(ends, prepend=0.0)
    return tuple(
        replace(phase, duration_s=float(length)) for phase, length in zip(movement.phases, lengths, strict=True)
    )


def _spans(phases: tuple[Phase, ...]) -> tuple[PhaseSpan, ...]:
    ends = np.cumsum([phase.duration_s for phase in phases])
    return tuple(
        PhaseSpan(phase.name, float(end - phase.duration_s), float(end))
        for phase, end in zip(phases, ends, strict=True)
    )
