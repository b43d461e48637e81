"""The short form of the kill campaign, and proof that it can see."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hinge_desktop.training.records import SessionStart, SetStart
from tests.campaigns import kill_mid_set as campaign

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the campaign tells on an inherited pipe")

LIAR = """
import os, sys, time
descriptor = int(sys.argv[-1])
for number in range(1, 1000):
    os.write(descriptor, b"rep 11111111-2222-3333-4444-555555555555 0 %d\\n" % number)
    time.sleep(0.01)
"""


def test_killed_at_any_instant_nothing_told_is_lost_and_it_goes_on_there(home: Path) -> None:
    outcome = campaign.run(home, 8)
    assert outcome.wrong == []
    assert outcome.mid_set >= 2
    assert outcome.told > 20


def test_the_window_killed_at_any_instant_offers_to_go_on_at_that_repetition(home: Path) -> None:
    outcome = campaign.run_window(home, 6, killer=campaign.Killer(6, 2.0))
    assert outcome.wrong == []
    assert outcome.mid_set >= 2
    assert outcome.told >= 6
    assert outcome.offers >= 2


def test_an_offer_that_is_missing_or_names_another_place_is_found(home: Path) -> None:
    now = campaign.real_now()
    start = SessionStart("one", now.date(), now, 0, "hero-squat", 1, 2)
    with campaign.Store.open(home / "data" / "history.sqlite") as store:
        store.begin_session(start)
        store.begin_set("one", SetStart(0, "hero-squat", 8, 0.0, ""), now)
        store.add_rep("one", 0, 1, 7.0, now)
        (session,) = store.history().sessions
    reps = (("two", 0, 1),)
    assert campaign.judge_offer(campaign.Life(reps), session) == ["one was not offered"]
    assert campaign.judge_offer(campaign.Life(reps, ("It stopped in set 1 of 2, after 2 repetitions",)), session)
    assert not campaign.judge_offer(campaign.Life(reps, ("It stopped in set 1 of 2, after 1 repetitions",)), session)
    assert campaign.judge_offer(campaign.Life(reps, ("It stopped in set 1 of 2, after 1 repetitions",)), None)


def test_a_program_that_tells_what_it_did_not_keep_is_found(home: Path) -> None:
    campaign.Store.open(home / "data" / "history.sqlite").close()
    outcome = campaign.run(home, 1, [sys.executable, "-c", LIAR], seed=3)
    assert any(one.startswith("told and lost") for one in outcome.wrong)
