"""Where things are kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hinge_desktop import durable, paths
from hinge_desktop.errors import StorageUnavailable


def test_one_variable_moves_everything(home: Path) -> None:
    for place in (paths.data_dir(), paths.config_dir(), paths.log_dir(), paths.history_file(), paths.settings_file()):
        assert place.is_relative_to(home)
    assert not home.exists()


def test_a_relative_home_stays_where_it_was_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HINGE_HOME", "stick")
    assert paths.data_dir() == tmp_path / "stick" / "data"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the places of the XDG standard")
def test_without_it_the_systems_own_places_hold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HINGE_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert paths.history_file() == tmp_path / "share" / "Hinge" / "history.sqlite"
    assert paths.settings_file() == tmp_path / "config" / "Hinge" / "settings.json"


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
def test_folders_and_files_are_their_owners_alone(tmp_path: Path) -> None:
    program = (
        "import sys; from hinge_desktop import paths; paths.keep_new_files_private(); open(sys.argv[1], 'w').close()"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "new")], check=True, cwd=Path(__file__).parents[1])
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o600
    assert durable.make_private(tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
def test_a_folder_that_is_there_stays_as_its_owner_wants_it(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    assert durable.make_private(shared).stat().st_mode & 0o7777 == 0o1777


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(StorageUnavailable, match="is a file"):
        durable.make_private(tmp_path / "a")
    with pytest.raises(StorageUnavailable, match="cannot be made"):
        durable.make_private(tmp_path / "a" / "b")


def test_a_file_is_replaced_wholly_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    durable.write(path, b"old")

    def no_space(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        durable.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["x"]


def test_a_new_file_never_replaces_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"theirs")
    with durable.beside(path) as fresh, pytest.raises(FileExistsError):
        durable.publish(fresh, path)
    assert path.read_bytes() == b"theirs"
