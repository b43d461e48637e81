"""The trial of the wheel sees what is missing, and tries every command there is."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from hinge_desktop import cli
from tests.conftest import load_script


@pytest.fixture(scope="module")
def trial() -> ModuleType:
    return load_script("try_wheel")


def _done(code: int = 0, said: str = "", complained: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(["hinge-desktop"], code, said, complained)


def test_every_command_is_tried_and_understood(trial: ModuleType) -> None:
    parser = cli.parser()
    tried = {parser.understand(step.words.split()).command for step in trial.STEPS}
    (commands,) = (action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    # The window is opened, and tour and doctor are the smoke test's; they are no steps of their own.
    assert tried | {"run", "tour", "doctor"} == set(commands) | {"doctor"}


def test_a_step_that_did_its_work_is_no_problem(trial: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    step = trial.Step("report -o a.pdf", "a.pdf", b"%PDF", says="written")
    assert trial.step_problems(step, _done(said="a.pdf is written"), tmp_path) == []


def test_what_a_step_left_out_is_told(trial: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(b"no picture")
    step = trial.Step("film x -o a.gif", "a.gif", b"GIF8", says="written")
    assert trial.step_problems(step, _done(3, "", "first\nlast"), tmp_path) == [
        "hinge-desktop film x -o a.gif: it ended with exit code 3",
        "hinge-desktop film x -o a.gif: it said on the standard error: last",
        "hinge-desktop film x -o a.gif: its output does not mention written",
        "hinge-desktop film x -o a.gif: a.gif does not begin as such a file does",
    ]
    (tmp_path / "a.gif").unlink()
    assert "it left no a.gif" in trial.step_problems(step, _done(said="written"), tmp_path)[0]


def test_the_user_of_the_trial_has_nothing_of_ours(
    trial: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "somewhere")
    given = trial.own_environment(tmp_path)
    assert "PYTHONPATH" not in given
    assert (given["HINGE_HOME"], given["QT_QPA_PLATFORM"]) == (str(tmp_path), "offscreen")
