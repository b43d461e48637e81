"""Settings come back as they were saved, and nothing in their file can stop the program."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop import settings
from hinge_desktop.body.anthropometry import HAMSTRINGS_DEG, MASS_KG, STATURE_M, Body
from hinge_desktop.errors import OptionError, StorageUnavailable
from hinge_desktop.settings import Settings

CHOSEN = Settings(
    stature_m=1.62, mass_kg=58, sex="female", hamstrings_deg=82, units="imperial", get_ready_s=5, sound=False,
    voice=True, volume=35, theme="contrast", reduced_motion=True, text_scale=1.5, own_exercises="/home/ada/Übungen",
    opted_in=(9,), loads_kg=(("kettlebell-lift", 16.0), ("weighted-hip-hinge", 12.5)),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_what_is_saved_comes_back(path: Path) -> None:
    settings.save(CHOSEN, path)
    assert settings.load(path) == (CHOSEN, "")
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_no_file_is_no_mistake(path: Path) -> None:
    assert settings.load(path) == (Settings(), "")


def test_every_body_that_can_be_chosen_can_be_built() -> None:
    for end in (0, 1):
        chosen = Settings(stature_m=STATURE_M[end], mass_kg=MASS_KG[end], hamstrings_deg=HAMSTRINGS_DEG[end])
        Body(chosen.stature_m, chosen.mass_kg, chosen.sex, chosen.hamstrings_deg)


def test_the_load_of_an_exercise_is_remembered() -> None:
    chosen = Settings().with_load("kettlebell-lift", 16).with_load("kettlebell-lift", 20)
    assert chosen.load_for("kettlebell-lift", 12) == 20
    assert chosen.load_for("weighted-hip-hinge", 12) == 12


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stature_m", 2.11), ("stature_m", float("nan")), ("mass_kg", "75"), ("sex", "other"), ("get_ready_s", 2),
        ("get_ready_s", 10.0), ("sound", 1), ("volume", 101), ("volume", True), ("text_scale", 0.9), ("theme", "pink"),
        ("own_exercises", "a\0b"), ("own_exercises", "\ud800"), ("opted_in", (8,)), ("opted_in", (True,)),
        ("loads_kg", (("x", -1.0),)), ("loads_kg", "x"), ("units", None),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_named(name: str, value: object) -> None:
    with pytest.raises(OptionError, match=rf"{name} is .*; allowed: .*\."):
        replace(Settings(), **{name: value})  # type: ignore[arg-type]


def test_one_bad_value_costs_only_itself(path: Path) -> None:
    settings.save(CHOSEN, path)
    values = json.loads(path.read_text(encoding="utf-8")) | {"volume": 4000, "colour": "pink"}
    path.write_text(json.dumps(values), encoding="utf-8")
    read, notice = settings.load(path)
    assert read == replace(CHOSEN, volume=Settings().volume)
    assert "volume is 4000 (allowed: a whole number from 0 to 100)" in notice
    assert "'colour' is not a setting" in notice
    assert "\n" not in notice


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe{}", b'{"volume": NaN}', b'{"volume": 1, "volume": 2}', b"[" * 100_000,
     b'{"volume": ' + b"9" * 5000 + b"}", b" " * (2 << 20)],
)  # fmt: skip
def test_a_file_that_cannot_be_understood_is_set_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    read, notice = settings.load(path)
    assert read == Settings()
    assert str(path) in notice
    assert "settings.json.broken" in notice
    assert path.with_name("settings.json.broken").read_bytes() == content
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "dose",
    [
        {"tempo": ["x", 1, 1, 1]}, {"tempo": [10**400, 1, 1, 1]}, {"tempo": 3}, {"sets": "9" * 9000}, {"note": None},
        {"note": 5}, {"therapist": "yes"}, {"more": 1}, [], None,
    ],
)  # fmt: skip
def test_a_dose_that_is_none_gives_way_in_words_for_people(path: Path, dose: object) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"schema": 1, "volume": 20, "doses": {"box-squat": dose}}))
    read, notice = settings.load(path)
    assert read == Settings(volume=20)
    assert "doses" in notice
    assert "__init__(" not in notice
    assert notice.isprintable()
    assert len(notice) < len(str(path)) + 600


def test_settings_of_a_later_version_are_understood_as_far_as_possible(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"schema": 99, "volume": 20}')
    read, notice = settings.load(path)
    assert read == Settings(volume=20)
    assert "later version" in notice
    assert path.with_name("settings.json.later").exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("in the way")
    with pytest.raises(StorageUnavailable, match="config"):
        settings.save(Settings(), tmp_path / "config" / "settings.json")
    (tmp_path / "settings.json").mkdir()
    with pytest.raises(StorageUnavailable, match=r"settings\.json"):
        settings.save(Settings(), tmp_path / "settings.json")
    assert settings.load(tmp_path / "settings.json")[0] == Settings()


def mutated(chance: random.Random, content: bytes) -> bytes:
    """The file after some accident."""
    broken = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(broken)) if broken else 0
        match chance.randrange(6):
            case 0 if broken:
                broken[at] ^= 1 << chance.randrange(8)
            case 1:
                del broken[at:]
            case 2:
                del broken[at : at + chance.randint(1, 30)]
            case 3:
                broken[at:at] = bytes(chance.randbytes(chance.randint(1, 12)))
            case 4:
                broken[at : at + 512] = b"\0" * len(broken[at : at + 512])
            case _:
                word = chance.choice([b"null", b"-1", b"1e999", b"[]", b"{}", b'""', b"true", b"NaN", b'"\\ud800"'])
                colon = broken.find(b": ", at)
                broken[colon + 2 : broken.find(b",", colon)] = word
    return bytes(broken)


def test_five_hundred_accidents_stop_nothing(path: Path) -> None:
    settings.save(CHOSEN, path)
    whole = path.read_bytes()
    chance = random.Random(20261121)
    for _ in range(500):
        content = mutated(chance, whole)
        path.write_bytes(content)
        path.with_name("settings.json.broken").unlink(missing_ok=True)
        read, notice = settings.load(path)
        assert isinstance(read, Settings)
        assert path.read_bytes() == content
        if path.with_name("settings.json.broken").exists():
            assert read == Settings()
            assert notice
        settings.save(read, path)
        assert settings.load(path) == (read, "")


def inside(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Lists and objects of what JSON can hold."""
    return st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=4), values, max_size=3)


anything = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9), inside)


@given(anything, st.sampled_from(list(Settings.__slots__)))
def test_any_value_is_taken_or_refused(value: object, name: str) -> None:
    try:
        taken = replace(Settings(), **{name: value})  # type: ignore[arg-type]
    except OptionError:
        return
    assert hash(taken) is not None
