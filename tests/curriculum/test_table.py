"""Text of any kind becomes values or one ContentError, never another exception."""

from __future__ import annotations

import pytest

from hinge_desktop.curriculum.table import LONGEST_FILE, LONGEST_LINE, Table, load_table
from hinge_desktop.errors import ContentError


@pytest.mark.parametrize(
    "text",
    [
        "]",
        "a = 1\na = 2",
        "a = 2024-13-40",
        "a = " + "9" * 5000,
        "a = " + "[" * 2000 + "]" * 2000,
        'a = "\ud800"',
        "a = 1\x00",
        "x\n" * LONGEST_FILE,
        "a" + ".a" * LONGEST_LINE + " = 1",
    ],
    ids=["syntax", "twice", "date", "digits", "deep", "surrogate", "control", "long", "dots"],
)
def test_text_that_is_not_toml_is_one_sentence(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_table(text, "my.toml")
    assert caught.value.file == "my.toml"
    assert caught.value.key == "whole file"
    assert caught.value.allowed
    assert "\n" not in str(caught.value)
    str(caught.value).encode("utf-8")


@pytest.mark.parametrize(
    "value", ["nan", "inf", "-inf", "true", '"3"', "[3]", "1" + "0" * 400, "0x" + "f" * 6000, "-1"]
)
def test_a_number_out_of_range_or_of_another_type_is_refused(value: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_table(f"n = {value}", "my.toml").number("n", 0.0, 5.0)
    assert caught.value.key == "n"
    assert caught.value.allowed == "a number from 0 to 5"
    assert len(str(caught.value)) < 200


def test_thousands_of_tables_in_one_another_are_refused_calmly() -> None:
    deep = load_table("a" + ".a" * 3000 + " = 1", "my.toml")
    with pytest.raises(ContentError, match="is not a text"):
        deep.text("a")


def test_an_unknown_key_is_told_before_a_missing_one() -> None:
    table = Table({"nmae": 1}, "my.toml", "dose")
    with pytest.raises(ContentError) as caught:
        table.expect(("name",), ("step",))
    assert (caught.value.key, caught.value.allowed) == ("dose.nmae", "name, step")


def test_an_unprintable_key_is_quoted() -> None:
    with pytest.raises(ContentError) as caught:
        load_table('"\\n" = 1', "my.toml").expect(("name",))
    assert "\n" not in str(caught.value)


def test_texts_are_single_printable_lines() -> None:
    table = Table({"empty": "  ", "lines": "a\nb", "long": "x" * 11, "good": " word "}, "my.toml")
    for key in ("empty", "lines", "long"):
        with pytest.raises(ContentError):
            table.text(key, 10)
    assert table.text("good", 10) == "word"
