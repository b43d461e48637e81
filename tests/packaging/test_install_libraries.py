"""What a runner is asked to install before Qt is loaded there."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def script(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return importlib.import_module("install_libraries")


def test_without_root_it_asks_sudo(script: ModuleType) -> None:
    commands = script.commands(["libegl1"], root=False)
    assert [command[0] for command in commands] == ["sudo", "sudo"]
    assert commands[-1][-1] == "libegl1"
    assert all("sudo" not in command for command in script.commands(["libegl1"], root=True))


def test_what_is_here_is_left_alone(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script.sys, "platform", "linux")
    monkeypatch.setattr(script.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(script.bootstrap, "missing_libraries", tuple)
    assert script.main([]) == 0
    assert "nothing, all is here" in capsys.readouterr().out


def test_other_systems_need_nothing(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.sys, "platform", "win32")
    assert script.main(["lintian"]) == 0


def test_a_linux_without_apt_is_one_sentence(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script.sys, "platform", "linux")
    monkeypatch.setattr(script.shutil, "which", lambda _name: None)
    assert script.main([]) == 1
    assert "has no apt-get" in capsys.readouterr().err
