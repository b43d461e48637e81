"""The short form: clocks that jump, sleep and travel; and proof that it can see."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication

from tests.campaigns import clocks_and_days as campaign
from tests.campaigns.campaign import Found

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the zone of a process cannot be set there")


def test_whatever_the_clocks_do_no_repetition_and_no_day_is_added_or_lost(qapp: QApplication, home: Path) -> None:
    found = campaign.run(home, 40, random.Random(1))
    assert found.wrong == []
    assert found.seen["courses"] == 40
    assert min(found.seen[what] for what in ("sleeps", "clocks set", "pauses", "repetitions", "zones")) > 20


def test_a_program_without_its_guard_is_found(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hinge_desktop.coach.GAP_S", 1e12)
    parent, chance = QObject(), random.Random(1)
    wrong = [one for _ in range(40) for one in campaign.course(chance, parent, Found())]
    assert any("while nobody watched" in one for one in wrong)
    parent.deleteLater()
    QCoreApplication.sendPostedEvents()
