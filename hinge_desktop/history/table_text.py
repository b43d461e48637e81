"""The history as a table for a spreadsheet: one row a set, with what was said of its session.

A cell that begins with one of ``= + - @``, a tab or a line's end is a formula to a spreadsheet and could send what
stands beside it away. Such *text* gets a ``'`` in front, as OWASP advises ("CSV injection"); numbers, which only we
write, stay numbers. The JSON export is the one without loss.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hinge_desktop.history.exchange_fields import ms_of, text_of

Record = dict[str, Any]
Cell = Callable[[Record, Record | None], str]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # also in full width


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_table(sessions: Iterable[Record]) -> tuple[str, int]:
    """The table with a byte-order mark, so that spreadsheets see it is UTF-8, and its number of rows.

    A session without sets has one row, whose cells of a set are empty.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    writer.writerow(COLUMNS)
    rows = 0
    for session in sessions:
        for one in session["sets"] or (None,):
            writer.writerow([cell(session, one) for cell in COLUMNS.values()])
            rows += 1
    return "\ufeff" + out.getvalue(), rows


def _said(value: Any) -> str:
    """A number, a yes or no, or nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _thousandth(value: int) -> str:
    """Grams as kilograms or milliseconds as seconds, exactly."""
    return f"{value // 1000}.{value % 1000:03d}".rstrip("0").rstrip(".")


def _of_session(name: str) -> Cell:
    return lambda session, _one: _said(session[name])


def _text_of_session(name: str) -> Cell:
    return lambda session, _one: safe_text(session[name])


def _of_set(name: str) -> Cell:
    return lambda _session, one: "" if one is None else _said(one[name])


def _text_of_set(name: str) -> Cell:
    return lambda _session, one: "" if one is None else safe_text(one[name])


def _thousandth_of_set(name: str) -> Cell:
    return lambda _session, one: "" if one is None else _thousandth(one[name])


def _clock(session: Record, one: Record | None) -> str:
    """When the set began, on the clock that hung there."""
    moment = session["started_utc"] if one is None else one["started_utc"]
    return text_of(ms_of(moment) + session["tz_offset_min"] * 60_000)[:19].replace("T", " ")


def _felt(session: Record, _one: Record | None) -> str:
    return " ".join(session["felt"])


COLUMNS: Mapping[str, Cell] = {
    "day": _of_session("local_day"),
    "began_local": _clock,
    "session": _text_of_session("uuid"),
    "step": _of_session("step"),
    "main_exercise": _text_of_session("main_exercise_id"),
    "flare_up_day": _of_session("flare_up_day"),
    "ending": _of_session("ending"),
    "set": lambda _session, one: "" if one is None else str(one["position"] + 1),
    "exercise": _text_of_set("exercise_id"),
    "role": _text_of_set("role"),
    "side": _text_of_set("side"),
    "look": _text_of_set("look"),
    "planned_reps": _of_set("planned_reps"),
    "done_reps": _of_set("done_reps"),
    "load_kg": _thousandth_of_set("load_g"),
    "tempo": _text_of_set("tempo"),
    "tension_s": _thousandth_of_set("dur_ms"),
    "finished": _of_set("finished"),
    "pain_before": _of_session("pain_before"),
    "pain_worst": _of_session("pain_worst"),
    "pain_after": _of_session("pain_after"),
    "pain_next_morning": _of_session("next_morning_pain"),
    "effort": _of_session("effort"),
    "felt": _felt,
    "looked_like_figure": _of_session("looked_like_figure"),
    "leg_symptoms": _of_session("leg_symptoms"),
    "note": _text_of_session("note"),
}
"""Names of the columns, in order, and what stands in them for a session and one of its sets."""
