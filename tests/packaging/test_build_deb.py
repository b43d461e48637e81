"""The pure parts of the Debian package: what it says of itself, what it depends on, what desktops read of it."""

from __future__ import annotations

import configparser
import itertools
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage

from hinge_desktop import __version__
from tests.conftest import load_script

CHANGES = """\
# Changelog

## [Unreleased]

### Added

- One thing that is told in
  two lines, with `code` and [a page](docs/gate.md).
- Another.

## [0.1.0] - 2026-01-02

- The **first**.
"""


@pytest.fixture
def script(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return load_script


def test_what_is_asked_for_becomes_packages(script: Callable[[str], ModuleType]) -> None:
    elf, asked = script("elf"), script("dependencies")
    files = {
        Path("a.so"): elf.Elf(("libc.so.6", "libGL.so.1", "libown.so"), "", {"libc.so.6": frozenset({"GLIBC_2.35"})}),
        Path("b.so"): elf.Elf(("libpulse.so.0", "libstdc++.so.6")),
    }
    found = asked.dependencies(files, ["libown.so"])
    assert {"libc6 (>= 2.35)", "libgl1", "libstdc++6 (>= 11)"} <= set(found.needed)
    assert "libpulse0" in found.wanted
    assert found.glibc == (2, 35)


def test_a_library_that_nobody_brings_is_named(script: Callable[[str], ModuleType]) -> None:
    elf, asked = script("elf"), script("dependencies")
    with pytest.raises(asked.DependencyError, match=r"a\.so asks for libodd\.so\.3, which is not in the folder"):
        asked.dependencies({Path("a.so"): elf.Elf(("libodd.so.3",))}, [])


def test_the_control_file_has_what_dpkg_wants(script: Callable[[str], ModuleType]) -> None:
    deb, asked = script("build_deb"), script("dependencies")
    needs = asked.Dependencies(("libc6 (>= 2.35)", "libgl1"), ("libpulse0",), (2, 35))
    text = deb.control("1.2", "amd64", 1234, needs)
    assert text.startswith("Package: hinge-desktop\nVersion: 1.2\nArchitecture: amd64\n")
    assert "\nDepends: libc6 (>= 2.35), libgl1\nRecommends: libpulse0\n" in text
    assert all(line.startswith(" ") or re.match(r"[A-Z][A-Za-z-]+: ", line) for line in text.splitlines())


def test_a_version_before_the_release_is_older_for_dpkg(script: Callable[[str], ModuleType]) -> None:
    deb, files = script("build_deb"), script("desktop_files")
    versions = ["0.1.0", "0.2.0a1", "0.2.0b1", "0.2.0b2", "0.2.0rc1", "0.2.0", "0.2.1rc10"]
    told = [deb.debian_version(version) for version in versions]
    assert told == ["0.1.0", "0.2.0~a1", "0.2.0~b1", "0.2.0~b2", "0.2.0~rc1", "0.2.0", "0.2.1~rc10"]
    needs = script("dependencies").Dependencies((), (), (2, 35))
    assert "\nVersion: 0.2.0~rc1\n" in deb.control("0.2.0rc1", "amd64", 1, needs)
    assert "hinge-desktop (0.2.0~rc1) stable" in deb.changelog(files.releases(CHANGES, "0.2.0rc1"), "0.2.0rc1", 0)
    if shutil.which("dpkg"):
        for older, newer in itertools.pairwise(told):
            subprocess.run(["dpkg", "--compare-versions", older, "lt", newer], check=True)


def test_the_changelog_is_as_debian_writes_one(script: Callable[[str], ModuleType]) -> None:
    deb, files = script("build_deb"), script("desktop_files")
    text = deb.changelog(files.releases(CHANGES, "0.2.0"), "0.2.0", 1_700_000_000)
    first, second = text.split("hinge-desktop (")[1:]
    assert first.startswith("0.2.0) stable; urgency=medium\n\n  * One thing that is told in two lines, with code and")
    assert first.rstrip().endswith("Tue, 14 Nov 2023 22:13:20 +0000")
    assert "  * The first.\n" in second
    assert "Fri, 02 Jan 2026 12:00:00 +0000" in second
    assert max(len(line) for line in text.splitlines() if line.startswith("  ")) <= 80
    assert "(9.9) stable" in deb.changelog(files.releases(CHANGES, "0.2.0"), "9.9", 1_700_000_000)


def test_the_copyright_file_has_our_licence_and_names_others(script: Callable[[str], ModuleType], root: Path) -> None:
    text = script("build_deb").copyright_file((root / "LICENSE").read_text(encoding="utf-8"))
    assert "\nFiles: *\nCopyright: 2026 The Hinge authors\nLicense: Expat\n Permission is hereby granted" in text
    assert "THIRD-PARTY-LICENCES.txt" in text
    assert all(line for line in text.split("License: Expat")[1].splitlines()[1:])


def test_the_releases_are_in_the_appstream_file(script: Callable[[str], ModuleType], root: Path) -> None:
    files = script("desktop_files")
    template = (root / "packaging" / "linux" / "org.hinge.desktop.metainfo.xml").read_text(encoding="utf-8")
    tree = ElementTree.fromstring(files.metainfo(template, files.releases(CHANGES, "0.2.0"), 1_700_000_000))
    assert tree.findtext("id") == "org.hinge.desktop"
    assert tree.findtext("launchable") == "org.hinge.desktop.desktop"
    found = [(release.get("version"), release.get("date")) for release in tree.iter("release")]
    assert found == [("0.2.0", "2023-11-14"), ("0.1.0", "2026-01-02")]
    assert [point.text for point in tree.iter("li")] == [
        "One thing that is told in two lines, with code and a page.", "Another.", "The first."]  # fmt: skip


def test_the_menu_entry_starts_the_command_that_is_installed(root: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(root / "packaging" / "linux" / "org.hinge.desktop.desktop", encoding="utf-8")
    words = entry["Desktop Entry"]
    assert (words["Exec"], words["Icon"], words["Name"]) == ("hinge-desktop", "org.hinge.desktop", "Hinge")
    assert words["Terminal"] == "false"


def test_the_icon_is_drawn_in_every_size(script: Callable[[str], ModuleType], tmp_path: Path) -> None:
    files = script("desktop_files")
    files.draw_icons(tmp_path)
    for size in files.ICON_SIZES:
        picture = QImage(str(tmp_path / f"icons/hicolor/{size}x{size}/apps/org.hinge.desktop.png"))
        assert (picture.width(), picture.height()) == (size, size)
        assert picture.pixelColor(0, 0).alpha() == 0  # its corners are round
        assert picture.pixelColor(size // 2, size // 12).alpha() == 255
    assert (tmp_path / "icons/hicolor/scalable/apps/org.hinge.desktop.svg").is_file()


def test_a_folder_without_a_program_is_said(script: Callable[[str], ModuleType], tmp_path: Path) -> None:
    asked = script("dependencies")
    with pytest.raises(asked.DependencyError, match=r"there is no program in .*: build it with"):
        asked.of_folder(tmp_path)


def test_the_version_in_the_package_is_the_programs(script: Callable[[str], ModuleType]) -> None:
    assert script("parts").version() == __version__


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a script for dpkg")
def test_a_purge_says_once_where_what_was_practised_is(root: Path) -> None:
    def said(why: str) -> str:
        command = ["sh", root / "packaging" / "linux" / "postrm", why]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert "~/.local/share/Hinge" in said("remove")
    assert said("purge") == said("upgrade") == ""
