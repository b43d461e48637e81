"""The schema in docs/ describes what is written, and refuses what the reader refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from hinge_desktop.history.exchange import export_json
from hinge_desktop.history.exchange_format import BESIDE, IN_THE_TRASH, KINDS, SESSION, SET, beside
from hinge_desktop.history.store import Store
from tests.history.exchanged import Life, lives
from tests.history.hostile import good

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "history.schema.json").read_text(encoding="utf-8"))
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip


def complaints(value: Any, schema: dict[str, Any], at: str = "") -> Iterator[str]:
    """What a validator of JSON Schema 2020-12 would say, for the words this schema uses; others are a KeyError."""
    for word, wanted in schema.items():
        if not _WORDS[word](value, wanted):
            yield f"{at}: {word}"
    for key, one, inner in _inside(value, schema):
        yield from complaints(one, inner, f"{at}/{key}")


def _inside(value: Any, schema: dict[str, Any]) -> Iterator[tuple[object, Any, dict[str, Any]]]:
    if "$ref" in schema:
        yield "", value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if isinstance(value, dict):
        yield from ((name, value[name], one) for name, one in schema.get("properties", {}).items() if name in value)
    if isinstance(value, list):
        first = schema.get("prefixItems", [])
        rest = [schema["items"]] * len(value) if "items" in schema else []
        yield from ((at, one, inner) for at, (one, inner) in enumerate(zip(value, first or rest, strict=False)))


def _is_type(value: Any, wanted: str | list[str]) -> bool:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    return any(isinstance(value, TYPES[kind]) and (kind == "boolean") == (type(value) is bool) for kind in kinds)


def _always(_value: Any, _wanted: Any) -> bool:
    return True


_WORDS = {
    "$schema": _always, "$defs": _always, "$ref": _always, "title": _always, "description": _always,
    "properties": _always, "items": _always, "prefixItems": _always,
    "additionalProperties": _always,  # with "required" of all names a count is enough, see "required"
    "required": lambda value, names: not isinstance(value, dict) or set(value) == set(names),
    "type": _is_type,
    "const": lambda value, wanted: value == wanted,
    "enum": lambda value, allowed: value in allowed,
    "minimum": lambda value, least: not isinstance(value, int | float) or value >= least,
    "maximum": lambda value, most: not isinstance(value, int | float) or value <= most,
    "minLength": lambda value, least: not isinstance(value, str) or len(value) >= least,
    "maxLength": lambda value, most: not isinstance(value, str) or len(value) <= most,
    "pattern": lambda value, form: not isinstance(value, str) or re.search(form, value) is not None,
    "minItems": lambda value, least: not isinstance(value, list) or len(value) >= least,
    "maxItems": lambda value, most: not isinstance(value, list) or len(value) <= most,
    "uniqueItems": lambda value, _wanted: not isinstance(value, list) or len(set(map(str, value))) == len(value),
}  # fmt: skip


@settings(max_examples=8)
@given(lives)
def test_every_export_keeps_to_the_schema(life: Life) -> None:
    with TemporaryDirectory() as folder, Store.open(Path(folder, "a", "history.sqlite")) as store:
        life.put_into(store)
        export_json(store, Path(folder, "all.json"))
        exported = json.loads(Path(folder, "all.json").read_text(encoding="utf-8"))
    assert list(complaints(exported, SCHEMA)) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("format",), "hinge-history/2"),
        (("sessions", 0, "effort"), 11),
        (("sessions", 0, "effort"), True),
        (("sessions", 0, "felt"), ["elbow"]),
        (("sessions", 0, "felt"), ["knees", "knees"]),
        (("sessions", 0, "more"), 1),
        (("sessions", 0, "sets", 0, "reps", 0), [1, 2]),
        (("sessions", 0, "sets", 0, "started_utc"), "today"),
        (("moments", 0, "kind"), ""),
        (("screenings", 0, "answers"), [["numb", 1]]),
    ],
)
def test_the_schema_sees_what_is_not_allowed(place: tuple[str | int, ...], value: object) -> None:
    content: Any = good()
    assert list(complaints(content, SCHEMA)) == []
    inner = content
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    assert list(complaints(content, SCHEMA))


def test_the_schema_names_what_the_reader_names() -> None:
    names = {name: set(one["required"]) for name, one in SCHEMA["$defs"].items()}
    assert all(set(one["properties"]) == set(one["required"]) for one in SCHEMA["$defs"].values())
    assert names == {
        "session": {*SESSION, *IN_THE_TRASH, "sets"},
        "set": {*SET, "reps"},
        **{table: set(beside(table)) for table in BESIDE},
    }
    assert set(KINDS) <= set(SCHEMA["required"])
