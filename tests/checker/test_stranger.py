"""A good file that no line of ours wrote is accepted, at its own decimals and rounded; spoilt, it is not."""

from __future__ import annotations

from typing import Any

import pytest
import sabotage
import stick_figure
from motion_check import check


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, float):
        return round(value, decimals)
    if isinstance(value, list):
        return [_rounded(item, decimals) for item in value]
    return {key: _rounded(item, decimals) for key, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("decimals", [15, 6])
def test_a_stranger_s_good_file_is_accepted(decimals: int) -> None:
    report = check(_rounded(stick_figure.record(), decimals))
    assert report.ok, str(report)


@pytest.mark.parametrize(
    ("spoil", "law"),
    [
        (sabotage.moved_root(0.003), "centre-of-mass"),
        (sabotage.stretched_bone(0.002), "segment-lengths"),
        (sabotage.sliding_foot(0.0012), "contact-slide"),
        (sabotage.weightless_bell(0.0), "zero-moment-point"),
        (sabotage.flipped_angle("hip_flexion_l"), "angles"),
    ],
    ids=["moved root", "stretched bone", "sliding foot", "weightless bell", "flipped sign"],
)
def test_a_stranger_s_spoilt_file_is_not(spoil: sabotage.Spoiler, law: str) -> None:
    assert law in check(spoil(stick_figure.record())).broken
