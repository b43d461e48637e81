"""Form metrics, recomputed from the points and the masses of a file; nothing is taken from what it reports.

Definitions: M1 to M16 as published with the format, degrees, metres and seconds; lengths are told for a stature
of 1.75 m. Changes are against quiet standing where the file tells it, else against the instant that counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .body_laws import recomputed_angles
from .calculus import Array
from .geometry import inclination_deg
from .mechanics import masses, zero_moment_point
from .recorded import MotionFile

HIP_FLOOR_M = 0.005
KNEE_FLOOR_DEG = 1.0
STARTED = 0.10
FOLDED = 0.5
STAYING_M = 0.05
UPRIGHT_DEG = 15.0
FACING_DOWN_DEG = 45.0


@dataclass(frozen=True)
class Form:
    """The metrics of one repetition."""

    motion: MotionFile

    @cached_property
    def angles(self) -> dict[str, Array]:
        """Every angle from points alone, degrees, (n,)."""
        return {name: readings[0] for name, readings in recomputed_angles(self.motion).items()}

    @cached_property
    def quiet(self) -> dict[str, float]:
        """The same angles in quiet standing."""
        if not self.motion.standing:
            return {name: float(values[self.stand]) for name, values in self.angles.items()}
        still = {name: point[None] for name, point in self.motion.standing.items()}
        return {name: float(readings[0][0]) for name, readings in recomputed_angles(self.motion, still).items()}

    @cached_property
    def stand(self) -> int:
        """The frame at which the repetition counts: standing, or tall kneeling."""
        return self.motion.frame_at(self.motion.counts_at_s)

    @cached_property
    def deepest(self) -> int:
        """The frame of deepest fold: hips furthest from standing; where they stay, the pelvis furthest turned."""
        pelvis = self.motion.points["pelvis"]
        if self.motion.ballistic:
            return int(np.argmax(self.angles["trunk_inclination"]))
        away = np.linalg.norm(pelvis - pelvis[self.stand], axis=1)
        if self.motion.hold or np.max(away) < STAYING_M:
            return int(np.argmax(np.abs(self.change("pelvic_tilt"))))
        return int(np.argmax(away))

    def change(self, name: str) -> Array:
        """An angle against quiet standing, degrees, (n,). Without a side: the mean of the legs that stand."""
        if name in self.angles:
            return self.angles[name] - self.quiet[name]
        sides = [self.angles[f"{name}_{s}"] - self.quiet[f"{name}_{s}"] for s in self.motion.legs or "lr"]
        mean: Array = np.mean(sides, axis=0)
        return mean

    def leg(self, name: str) -> Array:
        """An angle of the legs that stand, their mean, degrees, (n,)."""
        mean: Array = np.mean([self.angles[f"{name}_{side}"] for side in self.motion.legs or "lr"], axis=0)
        return mean

    def supporting(self, name: str) -> Array:
        """The middle of a point of the legs that stand, (n, 3)."""
        mean: Array = np.mean([self.motion.points[f"{name}_{side}"] for side in self.motion.legs or "lr"], axis=0)
        return mean

    def excursion_ratio(self, frame: int) -> float:
        """M1: the hips' way back over their way down, from standing to ``frame``."""
        pelvis = self.motion.points["pelvis"]
        start = self.motion.standing["pelvis"] if self.motion.hold and self.motion.standing else pelvis[self.stand]
        travel = pelvis[frame] - start
        return float(abs(travel[0]) / max(abs(travel[1]), HIP_FLOOR_M))

    def hip_knee(self, frame: int) -> float:
        """M2: change of hip flexion over change of knee flexion."""
        knee = abs(float(self.change("knee_flexion")[frame]))
        return float(self.change("hip_flexion")[frame]) / max(knee, KNEE_FLOOR_DEG)

    @cached_property
    def folded(self) -> NDArray[np.bool_]:
        """Mask of the deeper half of the trunk's (or, of an upright trunk, the hips') way; all, if neither folds."""
        way = self.change("trunk_inclination")
        if np.max(way) < UPRIGHT_DEG:
            way = self.change("hip_flexion")
        if np.max(way) < UPRIGHT_DEG:
            return np.ones(len(way), dtype=np.bool_)
        return np.asarray(way >= FOLDED * np.max(way))

    @cached_property
    def lumbar(self) -> float:
        """M4: lumbar flexion of largest size while folded."""
        values = self.change("lumbar_flexion")[self.folded]
        return float(values[np.argmax(np.abs(values))])

    @cached_property
    def lumbar_share(self) -> float:
        """M3: the lumbar spine's part of the whole fold."""
        lumbar = max(float(np.max(self.change("lumbar_flexion")[self.folded])), 0.0)
        return lumbar / max(lumbar + float(self.change("hip_flexion")[self.deepest]), 1.0)

    @cached_property
    def shank(self) -> float:
        """M5: lean of the shanks at the deepest against standing."""
        return float(self.change("shank_inclination")[self.deepest])

    @cached_property
    def knee(self) -> float:
        """Knee flexion at the deepest."""
        return float(self.leg("knee_flexion")[self.deepest])

    @cached_property
    def trunk(self) -> float:
        """Furthest inclination of the trunk."""
        return float(np.max(self.angles["trunk_inclination"]))

    @cached_property
    def balance(self) -> Array:
        """M6: the zero-moment point in front of the ankles that stand, at stature 1.75 m, (n,)."""
        zmp = zero_moment_point(self.motion, masses(self.motion))
        ahead: Array = (zmp[:, 0] - np.median(self.supporting("ankle")[:, 0])) / self.motion.scale
        return ahead

    @cached_property
    def order_down(self) -> float:
        """M7: when hips or trunk have made a tenth of their way down, less when the knees have, seconds."""
        begin = {
            name: self._begins(values)
            for name, values in (
                ("hip", self.leg("hip_flexion")),
                ("trunk", self.angles["trunk_inclination"]),
                ("knee", self.leg("knee_flexion")),
            )
        }
        return min(begin["hip"], begin["trunk"]) - begin["knee"]

    def _begins(self, values: Array) -> float:
        way = values[: self.deepest + 1] - values[0]
        if abs(way[-1]) < 2.0:
            return float(self.motion.time_s[self.deepest])
        return float(self.motion.time_s[int(np.argmax(way / way[-1] >= STARTED))])

    @cached_property
    def lockout_trunk(self) -> float:
        """M12: the trunk where the repetition counts."""
        return float(self.angles["trunk_inclination"][self.stand])

    @cached_property
    def lockout_lumbar(self) -> float:
        """M12: the lower back there against quiet standing; negative is hollow."""
        return float(self.change("lumbar_flexion")[self.stand])

    @cached_property
    def neck(self) -> float:
        """M13: head on thorax against standing, of largest size."""
        values = self.change("neck_flexion")
        return float(values[np.argmax(np.abs(values))])

    def rise(self, name: str) -> float:
        """M14: how far heels or toes of the legs that stand come off the floor, metres."""
        return max(float(np.max(self.motion.points[f"{name}_{side}"][:, 1])) for side in self.motion.legs)

    @cached_property
    def sole_pitch(self) -> float:
        """M14: largest pitch of a sole, either way, degrees."""
        pitches = []
        for side in self.motion.legs:
            sole = self.motion.points[f"toe_{side}"] - self.motion.points[f"heel_{side}"]
            pitches.append(np.max(np.abs(np.degrees(np.arctan2(sole[:, 1], np.hypot(sole[:, 0], sole[:, 2]))))))
        return float(max(pitches))

    @cached_property
    def knee_inside(self) -> float:
        """M15: how far a knee that bears weight lies inside the plane through hip, ankle and toe, metres."""
        worst = []
        for side in self.motion.legs:
            hip, knee, ankle, toe, heel = (
                self.motion.points[f"{name}_{side}"] for name in ("hip", "knee", "ankle", "toe", "heel")
            )
            inward = np.cross(hip - ankle, toe - heel) * (-1.0 if side == "l" else 1.0)
            inward = inward / np.linalg.norm(inward, axis=1, keepdims=True)
            worst.append(float(np.max(np.sum((knee - ankle) * inward, axis=1))))
        return max(worst)

    @cached_property
    def dowel_gap(self) -> float:
        """M16: how far head, mid-back or sacrum is from the straight line of the other two, metres."""
        low, middle, high = (self.motion.points[n] for n in ("sacrum_back", "t_spine_back", "head_back"))
        along = (high - low) / np.linalg.norm(high - low, axis=1, keepdims=True)
        return float(np.max(np.linalg.norm(np.cross(middle - low, along), axis=1)))

    @cached_property
    def pelvis_level(self) -> float:
        """List or turn of the line of the hips against its own standing, the larger, degrees."""
        right = self.motion.points["hip_r"] - self.motion.points["hip_l"]
        list_ = np.degrees(np.arctan2(right[:, 1], np.hypot(right[:, 0], right[:, 2])))
        turned = np.degrees(np.arctan2(right[:, 0], right[:, 2]))
        return float(max(np.max(np.abs(list_)), np.max(np.abs(turned))))

    @cached_property
    def shoulders_forward(self) -> float:
        """How far the shoulders glide forward on the rib cage from standing, in degrees about the spine."""
        low, high = self.motion.points["t12l1"], self.motion.points["c7"]
        left, right = self.motion.points["shoulder_l"], self.motion.points["shoulder_r"]
        up = (high - low) / np.linalg.norm(high - low, axis=1, keepdims=True)
        across = (right - left) / np.linalg.norm(right - left, axis=1, keepdims=True)
        ahead = np.sum(((left + right) / 2 - low) * np.cross(up, across), axis=1)
        angle = np.degrees(np.arctan2(ahead, np.linalg.norm(right - left, axis=1) / 2))
        return float(np.max(angle))

    @cached_property
    def past_the_edge(self) -> float:
        """How far the middle of the hips has gone back past the doorway's edge at the deepest, metres."""
        edges = [item.x_m for item in self.motion.held("doorway") if item.x_m is not None]
        return float(edges[0] - self.motion.points["pelvis"][self.deepest, 0]) if edges else float("nan")

    @cached_property
    def free_leg(self) -> tuple[float, float]:
        """Thigh, and whole leg, of the leg in the air against the trunk's line at the deepest, degrees."""
        free = "l" if self.motion.legs == "r" else "r"
        hip, knee, ankle = (self.motion.points[f"{name}_{free}"][self.deepest] for name in ("hip", "knee", "ankle"))
        trunk = self.angles["trunk_inclination"][self.deepest]
        return float(inclination_deg(knee, hip) - trunk), float(inclination_deg(ankle, hip) - trunk)

    @cached_property
    def tucked(self) -> float:
        """How far the pelvis tilts backwards from standing, degrees."""
        return float(np.max(-self.change("pelvic_tilt")))

    @cached_property
    def wrist_over_knee(self) -> float:
        """M10: least height of the wrists over the knees while the trunk is beyond 45 degrees, metres at 1.75 m."""
        height = self.motion.middle("wrist")[:, 1] - self.motion.middle("knee")[:, 1]
        down = self.angles["trunk_inclination"] > FACING_DOWN_DEG
        return float(np.min(height[down], initial=9.0)) / self.motion.scale

    @cached_property
    def arm(self) -> Array:
        """Line from shoulders to hands (of the hand that holds) against hanging, forward positive, degrees, (n,)."""
        bells = self.motion.held("kettlebell")
        sides = [name[-1] for name in bells[0].held_by] if bells and bells[0].held_by else ["l", "r"]
        line = np.mean([self.motion.points[f"hand_{s}"] - self.motion.points[f"shoulder_{s}"] for s in sides], axis=0)
        angle: Array = np.degrees(np.arctan2(line[:, 0], -line[:, 1]))
        return angle

    @cached_property
    def plumb(self) -> int:
        """The frame at which the arms pass the vertical going forward."""
        back = int(np.argmin(self.arm))
        order = [(back + k) % len(self.arm) for k in range(len(self.arm))]
        return next((frame for frame in order if self.arm[frame] >= 0.0), back)

    @cached_property
    def trunk_at_plumb(self) -> float:
        """M11: the trunk as the arms pass the vertical on the way up."""
        return float(self.angles["trunk_inclination"][self.plumb])

    @cached_property
    def swing_lag(self) -> float:
        """M11: when the arms pass the vertical, less when the trunk rises fastest, seconds."""
        rising = -self.motion.rate(self.angles["trunk_inclination"])
        lag = float(self.motion.time_s[self.plumb] - self.motion.time_s[int(np.argmax(rising))])
        period = float(self.motion.time_s[-1])
        return (lag + period / 2.0) % period - period / 2.0
