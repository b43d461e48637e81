"""Bodies: what they weigh, what is refused, and how measures change the movement as they would a person's."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.body.anthropometry import LENGTHS, Body
from hinge_desktop.body.approach import approach
from hinge_desktop.body.form import measure_recording, recording_of
from hinge_desktop.body.loads import l5s1_moment
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import Movement
from hinge_desktop.errors import OptionError


@given(mass=st.floats(40, 160), sex=st.sampled_from(["average", "female", "male"]))
def test_segments_weigh_as_much_as_the_person(mass: float, sex: str) -> None:
    body = Body(mass_kg=mass, sex=sex)  # type: ignore[arg-type]
    assert sum(segment.mass_kg for segment in body.segments) == pytest.approx(mass)
    assert all(0 < segment.com_fraction < 1 for segment in body.segments)


def test_the_thigh_of_a_mean_adult_is_de_levas() -> None:
    thigh = next(one for one in Body().segments if one.name == "thigh_r")
    assert thigh.mass_kg == pytest.approx(75 * (0.1416 + 0.1478) / 2, rel=1e-3)
    assert thigh.com_fraction == pytest.approx((0.4095 + 0.3612) / 2)


def test_lengths_stand_as_high_as_the_tables_say() -> None:
    hip = LENGTHS["ankle_height"] + LENGTHS["shank"] + LENGTHS["thigh"]
    shoulder = hip + LENGTHS["pelvis"] + LENGTHS["lumbar"] + LENGTHS["shoulder_height"]
    assert hip == pytest.approx(0.530)
    assert shoulder == pytest.approx(0.818)


@pytest.mark.parametrize(
    ("measure", "named"),
    [
        ({"stature_m": 5.0}, "stature 5 m is out of range; allowed: 1.4 to 2.1 m"),
        ({"stature_m": float("nan")}, "stature nan"),
        ({"mass_kg": 20.0}, "mass 20 kg is out of range; allowed: 40 to 160 kg"),
        ({"hamstrings_deg": 10.0}, "hamstrings 10 degrees"),
        ({"sex": "giraffe"}, "average, female, male"),
    ],
)
def test_a_body_out_of_range_is_refused_in_one_sentence(measure: dict[str, float], named: str) -> None:
    with pytest.raises(OptionError) as refused:
        Body(**measure)  # type: ignore[arg-type]
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("option", [{"load_kg": -1.0}, {"wall_m": 3.0}, {"rate_hz": 0.0}])
def test_options_out_of_range_are_refused(movement: Callable[[str], Movement], option: dict[str, float]) -> None:
    with pytest.raises(OptionError, match="allowed"):
        solve(movement("butt-tap"), Body(), **option)  # type: ignore[arg-type]


def _bottom(motion: Motion) -> int:
    return int(np.argmax(motion.angles["pelvic_tilt"]))


def _hip_travel(motion: Motion) -> float:
    return float(motion.hip_path[0, 0] - motion.hip_path[_bottom(motion), 0])


def _back_moment(motion: Motion) -> float:
    return float(np.max(l5s1_moment(motion)))


def test_a_heavier_bell_sends_the_hips_back_and_loads_the_back(movement: Callable[[str], Movement]) -> None:
    motions = [solve(movement("weighted-hip-hinge"), Body(), load_kg=load) for load in (8.0, 16.0, 24.0)]
    bottoms = [float(m.hip_path[_bottom(m), 0]) for m in motions]
    shanks = [float(m.angles["shank_inclination_r"][_bottom(m)]) for m in motions]
    moments = [_back_moment(m) for m in motions]
    assert bottoms[0] - bottoms[2] > 0.012
    assert bottoms == sorted(bottoms, reverse=True)
    assert shanks == sorted(shanks, reverse=True)
    assert moments == sorted(moments)
    assert 1.2 < moments[2] / moments[0] < 1.8


def test_a_taller_person_travels_further(performed: Callable[..., Motion]) -> None:
    travel = [_hip_travel(performed("weighted-hip-hinge", Body(stature))) for stature in (1.50, 1.75, 1.98)]
    assert travel == sorted(travel)
    assert travel[2] / travel[0] == pytest.approx(1.98 / 1.50, rel=0.05)


def test_short_hamstrings_mean_a_shallower_hinge(movement: Callable[[str], Movement]) -> None:
    deep, shallow = (
        solve(movement("three-point-contact-hinge"), Body(hamstrings_deg=degrees)) for degrees in (90.0, 55.0)
    )
    assert np.max(shallow.angles["trunk_inclination"]) < np.max(deep.angles["trunk_inclination"]) - np.radians(10)
    assert np.max(np.abs(shallow.angles["lumbar_flexion"])) == 0.0


def test_who_cannot_reach_the_floor_lifts_from_a_block(movement: Callable[[str], Movement]) -> None:
    supple, stiff = (solve(movement("kettlebell-lift"), Body(hamstrings_deg=degrees)) for degrees in (95.0, 60.0))
    assert supple.block_m == 0.0
    assert np.min(supple.points["ball"][:, 1]) - 0.105 == pytest.approx(0.0, abs=0.002)
    assert stiff.block_m > 0.05
    assert np.min(stiff.points["ball"][:, 1]) - 0.105 == pytest.approx(stiff.block_m, abs=0.002)
    assert any(one.kind == "block" for one in stiff.figure_at(3.5).implements)
    assert np.max(stiff.angles["lumbar_flexion"]) <= np.radians(15)


def test_the_wall_decides_how_far_one_reaches(movement: Callable[[str], Movement]) -> None:
    near, far = (solve(movement("butt-tap"), Body(), wall_m=metres) for metres in (0.10, 0.22))
    assert _hip_travel(far) > _hip_travel(near) + 0.08


def test_a_wall_out_of_reach_comes_nearer(movement: Callable[[str], Movement]) -> None:
    motion = solve(movement("butt-tap"), Body(hamstrings_deg=50.0), wall_m=0.30)
    heel = float(motion.points["heel_r"][..., 0].min())
    assert motion.wall_x is not None
    assert heel - motion.wall_x < 0.25


def test_a_band_pulls_the_person_forward_over_the_feet(performed: Callable[..., Motion]) -> None:
    """With a band pulling back, the centre of mass stands well in front of the zero-moment point."""
    motion = performed("banded-hip-hinge")
    lead = motion.centre_of_mass[0, 0] - motion.zero_moment_point[0, 0]
    assert 0.05 < lead < 0.13
    assert np.all(motion.pulls[0].force_n[:, 0] <= 0)


def test_tempo_changes_time_and_not_the_way(movement: Callable[[str], Movement]) -> None:
    slow = solve(movement("butt-tap"), Body(), durations_s=(5.0, 2.0, 4.0, 1.0))
    fast = solve(movement("butt-tap"), Body(), durations_s=(2.0, 0.0, 1.5, 0.5))
    assert slow.duration_s == pytest.approx(12.0)
    assert fast.duration_s == pytest.approx(4.0)
    assert _hip_travel(slow) == pytest.approx(_hip_travel(fast), abs=0.01)


def test_without_weight_there_is_no_bell(movement: Callable[[str], Movement]) -> None:
    motion = solve(movement("weighted-hip-hinge"), Body(), load_kg=0.0)
    assert motion.figure_at(3.0).implements == ()
    assert approach(motion) is None
    assert _back_moment(motion) < _back_moment(solve(movement("weighted-hip-hinge"), Body(), load_kg=8.0))


def test_a_wall_that_is_not_the_aim_stands_where_it_is_said_and_never_in_the_body(
    movement: Callable[[str], Movement],
) -> None:
    drill = replace(movement("butt-tap"), depth="hamstrings")
    far, near = (solve(drill, Body(), wall_m=metres) for metres in (0.40, 0.05))
    heel = float(far.points["heel_r"][..., 0].min())
    assert far.wall_x == pytest.approx(heel - 0.40)
    assert not [contact for contact in far.contacts() if contact.kind == "wall"]
    assert near.wall_x is not None
    assert near.wall_x <= min(float(np.min(point[..., 0])) for point in near.points.values())


@pytest.fixture(scope="session")
def beside_people(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("compare_with_people", root / "packaging" / "compare_with_people.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_swing_agrees_with_people(beside_people: ModuleType) -> None:
    compared = {one.quantity: one for one in beside_people.agreements()}
    assert [name for name, one in compared.items() if not one.agrees] == []
    hips, lead, push, period = (
        compared[name]
        for name in (
            "fastest extension of the hips",
            "trunk 95 % upright before the top",
            "net vertical push of the ground, 16 kg",
            "period",
        )
    )
    assert (hips.low, hips.high) == (311 - 24, 311 + 24)
    assert lead.low == 0.15
    assert (push.low, push.high) == (0.85, 1.3)
    assert (period.low, period.high) == (1.35, 1.60)


def test_the_page_beside_people_is_up_to_date(beside_people: ModuleType) -> None:
    written = beside_people.PAGE.read_text(encoding="utf-8")
    assert beside_people.is_up_to_date(written, beside_people.page()), f"run: {beside_people.COMMAND}"


def test_every_difference_has_its_reason(beside_people: ModuleType) -> None:
    for _, rows in beside_people.SECTIONS:
        for row in rows():
            assert all((row.quantity, row.people, row.source, row.ours, row.why))
            assert row.why.endswith("."), row.quantity


def test_a_page_with_another_number_is_noticed(beside_people: ModuleType) -> None:
    fresh = "| knees | 35 ± 3° | 34.9° |"
    assert beside_people.is_up_to_date(fresh, fresh)
    assert beside_people.is_up_to_date("| knees | 35 ± 3° | 35.0° |", fresh), "the last digit may differ by one"
    assert not beside_people.is_up_to_date("| knees | 35 ± 3° | 36.0° |", fresh)
    assert not beside_people.is_up_to_date("| hips | 35 ± 3° | 34.9° |", fresh)


def test_stooping_folds_the_back_and_hinging_the_hips(movement: Callable[[str], Movement]) -> None:
    """A stoop shares 0.44 of its fold with the lower back (recorded); bending freely 0.37 (Esola 1996)."""
    recipe = movement("toe-touch-test")
    hinged, stooped = (
        measure_recording(recording_of(solve(recipe, Body(), fault=fault))) for fault in (None, "lumbar-rounding")
    )
    assert hinged["lumbar_share"] < 0.22
    assert 0.37 < stooped["lumbar_share"] < 0.60


def test_squat_and_hinge_are_as_far_apart_as_recorded(performed: Callable[..., Motion]) -> None:
    """Recorded squats: hips 0.72 to 0.89 as far back as down, hip against knee 1.06; leans over 10, and 5 and more."""
    squat, hinge = (
        measure_recording(replace(recording_of(performed(one)), hinge_knee=None))
        for one in ("hinge-to-squat", "weighted-hip-hinge")
    )
    assert 0.5 < squat["hip_excursion_ratio"] < 0.9
    assert 0.9 < squat["hip_knee_ratio"] < 1.4
    assert hinge["hip_excursion_ratio"] > 3
    assert hinge["hip_knee_ratio"] > 2.5
