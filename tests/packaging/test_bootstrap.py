"""`./hinge`: its words, its sentences, and that it does nothing twice. Nothing is installed here."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def bootstrap(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", root / "packaging" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "bootstrap", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(os.name == "nt", reason="hinge is a POSIX shell script")
@pytest.mark.parametrize("words", [[], ["frobnicate"], ["--help"], ["tests"]])
def test_another_word_gets_one_sentence_and_exit_2(root: Path, words: list[str]) -> None:
    done = subprocess.run([root / "hinge", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "./hinge run" in done.stderr
    assert "./hinge test" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="hinge is a POSIX shell script")
def test_a_python_that_is_too_old_is_told_in_one_sentence(root: Path, tmp_path: Path) -> None:
    for name in ("python3", "python3.14", "python3.13", "python3.12", "python3.11"):
        fake = tmp_path / name
        fake.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        fake.chmod(0o755)
    done = subprocess.run(
        [root / "hinge", "test"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": f"{tmp_path}{os.pathsep}{os.defpath}"},
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "needs Python 3.11 to 3.14" in done.stderr
    assert "sudo apt-get install -y python3 python3-venv" in done.stderr


def test_both_wrappers_allow_the_same_pythons_as_the_project(root: Path) -> None:
    assert 'requires-python = ">=3.11,<3.15"' in (root / "pyproject.toml").read_text(encoding="utf-8")
    for name in ("hinge", "hinge.cmd"):
        assert "(3, 11) <= sys.version_info[:2] < (3, 15)" in (root / name).read_text(encoding="utf-8")


def test_missing_libraries_are_found_by_loading_them(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    absent = bootstrap.Library("libno-such-thing.so.9", "no-such-thing", "always")
    assert bootstrap.missing_libraries((absent,)) == (absent,)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert bootstrap.missing_libraries((absent,)) == ()


def test_who_is_not_root_gets_one_sentence_with_the_command(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    cursor = bootstrap.Library("libxcb-cursor.so.0", "libxcb-cursor0", "window")
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda: (cursor,))
    monkeypatch.setattr(bootstrap, "is_root", lambda: False)
    monkeypatch.setattr(bootstrap, "present_name", lambda package: package)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(bootstrap.SetUpError, match=r"sudo apt-get install -y --no-install-recommends libxcb-cursor0;"):
        bootstrap.provide_libraries(display=True)
    bootstrap.provide_libraries(display=False)  # no window, no need


def test_missing_sound_is_survived(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pulse = bootstrap.Library("libpulse.so.0", "libpulse0", "sound")
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda: (pulse,))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    bootstrap.provide_libraries(display=True)
    assert "libpulse.so.0" in capsys.readouterr().err


@pytest.fixture
def tree(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A small tree that bootstrap takes for its own, with an environment that was made before."""
    (tmp_path / "requirements.lock").write_text("one==1 \\\n    --hash=sha256:00\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    python = bootstrap.venv_program("python")
    python.parent.mkdir(parents=True)
    python.write_text("", encoding="utf-8")
    (tmp_path / ".venv" / "hinge-stamp").write_text(bootstrap.stamp(), encoding="utf-8")
    return tmp_path


def _record_calls(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []

    def record(command: Sequence[str | Path], environment: object, doing: str) -> None:
        calls.append(doing)

    monkeypatch.setattr(bootstrap, "_call", record)
    return calls


def test_an_unchanged_lock_installs_nothing(bootstrap: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = _record_calls(bootstrap, monkeypatch)
    bootstrap.provide_environment({})
    assert calls == []


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_file_installs_anew_once(
    bootstrap: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    calls = _record_calls(bootstrap, monkeypatch)
    with (tree / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    bootstrap.provide_environment({})
    assert calls == ["make .venv", "install the requirements", "install Hinge into .venv"]
    bootstrap.provide_environment({})
    assert len(calls) == 3


def test_the_judges_are_installed_once_and_anew_when_their_lock_changes(
    bootstrap: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / "judges.lock").write_text("two==1 \\\n    --hash=sha256:00\n", encoding="utf-8")
    calls = _record_calls(bootstrap, monkeypatch)
    bootstrap.provide_judges({})
    bootstrap.provide_judges({})
    assert calls == ["install the judges"]
    (tree / "judges.lock").write_text("two==2 \\\n    --hash=sha256:00\n", encoding="utf-8")
    bootstrap.provide_judges({})
    assert calls == ["install the judges"] * 2


def test_only_the_tests_fetch_the_judges(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []
    monkeypatch.setattr(bootstrap, "set_up", lambda display: {})
    monkeypatch.setattr(bootstrap, "provide_judges", lambda environment: fetched.append("judges"))
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda command, **named: subprocess.CompletedProcess(command, 0))
    monkeypatch.setenv("DISPLAY", ":0")
    assert bootstrap.main(["run"]) == 0
    assert fetched == []
    assert bootstrap.main(["test"]) == 0
    assert fetched == ["judges"]


def test_an_interrupted_install_is_done_again(
    bootstrap: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(command: Sequence[str | Path], environment: object, doing: str) -> None:
        raise bootstrap.SetUpError("interrupted")

    with (tree / "requirements.lock").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    monkeypatch.setattr(bootstrap, "_call", break_off)
    with pytest.raises(bootstrap.SetUpError):
        bootstrap.provide_environment({})
    assert not (tree / ".venv" / "hinge-stamp").exists()


def test_no_home_is_survived(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    environment = bootstrap.child_environment()
    assert os.name == "nt" or Path(environment["HOME"]).is_absolute()
    assert "PYTHONHOME" not in environment


def test_without_a_display_run_makes_the_tour_and_says_so(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[list[str]] = []

    def start(command: list[str | Path], **named: object) -> subprocess.CompletedProcess[bytes]:
        started.append([str(word) for word in command[1:]])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(bootstrap, "set_up", lambda display: {})
    monkeypatch.setattr(bootstrap.subprocess, "run", start)
    assert bootstrap.main(["run"]) == 0
    monkeypatch.setenv("DISPLAY", ":0")
    assert bootstrap.main(["run"]) == 0
    assert started == [["tour", "-o", "hinge-tour"], []]
    assert "no display" in capsys.readouterr().err


def test_ci_runs_the_readme_s_test_command(root: Path) -> None:
    assert "./hinge test" in (root / ".ci" / "run").read_text(encoding="utf-8")
    assert "\n./hinge run\n./hinge test\n" in (root / "README.md").read_text(encoding="utf-8")
