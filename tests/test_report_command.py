"""``hinge-desktop report``: the page as a file, or one sentence that says why not."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hinge_desktop import settings
from hinge_desktop.cli import main, parser
from hinge_desktop.clocks import Clocks
from hinge_desktop.history.store import Store
from hinge_desktop.instance import SingleInstance
from hinge_desktop.paths import Places
from hinge_desktop.report import USUAL_WEEKS
from hinge_desktop.settings import Settings
from hinge_desktop.training.dose import DoseChoice
from hinge_desktop.training.records import Answers, Ending, SessionStart, SetStart
from tests.printed import Printed

pytestmark = pytest.mark.usefixtures("qapp")

OWN_ID, OWN_NAME = "my-hinge", "Hinge of Mine"


@pytest.fixture(autouse=True)
def usual_rights() -> Iterator[None]:
    """The command makes new files private for as long as the process lives; here it goes on."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def history(home: Path) -> Path:
    """A session of three repetitions a hundred days ago and one of four yesterday."""
    path = Places.usual().history
    path.parent.mkdir(parents=True)
    with Store.open(path) as store:
        for days, reps in ((100, 3), (1, 4)):
            now = datetime.now(UTC) - timedelta(days=days)
            uuid = f"{days} days ago"
            store.begin_session(
                SessionStart(uuid, Clocks().today() - timedelta(days=days), now, 60, "hero-squat", 1, 1)
            )
            store.begin_set(uuid, SetStart(0, "hero-squat", reps, 0.0, "3-1-2-1"), now)
            for number in range(1, reps + 1):
                store.add_rep(uuid, 0, number, 6.0, now + number * timedelta(seconds=6))
            store.finish_set(uuid, 0, 6.0 * reps)
            store.finish_session(uuid, Ending.DONE, Answers(1, 2, 1, 5), now)
    return path


def told(capsys: pytest.CaptureFixture[str]) -> str:
    [line] = capsys.readouterr().err.splitlines()
    return line


def test_the_page_is_written_for_its_owner(history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.PDF"
    assert main(["report", "-o", str(path), "--paper", "letter"]) == 0
    assert capsys.readouterr().out == f"{path}: written; sessions: 2\n"
    printed = Printed(path)
    assert printed.sizes[0] == (612, 792)
    assert "4 repetitions" in printed.words
    assert "Before these days: practice on 1 day" in printed.words
    assert os.name == "nt" or path.stat().st_mode & 0o077 == 0


def test_it_looks_back_as_far_as_is_asked(history: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    assert main(["report", "-o", str(path), "--weeks", "20"]) == 0
    assert "7 repetitions" in Printed(path).words


def test_the_help_names_the_usual_weeks(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["report", "--help"])
    assert f"(default {USUAL_WEEKS})" in capsys.readouterr().out


def test_the_settings_and_the_own_exercises_are_read(history: Path, tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    text = (root / "assets" / "exercises" / "doorway-hinge.toml").read_text(encoding="utf-8")
    text = text.replace('id = "doorway-hinge"', f'id = "{OWN_ID}"').replace(
        'name = "Doorway Hinge"', f'name = "{OWN_NAME}"'
    )
    (folder / f"{OWN_ID}.toml").write_text(text, encoding="utf-8")
    doses = ((OWN_ID, DoseChoice(sets=2, note="slowly", therapist=True)),)
    settings.save(Settings(own_exercises=str(folder), doses=doses), Places.usual().settings)
    path = tmp_path / "page.pdf"
    assert main(["report", "-o", str(path)]) == 0
    assert f"Notes of my therapist {OWN_NAME} slowly" in Printed(path).words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("-o", "{}/page.txt"), "page.txt: the page for a therapist is a PDF; choose a name that ends in .pdf."),
        (("-o", "{}/page.pdf", "--weeks", "0"), "0 weeks are out of range; allowed: 1 to 520."),
        (("-o", "{}/page.pdf", "--paper", "a3"), "paper 'a3' is not known; allowed: a4, letter."),
        (("-o", "{}/none/page.pdf"), "{}/none is no folder; choose one that is there."),
        (("-o", "{}/folder.pdf"), "{}/folder.pdf cannot be written ("),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    (tmp_path / "folder.pdf").mkdir()
    before = sorted(tmp_path.iterdir())
    assert main(["report", *(word.format(tmp_path) for word in words)]) == 2
    expected = sentence.replace("{}/", f"{tmp_path}{os.sep}")
    assert told(capsys).startswith(f"hinge-desktop: {expected}")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((), "-o/--output"),
        (("-o", "page.pdf", "--weeks", "many"), "invalid int value: 'many'"),
        (("-o", "p", "x"), "x"),
    ],
)
def test_what_is_not_understood_is_named(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], named: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["report", *words])
    assert left.value.code == 2
    line = told(capsys)
    assert named in line
    assert "--paper, --weeks" in line


def test_without_a_history_nothing_is_written(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.pdf"
    assert main(["report", "-o", str(path)]) == 1
    assert "There is no history at" in told(capsys)
    assert not path.exists()
    assert not home.exists(), "nor is one made"


def test_while_the_window_is_open_it_says_so(history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    window = SingleInstance(history.parent)
    assert window.claim()
    try:
        assert main(["report", "-o", str(tmp_path / "page.pdf")]) == 1
    finally:
        window.release()
    assert "Hinge is open and has the history" in told(capsys)
    assert not (tmp_path / "page.pdf").exists()


def test_a_history_that_is_not_whole_is_left_as_it_is(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history.write_bytes(b"SQLite format 3\0" + b"\x07" * 5000)
    before = history.read_bytes()
    assert main(["report", "-o", str(tmp_path / "page.pdf")]) == 1
    assert str(history) in told(capsys)
    assert history.read_bytes() == before


def test_nothing_in_the_history_is_changed(history: Path, tmp_path: Path) -> None:
    def everything() -> list[str]:
        with closing(sqlite3.connect(history)) as database:
            return list(database.iterdump())

    before = everything()
    assert main(["report", "-o", str(tmp_path / "page.pdf")]) == 0
    assert everything() == before
