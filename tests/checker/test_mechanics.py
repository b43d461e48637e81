"""The checker's own arithmetic against cases with a known answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from motion_check.calculus import Array, derivative, quantum
from motion_check.geometry import convex_hull, depth_inside, distance_to_line, inclination_deg, wrap_deg
from motion_check.mechanics import Mass, l5s1_moment, net_vertical_force, zero_moment_point
from motion_check.recorded import Force, MotionFile, Span
from motion_check.time_laws import jerk_spikes, smooth

PERIOD_S = 2.0
G = 9.81
TURN = 2.0 * np.pi / PERIOD_S


def _motion(**points: Array) -> MotionFile:
    """A motion of nothing but these points, slow, two seconds long, at 100 Hz."""
    time_s = np.linspace(0.0, PERIOD_S, 201)
    nothing = np.zeros((len(time_s), 3))
    return MotionFile(
        exercise="trial", step=None, fault=None, fault_level=0.0, side="r", body={"mass_kg": 10.0, "stature_m": 1.75},
        load_kg=0.0, rate_hz=100.0, time_s=time_s, phases=(Span("eccentric", "phase", 0.0, PERIOD_S),), counts_at_s=0.0,
        points=points or {"pelvis": nothing}, standing={}, angles={}, centre_of_mass=nothing,
        zero_moment_point=nothing, contacts=(), implements=(), forces=(), loads={}, segments=(), form={},
    )  # fmt: skip


def _path(x: object, y: object, z: object = 0.0) -> Array:
    return np.stack([np.broadcast_to(np.asarray(part, float), (201,)) for part in (x, y, z)], axis=1)


def _mass(path: Array, kg: float = 10.0, spin: Array | None = None) -> Mass:
    return Mass("trial", kg, path, np.zeros_like(path) if spin is None else spin, True)


TIME = np.linspace(0.0, PERIOD_S, 201)


@pytest.mark.parametrize(("order", "error"), [(1, 1e-6), (2, 1e-5), (3, 3e-2)])
def test_derivatives_of_a_sine_have_no_edge(order: int, error: float) -> None:
    found = derivative(np.sin(TURN * TIME), TIME, order, periodic=True)
    exact = TURN**order * np.sin(TURN * TIME + order * np.pi / 2.0)
    assert np.max(np.abs(found - exact)) < error


def test_a_short_last_interval_does_not_disturb_the_seam() -> None:
    time_s = np.append(np.arange(0.0, 1.995, 0.01) * 1.003, PERIOD_S)
    found = derivative(np.cos(TURN * time_s), time_s, 2, periodic=True)
    assert np.max(np.abs(found + TURN**2 * np.cos(TURN * time_s))) < 1e-4


def test_one_sided_differences_are_exact_for_a_quartic() -> None:
    found = derivative(TIME**4, TIME, 2, periodic=False)
    np.testing.assert_allclose(found, 12.0 * TIME**2, atol=1e-7)


def test_the_decimals_of_a_file_are_seen() -> None:
    assert quantum(np.asarray(np.round(np.sin(TIME), 4), dtype=np.float64)) == pytest.approx(1e-4)
    assert quantum(np.sin(TIME)) == 0.0


def test_depth_inside_a_square_and_outside_it() -> None:
    hull = convex_hull(np.array([[0, 0], [2, 0], [2, 2], [0, 2], [1, 1], [1, 0]], dtype=float))
    assert len(hull) == 4
    np.testing.assert_allclose(depth_inside(np.array([[1.0, 1.0], [0.25, 1.0], [2.5, 1.0]]), hull), [1.0, 0.25, -0.5])


def test_a_line_of_contacts_is_no_base() -> None:
    assert depth_inside(np.zeros((1, 2)), convex_hull(np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])))[0] == -np.inf


def test_inclination_is_forward_positive_and_wraps() -> None:
    assert inclination_deg(np.zeros(3), np.array([1.0, 1.0, 0.0])) == pytest.approx(45.0)
    np.testing.assert_allclose(wrap_deg(np.array([190.0, -180.0, 360.0])), [-170.0, 180.0, 0.0])
    assert distance_to_line(np.array([[5.0, 3.0, 4.0]]), np.zeros((1, 3)), np.array([[1.0, 0.0, 0.0]]))[0] == 5.0


def test_zero_moment_point_of_a_still_mass_is_below_it() -> None:
    zmp = zero_moment_point(_motion(), (_mass(_path(0.1, 1.0, -0.05)),))
    np.testing.assert_allclose(zmp, _path(0.1, 0.0, -0.05), atol=1e-12)


def test_zero_moment_point_of_a_cart_on_a_table() -> None:
    sway = 0.05 * np.sin(TURN * TIME)
    zmp = zero_moment_point(_motion(), (_mass(_path(sway, 0.9, sway)),))
    expected = sway * (1.0 + 0.9 * TURN**2 / G)
    np.testing.assert_allclose(zmp, _path(expected, 0.0, expected), atol=1e-6)


def test_a_mass_in_free_fall_weighs_nothing_on_the_point() -> None:
    falling = _path(3.0, 0.0) + np.outer(-0.5 * G * TIME**2, [0.0, 1.0, 0.0])
    motion = replace(_motion(falling=falling), points={"falling": falling})
    zmp = zero_moment_point(motion, (_mass(_path(0.0, 1.0)), _mass(falling, 5.0)))
    np.testing.assert_allclose(zmp[5:-5], np.zeros_like(zmp[5:-5]), atol=1e-6)


def test_a_band_that_pulls_back_moves_the_point_back() -> None:
    hips = _path(0.0, 1.0)
    motion = replace(_motion(pelvis=hips), forces=(Force("band", "pelvis", _path(-20.0, 0.0)),))
    zmp = zero_moment_point(motion, (_mass(hips),))
    np.testing.assert_allclose(zmp[:, 0], -20.0 / (10.0 * G), rtol=1e-9)


def test_a_spin_moves_the_point() -> None:
    spin = _path(0.0, 0.0, 2.0)
    zmp = zero_moment_point(_motion(), (_mass(_path(0.0, 1.0), spin=spin),))
    np.testing.assert_allclose(zmp[:, 0], 2.0 / (10.0 * G), rtol=1e-9)


def test_moment_at_l5s1_is_weight_times_lever() -> None:
    motion = _motion(l5s1=_path(0.0, 1.0))
    moment = l5s1_moment(motion, (_mass(_path(0.3, 1.2)), replace(_mass(_path(9.0, 0.0)), above_l5s1=False)))
    np.testing.assert_allclose(moment, 10.0 * G * 0.3)


def test_net_vertical_force_is_mass_times_acceleration() -> None:
    bob = 0.1 * np.sin(TURN * TIME)
    net = net_vertical_force(_motion(), (_mass(_path(0.0, 1.0 + bob)),))
    np.testing.assert_allclose(net, -(TURN**2) * bob / G, atol=1e-5)


def _minimum_jerk(u: Array) -> Array:
    u = np.clip(u, 0.0, 1.0)
    shape: Array = 10.0 * u**3 - 15.0 * u**4 + 6.0 * u**5
    return shape


def _there_and_back(shape: object) -> Array:
    assert callable(shape)
    travel: Array = shape(TIME / 0.8) - shape((TIME - 1.0) / 0.8)
    return _path(-0.25 * travel, 1.0)


@pytest.mark.parametrize("decimals", [6, 12])
def test_minimum_jerk_is_smooth(decimals: int) -> None:
    path = np.round(_there_and_back(_minimum_jerk), decimals)
    motion = _motion(pelvis=path, c7=path, hand_l=path, hand_r=path, knee_l=path, knee_r=path)
    assert smooth(motion).ok
    assert jerk_spikes(motion).ok
    assert jerk_spikes(motion).value > 1.0


@pytest.mark.parametrize(
    "shape",
    [
        lambda u: np.clip(u, 0.0, 1.0),  # the speed jumps
        lambda u: np.clip(u, 0.0, 1.0) ** 2 * (3.0 - 2.0 * np.clip(u, 0.0, 1.0)),  # the acceleration jumps
        lambda u: (1.0 - np.cos(np.pi * np.clip(u, 0.0, 1.0))) / 2.0,
    ],
    ids=["linear", "cubic", "cosine"],
)
def test_easing_that_is_not_c2_is_caught(shape: object) -> None:
    path = np.round(_there_and_back(shape), 6)
    assert not smooth(_motion(pelvis=path)).ok
