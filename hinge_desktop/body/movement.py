"""The recipe of a movement, before any body performs it.

A slow drill is a *start* pose and phases of minimum-jerk :class:`Move`\\ s; a ballistic one is a
cycle of :class:`KeyPose`\\ s. Both speak of joint angles only, never of positions: those come
out of a body (``motion.solve``). Angles are radians, 0 in upright standing, flexion positive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

KEYED_ANGLES: tuple[str, ...] = (
    "pelvic_tilt",  # pelvis against the vertical, forward positive
    "knee_flexion",
    "lumbar_flexion",  # thorax on pelvis
    "neck_flexion",  # head on thorax
    "arm_inclination",  # line shoulder -> hand against hanging, forward positive
    "elbow_flexion",
    "free_arm_inclination",  # the arm that holds nothing (one-handed exercises)
    "pelvic_list",  # the working side's hip higher than the other
    "pelvic_rotation",  # the working side's hip further forward than the other
    "free_thigh_inclination",  # thigh of the leg that does not stand, upper end forward
    "free_knee_flexion",
    "shoulder_protraction",  # shoulders forward round the rib cage
    "foot_pitch",  # heels up about the toes; negative: toes up about the heels
    "knee_turn",  # the bent leg turned inward about the line hip -> ankle
)
"""The angles a recipe may key. Hip, ankle, shoulder and the hip's path come out of the solution."""

SLOW_PHASES = ("eccentric", "hold", "concentric", "top")
SWING_PHASES = ("drive", "float", "fall", "backswing")
CLEAN_PHASES = ("hike", "drive", "rack", "drop")
LONG_CLEAN_PHASES = ("hike", "drive", "rack", "squat", "drop")
HOLD_PHASES = ("hold",)

FAULTS: tuple[str, ...] = (
    "lumbar-rounding",
    "knees-first",
    "stiff-knees",
    "hyperextension",
    "squatty-swing",
    "arms-lifting",
    "bell-below-knees",
    "neck-extension",
    "knee-valgus",
    "heels-lift",
    "toes-lift",
    "shoulders-rounded",
    "asymmetry",
)
"""Ids of what can drift; what each does stands in ``faults``."""

LOOKS: Mapping[str, tuple[str, ...]] = {
    "dowel": ("broomstick", "golf-club", "pvc-pipe"),
    "kettlebell": ("backpack", "bag", "child"),
    "bin": ("bag",),
    "backpack": ("cushion",),
}
"""What a home has instead: kind -> things that are held the same way."""

METRICS: tuple[str, ...] = (
    "hip_excursion_ratio",  # the hips' way back over their way down
    "hip_knee_ratio",  # change of hip flexion over change of knee flexion
    "lumbar_share",  # share of the lumbar spine in the whole fold
    "lumbar_flexion_deg",
    "shank_deg",  # shank at the bottom against standing
    "lockout_trunk_deg",  # trunk at the top
    "lockout_lumbar_deg",  # lower back at the top; negative is hollow
    "neck_deg",  # head on thorax against standing
    "wall_gap_m",  # buttock to wall at the touch
    "dowel_gap_m",  # widest of the three contacts
    "bell_drift_m",  # how far the bell leaves its vertical line
    "knee_flexion_deg",  # deepest knee
    "trunk_inclination_deg",  # deepest trunk
    "order_down_s",  # hips begin before the knees when negative
    "bell_height_m",  # lowest wrist above the knee in a ballistic hinge, at stature 1.75 m
    "swing_lag_s",  # arms hanging, against the trunk's fastest instant
    "float_m_s2",  # vertical acceleration of the bell before the top
    "order_up",  # share of the trunk's way that is done when the knees have done 70 % of theirs
    "swing_trunk_deg",  # trunk when the arms hang plumb on the way up
    "balance_m",  # ground reaction in front of the ankles, at stature 1.75 m, where it is furthest from mid-foot
    "heel_lift_m",
    "toe_lift_m",
    "knee_track_m",  # knee inside the plane of hip, ankle and foot
    "pelvis_level_deg",  # list or rotation of the pelvis, the larger
    "shoulder_forward_deg",  # shoulders forward round the rib cage
    "pelvic_range_deg",  # how far the pelvis tilts backwards
    "doorway_m",  # how far the middle of the hips passes the doorway's edge
    "free_leg_deg",  # free leg against the line of the trunk
)
"""The form metrics an exercise can be judged by. The unit is part of the name."""

Pattern = Literal["slow", "ballistic"]
Support = Literal["feet", "knees", "one-foot", "seat"]
Side = Literal["left", "right"]
Depth = Literal["keyed", "hamstrings", "wall", "floor", "heels", "seat"]
Grip = Literal[
    "hips",  # hands on the hips
    "ribs-and-back",  # one hand on the lower ribs, one on the small of the back
    "chest",  # forearms crossed on the chest
    "dowel",  # one hand behind the neck, one behind the waist
    "two-hand-bell",  # both hands on one kettlebell that hangs plumb
    "two-hand-swing",  # both hands on one kettlebell that follows the line of the arms
    "one-hand-clean",  # right hand on a kettlebell that rolls into the rack, left arm free
    "band-between-legs",  # both hands on a band anchored low behind
    "overhead",  # straight arms raised in front
    "hang",  # empty hands, arms as keyed
    "ready",  # empty hands in front of the body, elbows bent
    "goatbag",  # a kettlebell held by its horns, pressed against the upper belly
    "goatbag-dumbbell",  # a dumbbell against the upper belly, both hands press its far end
    "upper-back",  # a kettlebell behind the neck, both hands on its handle
    "hug",  # an object held against the chest
    "bin",  # both hands on the sides of a tall, light thing
]
ImplementKind = Literal[
    "wall", "dowel", "band", "kettlebell", "dumbbell", "backpack", "bin", "chair", "cushion", "doorway"
]


@dataclass(frozen=True, slots=True)
class Stance:
    """Where the body rests on the floor. Widths are between the ankles (or knees) at stature 1.75 m."""

    support: Support = "feet"
    width_m: float = 0.34
    toe_out: float = 0.17


@dataclass(frozen=True, slots=True)
class Move:
    """One minimum-jerk move of one angle to ``to`` during ``[begin, end]``, fractions of its phase."""

    angle: str
    to: float
    begin: float = 0.0
    end: float = 1.0


@dataclass(frozen=True, slots=True)
class Phase:
    """A named stretch of one repetition."""

    name: str
    duration_s: float
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyPose:
    """Angles that a ballistic cycle passes at ``at`` (fraction of the period).

    ``still``: the body rests there (zero velocity and acceleration). A pose names only the angles
    it fixes; each angle is interpolated over the poses that name it.
    """

    name: str
    at: float
    angles: Mapping[str, float]
    still: bool = False


@dataclass(frozen=True, slots=True)
class ImplementSpec:
    """Something held, worn or leant on. Lengths in metres at stature 1.75 m."""

    kind: ImplementKind
    mass_kg: float = 0.0
    distance_m: float = 0.0  # wall: behind the heels
    anchor_m: tuple[float, float] = (0.0, 0.0)  # band: (metres behind the ankles, height)
    stiffness_n_m: float = 0.0  # band
    rest_length_m: float = 0.0  # band
    applied_at: str = ""  # band: "pelvis" or "hands"
    look: str = ""  # what is drawn instead of the plain thing, one of ``LOOKS`` of its kind


@dataclass(frozen=True, slots=True)
class Bound:
    """What a form metric may be: ``low <= value <= high``."""

    low: float = float("-inf")
    high: float = float("inf")


@dataclass(frozen=True, slots=True)
class Movement:
    """One repetition of one exercise, for any body.

    Attributes:
        pattern: ``slow`` uses ``start`` and the phases' moves; ``ballistic`` uses ``keys``.
        phases: in order; their durations sum to the repetition.
        counts_after: name of the phase at whose end the repetition counts.
        depth: what ends the descent; ``keyed`` takes the angles as they are.
        form: metric name -> bound, what this exercise is judged by.
        faults: ids of the faults that belong to it.
        changes: fault id -> angle -> radians at level 1, where this exercise differs from the fault's own.
        one_sided: it has a left and a right form.
    """

    pattern: Pattern
    phases: tuple[Phase, ...]
    counts_after: str
    start: Mapping[str, float] = field(default_factory=dict)
    keys: tuple[KeyPose, ...] = ()
    stance: Stance = Stance()
    grip: Grip = "hips"
    depth: Depth = "keyed"
    implements: tuple[ImplementSpec, ...] = ()
    form: Mapping[str, Bound] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    changes: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    one_sided: bool = False

    @property
    def looks(self) -> tuple[str, ...]:
        """What a home may have instead of the implement. A bell that is swung or pressed stays a bell."""
        kinds = [spec.kind for spec in self.implements if spec.kind != "kettlebell" or self.grip == "two-hand-bell"]
        return tuple(look for kind in kinds for look in LOOKS.get(kind, ()))

    @property
    def duration_s(self) -> float:
        """Length of one repetition at its own tempo."""
        return sum(phase.duration_s for phase in self.phases)
