"""Form metrics and what a motion is: on our own repetitions, and on recorded people of other build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.form import classify, drifts, measure, measure_recording, recording_of, repetitions
from hinge_desktop.body.metrics import METRIC
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import METRICS, Movement
from hinge_desktop.body.recording import Recording
from hinge_desktop.errors import OptionError
from tests.body import strangers

RECORDED: dict[str, tuple[strangers.Keys, int, str]] = {
    "squat": (strangers.SQUAT, 4, "squat"),
    "sit to stand": (strangers.SIT_TO_STAND, 1, "squat"),
    "box lift": (strangers.BOX_LIFT, 2, "squat"),
    "stoop": (strangers.STOOP, 1, "rounded"),
    "table lean": (strangers.TABLE_LEAN, 1, "hinge"),
}


def recorded(name: str, rate_hz: float = 100.0, *, noise_m: float = 0.0, size: float = 1.0) -> Recording:
    """A stranger's recording."""
    if name == "swing":
        time, tracks = strangers.swung(rate_hz, 4)
    else:
        keys, times, _ = RECORDED[name]
        time, tracks = strangers.lines(keys, rate_hz, times)
    return Recording(time, strangers.filmed(strangers.points(tracks, size), noise_m, seed=7))


def bare(motion: Motion) -> Recording:
    """One of our repetitions as a stranger would have it: points and nothing else."""
    return Recording(motion.time_s, {name: p for name, p in motion.points.items() if name not in ("handle", "ball")})


def test_every_metric_that_an_exercise_can_name_has_its_function() -> None:
    assert set(METRIC) == set(METRICS)
    assert all(function.__doc__ for function in METRIC.values())


@pytest.mark.parametrize(
    ("exercise", "shape"),
    [
        ("butt-tap", "hinge"),
        ("three-point-contact-hinge", "hinge"),
        ("banded-hip-hinge", "hinge"),
        ("weighted-hip-hinge", "hinge"),
        ("kettlebell-lift", "hybrid"),
        ("hinge-to-squat", "squat"),
        ("banded-pull-through", "hinge"),
        ("kettlebell-swing", "hinge"),
    ],
)
def test_our_own_exercises_are_what_they_are_called(
    performed: Callable[..., Motion], exercise: str, shape: str
) -> None:
    motion = performed(exercise)
    assert classify(recording_of(motion)) == shape
    assert classify(bare(motion)) == shape, "the points alone must tell it too"


@pytest.mark.parametrize("name", RECORDED)
@pytest.mark.parametrize("rate_hz", [60.0, 120.0])
@pytest.mark.parametrize("noise_m", [0.0, 0.006])
def test_recorded_people_are_told_apart(name: str, rate_hz: float, noise_m: float) -> None:
    _, times, shape = RECORDED[name]
    recording = recorded(name, rate_hz, noise_m=noise_m)
    assert classify(recording) == shape
    assert len(repetitions(recording)) == times


@pytest.mark.parametrize("rate_hz", [30.0, 60.0, 120.0])
def test_a_recorded_swing_is_a_ballistic_hinge(rate_hz: float) -> None:
    recording = recorded("swing", rate_hz, noise_m=0.004)
    assert {one.pattern for one in repetitions(recording)} == {"ballistic"}
    assert classify(recording) == "hinge"
    form = measure_recording(recording)
    assert form["swing_trunk_deg"] == pytest.approx(21, abs=3)
    assert form["swing_lag_s"] == pytest.approx(0.02, abs=0.05)
    assert form["knee_flexion_deg"] == pytest.approx(35, abs=2)
    assert form["bell_height_m"] > 0.05


@given(
    size=st.floats(0.8, 1.2),
    rate_hz=st.sampled_from([50.0, 60.0, 120.0]),
    name=st.sampled_from(sorted(RECORDED)),
)
def test_what_it_is_hangs_neither_on_size_nor_on_rate(size: float, rate_hz: float, name: str) -> None:
    usual, other = recorded(name), recorded(name, rate_hz, size=size)
    assert classify(other) == RECORDED[name][2]
    ours, theirs = measure_recording(usual), measure_recording(other)
    for metric in ("hip_knee_ratio", "shank_deg", "trunk_inclination_deg", "knee_flexion_deg", "lumbar_share"):
        assert theirs[metric] == pytest.approx(ours[metric], rel=0.02, abs=0.5), metric


def test_a_recorded_stoop_shows_its_back_and_no_knees() -> None:
    form = measure_recording(recorded("stoop"))
    assert form["lumbar_share"] == pytest.approx(49 / (49 + 64.5), abs=0.02)
    assert form["lumbar_flexion_deg"] == pytest.approx(49, abs=1)
    assert form["knee_flexion_deg"] == pytest.approx(19, abs=1)
    assert form["hip_excursion_ratio"] > 5


def test_each_repetition_counts_once_and_the_median_is_told() -> None:
    """One squat that is half as deep changes no median of four."""
    time, tracks = strangers.lines(strangers.SQUAT, 100.0, 4)
    lazy = time > 2.9 * 3
    for name, rest in strangers.STANDING.items():
        tracks[name] = np.where(lazy, np.radians(rest) + 0.7 * (tracks[name] - np.radians(rest)), tracks[name])
    recording = Recording(time, strangers.points(tracks))
    assert len(repetitions(recording)) == 4
    assert measure_recording(recording)["knee_flexion_deg"] == pytest.approx(101, abs=1)


def test_points_that_are_missing_leave_their_metrics_out() -> None:
    whole = recorded("squat")
    poor = replace(
        whole,
        points={name: p for name, p in whole.points.items() if name.split("_")[0] in ("hip", "knee", "ankle", "c7")},
    )
    form = measure_recording(poor)
    assert {"hip_excursion_ratio", "hip_knee_ratio", "shank_deg", "knee_flexion_deg"} <= set(form)
    assert not {"lumbar_share", "neck_deg", "heel_lift_m", "balance_m", "bell_drift_m", "wall_gap_m"} & set(form)
    assert classify(poor) == "squat"


def test_one_side_of_the_body_is_enough() -> None:
    whole = recorded("squat")
    left = {name: p for name, p in whole.points.items() if name.endswith("_l")}
    assert classify(replace(whole, points=left)) == "squat"


def test_who_only_stands_is_told_so() -> None:
    time, tracks = strangers.lines(strangers.SQUAT, 60.0)
    still = {name: np.full_like(line, line[0]) for name, line in tracks.items()}
    recording = Recording(time, strangers.points(still))
    assert isinstance(measure_recording(recording), dict)
    with pytest.raises(OptionError, match="10 degrees"):
        classify(recording)


@pytest.mark.parametrize("exercise", ["butt-tap", "weighted-hip-hinge", "kettlebell-lift", "banded-pull-through"])
def test_the_points_alone_give_what_the_solved_angles_give(performed: Callable[..., Motion], exercise: str) -> None:
    motion = performed(exercise)
    solved, seen = measure_recording(recording_of(motion)), measure_recording(bare(motion))
    for metric in ("lumbar_share", "lumbar_flexion_deg", "knee_flexion_deg", "trunk_inclination_deg", "order_up"):
        assert seen[metric] == pytest.approx(solved[metric], abs=0.6), metric
    assert seen["shank_deg"] == pytest.approx(solved["shank_deg"], abs=2.0)
    assert seen["order_down_s"] == pytest.approx(solved["order_down_s"], abs=0.05)


def test_where_a_cycle_begins_does_not_matter(performed: Callable[..., Motion]) -> None:
    recording = recording_of(performed("kettlebell-swing"))
    n = len(recording.time_s) - 1
    later = (np.arange(n + 1) + n // 3) % n
    shifted = replace(
        recording,
        points={name: p[later] for name, p in recording.points.items()},
        angles={name: a[later] for name, a in recording.angles.items()},
        things={kind: {name: p[later] for name, p in parts.items()} for kind, parts in recording.things.items()},
        ground=None if recording.ground is None else recording.ground[later],
        counts_at_s=((recording.counts_at_s or 0.0) - recording.time_s[n // 3]) % recording.time_s[-1],
    )
    assert measure_recording(shifted) == pytest.approx(measure_recording(recording), abs=1e-6)


def test_the_swing_is_told_by_its_arms(performed: Callable[..., Motion]) -> None:
    form = measure_recording(recording_of(performed("kettlebell-swing")))
    assert 15 <= form["swing_trunk_deg"] <= 35
    assert abs(form["swing_lag_s"]) <= 0.05
    assert form["float_m_s2"] == pytest.approx(-9.8, abs=1.0)


def test_a_lift_leads_with_the_knees_on_the_way_up(performed: Callable[..., Motion]) -> None:
    form = measure_recording(recording_of(performed("kettlebell-lift")))
    assert form["order_down_s"] < 0
    assert form["order_up"] < 0.6


def test_balance_is_told_at_one_size(performed: Callable[..., Motion]) -> None:
    """The same exercise of a small and a tall person has the same balance, in front of the ankles."""
    small, tall = (measure_recording(recording_of(performed("butt-tap", Body(one)))) for one in (1.50, 1.98))
    assert small["balance_m"] == pytest.approx(tall["balance_m"], abs=0.005)
    assert 0.03 < small["balance_m"] < 0.09


def test_a_knee_that_falls_inwards_is_seen_on_either_side() -> None:
    recording = recorded("squat")
    straight = measure_recording(recording)["knee_track_m"]
    deep = np.clip(repetitions(recording)[0].fold.max() - recording.fold, 0, None)
    inward = 0.05 * (1 - deep / deep.max())
    for side, sign in (("l", 1.0), ("r", -1.0)):
        knee = recording.points[f"knee_{side}"] + sign * inward[:, None] * np.array([0, 0, 1.0])
        fallen = replace(recording, points={**recording.points, f"knee_{side}": knee})
        assert measure_recording(fallen)["knee_track_m"] > straight + 0.03


def test_a_tipped_or_turned_pelvis_is_seen() -> None:
    recording = recorded("table lean")
    fold = (recording.fold - recording.fold.min()) / np.ptp(recording.fold)
    for axis in (0, 1):
        turn = np.zeros((len(fold), 3))
        turn[:, axis] = 0.08 * np.tan(np.radians(8)) * fold
        tipped = {
            "hip_l": recording.points["hip_l"] - turn,
            "hip_r": recording.points["hip_r"] + turn,
        }
        form = measure_recording(replace(recording, points={**recording.points, **tipped}))
        assert form["pelvis_level_deg"] == pytest.approx(8, abs=0.5)


def test_feet_that_leave_the_floor_are_measured() -> None:
    recording = recorded("squat")
    fold = (recording.fold - recording.fold.min()) / np.ptp(recording.fold)
    rise = 0.03 * fold[:, None] * np.array([0, 1.0, 0])
    for point, metric in (("heel_r", "heel_lift_m"), ("toe_l", "toe_lift_m")):
        lifted = replace(recording, points={**recording.points, point: recording.points[point] + rise})
        assert measure_recording(lifted)[metric] == pytest.approx(0.03, abs=0.002)
        assert measure_recording(recording)[metric] < 0.001


def test_measuring_a_motion_gives_what_its_exercise_asks_for(performed: Callable[..., Motion]) -> None:
    for exercise in ("butt-tap", "kettlebell-lift", "kettlebell-swing"):
        motion = performed(exercise)
        assert set(measure(motion)) == set(motion.movement.form)
        assert drifts(motion) == {}


def test_a_rounded_back_is_told_as_rounded(movement: Callable[[str], Movement]) -> None:
    recipe = movement("weighted-hip-hinge")
    motion = solve(recipe, Body(), fault="lumbar-rounding", level=1.0)
    assert classify(recording_of(motion)) == "rounded"
    assert {"lumbar_share", "lumbar_flexion_deg"} <= set(drifts(motion))


def test_a_hollow_back_at_the_top_is_none_in_the_fold(movement: Callable[[str], Movement]) -> None:
    motion = solve(movement("weighted-hip-hinge"), Body(), fault="hyperextension", level=1.0)
    form = measure_recording(recording_of(motion))
    assert form["lockout_lumbar_deg"] < -10
    assert abs(form["lumbar_flexion_deg"]) < 3


@pytest.mark.parametrize("lost", [("l5s1",), ("t12l1",), ("c7",), ("l5s1", "pelvis")])
def test_a_stoop_is_seen_with_one_marker_less(lost: tuple[str, ...]) -> None:
    whole = recorded("stoop")
    seen = {name: p for name, p in whole.points.items() if name not in lost}
    form = measure_recording(replace(whole, points=seen))
    # Other proportions than ours, so that the stand-in for a lost marker is a rough one.
    assert form["lumbar_flexion_deg"] == pytest.approx(49, abs=15)
    assert classify(replace(whole, points=seen)) == "rounded"


def test_a_pelvis_marker_on_the_hips_themselves_shows_no_tilt() -> None:
    """Some skeletons put the root of the back where the hips are: that line has no direction."""
    whole = recorded("stoop", noise_m=0.003)
    rooted = replace(whole, points={**whole.points, "l5s1": whole.points["pelvis"] + 0.001})
    assert measure_recording(rooted)["lumbar_flexion_deg"] == pytest.approx(49, abs=15)
    assert classify(rooted) == "rounded"


def test_who_walks_up_first_is_measured_over_the_own_feet() -> None:
    recording = recorded("box lift")
    walk = 1.5 * np.clip(recording.time_s / 0.6, 0, 1)[:, None] * np.array([1.0, 0, 0])
    walked = replace(recording, points={name: p + walk for name, p in recording.points.items()})
    still, moving = (measure_recording(one)["hip_excursion_ratio"] for one in (recording, walked))
    assert moving == pytest.approx(still, abs=0.02)
