"""The short form: nothing is lost or gathered by painting; and proof that it can see."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.campaigns import soak as campaign
from tests.campaigns.campaign import Found, on_linux
from tests.campaigns.soak import Second

on_linux_only = pytest.mark.skipif(not on_linux(), reason="the memory is read as Linux tells it")


@on_linux_only
def test_painting_and_drawing_neither_loses_nor_gathers(tmp_path: Path) -> None:
    found = campaign.run(tmp_path, 6, random.Random(1))
    assert found.wrong == []
    assert found.seen["seconds"] >= 3


@on_linux_only
@pytest.mark.skipif(not campaign.COUNTED, reason="this Python does not count references to None")
def test_a_program_that_loses_references_is_found(tmp_path: Path) -> None:
    code, seconds = campaign.soak(tmp_path, 8, "--lose", "200")
    assert code == 0
    assert any("references to None were lost" in one for one in campaign.judge(seconds, Found(), least=4))


def test_memory_that_grows_is_found() -> None:
    growing = [Second(5000, 90, 90, 100_000 + 400 * number) for number in range(100)]
    assert campaign.judge(growing, Found(), least=50) == ["the memory grew by 27.0 MB"]


def test_a_program_that_ended_early_is_found() -> None:
    assert campaign.judge([Second(1, 1, 1, 1)] * 28, Found(), least=300) == ["only 28 seconds were counted"]
