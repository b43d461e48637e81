"""Ids of what comes with the program, and the tests that run over each of them."""

from __future__ import annotations

import pytest

from hinge_desktop.curriculum.ladder import LADDER

BESIDE = (
    "ribs-and-back-hinge",
    "doorway-hinge",
    "toe-touch-test",
    "pelvic-tilt-test",
    "goatbag-hinge",
    "goatbag-hinge-dumbbell",
    "back-loaded-hinge",
    "chest-hold-hinge",
    "bin-pick-up",
    "sit-to-stand",
    "ready-position",
    "deadlift",
    "single-leg-hinge",
    "seated-hip-hinge",
    "kettlebell-clean-long",
)
"""Beside the ten steps: drills, tests, other loads, daily life, and other forms of two steps."""

STEP = pytest.mark.parametrize("name", LADDER)
EACH = pytest.mark.parametrize("name", [*LADDER, *BESIDE])
