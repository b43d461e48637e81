"""The short form: where nothing can be written, the history is shown and it is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.campaigns import lived
from tests.campaigns import read_only as campaign

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")


def test_what_a_killed_program_left_where_nothing_can_be_written_is_shown(tmp_path: Path) -> None:
    shows = campaign._live(tmp_path / "past")
    with campaign.PLACES["the same, as a killed program left it"](
        tmp_path / "past", tmp_path / "place", shows
    ) as place:
        assert campaign.judge(place) == []


def test_a_program_that_writes_there_is_found(tmp_path: Path) -> None:
    """A home that can be written shows the history and says nothing: both are seen."""
    lived.make(tmp_path / "home" / "data" / "history.sqlite", days=10)
    wrong = campaign.judge(campaign.Place(tmp_path / "home", (1, 1), tmp_path / "home"))
    assert any(one.startswith("shows") for one in wrong)
    assert any(one.startswith("says") for one in wrong)
    assert "something was changed" in wrong
