"""The bare system of the trials: it is deleted only when nothing is mounted in it, and has devices of its own."""

from __future__ import annotations

import importlib
import os
import stat
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a bare Linux")

LINE = "{number} 21 0:5 / {place} rw,nosuid shared:2 - tmpfs tmpfs rw,size=4k\n"


@pytest.fixture
def script(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return importlib.import_module("bare_linux")


def _mountinfo(*places: str | Path) -> str:
    return "".join(LINE.format(number=30 + count, place=place) for count, place in enumerate(places))


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bare"
    (folder / "system" / "dev").mkdir(parents=True)
    (folder / "system" / "dev" / "null").touch()
    return folder


def test_every_mount_inside_is_found_the_innermost_first(script: ModuleType, tmp_path: Path) -> None:
    inside = tmp_path.resolve()
    told = _mountinfo(
        "/", "/dev", inside.parent, inside / "system/mnt", inside / "system/mnt/small", f"{inside}-beside", inside
    )
    found = script.mounted_below(tmp_path, told)
    assert found == [f"{inside}/system/mnt/small", f"{inside}/system/mnt", str(inside)]


def test_a_name_with_a_space_and_a_way_over_a_link_are_found(script: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "a bare one"
    folder.mkdir()
    (tmp_path / "link").symlink_to(folder)
    told = _mountinfo(f"{tmp_path.resolve()}/a\\040bare\\040one/proc")
    assert script.mounted_below(tmp_path / "link", told) == [f"{folder.resolve()}/proc"]


def test_nothing_is_deleted_below_a_mount_that_stays(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def refuse(command: list[str], **_others: object) -> None:
        asked.append(command)

    monkeypatch.setattr(script.subprocess, "run", refuse)
    folder, mounts = _folder(tmp_path), tmp_path / "mountinfo"
    place = f"{folder.resolve()}/system/dev"
    mounts.write_text(_mountinfo("/", place), encoding="utf-8")
    said = script.take_away(folder, mounts)
    assert said == f"{folder} is left as it is, because {place} is still mounted: unmount that, then delete the folder"
    assert asked == [["umount", place], ["umount", "--lazy", place]]
    assert (folder / "system" / "dev" / "null").exists()


def test_it_is_deleted_once_nothing_is_mounted(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, mounts = _folder(tmp_path), tmp_path / "mountinfo"

    def unmount(*_words: object, **_others: object) -> None:
        mounts.write_text(_mountinfo("/"), encoding="utf-8")

    monkeypatch.setattr(script.subprocess, "run", unmount)
    mounts.write_text(_mountinfo("/", f"{folder.resolve()}/system/proc"), encoding="utf-8")
    assert script.take_away(folder, mounts) == ""
    assert not folder.exists()


def test_it_is_taken_away_when_it_could_not_be_made(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script.tempfile, "tempdir", str(tmp_path))

    def broken(folder: Path, _tar: Path | None) -> None:
        (folder / "system").mkdir()
        raise script.TrialError("no net")

    monkeypatch.setattr(script, "Bare", broken)
    with pytest.raises(script.TrialError, match="no net"), script.bare_system(None):
        pytest.fail("there is no system")
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may make devices")
def test_its_devices_are_its_own(script: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "dev"
    folder.mkdir()
    (folder / "null").write_text("not a device", encoding="utf-8")
    try:
        script.make_devices(folder)
    except PermissionError:
        pytest.skip("this container may not make devices")
    for name, numbers in script.DEVICES.items():
        made = (folder / name).stat()
        assert stat.S_ISCHR(made.st_mode)
        assert (os.major(made.st_rdev), os.minor(made.st_rdev)) == numbers
    assert stat.S_IMODE((folder / "shm").stat().st_mode) == 0o1777
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(OSError, match="symbolic link"):
        script.make_devices(tmp_path / "link")
    assert (folder / "null").exists()
