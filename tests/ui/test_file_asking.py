"""The desktop's dialogs: what was typed gets the ending that was chosen, and nothing chosen is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from hinge_desktop.ui.file_asking import FileDialogs, FileKind

KINDS = (FileKind("Everything", ".json"), FileKind("A table", ".csv"))


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    over = QWidget()
    qtbot.addWidget(over)
    return over


@pytest.mark.parametrize(
    ("typed", "chosen", "path"),
    [
        ("/there/all.json", "Everything (*.json)", "/there/all.json"),
        ("/there/all.JSON", "Everything (*.json)", "/there/all.JSON"),
        ("/there/all.csv", "Everything (*.json)", "/there/all.csv"),
        ("/there/all", "A table (*.csv)", "/there/all.csv"),
        ("/there/all", "", "/there/all.json"),
        ("/there/week.47", "A table (*.csv)", "/there/week.47.csv"),
        ("", "", None),
    ],
)
def test_a_name_gets_the_ending_that_was_chosen(
    over: QWidget, monkeypatch: pytest.MonkeyPatch, typed: str, chosen: str, path: str | None
) -> None:
    asked = []

    def answer(*arguments: object) -> tuple[str, str]:
        asked.append(arguments)
        return typed, chosen

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    found = FileDialogs().to_write(over, "Export", Path("/home/all.json"), KINDS)
    assert found == (None if path is None else Path(path))
    assert asked == [(over, "Export", str(Path("/home/all.json")), "Everything (*.json);;A table (*.csv)")]


def test_another_kind_chosen_changes_the_suggested_name_and_overwrites_nothing(
    over: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    suggested = tmp_path / "all.json"

    def answer(*_: object) -> tuple[str, str]:
        return str(suggested), "A table (*.csv)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    assert FileDialogs().to_write(over, "Export", suggested, KINDS) == tmp_path / "all.csv"
    (tmp_path / "all.csv").touch()
    (tmp_path / "all-2.csv").touch()
    assert FileDialogs().to_write(over, "Export", suggested, KINDS) == tmp_path / "all-3.csv"
    assert FileDialogs().to_write(over, "Export", tmp_path / "mine.json", KINDS) == suggested


def test_a_file_to_read_is_the_one_that_was_chosen(over: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_: ("/there/all.json", "")))
    assert FileDialogs().to_read(over, "Import", Path("/home"), KINDS) == Path("/there/all.json")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_: ("", "")))
    assert FileDialogs().to_read(over, "Import", Path("/home"), KINDS) is None


def test_an_ending_that_is_added_overwrites_nothing_either(
    over: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "all.json").touch()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(tmp_path / "all"), "")))
    assert FileDialogs().to_write(over, "Export", tmp_path / "mine.json", KINDS) == tmp_path / "all-2.json"
