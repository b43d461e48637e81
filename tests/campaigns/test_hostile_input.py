"""The short form of the campaign of hostile input, and proof that it can see."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import strategies as st

from hinge_desktop.history.seal import seal_all
from tests.campaigns import hostile_readers, hostile_strangers
from tests.campaigns.hostile_input import (
    REFUSED,
    UNDERSTOOD,
    NotAsPromised,
    Reader,
    drawn,
    one_sentence,
    run,
)

READERS = hostile_readers.readers()
FEW = {"strangers": 12, "motion": 30, "backup": 30}


@pytest.mark.parametrize("name", READERS)
def test_each_reader_understands_or_refuses(name: str) -> None:
    count = FEW.get(name, 60)
    outcome = run(READERS[name], count, seed=5)
    assert outcome.wrong == []
    assert outcome.inputs == count
    assert set(outcome.tally) <= {UNDERSTOOD, REFUSED, "set aside", "in part"}


def test_the_twelve_and_more_hostile_files_are_all_refused(tmp_path: Path) -> None:
    assert len(hostile_readers.hostile.HOSTILE) >= 12
    for make, _ in hostile_readers.hostile.HOSTILE.values():
        assert READERS["import"].judge(make(), tmp_path) == REFUSED


def test_a_reader_that_breaks_or_says_it_badly_is_found() -> None:
    def breaks(content: bytes, _folder: Path) -> str:
        return str(1 // len(content))

    def mumbles(_content: bytes, _folder: Path) -> str:
        return one_sentence(ValueError("two\nlines, and no full stop"))

    for judge, kind in ((breaks, "ZeroDivisionError"), (mumbles, "NotAsPromised")):
        outcome = run(Reader(drawn(st.just(b"")), judge), 1)
        assert [one.split(" ")[0] for one in outcome.wrong] == [kind]


def test_a_backup_that_is_another_history_is_found(tmp_path: Path) -> None:
    file = tmp_path / "in" / "copy.sqlite"
    file.parent.mkdir()
    file.write_bytes(hostile_readers._backup())
    assert READERS["backup"].judge(file.read_bytes(), file.parent) == UNDERSTOOD
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE session SET note = 'other'")
        seal_all(database)
        database.commit()
    with pytest.raises(NotAsPromised, match="another history"):
        READERS["backup"].judge(file.read_bytes(), file.parent)


def test_settings_that_stay_as_they_are_and_are_not_told_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = hostile_readers.settings_file
    assert READERS["settings"].judge(b"[]", tmp_path) == "set aside"
    monkeypatch.setattr(read, "_set_aside", _forget)
    with pytest.raises(NotAsPromised, match="not set aside"):
        READERS["settings"].judge(b"[]", tmp_path)


def _forget(*_: object) -> str:
    return "nothing"


def test_a_stranger_is_judged_by_what_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = json.dumps(hostile_readers.hostile.good()).encode()
    assert hostile_strangers.judge(content, tmp_path) == UNDERSTOOD
    monkeypatch.setattr(hostile_strangers, "dump", _nothing)
    with pytest.raises(NotAsPromised, match="taken over"):
        hostile_strangers.judge(content, tmp_path)


def _nothing(*_: object) -> dict[str, object]:
    return {}
