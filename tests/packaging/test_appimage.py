"""The AppImage: what goes into it, and that its tools are the ones that were meant. It is put together elsewhere."""

from __future__ import annotations

import hashlib
import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def script(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return importlib.import_module("build_appimage")


CONTENT = b"a tool of a few bytes"


def _tool(script: ModuleType, content: bytes = CONTENT) -> object:
    return script.Tool("tool", "https://example.org/tool", hashlib.sha256(content).hexdigest())


def test_both_tools_are_of_one_version_and_one_checksum(script: ModuleType) -> None:
    for tool in (script.APPIMAGETOOL, script.RUNTIME):
        assert len(tool.sha256) == 64
        assert "continuous" not in tool.address
        assert tool.address.startswith("https://")


def test_a_tool_is_fetched_once(script: ModuleType, tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(address: str, target: Path) -> None:
        asked.append(address)
        target.write_bytes(CONTENT)

    for _time in range(2):
        path = script.provide(_tool(script), tmp_path / "tools", fetch)
    assert path.read_bytes() == CONTENT
    assert os.access(path, os.X_OK)
    assert asked == ["https://example.org/tool"]


def test_another_tool_than_the_one_meant_is_refused(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "tool").write_bytes(b"something else")
    with pytest.raises(script.AppImageError, match="is not to be trusted"):
        script.provide(_tool(script), tmp_path)


def test_without_a_net_it_says_what_to_do(script: ModuleType, tmp_path: Path) -> None:
    def fetch(_address: str, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError("no route to host")

    with pytest.raises(script.AppImageError, match=r"no route to host.*give its folder with --tools"):
        script.provide(_tool(script), tmp_path, fetch)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_has_all_that_an_appimage_asks_for(script: ModuleType, tmp_path: Path) -> None:
    built = tmp_path / "built"
    built.mkdir()
    (built / "hinge-desktop").write_text("#!/bin/sh\n", encoding="utf-8")
    run = script.lay_out(built, tmp_path / "AppDir", (2, 35))
    names = {path.name for path in run.parent.iterdir()}
    assert names == {"AppRun", ".DirIcon", "usr", "org.hinge.desktop.desktop", "org.hinge.desktop.png"}
    assert (run.parent / "usr/share/metainfo/org.hinge.desktop.metainfo.xml").is_file()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an AppImage is for Linux")
def test_it_starts_where_the_system_is_new_enough_and_else_says_why_not(script: ModuleType, tmp_path: Path) -> None:
    built = tmp_path / "built"
    built.mkdir()
    program = built / "hinge-desktop"
    program.write_text('#!/bin/sh\necho "hinge $*"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "getconf").write_text('#!/bin/sh\necho "glibc 2.34"\n', encoding="utf-8")
    (tmp_path / "getconf").chmod(0o755)
    told = []
    for least in (34, 35):
        run = script.lay_out(built, tmp_path / "App Dir", (2, least))
        around = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        told.append(subprocess.run([run, "list", "a b"], env=around, capture_output=True, text=True, check=False))
    new, old = told
    assert (new.returncode, new.stdout, new.stderr) == (0, "hinge list a b\n", "")
    assert (old.returncode, old.stdout) == (1, "")
    assert old.stderr == "Hinge: this system is too old: it has glibc 2.34, and Hinge needs 2.35 or later.\n"


def test_nothing_built_is_one_sentence(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(script.AppImageError, match=r"run packaging/build_folder\.py first"):
        script.lay_out(tmp_path, tmp_path / "AppDir", (2, 35))
