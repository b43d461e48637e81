"""The manual page says what the program takes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from hinge_desktop import cli
from tests.conftest import load_script


@pytest.fixture
def man_page(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return load_script("man_page")


def test_it_names_every_command_of_the_program_and_no_other(man_page: ModuleType) -> None:
    parser = cli.parser()
    page = man_page.page(parser, "1.2", "2026-11-21").replace("\\-", "-")
    named = [title.split(" ")[0] for title in re.findall(r'^\.SS "([^"]+)"', page, flags=re.MULTILINE)]
    commands = [name for words in re.findall(r"^  \{([^}]+)\}", parser.format_usage(), flags=re.MULTILINE)
                for name in words.split(",")]  # fmt: skip
    told = re.findall(r"^    ([a-z-]+)(?: .*)?$", parser.format_help(), flags=re.MULTILINE)
    assert set(told) | set(commands) == set(named) - {"options"}
    assert {"run", "motion", "history", "tour", "doctor"} <= set(named)
    assert 'SS "history import FILE"' in page


def test_it_names_every_option_with_what_it_takes(man_page: ModuleType) -> None:
    page = man_page.page(cli.parser(), "1.2", "2026-11-21").replace("\\-", "-")
    for options in (
        r"\fB-o\fR, \fB--output\fR \fIFILE\fR",
        r"\fB--stature\fR \fIM\fR",
        r"\fB--preview\fR",
        "--version",
    ):
        assert options in page


def test_text_of_ours_is_no_request_to_roff(man_page: ModuleType) -> None:
    assert man_page.escaped(".json or .csv") == "\\&.json or .csv"
    assert man_page.escaped("a\n'b'") == "a\n\\&'b'"
    assert man_page.escaped("--rate \\ 2") == "\\-\\-rate \\e 2"


@pytest.mark.skipif(shutil.which("man") is None, reason="no man here")
def test_man_takes_it_without_a_warning(man_page: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "hinge-desktop.1"
    man_page.write(path, 1_700_000_000)
    done = subprocess.run(["man", "--warnings", "-l", str(path)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert "2023-11-14" in done.stdout
