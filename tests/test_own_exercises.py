"""The folder of the user's own exercises: whatever lies in it, the program starts."""

from __future__ import annotations

from pathlib import Path

from hinge_desktop.own_exercises import MOST_FILES, read_own_texts


def test_a_folder_is_read_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text("id = 1", encoding="utf-8-sig")
    (tmp_path / "latin.toml").write_bytes('name = "Übung"'.encode("latin-1"))
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "huge.toml").write_bytes(b" " * 300_000)
    (tmp_path / "notes.txt").write_text("not ours")
    (tmp_path / ".hidden.toml").write_text("not ours")
    found, notices = read_own_texts(tmp_path)
    assert found == {"good.toml": "id = 1"}
    assert [notice.split(": ")[1].split(" ")[0] for notice in notices] == ["folder.toml", "huge.toml", "latin.toml"]
    assert "UTF-8" in notices[2]


def test_a_folder_that_is_not_there_is_one_notice(tmp_path: Path) -> None:
    found, notices = read_own_texts(tmp_path / "none")
    assert found == {}
    (notice,) = notices
    assert notice.startswith(f"Your exercise folder {tmp_path / 'none'} cannot be read: ")


def test_a_folder_of_too_many_files_is_read_in_part(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number:03}.toml").write_text("")
    found, notices = read_own_texts(tmp_path)
    assert len(found) == MOST_FILES
    assert len(notices) == 1
