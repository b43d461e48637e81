"""One page for my therapist: it says what the database says, fits its paper, and is honest where there is little."""

from __future__ import annotations

import getpass
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from threading import Thread

import pytest
from PySide6.QtCore import QLocale, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPaintDevice, QPainter

from hinge_desktop import assets
from hinge_desktop.curriculum.ladder import Curriculum, build_curriculum
from hinge_desktop.demo_days import live
from hinge_desktop.demo_history import write
from hinge_desktop.errors import OptionError
from hinge_desktop.history.store import Store
from hinge_desktop.report import AS_USUAL, Paper, Wanted, report_bytes, usual_paper, write_report
from hinge_desktop.report_drawings import days_height, paint_days
from hinge_desktop.report_numbers import Numbers, count
from hinge_desktop.report_pages import Drawing, Section
from hinge_desktop.report_sheets import Notes, lay_out
from hinge_desktop.report_words import LONGEST_NOTE, day_text
from hinge_desktop.settings import Settings
from hinge_desktop.training.dose import LONGEST_NOTE as LONGEST_DOSE_NOTE
from hinge_desktop.training.dose import DoseChoice
from hinge_desktop.training.moments import KINDS as MOMENT_KINDS
from hinge_desktop.training.records import (
    Ending,
    Felt,
    History,
    MomentRecord,
    OverruleRecord,
    ScreeningRecord,
    SelfTestRecord,
    SkipRecord,
)
from hinge_desktop.training.screening import QUESTIONS
from hinge_desktop.training.selftest_kinds import KINDS
from tests.printed import Printed
from tests.training.told import QUIET, at, day_of, session

pytestmark = pytest.mark.usefixtures("qapp")

TODAY = date(2026, 11, 21)
WEEKS = 6
FIRST = TODAY - timedelta(days=7 * WEEKS - 1)
PAPERS: tuple[Paper, ...] = ("a4", "letter")
POINTS = {"a4": (595, 842), "letter": (612, 792)}
LEAST_MARGIN = 30
PAINS = {
    "Pain before": "pain_before",
    "Pain at its worst": "pain_worst",
    "Pain afterwards": "pain_after",
    "Pain next morning": "next_morning_pain",
    "Effort": "effort",
}
PLACES = ("back of the thighs", "buttocks", "lower back", "knees or front of the thighs", "below the knee", "nowhere")
PRACTISED = (
    "(SELECT session.* FROM session WHERE id IN (SELECT session_id FROM set_ WHERE role NOT IN ('tour', 'test'))"
    " AND id IN (SELECT session_id FROM set_ WHERE done_reps > 0))"
)
ON_STEP = "id IN (SELECT session_id FROM set_ WHERE role = 'main' AND done_reps > 0) AND step IS NOT NULL"


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return build_curriculum(assets.exercise_texts())


@pytest.fixture(scope="module")
def file(curriculum: Curriculum, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some months of a made-up life in a history of its own."""
    path = tmp_path_factory.mktemp("report") / "history.sqlite"
    write(live(curriculum, 170, TODAY, 3), path)
    return path


@pytest.fixture(scope="module")
def history(file: Path) -> History:
    with Store.open(file) as store:
        return store.history()


@pytest.fixture(scope="module")
def printed(
    qapp: object, history: History, curriculum: Curriculum, tmp_path_factory: pytest.TempPathFactory
) -> Printed:
    content = report_bytes(history, Settings(), curriculum, TODAY, Wanted(WEEKS, "a4"))
    return Printed.of(content, tmp_path_factory.mktemp("printed"))


def rows(path: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query, values).fetchall()


def one(path: Path, query: str, *values: object) -> int:
    [(value,)] = rows(path, query, *values)
    assert isinstance(value, int)
    return value


# -- the numbers of the database ------------------------------------------------------------------


def test_the_amount_of_practice_is_that_of_the_database(file: Path, printed: Printed) -> None:
    within = f"FROM {PRACTISED} WHERE local_day BETWEEN '{FIRST}' AND '{TODAY}'"
    sessions = one(file, f"SELECT count(*) {within}")
    assert sessions > 20
    assert printed.number(r"([\d,]+) sessions on") == sessions
    assert printed.number(r"sessions on ([\d,]+) days") == one(file, f"SELECT count(DISTINCT local_day) {within}")
    sets = f"FROM set_ WHERE session_id IN (SELECT id {within})"
    assert printed.number(r"([\d,]+) repetitions, [\d,]+ minutes") == one(file, f"SELECT sum(done_reps) {sets}")
    counted = one(file, f"SELECT count(*) FROM rep WHERE set_id IN (SELECT id {sets})")
    assert printed.number(r"([\d,]+) repetitions, [\d,]+ minutes") == counted, "and that of the repetitions themselves"
    milliseconds = one(file, f"SELECT sum(dur_ms) {sets}")
    assert printed.number(r"repetitions, ([\d,]+) minutes") == round(milliseconds / 60_000)
    before = one(file, f"SELECT count(DISTINCT local_day) FROM {PRACTISED} WHERE local_day < '{FIRST}'")
    assert printed.number(r"Before these days: practice on ([\d,]+) days") == before


@pytest.mark.parametrize(("name", "column"), PAINS.items())
def test_each_scale_is_that_of_the_database(file: Path, printed: Printed, name: str, column: str) -> None:
    found = rows(
        file,
        f"SELECT {column} FROM session WHERE {column} IS NOT NULL AND local_day BETWEEN ? AND ? "
        "ORDER BY local_day, started_utc",
        str(FIRST),
        str(TODAY),
    )
    values = [int(str(value)) for (value,) in found]
    middle = f"{median(values):g}"
    expected = f"{name} 0 10 {len(values)} {min(values)} {middle} {max(values)} {values[-1]}"
    assert expected in printed.words


def test_the_worst_pain_in_words_is_that_of_the_database(file: Path, printed: Printed) -> None:
    query = "SELECT count(*) FROM session WHERE local_day BETWEEN ? AND ? AND pain_worst BETWEEN ? AND ?"
    spans = ((0, 3), (4, 5), (6, 10))
    low, mid, high = (one(file, query, str(FIRST), str(TODAY), *span) for span in spans)
    assert f"pain was 0 to 3 in {low} sessions, 4 or 5 in {mid}, 6 or above in {high}." in printed.words


def test_each_step_has_the_days_of_the_database_since_the_very_first(file: Path, printed: Printed) -> None:
    found = rows(
        file,
        f"SELECT step, min(local_day), max(local_day), count(DISTINCT local_day), count(*) FROM {PRACTISED} "
        f"WHERE {ON_STEP} GROUP BY step ORDER BY step",
    )
    assert len(found) > 1
    for step, first, last, days, sessions in found:
        told = f"{day_text(date.fromisoformat(str(first)))} {day_text(date.fromisoformat(str(last)))} {days} {sessions}"
        assert re.search(rf"\b{step} [A-Z][\w ]+ {told}\b", printed.words), (step, told)
    very_first = min(date.fromisoformat(str(first)) for _, first, *_ in found)
    assert very_first < FIRST
    assert f"The way there, since {day_text(very_first)}" in printed.words


def test_where_it_was_felt_is_that_of_the_database(file: Path, printed: Printed) -> None:
    within = f"FROM session WHERE felt != 0 AND local_day BETWEEN '{FIRST}' AND '{TODAY}'"
    told = one(file, f"SELECT count(*) {within}")
    for place, name in zip(Felt, PLACES, strict=True):
        times = one(file, f"SELECT count(*) {within} AND felt >> {int(place)} & 1")
        line = f"{times} of {told} ({round(100 * times / told)} %)"
        assert (re.search(rf"{name}[\w, ]* {re.escape(line)}", printed.words) is not None) == (times > 0), name


def test_self_tests_and_moments_are_those_of_the_database(file: Path, printed: Printed) -> None:
    for test_id, kind in KINDS.items():
        found = rows(
            file,
            "SELECT local_day, value FROM self_test WHERE test_id = ? AND local_day BETWEEN ? AND ? ORDER BY done_utc",
            test_id,
            str(FIRST),
            str(TODAY),
        )
        first, newest = (day_text(date.fromisoformat(str(day))) for day, _ in (found[0], found[-1]))
        assert re.search(rf"{kind.name} {len(found)} [^:]+ {first} [^:]+ {newest}", printed.words), kind.name
        if kind.form == "count":
            assert f"{found[-1][1]:g} of {kind.reps} {newest}" in printed.words
    moments = one(file, "SELECT count(*) FROM moment WHERE local_day BETWEEN ? AND ?", str(FIRST), str(TODAY))
    assert printed.number(r"([\d,]+) hinges? counted in the day") == moments


def test_the_notes_are_those_of_the_database_newest_first(file: Path, printed: Printed) -> None:
    found = rows(
        file,
        "SELECT local_day, note FROM session WHERE note != '' AND local_day BETWEEN ? AND ? ORDER BY started_utc DESC",
        str(FIRST),
        str(TODAY),
    )
    expected = " ".join(f"{day_text(date.fromisoformat(str(day)))} {note}" for day, note in found)
    assert expected
    assert expected in printed.words


def test_what_is_drawn_is_what_the_database_has(file: Path, history: History) -> None:
    numbers = count(history, TODAY, WEEKS)
    stairs = rows(
        file,
        "SELECT uuid, local_day, step FROM session WHERE step IS NOT NULL AND ending != 'open' AND local_day BETWEEN ?"
        " AND ? AND id IN (SELECT session_id FROM set_ WHERE role NOT IN ('tour', 'test'))"
        " ORDER BY local_day, started_utc",
        str(FIRST),
        str(TODAY),
    )
    assert [(each.uuid, str(each.day), each.step) for each in numbers.stairs] == stairs
    for told, column in zip(numbers.scales, PAINS.values(), strict=True):
        answers = rows(
            file,
            f"SELECT local_day, {column} FROM session WHERE {column} IS NOT NULL AND local_day BETWEEN ? AND ?"
            " ORDER BY local_day, started_utc",
            str(FIRST),
            str(TODAY),
        )
        assert [(str(day), value) for day, value in told.answers] == answers


class Dots(QPainter):
    """Paints, and remembers where the middle of each dot is."""

    def __init__(self, device: QPaintDevice) -> None:
        super().__init__(device)
        self.middles: list[tuple[float, float]] = []

    def drawEllipse(self, at: QPointF | QRectF, *rest: float) -> None:  # type: ignore[override]
        middle = at.center() if isinstance(at, QRectF) else at
        self.middles.append((middle.x(), middle.y()))
        super().drawEllipse(at, *rest)


def test_each_answer_has_its_dot_where_it_belongs(file: Path, history: History) -> None:
    """From the places of the dots alone: the same days and the same values, scale below scale."""
    numbers = replace(count(history, TODAY, WEEKS), stairs=())
    device = QImage(600, 400, QImage.Format.Format_RGB32)
    with Dots(device) as painter:
        paint_days(painter, QRectF(0.0, 0.0, 499.0, days_height(numbers)), numbers)
    drawn: dict[str, set[tuple[object, ...]]] = {column: set() for column in PAINS.values()}
    first, last = (min(x for x, _ in painter.middles), max(x for x, _ in painter.middles))
    told = [day for scale in numbers.scales for day, _ in scale.answers]
    each = (last - first) / (max(told) - min(told)).days
    for x, y in painter.middles:
        strip = int((y - 14.0) // 30.0)
        value = (14.0 + 30.0 * strip + 24.0 - y) / 1.8
        day = min(told) + timedelta(days=round((x - first) / each))
        drawn[list(PAINS.values())[strip]].add((str(day), round(value)))
    for column, found in drawn.items():
        query = f"SELECT local_day, {column} FROM session WHERE {column} IS NOT NULL AND local_day BETWEEN ? AND ?"
        assert found == set(rows(file, query, str(FIRST), str(TODAY))), column


# -- the paper ------------------------------------------------------------------------------------


def lived(sessions: int, note: str = "") -> History:
    """So many sessions, two a day at times, going up the ladder."""
    each = [
        session(
            day=number * 2 // 3,
            step=min(10, 1 + number // 12),
            hour=8 + 10 * (number % 3 == 1),
            answers=replace(QUIET, pain_worst=number % 5, note=f"{number}. {note}" if note else ""),
        )
        for number in range(sessions)
    ]
    return History(sessions=tuple(each))


def page(history: History, curriculum: Curriculum, folder: Path, settings: Settings, wanted: Wanted) -> Printed:
    today = max((each.local_day for each in history.sessions), default=TODAY)
    return Printed.of(report_bytes(history, settings, curriculum, today, wanted), folder)


def assert_fits(printed: Printed, paper: Paper) -> None:
    assert 1 <= len(printed.sheets) <= 2
    wide, high = POINTS[paper]
    for number, size in enumerate(printed.sizes):
        assert size == (wide, high)
        left, top, right, bottom = printed.ink(number)
        assert min(left, top) >= LEAST_MARGIN
        assert max(right - wide, bottom - high) <= -LEAST_MARGIN


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("sessions", [0, 1, 10, 60, 300])
def test_it_fits_one_or_two_sheets(curriculum: Curriculum, tmp_path: Path, sessions: int, paper: Paper) -> None:
    printed = page(lived(sessions, "Went well."), curriculum, tmp_path, Settings(), Wanted(None, paper))
    assert_fits(printed, paper)
    assert f"{len(printed.sheets)} of {len(printed.sheets)}" in printed.words
    if sessions:
        assert printed.number(r"(\d+) sessions? on") == sessions
    else:
        assert "nothing is kept yet" in printed.words
        assert "No practice is kept" in printed.words
        assert "No pain and no effort was told" in printed.words
        assert "Nothing is kept from these days of: where it was felt, self-tests" in printed.words


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("note", ["A very long story of my day. " * 40, "w" * 900], ids=["words", "no space"])
def test_long_notes_fit_and_what_has_no_room_is_counted(
    curriculum: Curriculum, tmp_path: Path, note: str, paper: Paper
) -> None:
    printed = page(lived(60, note), curriculum, tmp_path, Settings(), Wanted(None, paper))
    assert_fits(printed, paper)
    shown = re.findall(r"20\d\d (\d+)\. ", printed.words)
    assert shown == [str(number) for number in range(59, 59 - len(shown), -1)], "the newest, each whole"
    assert len(shown) > 3
    assert printed.number(r"No room on these pages for (\d+) more notes") == 60 - len(shown)
    assert f"… ({len(' '.join(f'59. {note}'.split())) - LONGEST_NOTE} letters more in Hinge)" in printed.words


@pytest.mark.parametrize("paper", PAPERS)
def test_everything_at_once_still_fits(curriculum: Curriculum, tmp_path: Path, paper: Paper) -> None:
    """A long note of the therapist on every exercise, another step chosen daily, every safety question a yes."""
    words = ("Keep the chin tucked and breathe out on the way up. " * 20)[:LONGEST_DOSE_NOTE]
    notes = [(name, DoseChoice(note=words, therapist=True)) for name in curriculum.exercises]
    legs = replace(QUIET, felt=frozenset(Felt), leg_symptoms=True, pain_worst=6, note="A note. " * 30)
    history = replace(
        lived(300),
        sessions=(*lived(300).sessions, session(220, answers=legs, ending=Ending.PAIN, flare=True)),
        screenings=(ScreeningRecord(at(1), day_of(1), tuple((one.id, True) for one in QUESTIONS)),),
        overrules=tuple(OverruleRecord(at(day), day_of(day), 3, 2, "why not yet") for day in range(50)),
        skips=tuple(SkipRecord(at(1), day_of(1), step, True) for step in range(3, 11)),
        tests=tuple(SelfTestRecord(at(day), day_of(day), one, 1.25, False) for one in KINDS for day in (3, 40)),
        moments=tuple(MomentRecord(at(day), day_of(day), one) for one in MOMENT_KINDS for day in range(200)),
    )
    printed = page(history, curriculum, tmp_path, Settings(doses=tuple(notes)), Wanted(None, paper))
    assert_fits(printed, paper)
    assert f"And {len(QUESTIONS) - 5} more of them." in printed.words
    assert "on 20 Apr 2026. Before that 46 times in these days." in printed.words
    shown = printed.words.count("the way up. Keep the chin tucked and breathe out on the way up. Keep the chin")
    assert "buttocks 1 of 301 (under 1 %)" in printed.words
    assert "back of the thighs 301 of 301 (100 %)" in printed.words
    assert (shown > 0) == ("Notes of my therapist" in printed.words)
    assert printed.number(r"No room on these pages for (\d+) more notes") > len(notes) // 2


def test_what_has_no_room_at_all_is_still_said() -> None:
    """Sections that leave no room for one note, nor for the line that says so, take a sheet more."""
    note = Drawing(30.0, print)
    rest: list[int] = []

    def said(count: int) -> Section:
        rest.append(count)
        return Drawing(12.0, print)

    sheets = lay_out([Drawing(690.0, print), Drawing(690.0, print)], Notes(iter([note] * 3), 3, said), QSizeF(500, 700))
    assert [len(sheet) for sheet in sheets] == [1, 1, 1]
    assert rest[-1] == 3


def test_the_pictures_are_drawn_and_not_dots(printed: Printed) -> None:
    assert b"/Subtype /Image" not in printed.content
    assert b"/FontFile2" in printed.content, "its fonts are inside"


@pytest.mark.parametrize(
    ("country", "paper"),
    [
        (QLocale.Country.UnitedStates, "letter"),
        (QLocale.Country.Canada, "letter"),
        (QLocale.Country.UnitedKingdom, "a4"),
        (QLocale.Country.Germany, "a4"),
    ],
)
def test_the_paper_is_what_is_usual_there(country: QLocale.Country, paper: str) -> None:
    assert usual_paper(QLocale(QLocale.Language.English, country)) == paper


# -- what it says, and what it does not -------------------------------------------------------------


def test_it_names_itself_and_nobody_else(printed: Printed) -> None:
    assert printed.title == "One page for my therapist"
    assert printed.author == ""
    text = printed.words.casefold()
    for private in (getpass.getuser(), Path.home().name):
        assert not re.search(rf"\b{re.escape(private.casefold())}\b", text)
    assert not re.search(r"\b(75 kg|1\.75 m)\b", text), "nor the body"


def test_the_same_is_the_same_file_and_another_day_is_another(history: History, curriculum: Curriculum) -> None:
    first, again = (report_bytes(history, Settings(), curriculum, TODAY) for _ in range(2))
    assert first == again
    assert report_bytes(history, Settings(), curriculum, TODAY + timedelta(days=1)) != first


def test_words_of_mine_stand_as_i_wrote_them(curriculum: Curriculum, tmp_path: Path) -> None:
    mine = '<b>5 < 6 & "so"</b>   it\nwent: ¾ naïve Übung'
    theirs = "Slowly: <i>three</i> seconds"
    settings = Settings(
        doses=(
            ("butt-tap", DoseChoice(sets=4, note=theirs, therapist=True)),
            ("hero-squat", DoseChoice(reps=5, note="mine to mind")),
        )
    )
    history = History(sessions=(session(0, answers=replace(QUIET, note=mine)),))
    printed = page(history, curriculum, tmp_path, settings, Wanted(paper="a4"))
    assert " ".join(mine.split()) in printed.words
    notes = printed.words.split("Notes of my therapist ")[1]
    assert notes.startswith(f"Butt Tap {theirs} Notes of mine Hero Squat mine to mind")
    assert "As I set it: 2 sets of 5 repetitions" in printed.words


def test_letters_of_every_script_are_printed(curriculum: Curriculum, tmp_path: Path) -> None:
    history = History(sessions=(session(0, answers=replace(QUIET, note="慢慢来 לאט لطفا 🙂 \u202e\x07")),))
    assert_fits(page(history, curriculum, tmp_path, Settings(), Wanted(paper="a4")), "a4")


def test_weights_are_in_the_units_of_the_settings(curriculum: Curriculum, tmp_path: Path) -> None:
    settings = Settings(units="imperial", loads_kg=(("hero-squat", 10.0),))
    printed = page(lived(1), curriculum, tmp_path, settings, AS_USUAL)
    assert "45 s rest, 22 lb" in printed.words
    assert " kg" not in printed.words


def test_each_step_is_shown_with_its_own_poses(curriculum: Curriculum, tmp_path: Path) -> None:
    for step in range(1, 11):
        chosen = History(overrules=(OverruleRecord(at(0), day_of(0), 1, step, "why"),))
        content = report_bytes(chosen, Settings(opted_in=(9, 10)), curriculum, day_of(1), Wanted(paper="letter"))
        printed = Printed.of(content, tmp_path)
        assert f"Step {step} of 10: {curriculum.steps[step - 1].name}" in printed.words
        assert_fits(printed, "letter")


def test_days_that_are_still_to_come_are_left_out() -> None:
    sessions = (session(0), session(5, answers=replace(QUIET, note="the clock stood ahead")))
    numbers: Numbers = count(History(sessions=sessions), day_of(2))
    assert (numbers.sessions, numbers.notes, numbers.last) == (1, (), day_of(2))


@pytest.mark.parametrize("weeks", [0, -1, 521])
def test_so_many_weeks_are_refused(weeks: int) -> None:
    with pytest.raises(OptionError, match="allowed: 1 to 520"):
        Wanted(weeks)


def test_it_can_be_written_beside_the_window(history: History, curriculum: Curriculum, tmp_path: Path) -> None:
    """Off the thread of the window it is the same file."""
    path = tmp_path / "page.pdf"
    thread = Thread(target=write_report, args=(path, history, Settings(), curriculum, TODAY))
    thread.start()
    thread.join()
    assert path.read_bytes() == report_bytes(history, Settings(), curriculum, TODAY)
    assert path.stat().st_mode & 0o077 == 0 or path.drive, "for its owner only"
