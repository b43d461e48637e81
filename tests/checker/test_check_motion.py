"""The checker's command, and its independence."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from motion_check import check_file
from written import text

from hinge_desktop.cli import main as run

HERE = Path(__file__).resolve().parent


@pytest.fixture
def good_file(tmp_path: Path) -> Path:
    path = tmp_path / "good.json"
    path.write_text(text("butt-tap"), encoding="utf-8")
    return path


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(HERE / "check_motion.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_good_and_a_bad_file_differ_in_words_and_status(good_file: Path, tmp_path: Path) -> None:
    record = json.loads(good_file.read_text(encoding="utf-8"))
    record["implements"][0]["x_m"] += 0.05
    bad_file = tmp_path / "bad.json"
    bad_file.write_text(json.dumps(record), encoding="utf-8")
    accepted, rejected = _run(good_file), _run("-q", good_file, bad_file)
    assert (accepted.returncode, rejected.returncode) == (0, 1)
    assert accepted.stdout.startswith("good.json: accepted\n")
    assert rejected.stdout.startswith("good.json: accepted\nbad.json: REJECTED\n  VIOLATED wall ")


def test_an_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    scribble = tmp_path / "scribble.json"
    scribble.write_text("{", encoding="utf-8")
    for path in (scribble, tmp_path / "absent.json"):
        result = _run(path)
        assert result.returncode == 2
        assert result.stderr.startswith("check_motion: ")
        assert "Traceback" not in result.stderr


def test_the_command_writes_faults_and_sides_that_are_accepted(tmp_path: Path) -> None:
    asked = {
        "heels.json": ["goatbag-hinge", "--fault", "heels-lift", "--level", "1"],
        "left.json": ["single-leg-hinge", "--side", "left", "--stature", "1.62", "--sex", "female"],
        "short.json": ["bin-pick-up", "--hamstrings", "60", "--load", "3"],
    }
    for name, words in asked.items():
        assert run(["motion", *words, "-o", str(tmp_path / name)]) == 0
        found = check_file(tmp_path / name)
        assert found.ok, str(found)


def _imported() -> Iterator[str]:
    for path in (HERE / "check_motion.py", *(HERE / "motion_check").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                yield str(node.module).partition(".")[0]


def test_the_checker_needs_numpy_and_nothing_of_ours() -> None:
    assert set(_imported()) - sys.stdlib_module_names == {"numpy", "motion_check"}
