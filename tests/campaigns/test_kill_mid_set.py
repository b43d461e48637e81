"""The short form of the kill campaign, and proof that it can see."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the campaign tells on an inherited pipe")

LIAR = """
import os, sys, time
descriptor = int(sys.argv[-1])
for number in range(1, 1000):
    os.write(descriptor, b"rep 11111111-2222-3333-4444-555555555555 0 %d\\n" % number)
    time.sleep(0.01)
"""


@pytest.fixture(scope="module")
def campaign() -> ModuleType:
    path = Path(__file__).with_name("kill_mid_set.py")
    spec = importlib.util.spec_from_file_location("kill_mid_set", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_killed_at_any_instant_nothing_told_is_lost_and_it_goes_on_there(campaign: ModuleType, home: Path) -> None:
    outcome = campaign.run(home, 8)
    assert outcome.wrong == []
    assert outcome.mid_set >= 2
    assert outcome.told > 20


def test_a_program_that_tells_what_it_did_not_keep_is_found(campaign: ModuleType, home: Path) -> None:
    campaign.Store.open(home / "data" / "history.sqlite").close()
    outcome = campaign.run(home, 1, [sys.executable, "-c", LIAR], seed=3)
    assert any(one.startswith("told and lost") for one in outcome.wrong)
