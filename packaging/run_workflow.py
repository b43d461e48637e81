"""Run a job of a workflow on this computer, step by step, in a fresh clone: to see it pass before GitHub does.

::

    .venv/bin/python packaging/run_workflow.py [--into DIR] [--with NAME=VALUE]... [--without STEP]... [--from N] \\
        WORKFLOW JOB...

Commands (``run:``) are run as they stand, by ``bash -eo pipefail`` as GitHub does it. The actions are replaced by what
they mean here: checkout is the clone of what is committed, setup-python is the Python that runs this, and artefacts go
to ``DIR/artifacts/`` and come from there. What is another here than there is told. Steps that speak to GitHub
(``github.token``) are told and left out. Jobs run in the order given; those that they need must have run into the same
``DIR`` before. ``--with`` gives the values of the matrix, or the tag (``--with ref_name=v1.2.3``). ``--without``
leaves out a step by its name, such as one that fetches what this computer cannot reach. ``--from N`` goes on at step N
of the first job, in what an earlier run left.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

ROOT = Path(__file__).resolve().parent.parent
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
NOT_HANDED_ON = re.compile(r"^(PYTHON|VIRTUAL_ENV|HINGE_|QT_|XDG_|DISPLAY$|WAYLAND_DISPLAY$|DBUS_)")
"""A runner has none of these: no display, nobody's settings."""


class RunError(Exception):
    """The job cannot be run, or did not pass; the message is one sentence."""


@dataclass
class Place:
    """Where a job runs.

    Attributes:
        folder: holds the clone, the artefacts and the Python of the job.
        values: what the expressions of the workflow mean here.
        left_out: names of steps that are not run.
        environment: what every command is given.
    """

    folder: Path
    values: Mapping[str, str]
    left_out: Sequence[str] = ()
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def work(self) -> Path:
        """The clone, in which the commands run."""
        return self.folder / "work"

    def fill(self, text: str) -> str:
        """Put values in the place of the expressions.

        Raises:
            RunError: an expression that has no value here.
        """

        def value(match: re.Match[str]) -> str:
            if match[1] not in self.values:
                raise RunError(f"${{{{ {match[1]} }}}} has no value here: give it with --with")
            return self.values[match[1]]

        return EXPRESSION.sub(value, text)


def load(path: Path) -> dict[str, Any]:
    """A workflow as plain values.

    Raises:
        RunError: it cannot be read.
    """
    try:
        told = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, YAMLError) as error:
        raise RunError(f"{path} cannot be read as YAML: {error}") from None
    if not isinstance(told, dict) or not isinstance(told.get("jobs"), dict):
        raise RunError(f"{path} is not a workflow: it has no jobs")
    return told


# ------------------------------------------------------------------------------------- what the actions mean here


def _checkout(place: Place, _wanted: Mapping[str, Any]) -> None:
    """A fresh clone of what is committed."""
    shutil.rmtree(place.work, ignore_errors=True)
    _git("clone", "--quiet", "--no-hardlinks", str(ROOT), str(place.work))


def _git(*words: str) -> None:
    if subprocess.run(["git", *words], check=False).returncode:
        raise RunError(f"git {words[0]} did not work; see above")


def _setup_python(place: Place, wanted: Mapping[str, Any]) -> None:
    """An environment of the Python that runs this, first on the path."""
    asked, here = str(wanted.get("python-version")), ".".join(map(str, sys.version_info[:2]))
    if asked != here:
        _tell(f"the workflow asks for Python {asked}, here it is {here}")
    home = place.folder / "python"
    venv.create(home, clear=True, with_pip=True, symlinks=os.name != "nt")
    place.environment["PATH"] = os.pathsep.join([str(home / "bin"), place.environment["PATH"]])


def _upload(place: Place, wanted: Mapping[str, Any]) -> None:
    """Copy what the patterns find; paths count from their deepest common folder, as there."""
    found = [path for line in str(wanted["path"]).split() for path in sorted(place.work.glob(line)) if path.is_file()]
    if not found:
        raise RunError(f"there is no file {wanted['path']} to keep as {wanted['name']}")
    deepest = Path(os.path.commonpath([path.parent for path in found]))
    for path in found:
        target = place.folder / "artifacts" / str(wanted["name"]) / path.relative_to(deepest)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        print(f"   {target.relative_to(place.folder)} ({target.stat().st_size:,} bytes)", flush=True)


def _download(place: Place, wanted: Mapping[str, Any]) -> None:
    """Copy the artefacts that earlier jobs left."""
    shutil.copytree(place.folder / "artifacts", place.work / str(wanted["path"]), dirs_exist_ok=True)


ACTIONS: Mapping[str, Callable[[Place, Mapping[str, Any]], None]] = {
    "actions/checkout": _checkout,
    "actions/setup-python": _setup_python,
    "actions/upload-artifact": _upload,
    "actions/download-artifact": _download,
}


# ------------------------------------------------------------------------------------------------- running


def run_step(place: Place, step: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    """Run one step.

    Args:
        given: the environment that workflow and job give.

    Raises:
        RunError: it has a meaning that is not known here, or it did not pass.
    """
    if step.get("name") in place.left_out:
        _tell("left out, as asked")
        return
    if "github.token" in str(step):
        _tell("left out: it speaks to GitHub")
        return
    if unknown := sorted(set(step) - {"name", "uses", "with", "run", "env"}):
        raise RunError(f"a step with {', '.join(unknown)} cannot be run here")
    if "uses" in step:
        action = str(step["uses"]).partition("@")[0]
        if action not in ACTIONS:
            raise RunError(f"nobody has said what {action} means here")
        filled = {
            key: place.fill(value) if isinstance(value, str) else value for key, value in step.get("with", {}).items()
        }
        ACTIONS[action](place, filled)
        return
    more = {name: place.fill(str(value)) for name, value in {**given, **step.get("env", {})}.items()}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", place.fill(step["run"])]
    done = subprocess.run(command, cwd=place.work, env={**place.environment, **more}, check=False).returncode
    if done:
        raise RunError(f"the step ended with exit code {done}")


def run_job(place: Place, workflow: Mapping[str, Any], name: str, first: int = 1) -> None:
    """Run a job's steps in order, from the step of number ``first``.

    Raises:
        RunError: there is no such job, or a step did not pass.
    """
    job = workflow["jobs"].get(name)
    if job is None or "steps" not in job:
        raise RunError(f"there is no job {name} with steps; there are {', '.join(workflow['jobs'])}")
    given = {**workflow.get("env", {}), **job.get("env", {})}
    for number, step in list(enumerate(job["steps"], start=1))[first - 1 :]:
        headline = step.get("name") or step.get("uses", "").partition("@")[0] or step["run"]
        print(f"== {name} {number}/{len(job['steps'])}: {place.fill(headline)}", flush=True)
        began = time.monotonic()
        try:
            run_step(place, step, given)
        except RunError as error:
            raise RunError(f"job {name}, step {number} ({headline}): {error}") from None
        print(f"   {time.monotonic() - began:.0f} s", flush=True)


def environment(folder: Path) -> dict[str, str]:
    """What a runner's command finds: a home of its own, and a ``sudo`` where root has none.

    Where packages come from stays as this computer's pip and npm know it.
    """
    found = {name: value for name, value in os.environ.items() if not NOT_HANDED_ON.match(name)}
    found |= {"CI": "true", "GITHUB_ACTIONS": "true", "HOME": str(folder / "home")}
    kept = {"PIP_CONFIG_FILE": ".config/pip/pip.conf", "NPM_CONFIG_USERCONFIG": ".npmrc"}
    found |= {name: str(Path.home() / file) for name, file in kept.items() if (Path.home() / file).is_file()}
    (folder / "home").mkdir(parents=True, exist_ok=True)
    if shutil.which("sudo") is None and hasattr(os, "geteuid") and os.geteuid() == 0:
        stand_in = folder / "bin" / "sudo"
        stand_in.parent.mkdir(exist_ok=True)
        stand_in.write_text('#!/bin/sh\nexec "$@"\n', encoding="utf-8")
        stand_in.chmod(0o755)
        found["PATH"] = os.pathsep.join([str(stand_in.parent), found["PATH"]])
    if (folder / "python").is_dir():  # of an earlier run, that this one goes on with
        found["PATH"] = os.pathsep.join([str(folder / "python" / "bin"), found["PATH"]])
    return found


def _tell(words: str) -> None:
    print(f"   run_workflow: {words}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Run jobs of a workflow on this computer.")
    parser.add_argument("workflow", type=Path, help="e.g. .github/workflows/release.yml")
    parser.add_argument("jobs", nargs="+", metavar="JOB", help="in the order in which they are to run")
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "workflow", help="where it all happens")
    parser.add_argument("--from", dest="first", type=int, default=1, metavar="N", help="go on at this step")
    parser.add_argument(
        "--without", action="append", default=[], metavar="STEP", help="leave out the step of this name"
    )
    parser.add_argument("--with", dest="values", action="append", default=[], metavar="NAME=VALUE")
    options = parser.parse_args(arguments)
    given = dict(word.partition("=")[::2] for word in options.values)
    values = {f"matrix.{name}": value for name, value in given.items()}
    values |= {f"github.{name}": value for name, value in given.items()} | {"runner.os": "Linux"}
    folder = options.into.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        workflow = load(options.workflow)
        for place, name in enumerate(options.jobs):
            first = options.first if place == 0 else 1
            run_job(Place(folder, values, options.without, environment(folder)), workflow, name, first)
    except RunError as error:
        print(f"run_workflow: {error}", file=sys.stderr)
        return 1
    print(f"run_workflow: {', '.join(options.jobs)} passed in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
