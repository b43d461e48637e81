"""The workflows: they can be read, call only what exists, and agree with the project about versions and Pythons."""

from __future__ import annotations

import ast
import importlib
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HAS_BASH = pytest.mark.skipif(os.name == "nt", reason="jobs are run as on Linux")
SCRIPT = re.compile(r"\bpackaging/[\w./-]+\.py\b")


def _load(path: Path) -> dict[str, Any]:
    told = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


LOADED = {path.stem: _load(path) for path in WORKFLOWS}


def _steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, workflow in LOADED.items():
        for job_name, job in workflow["jobs"].items():
            for step in job.get("steps", ()):
                yield f"{name}.{job_name}", step


def _calls() -> Iterator[tuple[str, str, list[str]]]:
    """Each call of one of our scripts: where it stands, the script, its words."""
    for where, step in _steps():
        for line in str(step.get("run", "")).replace("\\\n", " ").splitlines():
            if found := SCRIPT.search(line):
                words = shlex.split(line)
                place = next(i for i, word in enumerate(words) if word.endswith(found[0]))
                yield where, found[0], words[place + 1 :]


def test_there_are_the_two() -> None:
    assert set(LOADED) == {"release", "tests"}


@pytest.mark.parametrize(("where", "script", "words"), list(_calls()))
def test_a_script_that_is_called_exists_and_has_the_options(where: str, script: str, words: list[str]) -> None:
    path = ROOT / script
    assert path.is_file(), f"{where} calls {script}"
    known = {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for word in words:
        if word == "--" or "bootstrap.py" in script:
            break  # what follows are the words of another program
        if word.startswith("-"):
            assert word.partition("=")[0] in known, f"{where}: {script} has no option {word}"


def test_every_python_that_hinge_runs_on_is_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    least, beyond = re.findall(r"3\.(\d+)", project["requires-python"])
    tested = LOADED["tests"]["jobs"]["tests"]["strategy"]["matrix"]["python"]
    assert tested == [f"3.{minor}" for minor in range(int(least), int(beyond))]
    told = [line.rpartition(" ")[2] for line in project["classifiers"] if re.search(r":: 3\.\d+$", line)]
    assert tested == told


def test_all_three_systems_are_tested() -> None:
    systems = LOADED["tests"]["jobs"]["tests"]["strategy"]["matrix"]["system"]
    assert {name.partition("-")[0] for name in systems} == {"ubuntu", "windows", "macos"}


def test_packages_are_built_with_a_python_that_is_tested() -> None:
    tested = set(LOADED["tests"]["jobs"]["tests"]["strategy"]["matrix"]["python"])
    used = {str(step["with"]["python-version"]) for _where, step in _steps() if "setup-python" in step.get("uses", "")}
    assert used - {"${{ matrix.python }}"} <= tested


def test_only_githubs_own_actions_are_used_each_at_one_commit() -> None:
    used = [step["uses"] for _where, step in _steps() if "uses" in step]
    assert used
    for name in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name), name
    assert len({name.partition("@")[0] for name in used}) == len(set(used)), "one action at two commits"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_commit_has_its_version_beside_it(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "uses: actions/" in line:
            assert re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_nobody_may_do_more_than_he_must() -> None:
    for name, workflow in LOADED.items():
        assert workflow["permissions"] == {}, name
        assert workflow["concurrency"]["group"], name
        for job_name, job in workflow["jobs"].items():
            wanted = {"contents": "write" if job_name == "publish" else "read"}
            assert job["permissions"] == wanted, f"{name}.{job_name}"
            assert "uses" in job or job["timeout-minutes"] <= 120, f"{name}.{job_name}"
    for where, step in _steps():
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False, where


def test_no_command_is_put_together_from_what_a_stranger_can_write() -> None:
    """A branch or a title can hold anything; it reaches a command only through the environment."""
    for where, step in _steps():
        assert "${{ github." not in str(step.get("run", "")), where


def test_nothing_of_a_release_comes_from_a_cache() -> None:
    for where, step in _steps():
        if where.startswith("release."):
            assert "cache" not in step.get("with", {}), where


def test_a_release_waits_for_everything_else() -> None:
    jobs = LOADED["release"]["jobs"]
    assert set(jobs["publish"]["needs"]) == set(jobs) - {"publish"}
    assert jobs["publish"]["if"] == "github.ref_type == 'tag'"


# ------------------------------------------------------------------------------------ run on this computer


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return importlib.import_module("run_workflow")


SMALL = """
on: push
env: {GREETING: hello}
jobs:
  first:
    steps:
      - uses: actions/checkout@0 # clone
      - run: mkdir -p out && echo "$GREETING ${{ matrix.whom }} $LAST" > out/said.txt
        env: {LAST: "${{ github.ref_name }}"}
      - uses: actions/upload-artifact@0
        with: {name: words, path: "out/*.txt"}
  second:
    steps:
      - uses: actions/checkout@0
      - uses: actions/download-artifact@0
        with: {path: incoming}
      - run: grep "hello you v1" incoming/words/said.txt
      - run: gh release create
        env: {GH_TOKEN: "${{ github.token }}"}
  failing:
    steps:
      - uses: actions/checkout@0
      - name: Do not pass
        run: "false | true"
  unknown:
    steps:
      - uses: somebody/else@0
"""


@pytest.fixture
def small(tmp_path: Path, runner: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that run a small workflow in a repository of one file."""
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    source = tmp_path / "source"
    source.mkdir()
    (source / "README").write_text("one file\n", encoding="utf-8")
    words = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], ["add", "README"], ["commit", "-qm", "first"]):
        subprocess.run(["git", *words, *command], cwd=source, check=True)
    monkeypatch.setattr(runner, "ROOT", source)
    workflow = tmp_path / "small.yml"
    workflow.write_text(SMALL, encoding="utf-8")
    return ["--into", str(tmp_path / "run"), "--with", "whom=you", "--with", "ref_name=v1", str(workflow)]


@HAS_BASH
def test_jobs_hand_their_files_on(runner: ModuleType, small: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert runner.main([*small, "first", "second"]) == 0
    told = capfd.readouterr().out
    assert "artifacts/words/said.txt" in told
    assert "left out: it speaks to GitHub" in told


@HAS_BASH
def test_a_step_can_be_left_out(runner: ModuleType, small: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert runner.main([*small, "--without", "Do not pass", "failing"]) == 0
    assert "left out, as asked" in capfd.readouterr().out


@HAS_BASH
def test_a_job_goes_on_where_it_stopped(
    runner: ModuleType, small: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert runner.main([*small, "first"]) == 0
    capfd.readouterr()
    assert runner.main(["--from", "3", *small, "first"]) == 0
    assert "first 1/3" not in capfd.readouterr().out


@HAS_BASH
@pytest.mark.parametrize(
    ("job", "told"),
    [
        ("failing", "job failing, step 2 (Do not pass): the step ended with exit code 1"),
        ("unknown", "nobody has said what somebody/else means here"),
        ("third", "there is no job third with steps; there are first, second, failing, unknown"),
    ],
)
def test_a_job_that_does_not_pass_is_one_sentence(
    runner: ModuleType, small: list[str], capfd: pytest.CaptureFixture[str], job: str, told: str
) -> None:
    assert runner.main([*small, job]) == 1
    assert told in capfd.readouterr().err


def test_an_expression_without_a_value_is_told(
    runner: ModuleType, small: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert runner.main([*small[:2], small[-1], "first"]) == 1
    assert "matrix.whom }} has no value here: give it with --with" in capfd.readouterr().err
