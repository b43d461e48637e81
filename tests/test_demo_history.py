"""A made-up history is lawful, the gate's own, and the same for the same seed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from hinge_desktop import assets, demo_history
from hinge_desktop.cli import main
from hinge_desktop.curriculum.ladder import Curriculum, build_curriculum
from hinge_desktop.demo_days import Demo, live, opted_in_on
from hinge_desktop.demo_history import write
from hinge_desktop.history.bulk import write_whole
from hinge_desktop.history.store import Store
from hinge_desktop.training.day import KEPT_FROM, needs_weight
from hinge_desktop.training.gate import decide
from hinge_desktop.training.records import Ending, History
from hinge_desktop.training.screening import is_due
from hinge_desktop.training.selftest_kinds import KINDS

UNTIL, DAYS, SEED = date(2026, 11, 20), 330, 5


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return build_curriculum(assets.exercise_texts())


@pytest.fixture(scope="module")
def demo(curriculum: Curriculum) -> Demo:
    return live(curriculum, DAYS, UNTIL, SEED)


@pytest.fixture(scope="module")
def file(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    write(demo, path)
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def before(history: History, index: int) -> History:
    """What was known when a session began."""
    one = history.sessions[index]
    return replace(
        history,
        sessions=history.sessions[:index],
        overrules=tuple(each for each in history.overrules if each.decided_utc <= one.started_utc),
        skips=tuple(each for each in history.skips if each.decided_utc <= one.started_utc),
        screenings=tuple(each for each in history.screenings if each.answered_utc <= one.started_utc),
    )


def test_the_file_holds_what_was_lived(file: Path, demo: Demo) -> None:
    with Store.open(file) as store:
        assert store.history() == demo.history


def test_the_same_seed_gives_the_same_rows_and_another_one_others(curriculum: Curriculum, tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("same", 3), ("other", 4)):
        write(live(curriculum, 40, UNTIL, seed), tmp_path / name)
    assert dump(tmp_path / "one") == dump(tmp_path / "same")
    assert dump(tmp_path / "one") != dump(tmp_path / "other")


def test_the_gate_is_never_contradicted(demo: Demo, curriculum: Curriculum) -> None:
    moved = set()
    for index, one in enumerate(demo.history.sessions):
        day = (one.local_day - UNTIL).days + DAYS - 1
        decision = decide(before(demo.history, index), one.local_day, opted_in=opted_in_on(day))
        moved.add(decision.action)
        if one.step is None or one.step == decision.step:
            continue
        if decision.maintenance:
            assert KEPT_FROM <= one.step < decision.step
        else:  # no swing with empty hands: the nearest step below that can be done
            assert one.flare_up_day
            assert one.step < decision.step
            assert needs_weight(curriculum.steps[decision.step - 1])
    assert moved == {"start", "advance", "stay", "step_back"}


def test_nobody_practises_before_the_safety_questions_that_are_due(demo: Demo) -> None:
    for index, one in enumerate(demo.history.sessions):
        assert not is_due(before(demo.history, index), one.local_day)


def test_the_rows_keep_the_laws(file: Path) -> None:
    assert not rows(file, "PRAGMA foreign_key_check")
    assert not rows(
        file,
        "SELECT s.id FROM set_ s LEFT JOIN rep r ON r.set_id = s.id GROUP BY s.id"
        " HAVING s.done_reps != count(r.idx) OR s.dur_ms != coalesce(sum(r.dur_ms), 0)"
        " OR s.done_reps > s.planned_reps OR s.finished != (s.done_reps = s.planned_reps)"
        " OR count(r.idx) != coalesce(max(r.idx), 0)",
    )
    assert not rows(
        file,
        "SELECT one.id FROM session one JOIN set_ s ON s.session_id = one.id GROUP BY one.id HAVING count(*) !="
        " max(s.position) + 1 OR count(*) > one.planned_sets OR min(s.started_utc) < one.started_utc"
        " OR max(s.started_utc + s.dur_ms) > one.ended_utc OR max(s.local_day != one.local_day)",
    )
    assert not rows(
        file,
        "SELECT b.id FROM set_ a JOIN set_ b ON b.session_id = a.session_id AND b.position = a.position + 1"
        " WHERE b.started_utc < a.started_utc + a.dur_ms",
    )
    assert not rows(
        file,
        "SELECT b.id FROM session a JOIN session b ON b.id = a.id + 1 WHERE b.started_utc < a.ended_utc",
    )


def test_there_is_something_of_everything(demo: Demo) -> None:
    history = demo.history
    assert {one.step for one in history.sessions} >= set(range(1, 9))
    assert {one.ending for one in history.sessions} == {Ending.DONE, Ending.LEFT, Ending.PAIN}
    assert any(one.flare_up_day for one in history.sessions)
    assert any(one.next_morning_pain is None for one in history.sessions)
    assert [one.skip for one in history.skips] == [True, False]
    assert history.overrules
    assert history.moments
    assert len(history.tours) == 10
    sets = [one for session in history.sessions for one in session.sets]
    assert {one.role for one in sets} >= {"warm-up", "main", "easier", "related"}
    assert {one.side for one in sets} == {"", "left", "right"}
    assert len({one.load_kg for one in sets if one.exercise_id == "weighted-hip-hinge"}) > 2, "loads grow"


def test_self_tests_come_every_two_weeks_and_mean_what_they_say(demo: Demo) -> None:
    for test_id, kind in KINDS.items():
        days = [one.local_day for one in demo.history.tests if one.test_id == test_id]
        assert len(days) > DAYS / 14 * 0.6
        assert all((later - earlier).days >= 14 for earlier, later in pairwise(days))
        assert all(
            one.value in kind.answers and one.passed == kind.passed(one.value)
            for one in demo.history.tests
            if one.test_id == test_id
        )


def test_the_command_writes_a_history_that_is_its_owners(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def a_month(curriculum: Curriculum, days: int, until: date, seed: int) -> Demo:
        asked.append((days, until, seed))
        return live(curriculum, 30, until, seed)

    monkeypatch.setattr(demo_history, "live", a_month)
    path = tmp_path / "a.sqlite"
    assert main(["demo-history", "--years", "2", "-o", str(path), "--until", "2026-02-28", "--seed", "9"]) == 0
    assert asked == [(731, date(2026, 2, 28), 9)]
    assert [one.name for one in tmp_path.iterdir() if one.name != "hinge-home"] == [path.name]
    assert path.stat().st_mode & 0o077 == 0
    ((sessions, first, last),) = rows(path, "SELECT count(*), min(local_day), max(local_day) FROM session")
    assert f"{sessions} sessions" in capsys.readouterr().out
    assert "2026-01-30" <= str(first) <= str(last) <= "2026-02-28"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--years", "0"), "0 years"),
        (("--years", "31"), "allowed: 1 to 30"),
        (("--years", "1", "--until", "soon"), "'soon'"),
        (("--years", "1", "--until", "1900-01-01"), "out of range"),
        (("--years", "1", "-o", "nowhere/at/all.sqlite"), "no folder"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence_and_nothing_is_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo-history", "-o", "x.sqlite", *words]) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.err.count("\n") == 1
    assert not list(tmp_path.rglob("*.sqlite*"))


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.sqlite"
    path.write_text("mine")
    assert main(["demo-history", "--years", "1", "-o", str(path)]) == 2
    assert "there already" in capsys.readouterr().err
    assert path.read_text() == "mine"


def test_a_set_that_is_not_the_sum_of_its_repetitions_is_not_written(demo: Demo, tmp_path: Path) -> None:
    one = demo.history.sessions[0]
    lasted = demo.repetitions[one.uuid]
    with pytest.raises(ValueError, match="not the sum"):
        write_whole(tmp_path / "x", History((one,)), {one.uuid: (lasted[0][:-1], *lasted[1:])})
    assert not (tmp_path / "x").exists()
