"""The trial of a package: installed, looked at, removed. The packages here are a few lines of shell."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def script(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return importlib.import_module("try_installer")


INSTALLER = """
case "${1:-install}" in
install) mkdir -p "$XDG_DATA_HOME/hinge-desktop" ;;
--uninstall) %s ;;
esac
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "hinge-desktop-1.2.3-x86_64.run"
    path.write_text(INSTALLER % 'rmdir "$XDG_DATA_HOME/hinge-desktop"', encoding="utf-8")
    return path


@pytest.fixture
def looked_at(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that the smoke test was given; it finds nothing wrong with them."""
    seen: list[str] = []

    def look(words: list[str]) -> int:
        seen.append(words[-1])
        return 0

    monkeypatch.setattr(script.smoke_test, "main", look)
    return seen


on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the stand-in is a .run")


@on_linux
def test_a_package_is_installed_tried_and_removed(
    script: ModuleType, package: Path, looked_at: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main([str(package.with_name("*.run"))]) == 0
    assert looked_at[0].endswith("/.local/bin/hinge-desktop")
    assert f"{package.name} installs, runs and goes again" in capsys.readouterr().out


@on_linux
def test_what_stays_behind_is_told(
    script: ModuleType, package: Path, looked_at: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    package.write_text(INSTALLER % ":", encoding="utf-8")
    assert script.main([str(package)]) == 1
    assert "is still there after it was removed" in capsys.readouterr().err


@on_linux
def test_a_program_that_does_not_pass_is_removed_all_the_same(
    script: ModuleType, package: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(script.smoke_test, "main", lambda _words: 1)
    made = script.trial(package, tmp_path)
    with pytest.raises(script.TrialError, match="does not pass its smoke test"):
        script.carry_out(made)
    assert not made.gone.exists()


@on_linux
def test_an_installer_that_fails_is_one_sentence(
    script: ModuleType, package: Path, looked_at: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    package.write_text("exit 7\n", encoding="utf-8")
    assert script.main([str(package)]) == 1
    assert "ended with 7" in capsys.readouterr().err
    assert looked_at == []


@pytest.mark.parametrize(
    ("system", "name", "program"),
    [
        ("linux", "a.deb", "hinge-desktop"),
        ("win32", "a.exe", "hinge-desktop.exe"),
        ("darwin", "a.dmg", "hinge-desktop"),
    ],
)
def test_each_system_has_its_packages(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str, name: str, program: str
) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(script.sys, "platform", system)
    assert script.trial(Path(name), tmp_path).program.name == program
    with pytest.raises(script.TrialError, match="cannot be tried on this system"):
        script.trial(Path("a.zip"), tmp_path)


def test_no_package_or_two_are_one_sentence(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main([str(tmp_path / "*.deb")]) == 1
    assert "means 0 files" in capsys.readouterr().err
