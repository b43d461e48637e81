"""The installer for any Linux: what it says, installs and removes, with a program of a few bytes in it."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import load_script

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an installer for Linux")

VALUES = {"VERSION": "1.2", "NEEDED_KB": "64", "GLIBC": "2.1", "LIBRARIES": "libc.so.6", "PACKAGES": "libc6"}


@dataclass(frozen=True)
class Installer:
    """A made-up installer and the home it installs into."""

    path: Path
    home: Path

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        around = {"HOME": str(self.home), "PATH": os.environ["PATH"], **environment}
        command = ["sh", str(self.path), *words]
        return subprocess.run(command, env=around, cwd=self.home, capture_output=True, text=True, check=False)

    def sentence(self, *words: str, **environment: str) -> str:
        """What it says when it cannot go on: one line, on the standard error."""
        done = self.run(*words, **environment)
        assert done.returncode == 1
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert line.startswith("Hinge: ")
        return line

    def files(self) -> set[str]:
        return {path.relative_to(self.home).as_posix() for path in self.home.rglob("*") if not path.is_dir()}


@pytest.fixture
def build_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return load_script("build_run")


@pytest.fixture
def make(build_run: ModuleType, root: Path, tmp_path: Path) -> Callable[..., Installer]:
    """Makes an installer of a program that prints its name; other values change what it asks for."""
    home = tmp_path / "home of ann"
    home.mkdir()

    def installer(name: str = "one.run", program: str = "hinge-desktop", **values: str) -> Installer:
        folder = tmp_path / "folder"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "_internal").mkdir(parents=True)
        (folder / "hinge-desktop").write_text(f"#!/bin/sh\necho {program} $*\n", encoding="utf-8")
        (folder / "hinge-desktop").chmod(0o755)
        linux = root / "packaging" / "linux"
        told = {"GLIBC": "2.1", "PROGRAM": build_run.PROGRAM}
        more = {name: build_run.filled((linux / name).read_text("utf-8"), told).encode() for name in build_run.OF_US}
        more["contents"] = b"hinge-desktop\n_internal\nstart\n"
        entry = "org.hinge.desktop.desktop"
        more[f"desktop/applications/{entry}"] = (linux / entry).read_bytes()
        more["desktop/man/man1/hinge-desktop.1"] = b".TH"
        more["desktop/metainfo/org.hinge.desktop.metainfo.xml"] = b"<component/>"
        more["desktop/icons/hicolor/16x16/apps/org.hinge.desktop.png"] = b"picture"
        payload = build_run.archive(folder, more, 1_700_000_000)
        said = {**VALUES, "MACHINE": platform.machine(), "SHA256": hashlib.sha256(payload).hexdigest(), **values}
        script = build_run.header((linux / "install.sh").read_text(encoding="utf-8"), said, len(payload))
        path = tmp_path / name
        path.write_bytes(script + payload)
        return Installer(path, home)

    return installer


def test_it_installs_for_one_user_and_removes_all_but_what_was_practised(make: Callable[..., Installer]) -> None:
    installer = make()
    history = installer.home / ".local" / "share" / "Hinge" / "history.sqlite"
    history.parent.mkdir(parents=True)
    history.touch()
    done = installer.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert "version 1.2 is installed" in done.stdout
    command = installer.home / ".local" / "bin" / "hinge-desktop"
    started = subprocess.run([command, "list", "all"], capture_output=True, text=True, check=True)
    assert started.stdout == "hinge-desktop list all\n"
    entry = (installer.home / ".local/share/applications/org.hinge.desktop.desktop").read_text(encoding="utf-8")
    assert f'\nExec="{installer.home}/.local/share/hinge-desktop/start"\n' in entry
    assert ".local/share/icons/hicolor/16x16/apps/org.hinge.desktop.png" in installer.files()
    removed = installer.run("--uninstall")
    assert removed.returncode == 0
    assert str(history.parent) in removed.stdout
    assert installer.files() == {".local/share/Hinge/history.sqlite"}


def test_a_newer_one_takes_the_place_and_leaves_what_is_not_hinges(make: Callable[..., Installer]) -> None:
    installer = make()
    installer.run("--folder", "mine")
    own = installer.home / "mine" / "own.txt"
    own.write_text("mine", encoding="utf-8")
    newer = make("two.run", program="newer")
    done = newer.run("--folder", "mine")
    assert "in place of the one before" in done.stdout
    assert subprocess.run([newer.home / "mine" / "start"], capture_output=True, check=True).stdout == b"newer\n"
    assert newer.run("--folder=mine", "--uninstall").returncode == 0
    assert newer.files() == {"mine/own.txt"}


@pytest.mark.parametrize("other", ["link", "file"])
def test_a_command_of_that_name_that_is_anothers_stays(make: Callable[..., Installer], other: str) -> None:
    installer = make()
    command = installer.home / ".local" / "bin" / "hinge-desktop"
    theirs = installer.home / "pipx" / "hinge-desktop"
    theirs.parent.mkdir()
    theirs.write_text("theirs", encoding="utf-8")
    command.parent.mkdir(parents=True)
    if other == "link":
        command.symlink_to(theirs)
    else:
        shutil.copy(theirs, command)
    said = installer.run().stdout
    assert f"{command} is there already and stays as it is." in said
    assert f"start it from the menu, or with: {installer.home}/.local/share/hinge-desktop/start" in said
    installer.run("--uninstall")
    assert command.read_text(encoding="utf-8") == "theirs"
    assert command.is_symlink() == (other == "link")


def test_a_command_that_was_replaced_after_installing_stays(make: Callable[..., Installer]) -> None:
    installer = make()
    installer.run()
    command = installer.home / ".local" / "bin" / "hinge-desktop"
    command.unlink()
    command.write_text("mine", encoding="utf-8")
    assert "stays as it is" in installer.run().stdout  # an upgrade
    assert command.read_text(encoding="utf-8") == "mine"
    command.unlink()
    installer.run()
    command.unlink()
    command.write_text("mine", encoding="utf-8")
    installer.run("--uninstall")
    assert installer.files() == {".local/bin/hinge-desktop"}


def test_a_folder_beside_the_place_is_left_alone(make: Callable[..., Installer]) -> None:
    installer = make()
    (installer.home / "mine.new").mkdir()
    (installer.home / "mine.new" / "own.txt").touch()
    installer.run("--folder", "mine")
    assert (installer.home / "mine.new" / "own.txt").exists()
    assert {path.name for path in installer.home.iterdir()} == {".local", "mine", "mine.new"}


def test_an_archive_that_cannot_be_unpacked_leaves_nothing(make: Callable[..., Installer]) -> None:
    installer = make()
    tools = installer.home / "tools"
    tools.mkdir()
    (tools / "tar").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tools / "tar").chmod(0o755)
    said = installer.sentence("--folder", "mine", PATH=f"{tools}:{os.environ['PATH']}")
    assert f"could not be unpacked into {installer.home}:" in said
    assert {path.name for path in installer.home.iterdir()} == {"tools"}


@pytest.mark.parametrize("spelled", ["./mine", "absent/../mine/", "../ann/mine"])
def test_a_place_has_one_name_however_it_is_spelled(make: Callable[..., Installer], spelled: str) -> None:
    ann = make()
    link = ann.home.with_name("ann")
    link.symlink_to(ann.home)
    installer = Installer(ann.path, link)
    installer.run("--folder", spelled)
    program = ann.home / "mine" / "hinge-desktop"
    command = ann.home / ".local" / "bin" / "hinge-desktop"
    assert command.readlink() == ann.home / "mine" / "start"
    shell = shutil.which("sh")
    assert shell is not None
    script = program.read_bytes()
    shutil.copy(shell, program)
    with subprocess.Popen([program, "-c", "read line"], stdin=subprocess.PIPE):
        assert "Hinge is open" in installer.sentence("--folder", spelled)
        assert "Hinge is open" in installer.sentence("--folder", spelled, "--uninstall")
    program.write_bytes(script)
    assert "in place of the one before" in installer.run("--folder", spelled).stdout
    assert installer.run("--folder", spelled, "--uninstall").returncode == 0
    assert list(ann.home.iterdir()) == []


@pytest.mark.parametrize("lacking", ["installed", "contents", "_internal"])
def test_a_file_named_uninstall_makes_no_folder_hinges(make: Callable[..., Installer], lacking: str) -> None:
    installer = make()
    folder = installer.home / "tools"
    (folder / "_internal").mkdir(parents=True)
    for name in ("uninstall", "installed", "contents"):
        (folder / name).write_text("echo another\n", encoding="utf-8")
    if lacking == "_internal":
        (folder / lacking).rmdir()
    else:
        (folder / lacking).unlink()
    before = installer.files()
    assert "is not Hinge's" in installer.sentence("--folder", "tools")
    assert "is not installed in" in installer.sentence("--folder", "tools", "--uninstall")
    assert installer.files() == before


def test_the_menu_entry_of_a_second_installation_stays_when_the_first_goes(make: Callable[..., Installer]) -> None:
    installer = make()
    installer.run()
    installer.run("--folder", "second")
    around = {name for name in installer.files() if name.startswith(".local/share/") and "hinge-desktop/" not in name}
    assert ".local/share/icons/hicolor/16x16/apps/org.hinge.desktop.png" in around
    assert installer.run("--uninstall").returncode == 0
    assert {name for name in installer.files() if not name.startswith("second/")} == around
    assert installer.run("--folder", "second", "--uninstall").returncode == 0
    assert installer.files() == set()


def test_empty_folders_of_the_user_stay(make: Callable[..., Installer]) -> None:
    installer = make()
    (installer.home / ".local" / "bin").mkdir(parents=True)
    (installer.home / "programs" / "empty").mkdir(parents=True)
    before = set(installer.home.rglob("*"))
    for folder in ("programs/empty", "programs/new/hinge"):
        installer.run("--folder", folder)
        installer.run("--folder", folder)  # what the first one made is still known after an upgrade
        installer.run("--folder", folder, "--uninstall")
        assert set(installer.home.rglob("*")) == before


def test_a_home_of_ones_own_is_not_told_to_be_deleted(make: Callable[..., Installer]) -> None:
    installer = make()
    (installer.home / "documents" / "data").mkdir(parents=True)
    installer.run()
    said = installer.run("--uninstall", HINGE_HOME=f"{installer.home}/documents").stdout
    kept = f"{installer.home}/documents"
    assert f"what you practised stays in {kept}/data (settings: {kept}/config, log: {kept}/log)." in said
    assert "delete" not in said


def test_a_damaged_download_is_said_before_anything_is_done(make: Callable[..., Installer]) -> None:
    installer = make()
    content = installer.path.read_bytes()
    for cut in (300, 2000, len(content) - 1):
        installer.path.write_bytes(content[:cut])
        assert "not whole (it ends too early)" in installer.sentence()
    installer.path.write_bytes(content[:-9] + bytes(9))
    assert "not whole (its checksum differs)" in installer.sentence("--check")
    assert installer.files() == set()
    installer.path.write_bytes(content)
    assert "is whole" in installer.run("--check").stdout


def test_each_hindrance_has_its_sentence_and_nothing_is_left(make: Callable[..., Installer]) -> None:
    assert make(GLIBC="2.999").sentence().endswith(", and Hinge needs 2.999 or later.")
    assert f"for another, and this computer is {platform.machine()}" in make(MACHINE="another").sentence()
    said = make(LIBRARIES="libGL.so.99 libodd.so.1").sentence()
    assert "lacks some libraries (libGL.so.99 libodd.so.1)" in said
    installer = make(NEEDED_KB="99999999999")
    assert "not enough room in" in installer.sentence()
    assert "97656250 MB" in installer.sentence()
    assert "no home folder is known" in installer.sentence(HOME="")
    (installer.home / "full").mkdir()
    (installer.home / "full" / "mine.txt").touch()
    assert "is not Hinge's" in make().sentence("--folder", "full")
    assert "is not installed in" in make().sentence("--uninstall")
    assert "unknown option --force; allowed: --folder DIR" in make().sentence("--force")
    assert installer.files() == {"full/mine.txt"}


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_cannot_be_written_is_named(make: Callable[..., Installer]) -> None:
    installer = make()
    installer.home.chmod(0o500)
    assert f"{installer.home} cannot be written" in installer.sentence()
    installer.home.chmod(0o700)


def test_the_header_says_its_own_length(build_run: ModuleType) -> None:
    text = build_run.header("h @HEADER@ t @TOTAL@\n", {}, 98)
    assert text == b"h 11 t 109\n"
    with pytest.raises(build_run.RunError, match="a value is missing in: x @GLIBC@"):
        build_run.filled("x @GLIBC@", {"VERSION": "1"})


def test_the_archive_is_the_same_wherever_it_is_made(build_run: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("two", encoding="utf-8")
    (tmp_path / "a").write_text("one", encoding="utf-8")
    (tmp_path / "a").chmod(0o700)
    first = build_run.archive(tmp_path, {"start": b"x"}, 1_700_000_000)
    os.utime(tmp_path / "b", (1, 1))
    assert build_run.archive(tmp_path, {"start": b"x"}, 1_700_000_000) == first
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(first))) as tar:
        found = [(one.name, one.mode, one.uid, one.mtime) for one in tar]
    modes = {"a": 0o755, "b": 0o644, "start": 0o755}
    assert found == [(name, mode, 0, 1_700_000_000) for name, mode in modes.items()]
