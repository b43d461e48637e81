"""The locks: exact, hashed, complete, and silent about where packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def lock(root: Path) -> str:
    return (root / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def judges(root: Path) -> str:
    return (root / "judges.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["requirements.lock", "judges.lock", "release.lock"])
def each_lock(root: Path, request: pytest.FixtureRequest) -> str:
    return (root / request.param).read_text(encoding="utf-8")


def test_no_host_and_no_address_stands_in_a_lock(each_lock: str) -> None:
    assert not re.search(r"https?:|://|--(extra-)?index|--find-links|--trusted-host|@ file", each_lock)
    for line in each_lock.splitlines():
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|#.*", line), line


def test_every_requirement_has_a_hash(each_lock: str) -> None:
    for requirement in re.split(r"\n(?=[a-z])", each_lock.strip()):
        assert "--hash=sha256:" in requirement, requirement


def test_the_lock_has_every_direct_dependency(lock: str, root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for group in project["optional-dependencies"].values() for name in group),
    ]
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE))
    assert {re.split(r"[<>=~! ]", name)[0].lower().replace(".", "-") for name in wanted} <= locked


def test_the_judges_lock_has_every_judge_and_no_other_version_of_what_the_program_uses(
    judges: str, lock: str, root: Path
) -> None:
    groups = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    wanted = {re.split(r"[<>=~! ]", name)[0].lower() for name in groups["judges"]}
    pinned = set(re.findall(r"^([a-z0-9-]+)==(\S+)", judges, flags=re.MULTILINE))
    ours = set(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, flags=re.MULTILINE))
    assert wanted <= {name for name, _ in pinned}
    shared = {name for name, _ in ours}
    assert {pair for pair in pinned if pair[0] in shared} <= ours


def test_the_release_lock_has_every_tool_of_a_release(root: Path) -> None:
    groups = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    wanted = {re.split(r"[\[<>=~! ]", name)[0].lower() for name in groups["release"]}
    assert wanted <= set(
        re.findall(r"^([a-z0-9-]+)==", (root / "release.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
    )


def test_pyside_is_locked_inside_its_fence(lock: str) -> None:
    versions = re.findall(r"^(?:pyside6-essentials|pyside6-addons|shiboken6)==6\.(\d+)\.(\d+)", lock, re.MULTILINE)
    assert len(versions) == 3
    assert all((6, 11, 2) <= (6, int(minor), int(patch)) < (6, 12, 0) for minor, patch in versions)
