"""A whole history as JSON, ``hinge-history/1``: what is in it, and how it is written without loss.

``docs/exchange.md`` explains the format, ``docs/history.schema.json`` is the same for machines. A record is a plain
dict in its one canonical writing, so two are the same when they are equal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hinge_desktop.history.exchange_fields import Day, Instant, Number, Places, Questions, Value, Whole, Words, YesNo
from hinge_desktop.training.records import Ending

Record = dict[str, Any]
Contents = dict[str, dict[str, Record]]
"""Kind of record -> uuid -> record, for each of ``KINDS``."""

FORMAT = "hinge-history/1"
LARGEST_BYTES = 64 * 2**20
MOST_ROWS = 1_000_000
"""Sessions, sets, repetitions and what stands beside them, together."""
MOST_VALUES = 8 * MOST_ROWS
"""Brackets, braces and commas: what a parser has to make room for."""
LONGEST_PLAN = 64 * 1024
"""Bytes of the plan of a session that is not over."""

_ANSWER = Whole(0, 10, optional=True)
_ID, _STEP = Words(least=1), Whole(0, 1000)

SESSION: Mapping[str, Value] = {
    "uuid": Words(100, 1),
    "local_day": Day(),
    "started_utc": Instant(),
    "tz_offset_min": Whole(-1440, 1440),
    "main_exercise_id": _ID,
    "step": Whole(0, 1000, optional=True),
    "planned_sets": Whole(),
    "flare_up_day": YesNo(),
    "ending": Words(choices=tuple(one.value for one in Ending)),
    "ended_utc": Instant(optional=True),
    "pain_before": _ANSWER,
    "pain_worst": _ANSWER,
    "pain_after": _ANSWER,
    "effort": _ANSWER,
    "felt": Places(),
    "looked_like_figure": YesNo(optional=True),
    "leg_symptoms": YesNo(optional=True),
    "note": Words(),
    "next_morning_pain": _ANSWER,
    "plan": Words(LONGEST_PLAN),
    "edited_utc": Instant(optional=True),
}
"""Names of the values of a session, which are those of its columns, and what they may be."""

IN_THE_TRASH: Mapping[str, Value] = {"trashed_utc": Instant(optional=True)}
"""Since when a session is in the trash; null: it is not. Its sets come last."""

SET: Mapping[str, Value] = {
    "position": Whole(),
    "exercise_id": _ID,
    "planned_reps": Whole(),
    "done_reps": Whole(),
    "load_g": Whole(),
    "tempo": Words(),
    "role": Words(),
    "side": Words(),
    "look": Words(),
    "started_utc": Instant(),
    "dur_ms": Whole(),
    "finished": YesNo(),
}
"""The same of a set. Its repetitions come last, each ``[number from 1, ms it took, ms from the set's start to its
end]``."""

BESIDE: Mapping[str, Mapping[str, Value]] = {
    "screening": {"answered_utc": Instant(), "answers": Questions()},
    "overrule": {"decided_utc": Instant(), "advised_step": _STEP, "chosen_step": _STEP, "reason_shown": Words()},
    "skip": {"decided_utc": Instant(), "step": _STEP, "skip": YesNo()},
    "self_test": {"done_utc": Instant(), "test_id": _ID, "value": Number(), "passed": YesNo()},
    "moment": {"done_utc": Instant(), "kind": _ID},
    "tour_day": {"seen_utc": Instant(), "tour_day": Whole(0, 1000)},
}
"""The same of what stands beside the sessions, by the name of its table; each has a uuid and a day as well."""

KINDS: Mapping[str, str] = {
    "sessions": "session",
    "screenings": "screening",
    "overrules": "overrule",
    "skips": "skip",
    "self_tests": "self_test",
    "moments": "moment",
    "tour_days": "tour_day",
}
"""Names of the lists in the file -> the table each is kept in."""


def beside(table: str) -> Mapping[str, Value]:
    """All values of a record that stands beside the sessions."""
    return {"uuid": SESSION["uuid"], "local_day": SESSION["local_day"], **BESIDE[table]}


def nothing() -> Contents:
    """A history without anything in it."""
    return {kind: {} for kind in KINDS}


def write_text(contents: Contents, program: str, written_utc: str) -> str:
    """The file: one record a line, so that two versions of it can be compared line by line.

    The order is that of time, whatever it was in the database.
    """
    head = {"format": FORMAT, "program": program, "written_utc": written_utc}
    parts = [f"{json.dumps(name)}: {_line(value)}" for name, value in head.items()]
    for kind, records in contents.items():
        lines = ",\n".join(map(_line, sorted(records.values(), key=_when)))
        parts.append(f'"{kind}": [\n{lines}\n]' if lines else f'"{kind}": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _when(record: Record) -> tuple[str, str]:
    moment = next(value for name, value in record.items() if name.endswith("_utc"))
    return moment, record["uuid"]
