"""The log: bounded, its owner's alone, and without anything personal in it."""

from __future__ import annotations

import logging
import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from hinge_desktop import boot
from hinge_desktop.errors import OptionError, StorageUnavailable
from hinge_desktop.history.store import Store

log = logging.getLogger("hinge_desktop.anything")
SECRET = "numb below the left knee"


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    """A log that is written."""
    ours = logging.getLogger("hinge_desktop")
    before, level = list(ours.handlers), ours.level
    assert boot.start_log(tmp_path / "log") == ""
    yield tmp_path / "log" / boot.LOG_NAME
    for handler in list(ours.handlers):
        ours.removeHandler(handler)
        handler.close()
    for handler in before:
        ours.addHandler(handler)
    ours.setLevel(level)


def _mistake(error: BaseException) -> None:
    try:
        raise error
    except type(error):
        log.exception("something happened")


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other there")
def test_it_is_its_owners_alone_whatever_the_mask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        boot.start_log(tmp_path / "log")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "log" / boot.LOG_NAME).stat().st_mode) == 0o600
    boot.start_log(tmp_path / "other")  # lets go of the first


def test_it_grows_to_a_bound(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = logging.getLogger("hinge_desktop").handlers[0]
    monkeypatch.setattr(handler, "maxBytes", 2000)
    for number in range(400):
        log.info("line %d", number)
    files = sorted(written.parent.iterdir())
    assert len(files) == 1 + boot.LOG_FILES
    assert max(one.stat().st_size for one in files) <= 2000
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in files) or sys.platform == "win32"
    assert "line 399" in written.read_text(encoding="utf-8")


def test_it_begins_with_the_version(written: Path) -> None:
    assert "Hinge " in written.read_text(encoding="utf-8").splitlines()[0]


def test_a_mistake_is_told_by_kind_and_place_and_not_by_value(written: Path) -> None:
    for error in (ValueError(SECRET), OptionError(f"The note {SECRET} is too long."), KeyError(SECRET)):
        _mistake(error)
    _mistake(FileNotFoundError(2, "No such file", f"/somewhere/{SECRET}.pdf"))
    _mistake(TypeError("unsupported operand"))
    _mistake(StorageUnavailable("The disk is full."))
    text = written.read_text(encoding="utf-8")
    assert SECRET not in text
    for told in ("ValueError", "OptionError", "KeyError", "FileNotFoundError: No such file"):
        assert told in text
    assert "TypeError: unsupported operand" in text
    assert "StorageUnavailable: The disk is full." in text
    assert "tests/test_log.py:" in text


def test_what_the_database_refuses_is_told_without_what_was_to_be_kept(written: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "history.sqlite") as store, store.transaction() as connection:
        twice = "INSERT INTO moment (uuid, done_utc, local_day, kind) VALUES ('m', 1, '2026-11-21', ?)"
        connection.exec_driver_sql(twice, (SECRET,))
        with pytest.raises(IntegrityError) as refused:
            connection.exec_driver_sql(twice, (SECRET,))
    assert SECRET not in str(refused.value)
    log.error("the history could not do it", exc_info=refused.value)
    text = written.read_text(encoding="utf-8")
    assert "UNIQUE constraint" in text
    assert SECRET not in text


def test_what_led_to_a_mistake_is_told_too(written: Path) -> None:
    try:
        try:
            raise TypeError("first")
        except TypeError as first:
            raise RuntimeError("second") from first
    except RuntimeError:
        log.exception("both")
    lines = written.read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in lines if "Error:" in line] == ["RuntimeError: second", "TypeError: first"]


def test_the_home_folder_is_not_named(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", classmethod(_anna))
    log.info("copied to /home/anna/.local/share/Hinge")
    assert "copied to ~/.local" in written.read_text(encoding="utf-8")


def _anna(_kind: object) -> Path:
    return Path("/home/anna")


def test_what_was_said_aloud_is_not_kept(written: Path) -> None:
    logging.getLogger("hinge_desktop.spoken").info("Pain is seven, so we stop here.")
    assert "Pain" not in written.read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_ends_by_a_mistake_is_told(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", boot.log_thread)
    thread = threading.Thread(target=_mistaken)
    thread.start()
    thread.join()
    assert "not caught in a thread" in written.read_text(encoding="utf-8")


def _mistaken() -> None:
    raise RuntimeError("in a thread")


def test_a_log_whose_place_is_gone_is_silent(written: Path, capfd: pytest.CaptureFixture[str]) -> None:
    handler = logging.getLogger("hinge_desktop").handlers[0]
    assert isinstance(handler, logging.FileHandler)
    stream = handler.stream
    stream.close()
    log.info("to nowhere")
    handler.stream = None  # type: ignore[assignment]  # as logging itself leaves it
    assert capfd.readouterr().err == ""
