"""What each exercise is: what it stands on, what is held and how, and between which bounds its form stays.

From the published description of the movements, not from the exercise files: where those are
stricter, they judge themselves. An exercise that is not named here is judged by the laws that hold for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .recorded import MotionFile

Bounds = Mapping[str, tuple[float, float]]
ANY = float("inf")

SLOW = ("eccentric", "hold", "concentric", "top")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file of one exercise must show.

    Attributes:
        phases: their names in order.
        support: ``feet``, ``knees``, ``one-foot`` or ``seat``.
        things: kinds of implements that must be there.
        held: how the weight is held: ``hanging``, ``trunk``, ``upright``, ``swung``, ``clean``, or nothing.
        lands: what is held comes down to the floor or a block.
        counts: ``standing`` upright, ``posture`` of a hold, or in the ``rack``.
        back_m: how far the hips go back at least, at stature 1.75 m.
        form: metric -> bounds (``form_laws``).
    """

    phases: tuple[str, ...] = SLOW
    support: str = "feet"
    things: tuple[str, ...] = ()
    held: str = ""
    lands: bool = False
    counts: str = "standing"
    back_m: float = 0.05
    form: Bounds = field(default_factory=dict)


BACK: Bounds = {"lumbar-share": (-ANY, 0.20), "lumbar-flexion": (-8.0, 15.0), "neck": (-15.0, 15.0)}
TOP: Bounds = {"lock-out": (-3.0, 3.0), "lock-out-lumbar": (-10.0, ANY)}
FEET: Bounds = {"balance-behind": (0.02, ANY), "balance-ahead": (-ANY, 0.11), "pitch": (-ANY, 1.0)}
BODY: Bounds = {
    **BACK,
    **TOP,
    "order-down": (-ANY, 0.15),
    "knee-track": (-ANY, 0.01),
    "level": (-ANY, 5.0),
    "shoulders": (-ANY, 10.0),
}
HINGE: Bounds = {
    **BODY,
    **FEET,
    "excursion": (3.0, ANY),
    "hip-knee": (2.5, ANY),
    "shank": (-12.0, 6.0),
    "knee": (8.0, 30.0),
    "trunk": (25.0, 75.0),
}
DEEP: Bounds = {**HINGE, "trunk": (40.0, 75.0)}
LIFT: Bounds = {
    **BODY,
    **FEET,
    "excursion": (1.2, ANY),
    "hip-knee": (1.25, ANY),
    "shank": (-12.0, 18.0),
    "knee": (45.0, 80.0),
}
BALLISTIC: Bounds = {
    **BACK,
    "neck": (-25.0, 25.0),
    "hip-knee": (1.8, ANY),
    "lock-out": (-8.0, 2.0),
    "lock-out-lumbar": (-10.0, ANY),
    "knee-track": (-ANY, 0.01),
    "level": (-ANY, 5.0),
    "pitch": (-ANY, 1.0),
}

DRILL = Expected(back_m=0.12, form=DEEP)
AT_THE_WALL = replace(DRILL, things=("wall",), back_m=0.06, form=HINGE)

EXPECTED: Mapping[str, Expected] = {
    "hero-squat": Expected(
        support="knees",
        back_m=0.12,
        form={
            **BACK,
            **TOP,
            "knee": (110.0, 156.0),
            "trunk": (25.0, 60.0),
            "hip-knee": (1.25, ANY),
            "level": (-ANY, 5.0),
        },
    ),
    "butt-tap": AT_THE_WALL,
    "ribs-and-back-hinge": AT_THE_WALL,
    "three-point-contact-hinge": replace(DRILL, things=("dowel",), form={**DEEP, "dowel": (-ANY, 0.005)}),
    "banded-hip-hinge": replace(DRILL, things=("band",)),
    "banded-pull-through": replace(DRILL, things=("band",)),
    "weighted-hip-hinge": replace(DRILL, things=("kettlebell",), held="hanging"),
    "goatbag-hinge": replace(DRILL, things=("kettlebell",), held="trunk"),
    "goatbag-hinge-dumbbell": replace(DRILL, things=("dumbbell",), held="trunk"),
    "back-loaded-hinge": replace(DRILL, things=("kettlebell",), held="trunk"),
    "chest-hold-hinge": replace(DRILL, things=("backpack",), held="trunk", form={**DEEP, "trunk": (40.0, 60.0)}),
    "bin-pick-up": replace(DRILL, things=("bin",), held="upright", lands=True),
    "doorway-hinge": replace(DRILL, things=("doorway",), form={**DEEP, "edge": (0.0, ANY)}),
    "toe-touch-test": replace(
        DRILL,
        things=("doorway",),
        form={
            **DEEP,
            "edge": (0.0, ANY),
            "lumbar-flexion": (-8.0, 25.0),
            "trunk": (45.0, 130.0),
            "shank": (-18.0, 6.0),
        },
    ),
    "single-leg-hinge": replace(
        DRILL,
        support="one-foot",
        form={**DEEP, "free-thigh": (-12.0, 12.0), "free-leg": (-12.0, 12.0), "level": (-ANY, 8.0)},
    ),
    "kettlebell-lift": Expected(things=("kettlebell",), held="hanging", lands=True, back_m=0.12, form=LIFT),
    "deadlift": Expected(
        things=("kettlebell",),
        held="hanging",
        lands=True,
        back_m=0.12,
        form={**LIFT, "excursion": (0.95, ANY), "shank": (-12.0, 20.0), "knee": (45.0, 90.0)},
    ),
    "hinge-to-squat": Expected(
        back_m=0.12,
        form={
            **BODY,
            **FEET,
            "excursion-before-squat": (3.0, ANY),
            "knee": (85.0, 130.0),
            "trunk": (25.0, 60.0),
            "lumbar-flexion": (-8.0, 20.0),
        },
    ),
    "sit-to-stand": Expected(
        things=("chair",),
        back_m=0.12,
        form={**BODY, **FEET, "excursion-before-squat": (1.5, ANY), "knee": (60.0, 130.0), "trunk": (20.0, 60.0)},
    ),
    "seated-hip-hinge": Expected(
        support="seat",
        things=("chair",),
        back_m=0.0,
        form={
            **BACK,
            **TOP,
            "trunk": (12.0, 65.0),
            "knee": (60.0, 120.0),
            "level": (-ANY, 5.0),
            "shoulders": (-ANY, 10.0),
        },
    ),
    "pelvic-tilt-test": Expected(
        back_m=0.0,
        form={
            **FEET,
            "neck": (-15.0, 15.0),
            "tuck": (8.0, 25.0),
            "trunk": (-ANY, 8.0),
            "lock-out": (-3.0, 3.0),
            "shank": (-12.0, 12.0),
            "level": (-ANY, 5.0),
        },
    ),
    "ready-position": Expected(
        phases=("hold",),
        counts="posture",
        form={
            **BACK,
            **FEET,
            "excursion": (1.2, ANY),
            "hip-knee": (1.25, ANY),
            "shank": (-12.0, 12.0),
            "knee": (15.0, 50.0),
            "trunk": (20.0, 60.0),
            "knee-track": (-ANY, 0.01),
            "level": (-ANY, 5.0),
            "shoulders": (-ANY, 10.0),
        },
    ),
    "kettlebell-swing": Expected(
        phases=("drive", "float", "fall", "backswing"),
        things=("kettlebell",),
        held="swung",
        form={**BALLISTIC, "wrist": (0.05, ANY), "lag": (-0.085, 0.085), "trunk-at-plumb": (5.0, 35.0)},
    ),
    "kettlebell-clean": Expected(
        phases=("hike", "drive", "rack", "drop"), things=("kettlebell",), held="clean", counts="rack", form=BALLISTIC
    ),
    "kettlebell-clean-long": Expected(
        phases=("hike", "drive", "rack", "squat", "drop"),
        things=("kettlebell",),
        held="clean",
        counts="rack",
        form=BALLISTIC,
    ),
}


def expectation(motion: MotionFile) -> Expected:
    """What a file of this exercise must show; of one that is not known, what all of its phases share."""
    phases = tuple(phase.name for phase in motion.phases)
    if motion.exercise in EXPECTED:
        wanted = EXPECTED[motion.exercise]
        return _held_higher(wanted) if any(item.look for item in motion.implements) else wanted
    if phases == ("hold",):
        return Expected(phases=phases, counts="posture")
    return Expected(phases=phases if "drive" in phases else SLOW, back_m=0.0)


def _held_higher(wanted: Expected) -> Expected:
    """A bag or a child is taken higher up than a bell: the knees need not bend as far."""
    if "knee" not in wanted.form:
        return wanted
    return replace(wanted, form={**wanted.form, "knee": (8.0, wanted.form["knee"][1])})
