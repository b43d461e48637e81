"""The short form: nothing leaves the computer, and what is kept is its owner's alone; and proof that it can see."""

from __future__ import annotations

import random
import shutil
import socket
import sys
from pathlib import Path

import pytest

from tests.campaigns import private as campaign
from tests.campaigns.campaign import Found
from tests.campaigns.journey_child import STATIONS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="files have other rights there")


def test_a_whole_day_makes_no_socket_of_the_internet_and_no_file_for_others(tmp_path: Path) -> None:
    found = campaign.run(tmp_path, 1, random.Random(1))
    can_be_seen = shutil.which("strace") or campaign._can_be_alone()
    assert found.wrong == ([] if can_be_seen else [campaign.UNSEEN])
    assert found.seen["stations of the day"] == len(STATIONS)
    assert found.seen["files and folders of its own"] > 8


@pytest.mark.skipif(not campaign._can_be_alone(), reason="no network of its own can be had here")
def test_a_program_can_be_run_where_there_is_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign.shutil, "which", _no_strace)
    found = Found()
    reach = "import socket; s = socket.socket(); s.settimeout(5); s.connect(('192.0.2.1', 9))"
    assert campaign.watch([sys.executable, "-c", reach], tmp_path / "log", tmp_path, found) is None
    assert "Network is unreachable" in found.wrong[0]


@pytest.mark.parametrize(("alone", "wrong"), [(True, []), (False, [campaign.UNSEEN])])
def test_a_day_with_the_network_on_that_nobody_watched_proves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: bool, wrong: list[str]
) -> None:
    def can_be_alone() -> bool:
        return alone

    monkeypatch.setattr(campaign, "journey", _unwatched)
    monkeypatch.setattr(campaign, "_can_be_alone", can_be_alone)
    assert campaign.run(tmp_path, 1, random.Random(1)).wrong == wrong


def _unwatched(_folder: Path, _found: Found) -> None:
    """A day whose sockets nobody saw."""


def _no_strace(name: str) -> str | None:
    return None if name == "strace" else f"/usr/bin/{name}"


def test_what_others_may_look_at_is_found(tmp_path: Path) -> None:
    for folder, mode in (("open", 0o755), ("closed", 0o700)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder).chmod(mode)
        (tmp_path / folder / "file").write_text("mine", encoding="utf-8")
        (tmp_path / folder / "file").chmod(0o644 if folder == "closed" else 0o600)
    assert campaign.open_to_others(tmp_path) == ["open (755)", "closed/file (644)"]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
def test_a_socket_of_the_internet_is_seen_from_outside(tmp_path: Path) -> None:
    command = [sys.executable, "-c", campaign.CALLS_OUT]
    assert campaign.watch(command, tmp_path / "log", tmp_path, Found()) == {"AF_INET": 1}


def test_the_tests_themselves_cannot_reach_for_the_internet() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, pytest.raises(RuntimeError, match="internet"):
        one.connect(("127.0.0.1", 9))
    with pytest.raises(RuntimeError, match="internet"):
        socket.getaddrinfo("localhost", 9)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no local sockets here")
def test_sockets_of_this_computer_are_fine(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))
