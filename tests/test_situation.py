"""What holds now: the answers to the safety questions hold at once, and afterwards as the history has them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hinge_desktop import assets
from hinge_desktop.clocks import Clocks
from hinge_desktop.settings import Settings
from hinge_desktop.situation import Situation
from hinge_desktop.training.records import History, ScreeningRecord
from hinge_desktop.training.screening import QUESTIONS

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ANSWERED = ScreeningRecord(NOON, NOON.date(), tuple((one.id, False) for one in QUESTIONS))


@pytest.fixture
def situation(qapp: object, home: Path) -> Iterator[Situation]:
    assets.ensure_resources()
    situation = Situation(Settings(), home / "settings.json", Clocks(wall=NOON.timestamp))
    situation.set_history(History())
    situation.set_ready()
    yield situation
    situation.deleteLater()


def test_without_an_answer_there_is_no_weight(situation: Situation) -> None:
    assert situation.agenda.screening.load_locked


def test_answers_hold_before_the_disk_has_them(situation: Situation) -> None:
    situation.add_screening(ANSWERED)
    assert not situation.agenda.screening.load_locked
    situation.set_history(History())  # told before the answers were kept
    assert not situation.agenda.screening.load_locked
    situation.set_history(History(screenings=(ANSWERED,)))
    assert not situation.agenda.screening.load_locked
    assert situation.agenda.history.screenings == (ANSWERED,)


def test_answers_that_were_kept_and_are_deleted_hold_no_longer(situation: Situation) -> None:
    situation.add_screening(ANSWERED)
    situation.set_history(History(screenings=(ANSWERED,)))
    situation.set_history(History())  # everything was deleted
    assert situation.agenda.screening.load_locked
    assert situation.answered_now
