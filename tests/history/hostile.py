"""Files that nobody should send: made by rules, and by changing good ones at random."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from hinge_desktop.errors import ContentError
from hinge_desktop.history.exchange_fields import LONGEST_TEXT
from hinge_desktop.history.exchange_format import KINDS, LARGEST_BYTES, MOST_ROWS, MOST_VALUES
from hinge_desktop.history.exchange_reader import read_bytes

Change = Callable[[dict[str, Any]], object]


def good() -> dict[str, Any]:
    """A small file with a record of each kind."""
    moment, day = "2026-11-21T06:00:00.000Z", "2026-11-21"
    one_set = {
        "position": 0, "exercise_id": "hero-squat", "planned_reps": 2, "done_reps": 2, "load_g": 12500,
        "tempo": "3-1-1-1", "role": "main", "side": "", "look": "", "started_utc": moment, "dur_ms": 12000,
        "finished": True, "reps": [[1, 6000, 6000], [2, 6000, 12000]],
    }  # fmt: skip
    session = {
        "uuid": "one", "local_day": day, "started_utc": moment, "tz_offset_min": 60, "main_exercise_id": "hero-squat",
        "step": 1, "planned_sets": 1, "flare_up_day": False, "ending": "done", "ended_utc": moment, "pain_before": 1,
        "pain_worst": 2, "pain_after": 1, "effort": 6, "felt": ["hamstrings"], "looked_like_figure": True,
        "leg_symptoms": None, "note": "Gut. \N{FLEXED BICEPS}", "next_morning_pain": None, "plan": "",
        "edited_utc": None,
        "trashed_utc": None, "sets": [one_set],
    }  # fmt: skip

    def beside(name: str, **values: object) -> list[dict[str, object]]:
        return [{"uuid": f"{name}-1", "local_day": day, **values}]

    return {
        "format": "hinge-history/1",
        "program": "0.0.9",
        "written_utc": moment,
        "sessions": [session],
        "screenings": beside("screening", answered_utc=moment, answers=[["numb", False]]),
        "overrules": beside("overrule", decided_utc=moment, advised_step=3, chosen_step=4, reason_shown="Stay."),
        "skips": beside("skip", decided_utc=moment, step=7, skip=True),
        "self_tests": beside("test", done_utc=moment, test_id="toe-touch", value=-3.5, passed=False),
        "moments": beside("moment", done_utc=moment, kind="bin"),
        "tour_days": beside("tour", seen_utc=moment, tour_day=3),
    }


def text_of(content: object) -> bytes:
    """A file of it."""
    return json.dumps(content).encode()


def changed(change: Change) -> bytes:
    """The good file with one thing changed."""
    content = good()
    change(content)
    return text_of(content)


def with_note(note: str) -> bytes:
    """The good file with another note, written as it stands between the quotes."""
    return text_of(good()).replace(b'"Gut. \\ud83d\\udcaa"', f'"{note}"'.encode("utf-8", "surrogatepass"))


def _many_rows(content: dict[str, Any]) -> None:
    content["moments"] = [None] * (MOST_ROWS + 1)


def _twins(content: dict[str, Any]) -> None:
    content["sessions"] += content["sessions"]


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "not JSON"),
    "too large": (lambda: b" " * (LARGEST_BYTES + 1), "64 MiB"),
    "a million lists and more": (lambda: b"[" + b"[]," * MOST_VALUES + b"0]", "too many values"),
    "too many rows": (lambda: changed(_many_rows), "too many rows"),
    "100,000 deep": (lambda: b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "NaN": (lambda: text_of(good()).replace(b"-3.5", b"NaN"), "NaN"),
    "infinity by size": (lambda: text_of(good()).replace(b"-3.5", b"1e999"), "1e999"),
    "5,000 digits": (lambda: text_of(good()).replace(b"12500", b"9" * 5000), "too many digits"),
    "beyond 64 bits": (lambda: text_of(good()).replace(b"12500", str(2**63).encode()), "load_g: it is"),
    "a name twice": (lambda: text_of(good()).replace(b'"effort": 6', b'"effort": 6, "effort": 7'), "twice"),
    "half a character": (lambda: with_note("\\ud83d"), "surrogate"),
    "NUL": (lambda: with_note("a\\u0000b"), "NUL"),
    "NUL as it is": (lambda: with_note("a\0b"), "not JSON"),
    "not UTF-8": (lambda: with_note("a").replace(b'"a"', b'"\xff"'), "UTF-8"),
    "a long text": (lambda: with_note("a" * (LONGEST_TEXT + 1)), f"{LONGEST_TEXT} bytes"),
    "a number for a text": (lambda: changed(lambda file: file["sessions"][0].update(note=3)), "note"),
    "yes for a number": (lambda: changed(lambda file: file["sessions"][0].update(effort=True)), "effort"),
    "pain of 11": (lambda: changed(lambda file: file["sessions"][0].update(pain_worst=11)), "0 to 10"),
    "30 February": (lambda: changed(lambda file: file["moments"][0].update(local_day="2026-02-30")), "YYYY-MM-DD"),
    "the year 0": (lambda: changed(lambda file: file["moments"][0].update(done_utc="0000-01-01T00:00:00.000Z")), "mm"),
    "the year 9999": (lambda: changed(lambda file: file["moments"][0].update(local_day="9999-12-31")), "2199-12-31"),
    "a session twice": (lambda: changed(_twins), "there twice"),
    "a name that is not known": (lambda: changed(lambda file: file.update(__class__="x")), "not known"),
    "a name that is missing": (lambda: changed(lambda file: file.pop("skips")), "missing"),
    "a count without repetitions": (
        lambda: changed(lambda file: file["sessions"][0]["sets"][0].update(done_reps=9000)), "as many as"
    ),
    "a list of nothing": (lambda: b"[]", "record"),
    "another program's": (lambda: b'{"format": "anki", "notes": []}', "hinge-history/1"),
}  # fmt: skip
"""Name -> (what the file holds, what the sentence about it has)."""

_leaf = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(("2026-11-21", "2026-11-21T06:00:00.000Z", "hamstrings", "done", "2199-12-31T23:59:59.999Z"))
)
_json = st.recursive(
    _leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


def _paths(content: object, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    found = [] if not here else [here]
    for key, one in pairs:
        found += _paths(one, (*here, key))
    return found


_PATHS = _paths(good())


@st.composite
def _altered(draw: st.DrawFn) -> bytes:
    """The good file, some of its values replaced, removed or doubled."""
    content = good()
    for _ in range(draw(st.integers(0, 3))):
        *path, last = draw(st.sampled_from(_PATHS))
        place: Any = content
        try:
            for key in path:
                place = place[key]
            match draw(st.integers(0, 2)):
                case 0:
                    place[last] = draw(_json)
                case 1:
                    del place[last]
                case _:
                    place.append(place[last])
        except (KeyError, IndexError, TypeError, AttributeError):  # an earlier change took that place away
            continue
    return json.dumps(content).encode()


@st.composite
def _cut(draw: st.DrawFn) -> bytes:
    """The good file with bytes changed, lost or put in."""
    content = bytearray(text_of(good()))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content) - 1))
        content[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return bytes(content)


files = st.one_of(_altered(), _cut(), _json.map(lambda content: json.dumps(content).encode()), st.binary(max_size=60))
"""Bytes somebody may hand us, many of them nearly right."""


def judged(content: bytes) -> str:
    """What is wrong with how these bytes are taken: nothing, when they are understood or refused in one sentence."""
    try:
        found = read_bytes(content, "theirs.json")
    except ContentError as error:
        sentence = str(error)
        return "" if sentence.isprintable() and sentence.endswith(".") and len(sentence) < 700 else sentence
    return "" if set(found) == set(KINDS) else f"only {sorted(found)} came back"
