"""What comes from elsewhere is taken whole or refused in one sentence; it never ends in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from hinge_desktop.errors import ContentError, StorageUnavailable
from hinge_desktop.history.exchange import dump, import_json
from hinge_desktop.history.exchange_reader import read_bytes, read_file
from hinge_desktop.history.store import Store
from tests.history.hostile import HOSTILE, files, good, judged, text_of


def test_the_file_the_others_are_made_from_is_good() -> None:
    assert [len(records) for records in read_bytes(text_of(good()), "good.json").values()] == [1] * 7


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence_and_changes_nothing(name: str, tmp_path: Path) -> None:
    make, word = HOSTILE[name]
    file = tmp_path / "theirs.json"
    file.write_bytes(make())
    with pytest.raises(ContentError) as caught:
        read_file(file)
    sentence = str(caught.value)
    assert word in sentence
    assert sentence.startswith("theirs.json: ")
    assert "allowed: " in sentence
    assert "nothing was taken over" in sentence
    assert len(sentence) < 700
    assert sentence.isprintable()
    assert sentence.endswith(".")


def test_a_refused_import_leaves_the_history_and_makes_no_copy(store: Store, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(text_of(good()))
    import_json(store, tmp_path / "good.json")
    before, copies = dump(store), sorted((store.path.parent / "backups").iterdir())
    (tmp_path / "bad.json").write_bytes(text_of(good() | {"skips": [{}]}))
    with pytest.raises(ContentError):
        import_json(store, tmp_path / "bad.json")
    assert dump(store) == before
    assert sorted((store.path.parent / "backups").iterdir()) == copies


def test_a_folder_or_nothing_is_told_so(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(StorageUnavailable) as caught:
            read_file(path)
        assert str(path) in str(caught.value)


@settings(max_examples=150)
@given(files)
def test_whatever_comes_is_understood_or_refused(content: bytes) -> None:
    assert judged(content) == ""
