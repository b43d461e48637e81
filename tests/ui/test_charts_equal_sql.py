"""Every value that a chart draws is the one that a query of the file gives, written down here a second time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pytestqt.qtbot import QtBot

from hinge_desktop.curriculum.ladder import LADDER, Curriculum
from hinge_desktop.demo_days import Demo, live
from hinge_desktop.demo_history import write
from hinge_desktop.history.store import Store
from hinge_desktop.training.outcome import Outcome, judge_all
from hinge_desktop.training.records import Felt, History, MomentRecord, SelfTestRecord, SessionRecord
from hinge_desktop.training.selftest_kinds import KINDS
from hinge_desktop.training.standing import when
from hinge_desktop.ui.progress import ProgressPage
from hinge_desktop.ui.theme import Theme

UNTIL, DAYS, SEED = date(2026, 11, 20), 1110, 5
LIVED = 140
ZERO = 1721424.5  # the Julian day of the ordinal 0
WEEK = "date(local_day, '-' || ((strftime('%w', local_day) + 6) % 7) || ' days')"
START = {"day": "local_day", "week": WEEK, "month": "strftime('%Y-%m-01', local_day)"}
LENGTH = {"day": "1", "week": "7", "month": "julianday(start, '+1 month') - julianday(start)"}
PRACTICE = "done_reps > 0 AND role NOT IN ('tour', 'test')"
PAINS = " UNION ALL ".join(
    f"SELECT local_day, {one} AS told FROM session WHERE {one} IS NOT NULL"
    for one in ("pain_before", "pain_worst", "pain_after", "next_morning_pain")
)
SHAPES = {Outcome.GOOD: "o", Outcome.STAY: "s", Outcome.STEP_BACK: "t"}


@dataclass(frozen=True)
class Case:
    """A range, the days that it shows of the demo, and what one mark is: of the staircase, a bar, a sum."""

    choice: str
    days: int
    stair: str
    bar: str
    sum: str

    @property
    def first(self) -> date:
        first = UNTIL - timedelta(days=self.days - 1)
        return first - timedelta(days=first.weekday())


CASES = (
    Case("weeks", 28, "day", "day", "week"),
    Case("months", 91, "day", "day", "week"),
    Case("year", 365, "day", "week", "week"),
    Case("all", 700, "week", "week", "week"),
    Case("all", DAYS, "month", "month", "month"),
)


@dataclass(frozen=True)
class Seen:
    """A page that shows a range of a history, and the file it came from with the days of the range alone."""

    page: ProgressPage
    database: sqlite3.Connection
    case: Case
    history: History


@pytest.fixture(scope="module")
def demo(curriculum: Curriculum) -> Demo:
    """A few months, lived again and again: the gate's own time for years would be long."""
    lived = live(curriculum, LIVED, UNTIL, SEED)
    sessions: list[SessionRecord] = []
    tests: list[SelfTestRecord] = []
    moments: list[MomentRecord] = []
    repetitions = {}
    for again in range(-(-DAYS // LIVED)):
        ago = timedelta(days=LIVED * again)
        for one in lived.history.sessions:
            new = f"{again:04x}{one.uuid[4:]}"
            sets = tuple(replace(set_, started_utc=set_.started_utc - ago) for set_ in one.sets)
            sessions.append(replace(earlier(one, ago), uuid=new, started_utc=one.started_utc - ago, sets=sets))
            repetitions[new] = lived.repetitions[one.uuid]
        tests += [replace(earlier(one, ago), done_utc=one.done_utc - ago) for one in lived.history.tests]
        moments += [replace(earlier(one, ago), done_utc=one.done_utc - ago) for one in lived.history.moments]
    sessions.sort(key=when)
    return Demo(History(tuple(sessions), tests=tuple(tests), moments=tuple(moments)), repetitions, lived.opted_in)


Dated = TypeVar("Dated", SessionRecord, SelfTestRecord, MomentRecord)


def earlier(one: Dated, ago: timedelta) -> Dated:
    return replace(one, local_day=one.local_day - ago)


@pytest.fixture(scope="module")
def file(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    write(demo, path)
    return path


@pytest.fixture(scope="module")
def history(file: Path) -> History:
    with closing(Store.open(file)) as store:
        return store.history()


@pytest.fixture(params=CASES, ids=[f"{one.choice}-{one.stair}" for one in CASES])
def seen(request: pytest.FixtureRequest, qtbot: QtBot, light: Theme, file: Path, history: History) -> Iterator[Seen]:
    case: Case = request.param
    since = case.first if case.choice == "all" else date.min
    shown = History(
        tuple(one for one in history.sessions if one.local_day >= since),
        tests=tuple(one for one in history.tests if one.local_day >= since),
        moments=tuple(one for one in history.moments if one.local_day >= since),
    )
    page = ProgressPage(first_weekday=0)
    qtbot.addWidget(page)
    page.show_history(shown, today=UNTIL)
    page.range.button(case.choice).click()
    for card in page.cards:
        card.redraw()
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        for table in ("session", "set_", "self_test", "moment"):
            shown_days = f"SELECT * FROM main.{table} WHERE local_day >= '{case.first}'"
            database.execute(f"CREATE TEMP VIEW {table} AS {shown_days}")
        yield Seen(page, database, case, shown)


def marks(database: sqlite3.Connection, grain: str, table: str, values: str) -> list[tuple[float, ...]]:
    """Middle and days of each day, week or month of ``table``, and these aggregates of it."""
    query = f"""
        SELECT julianday(start) - {ZERO} + ({LENGTH[grain]} - 1) / 2.0, {LENGTH[grain]}, {values}
        FROM (SELECT {START[grain]} AS start, * FROM {table}) GROUP BY start ORDER BY start"""
    return database.execute(query).fetchall()


def middles(database: sqlite3.Connection, grain: str, table: str) -> list[tuple[float, ...]]:
    """Middle and days of each period, and least, lower middle and greatest of the numbers told in it."""
    query = f"""
        WITH ranked AS (
            SELECT {START[grain]} AS start, told,
                row_number() OVER (PARTITION BY {START[grain]} ORDER BY told) AS place,
                count(*) OVER (PARTITION BY {START[grain]}) AS many
            FROM ({table}))
        SELECT julianday(start) - {ZERO} + ({LENGTH[grain]} - 1) / 2.0, {LENGTH[grain]},
            min(told), max(told) FILTER (WHERE place = (many + 1) / 2), max(told)
        FROM ranked GROUP BY start ORDER BY start"""
    return database.execute(query).fetchall()


def bars(item: Any) -> list[tuple[float, ...]]:
    opts = item.opts
    return list(zip(opts["x"], opts["width"], opts["height"], strict=True))


def dots(item: Any) -> list[tuple[float, float]]:
    return list(zip(*(values.tolist() for values in item.getData()), strict=True))


def some(drawn: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Without the marks of height 0, which stand for weeks without anything."""
    return [mark for mark in drawn if mark[-1]]


def same(drawn: list[Any], queried: list[Any]) -> bool:
    assert queried  # a comparison of nothing with nothing would say nothing
    assert len(drawn) == len(queried)
    return all(one == pytest.approx(other) for one, other in zip(drawn, queried, strict=True))


def wide(marks: list[tuple[float, ...]], share: float, value: int = 2) -> list[tuple[float, ...]]:
    return [(mark[0], mark[1] * share, mark[value]) for mark in marks]


# -- the charts -----------------------------------------------------------------------------------

STAIRS = """
    WITH stood AS (
        SELECT *, row_number() OVER (PARTITION BY local_day ORDER BY started_utc) - 1 AS place FROM session
        WHERE step IS NOT NULL AND ending <> 'open' AND (
            id NOT IN (SELECT session_id FROM set_) OR
            id IN (SELECT session_id FROM set_ WHERE role NOT IN ('tour', 'test')))),
    ranked AS (
        SELECT *, row_number() OVER (PARTITION BY {start} ORDER BY step DESC, local_day DESC, started_utc DESC) AS last
        FROM stood)
    SELECT julianday(local_day) - {zero} + 0.28 * place, step, uuid, local_day,
        nullif(max(ifnull(pain_before, -1), ifnull(pain_worst, -1), ifnull(pain_after, -1),
            ifnull(next_morning_pain, -1)), -1),
        (SELECT ifnull(sum(done_reps), 0) FROM set_ WHERE session_id = ranked.id),
        (SELECT ifnull(sum(dur_ms), 0) / 60000.0 FROM set_ WHERE session_id = ranked.id)
    FROM ranked WHERE {every} OR last = 1 ORDER BY local_day, started_utc"""


def check_staircase(seen: Seen) -> None:
    page, database, case = seen.page, seen.database, seen.case
    query = STAIRS.format(start=START[case.stair], zero=ZERO, every=int(case.stair == "day"))
    queried = database.execute(query).fetchall()
    chart = page.staircase
    assert chart is not None
    assert same(dots(chart._marks), [row[:2] for row in queried])
    assert same(dots(chart._line), [row[:2] for row in queried])
    told = [(row[0].isoformat(), row[1], row[3], row[4], row[5]) for row in page.stairs.content.rows]
    assert same([one[3:] for one in told], [row[5:] for row in queried])
    assert [one[:3] for one in told] == [(row[3], row[1], row[4]) for row in queried]
    # How a session came out is the gate's to say and stands in no column.
    judged = zip(seen.history.sessions, judge_all(seen.history.sessions), strict=True)
    shape = {one.uuid: SHAPES[judgement.outcome] for one, judgement in judged}
    assert list(chart._marks.data["symbol"]) == [shape[row[2]] for row in queried]


def check_pain(seen: Seen) -> None:
    page, database, case = seen.page, seen.database, seen.case
    queried = middles(database, case.bar, PAINS)
    chart: Any = page.pain.chart
    spans = [(middle, days * 0.62, most - least + 0.7) for middle, days, least, _, most in queried]
    assert same(bars(chart._bars), spans)
    assert same(chart._bars.opts["y0"], [row[2] - 0.35 for row in queried])
    many = [row for row in queried if row[1] > 1]
    assert chart._notches.opts["y0"] == pytest.approx([row[3] - 0.15 for row in many])
    morning = "SELECT local_day, next_morning_pain AS told FROM session WHERE next_morning_pain IS NOT NULL"
    assert same(dots(chart._dots), [(row[0], row[3]) for row in middles(database, case.bar, morning)])
    assert [row[1:4] for row in page.pain.content.rows] == [row[2:] for row in queried]


USUAL = """
    WITH told AS (
        SELECT row_number() OVER (ORDER BY local_day, started_utc) AS n, local_day, pain_before AS pain
        FROM {table} WHERE pain_before IS NOT NULL),
    ranked AS (
        SELECT now.n, now.local_day, one.pain,
            row_number() OVER (PARTITION BY now.n ORDER BY one.pain) AS place,
            count(*) OVER (PARTITION BY now.n) AS many
        FROM told AS now JOIN told AS one ON one.n BETWEEN now.n - 4 AND now.n)
    SELECT {start}, local_day, pain FROM ranked
    WHERE place = (many + 1) / 2 AND local_day >= '{first}' ORDER BY n"""


def check_band_of_the_usual(seen: Seen) -> None:
    page, database, case = seen.page, seen.database, seen.case
    table = "session" if case.choice == "all" else "main.session"
    query = USUAL.format(table=table, start=START[case.stair], first=case.first)
    usual = {start: (date.fromisoformat(day).toordinal(), pain) for start, day, pain in database.execute(query)}
    chart: Any = page.pain.chart
    (xs, lows), (_, highs) = (item.getData() for item in (chart._low, chart._high))
    held = sorted(usual.values())
    assert len(held) > 3
    for (day, pain), (following, _) in pairwise([*held, (UNTIL.toordinal() + 1, 0)]):
        for at in {day, following - 1}:
            # Of two points at one place the later one holds from there on.
            (left,) = [index for index, (x, then) in enumerate(pairwise([*xs, xs[-1] + 1])) if x <= at < then][-1:]
            band = lows[left], highs[left]
            assert band == pytest.approx((max(-0.35, pain - 2.35), min(10.35, pain + 2.35)))


def check_practice(seen: Seen) -> None:
    page, database, case = seen.page, seen.database, seen.case
    values = "sum(done_reps), sum(dur_ms) / 60000.0, count(DISTINCT session_id), count(DISTINCT local_day)"
    queried = marks(database, case.sum, f"set_ WHERE {PRACTICE}", values)
    for column, unit in enumerate(("reps", "minutes", "sessions"), start=2):
        page.practice.unit.button(unit).click()
        chart: Any = page.practice.chart
        assert same(some(bars(chart._bars)), wide(queried, 0.78, column))
    told = [row[1:] for row in page.practice.content.rows if row[1]]
    assert same(told, [row[2:] for row in queried])


def check_training_days(seen: Seen) -> None:
    page, database, case = seen.page, seen.database, seen.case
    queried = marks(database, case.sum, f"set_ WHERE {PRACTICE}", "count(DISTINCT local_day)")
    chart: Any = page.calendar.chart
    assert [row[1] for row in page.calendar.content.rows if row[1]] == [row[2] for row in queried]
    if case.stair != "day":
        assert same(some(bars(chart._filled)), wide(queried, 0.78))
        return
    opts = chart._filled.opts
    drawn = sorted(x - 3 - (y + 0.4) for x, y in zip(opts["x"], opts["y0"], strict=True))
    days = f"SELECT DISTINCT julianday(local_day) - {ZERO} FROM set_ WHERE {PRACTICE} ORDER BY 1"
    assert drawn == pytest.approx([row[0] for row in database.execute(days)])


def check_load_and_volume_of_every_step(seen: Seen) -> None:
    page, database, case = seen.page, seen.database, seen.case
    values = "max(load_g) / 1000.0, sum(load_g * done_reps) / 1000.0, sum(done_reps)"
    compared = 0
    for step, exercise in enumerate(LADDER, start=1):
        row = page.load.step.findData(step)
        queried = marks(database, case.bar, f"set_ WHERE {PRACTICE} AND exercise_id = '{exercise}'", values)
        if row < 0 or not queried:
            assert not queried
            continue
        page.load.step.setCurrentIndex(row)
        for column, unit in enumerate(("load", "volume", "reps"), start=2):
            page.load.unit.button(unit).click()
            if not any(mark[column] for mark in queried):
                assert "without weight" in page.load.empty.text()
                continue
            chart: Any = page.load.chart
            assert same(bars(chart._bars), wide(queried, 0.78, column))
            assert same([told[1:] for told in page.load.content.rows], [mark[2:] for mark in queried])
            compared += 1
    assert compared > 3


def check_where_it_was_felt(seen: Seen) -> None:
    page, database = seen.page, seen.database
    chart: Any = page.felt.chart
    sums = ", ".join(f"sum(felt >> {place.value} & 1)" for place in Felt)
    *sessions, told = database.execute(f"SELECT {sums}, count(*) FROM session WHERE felt").fetchone()
    assert same(chart._bars.opts["width"], [100.0 * one / told for one in sessions])
    assert [row[2] for row in page.felt.content.rows] == sessions


def check_effort(seen: Seen) -> None:
    page, database, case = seen.page, seen.database, seen.case
    told = "SELECT local_day, effort AS told FROM session WHERE effort IS NOT NULL"
    queried = middles(database, case.bar, told)
    chart: Any = page.effort.chart
    assert same(bars(chart._bars), [(row[0], row[1] * 0.62, row[4] - row[2] + 0.7) for row in queried])
    assert same(chart._bars.opts["y0"], [row[2] - 0.35 for row in queried])
    assert [row[1:] for row in page.effort.content.rows] == [row[2:] for row in queried]


def check_self_tests(seen: Seen) -> None:
    page, database = seen.page, seen.database
    compared = 0
    for index, kind in enumerate(KINDS):
        page.tests.kind.setCurrentIndex(index)
        page.tests.kind.activated.emit(index)
        query = (
            f"SELECT julianday(local_day) - {ZERO}, value, passed FROM self_test WHERE test_id = ? ORDER BY done_utc"
        )
        queried = database.execute(query, (kind,)).fetchall()
        if not queried:
            assert page.tests.content.rows == ()
            continue
        chart: Any = page.tests.chart
        assert same(dots(chart._marks), [row[:2] for row in queried])
        assert list(chart._marks.data["symbol"]) == ["o" if passed else "s" for *_, passed in queried]
        compared += 1
    assert compared


def check_moments(seen: Seen) -> None:
    page, database, case = seen.page, seen.database, seen.case
    chart: Any = page.moments.chart
    assert same(some(bars(chart._bars)), wide(marks(database, case.sum, "moment", "count(*)"), 0.78))


def check_table_of_sessions(seen: Seen) -> None:
    page, database, case = seen.page, seen.database, seen.case
    table = "session" if case.choice == "all" else "main.session"  # the range does not shorten it
    query = f"""
        SELECT (SELECT sum(done_reps) FROM main.set_ WHERE session_id = one.id) || ' of ' ||
            (SELECT sum(planned_reps) FROM main.set_ WHERE session_id = one.id)
        FROM {table} AS one WHERE ending <> 'open' ORDER BY local_day, started_utc"""
    queried = [row[0] for row in database.execute(query)]
    rows = page.sessions.table.rows
    told = [rows.data(rows.index(row, 4)) for row in range(rows.rowCount())]
    assert sorted(told) == sorted(queried)
    assert told[0] == queried[-1]


CHECKS = (
    check_staircase,
    check_pain,
    check_band_of_the_usual,
    check_practice,
    check_training_days,
    check_load_and_volume_of_every_step,
    check_where_it_was_felt,
    check_effort,
    check_self_tests,
    check_moments,
    check_table_of_sessions,
)


def test_every_drawn_value_is_the_querys(seen: Seen) -> None:
    for check in CHECKS:
        check(seen)
