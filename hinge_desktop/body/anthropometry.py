"""How long and how heavy the parts of a person are.

Lengths: fractions of stature of Drillis & Contini (1966), as Winter (2009, fig. 4.1) gives them; the
split of the trunk into pelvis, lumbar part and thorax is ours and keeps hip to shoulder at .288.
Masses, centres of mass and radii of gyration: de Leva (1996, table 4), by sex or the mean of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from hinge_desktop.errors import OptionError

Sex = Literal["average", "female", "male"]

STATURE_M = (1.40, 2.10)
MASS_KG = (40.0, 160.0)
HAMSTRINGS_DEG = (45.0, 110.0)
LEGS = (0.92, 1.08)
"""Allowed bodies. Hamstring length is the straight-leg raise; 75 degrees is the default."""

REFERENCE_STATURE_M = 1.75
"""Lengths given in metres (contact offsets, implements' places) hold at this stature and scale with it."""

LENGTHS: Mapping[str, float] = {
    "ankle_height": 0.039,
    "foot": 0.152,
    "heel_to_ankle": 0.0343,
    "shank": 0.246,
    "thigh": 0.245,
    "hip_half_width": 0.050,
    "pelvis": 0.057,
    "lumbar": 0.105,
    "thorax": 0.168,
    "shoulder_height": 0.126,
    "shoulder_half_width": 0.105,
    "head_neck": 0.130,
    "upper_arm": 0.186,
    "forearm": 0.146,
    "hand": 0.054,
}
"""Fractions of stature. ``shoulder_height`` is along the thorax from T12/L1."""

_LEG = ("ankle_height", "shank", "thigh")
_UPRIGHT = ("pelvis", "lumbar", "thorax", "shoulder_height", "head_neck")
_LEG_SHARE = sum(LENGTHS[name] for name in _LEG)

SKIN: Mapping[str, float] = {
    "buttock": 0.12 / REFERENCE_STATURE_M,
    "back": 0.105 / REFERENCE_STATURE_M,
    "knee": 0.05 / REFERENCE_STATURE_M,
    "instep": 0.045 / REFERENCE_STATURE_M,
    "ischium": 0.09 / REFERENCE_STATURE_M,
    "belly": 0.10 / REFERENCE_STATURE_M,
}
"""Depth of soft tissue over a joint, fractions of stature (our choice). One ``back`` offset for
sacrum, mid-thorax and head makes the three dowel contacts collinear in neutral."""

# de Leva 1996, table 4: mass fraction and centre-of-mass fraction, (male, female), one side for limbs.
_MASS = {
    "foot": (0.0137, 0.0129),
    "shank": (0.0433, 0.0481),
    "thigh": (0.1416, 0.1478),
    "pelvis": (0.1117, 0.1247),
    "lumbar": (0.1633, 0.1465),
    "thorax": (0.1596, 0.1545),
    "head": (0.0694, 0.0668),
    "upper_arm": (0.0271, 0.0255),
    "forearm": (0.0162, 0.0138),
    "hand": (0.0061, 0.0056),
}
_COM = {
    "foot": (0.4415, 0.4014),  # from the heel
    "shank": (0.4459, 0.4416),
    "thigh": (0.4095, 0.3612),
    "upper_arm": (0.5772, 0.5754),
    "forearm": (0.4574, 0.4559),
    "hand": (0.7900, 0.7474),
    "pelvis": (0.6115, 0.4920),  # from the omphalion down
    "lumbar": (0.4502, 0.4512),  # from the xiphion down
    "thorax": (0.2999, 0.2077),  # from the suprasternale down
    "head": (0.5976, 0.5894),  # from the vertex down
}
# Radii of gyration about the segment's axes forward, along and across, fractions of its length: the
# sagittal, longitudinal and transverse ones of the same table. A foot's long axis is its forward one.
_RADII = {
    "foot": ((0.124, 0.257, 0.245), (0.139, 0.299, 0.279)),
    "shank": ((0.255, 0.103, 0.249), (0.271, 0.093, 0.267)),
    "thigh": ((0.329, 0.149, 0.329), (0.369, 0.162, 0.364)),
    "pelvis": ((0.615, 0.587, 0.551), (0.433, 0.444, 0.402)),
    "lumbar": ((0.482, 0.468, 0.383), (0.433, 0.415, 0.354)),
    "thorax": ((0.716, 0.659, 0.454), (0.746, 0.718, 0.502)),
    "head": ((0.362, 0.312, 0.376), (0.330, 0.318, 0.359)),
    "upper_arm": ((0.285, 0.158, 0.269), (0.278, 0.148, 0.260)),
    "forearm": ((0.276, 0.121, 0.265), (0.261, 0.094, 0.257)),
    "hand": ((0.628, 0.401, 0.513), (0.531, 0.335, 0.454)),
}
# de Leva's trunk landmarks as fractions of stature above the hip axis, and the head's own length.
_OMPHALION, _XIPHION, _SUPRASTERNALE, _DE_LEVA_HEAD = 0.0837, 0.2075, 0.3055, 0.1168
_DE_LEVA_LENGTHS = {
    "pelvis": _OMPHALION,
    "lumbar": _XIPHION - _OMPHALION,
    "thorax": _SUPRASTERNALE - _XIPHION,
    "head": _DE_LEVA_HEAD,
}

SEGMENT_ENDS: Mapping[str, tuple[str, str]] = {
    "pelvis": ("pelvis", "l5s1"),
    "lumbar": ("l5s1", "t12l1"),
    "thorax": ("t12l1", "c7"),
    "head": ("c7", "head_top"),
    **{
        f"{name}_{side}": (f"{start}_{side}", f"{end}_{side}")
        for side in ("l", "r")
        for name, start, end in (
            ("foot", "heel", "toe"),
            ("shank", "knee", "ankle"),
            ("thigh", "hip", "knee"),
            ("upper_arm", "shoulder", "elbow"),
            ("forearm", "elbow", "wrist"),
            ("hand", "wrist", "hand"),
        )
    },
}
"""Rigid segments by the points they join; the first point is the one ``com_fraction`` starts from."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One rigid segment of a person: points it joins, mass, and where its mass sits between them.

    ``radii_m``: radii of gyration about the centre of mass, about the axes of the segment's frame: forward,
    up and right in upright standing.
    """

    name: str
    start: str
    end: str
    mass_kg: float
    com_fraction: float
    radii_m: tuple[float, float, float]


@dataclass(frozen=True)
class Body:
    """A person's measures.

    Args:
        stature_m: 1.40 to 2.10.
        mass_kg: 40 to 160.
        sex: which of de Leva's tables; ``average`` is their mean.
        hamstrings_deg: straight-leg raise, 45 to 110.
        legs: length of the legs against the table's, 0.92 to 1.08; the trunk makes up for it.

    Raises:
        OptionError: a measure is out of range.
    """

    stature_m: float = REFERENCE_STATURE_M
    mass_kg: float = 75.0
    sex: Sex = "average"
    hamstrings_deg: float = 75.0
    legs: float = 1.0

    def __post_init__(self) -> None:
        require_range("stature", self.stature_m, STATURE_M, "m")
        require_range("mass", self.mass_kg, MASS_KG, "kg")
        require_range("hamstrings", self.hamstrings_deg, HAMSTRINGS_DEG, "degrees")
        require_range("leg length", self.legs, LEGS, "of the usual")
        if self.sex not in get_args(Sex):
            raise OptionError(f"sex {self.sex!r} is not known; allowed: {', '.join(get_args(Sex))}.")

    @property
    def scale(self) -> float:
        """Size against the reference stature."""
        return self.stature_m / REFERENCE_STATURE_M

    def length(self, name: str) -> float:
        """Metres of one of ``LENGTHS``, for these proportions."""
        length = LENGTHS[name] * self.stature_m
        if name in _LEG:
            return length * self.legs
        if name in _UPRIGHT:
            return length * (1 - _LEG_SHARE * self.legs) / (1 - _LEG_SHARE)
        return length

    def skin(self, name: str) -> float:
        """Metres of one of ``SKIN``."""
        return SKIN[name] * self.stature_m

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """All 16 segments; their masses sum to ``mass_kg``."""
        families = {name: _family(name) for name in SEGMENT_ENDS}
        # Left and right alike: each family is looked up once.
        share = {family: self._of_sex(_MASS[family]) for family in families.values()}
        total = sum(share[family] for family in families.values())  # de Leva's columns sum to 1 within rounding
        com = {family: self._com_fraction(family) for family in share}
        radii = {family: self._radii_m(family) for family in share}
        return tuple(
            Segment(name, *SEGMENT_ENDS[name], self.mass_kg * share[family] / total, com[family], radii[family])
            for name, family in families.items()
        )

    def _of_sex(self, pair: tuple[float, float]) -> float:
        male, female = pair
        return {"male": male, "female": female, "average": (male + female) / 2}[self.sex]

    def _radii_m(self, family: str) -> tuple[float, float, float]:
        """Trunk and head by the length of de Leva's segments, limbs by ours."""
        ours = "head_neck" if family == "head" else family
        length = self.length(ours) * _DE_LEVA_LENGTHS.get(family, LENGTHS[ours]) / LENGTHS[ours]
        male, female = _RADII[family]
        forward, up, right = (self._of_sex(pair) * length for pair in zip(male, female, strict=True))
        return forward, up, right

    def _com_fraction(self, family: str) -> float:
        """Fraction along our segment; the trunk's landmarks are de Leva's, its joints ours."""
        own = self._of_sex(_COM[family])
        height = {
            "pelvis": _OMPHALION * (1 - own),
            "lumbar": _XIPHION - own * (_XIPHION - _OMPHALION),
            "thorax": _SUPRASTERNALE - own * (_SUPRASTERNALE - _XIPHION),
        }
        if family == "head":
            return 1 - own * _DE_LEVA_HEAD / LENGTHS["head_neck"]
        if family not in height:
            return own
        base = {"pelvis": 0.0, "lumbar": LENGTHS["pelvis"], "thorax": LENGTHS["pelvis"] + LENGTHS["lumbar"]}[family]
        return (height[family] - base) / LENGTHS[family]


def require_range(name: str, value: float, allowed: tuple[float, float], unit: str) -> None:
    """Raise OptionError unless ``allowed[0] <= value <= allowed[1]`` (NaN is refused too)."""
    low, high = allowed
    if not low <= value <= high:
        raise OptionError(f"{name} {value:g} {unit} is out of range; allowed: {low:g} to {high:g} {unit}.")


def _family(segment: str) -> str:
    return segment.removesuffix("_l").removesuffix("_r")
