"""The short form of the full disk, and proof that it can see."""

from __future__ import annotations

from pathlib import Path

import pytest

from hinge_desktop.history.migrations import NEWEST
from hinge_desktop.history.store import Store
from tests.campaigns import lived, upgrades
from tests.campaigns.campaign import Found, on_linux

if not on_linux():
    pytest.skip("limits that can be lifted again are Linux's", allow_module_level=True)

from tests.campaigns import disk_full as campaign


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "history.sqlite"
    lived.write(path, 20)
    return path


def test_a_full_disk_is_said_and_when_there_is_space_nothing_is_missing(whole: Path, tmp_path: Path) -> None:
    found = Found()
    limit = whole.stat().st_size + 20_000
    assert campaign.practise_limited(whole, tmp_path / "home", limit, found) == []
    assert found.seen["repetitions told"] > campaign.REPS_AFTER


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_a_copy_for_which_there_is_no_space_bears_no_name(whole: Path, tmp_path: Path, share: float) -> None:
    assert campaign.copy_limited(whole, tmp_path / "home", share, Found()) == []


def test_an_upgrade_for_which_there_is_no_space_leaves_the_old_format(tmp_path: Path) -> None:
    older = tmp_path / "older" / "history.sqlite"
    upgrades.make(older, NEWEST - 1, 20)
    for share in (0.1, 0.6):
        assert campaign.upgrade_limited(older, tmp_path / "home", share, Found()) == []


def test_what_was_told_and_is_not_there_is_found(whole: Path, tmp_path: Path) -> None:
    path = campaign._again(whole, tmp_path / "home")
    with Store.open(path) as store:
        lived.practise(store, "one", lived.NOW)
    heard = campaign.Heard()
    heard.take(b"rep one 0 6\nrep one 0 7\nsays It went ")
    heard.take(b"astray.\nrep one 1")
    wrong = campaign._judge(path, heard)
    assert [one for one in wrong if one.startswith("told and lost")] == ["told and lost: ('one', 0, 7)"]
    assert "it says 'It went astray.'" in wrong
