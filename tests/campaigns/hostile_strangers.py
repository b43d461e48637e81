"""Files that are allowed, from somebody else: made from what each value of the format may be, extremes first.

Whatever the reader lets in has to come out again as it went in, and the program has to live with it: the gate, the
day's plan, the charts and an offer to go on must not stumble over a history that nobody of ours wrote.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from hinge_desktop.agenda import Agenda
from hinge_desktop.curriculum.ladder import Curriculum, build_curriculum
from hinge_desktop.errors import HingeError
from hinge_desktop.history.exchange import dump, export_csv, export_json, import_json, preview_import
from hinge_desktop.history.exchange_fields import (
    Day,
    Instant,
    Number,
    Places,
    Questions,
    Value,
    Whole,
    Words,
    YesNo,
)
from hinge_desktop.history.exchange_format import IN_THE_TRASH, KINDS, LONGEST_PLAN, SESSION, SET, beside
from hinge_desktop.history.exchange_reader import read_bytes
from hinge_desktop.history.store import Store
from hinge_desktop.practice import position_of
from hinge_desktop.report_numbers import count
from hinge_desktop.settings import Settings
from hinge_desktop.training import charted, progress
from hinge_desktop.training.digested import digest
from hinge_desktop.training.plan_text import read_plan
from hinge_desktop.training.ranges import DAYS_OF, stretch
from hinge_desktop.training.records import Felt, History
from hinge_desktop.training.screening import in_force
from hinge_desktop.training.session import Session
from tests.campaigns.hostile_input import UNDERSTOOD, NotAsPromised

ASSETS = Path(__file__).parents[2] / "assets" / "exercises"
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)

_letters = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)
_ids = st.sampled_from(("hero-squat", "weighted-hip-hinge", "kettlebell-swing", "toe-touch", "bin", "=1+1", "?"))
_near = st.integers(-5, 5).map(lambda days: (TODAY + timedelta(days=days)).isoformat())
_far = st.sampled_from(("1969-12-31", "1970-01-01", "2024-02-29", "2199-12-31"))
_moments = st.one_of(
    st.integers(-40_000, 40_000).map(lambda minutes: _text(NOW + timedelta(minutes=minutes))),
    st.sampled_from(("1969-12-31T00:00:00.000Z", "1970-01-01T00:00:00.000Z", "2199-12-31T23:59:59.999Z")),
)


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _of(name: str, value: Value) -> st.SearchStrategy[Any]:
    """Everything that is allowed for a value, what is likely or extreme more often."""
    found: st.SearchStrategy[Any]
    match value:
        case Whole(least, most):
            found = st.integers(least, most) | st.sampled_from((least, most)) | st.integers(least, min(most, 11))
        case Number():
            found = st.floats(-1e12, 1e12) | st.integers(-(10**12), 10**12)
        case YesNo():
            found = st.booleans()
        case Words(choices=choices) if choices:
            found = st.sampled_from(choices)
        case Words(least=1):
            found = st.uuids().map(str) if name == "uuid" else _ids
        case Words(longest=longest):
            found = _letters | _ids | st.just("x" * min(longest, 300)) | st.just("\N{FLEXED BICEPS}" * 40)
        case Day():
            found = _near | _far | st.dates(date(1970, 1, 1), date(2199, 12, 31)).map(date.isoformat)
        case Instant():
            found = _moments
        case Places():
            found = st.lists(st.sampled_from([one.name.lower() for one in Felt]), unique=True)
        case Questions():
            found = st.lists(st.tuples(_ids, st.booleans()).map(list), max_size=4)
        case _:
            raise TypeError(f"no inputs are known for {value!r}")
    return (found | st.none()) if getattr(value, "optional", False) else found


def _record(values: Mapping[str, Value]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name: _of(name, value) for name, value in values.items()})


_times = st.integers(0, 10**12) | st.integers(0, 60_000)
_reps = st.lists(st.tuples(_times, st.integers(-(10**12), 10**12) | _times), max_size=4)
_plans = st.sampled_from(("", "{}", "x" * LONGEST_PLAN, '{"version":1}')) | _letters


@st.composite
def _sessions(draw: st.DrawFn) -> dict[str, Any]:
    session = draw(_record({**SESSION, **IN_THE_TRASH}))
    session["plan"] = draw(_plans)
    session["sets"] = []
    for position in draw(st.lists(st.integers(0, 12) | st.just(10**12), max_size=3, unique=True).map(sorted)):
        one = draw(_record(SET))
        reps = [[number, took, end] for number, (took, end) in enumerate(draw(_reps), draw(st.integers(1, 3)))]
        session["sets"].append(one | {"position": position, "done_reps": len(reps), "reps": reps})
    return session


def files() -> st.SearchStrategy[bytes]:
    """Whole files with something of each kind, all of it allowed."""
    lists = {
        kind: st.lists(_sessions() if kind == "sessions" else _record(beside(table)), max_size=3, unique_by=_uuid)
        for kind, table in KINDS.items()
    }
    head = {"format": st.just("hinge-history/1"), "program": _letters, "written_utc": _moments}
    return st.fixed_dictionaries({**head, **lists}).map(lambda content: json.dumps(content).encode())


def _uuid(record: dict[str, Any]) -> str:
    return str(record["uuid"])


def judge(content: bytes, _folder: Path) -> str:
    """Take a file over into an empty history, look at it as the program does, and write it again."""
    theirs = read_bytes(content, "theirs.json")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "theirs.json").write_bytes(content)
        with Store.open(folder / "data" / "history.sqlite") as store:
            preview = preview_import(store, folder / "theirs.json")
            if import_json(store, folder / "theirs.json") != preview:
                raise NotAsPromised("the import did something else than the preview said")
            if dump(store) != theirs:
                raise NotAsPromised("what was taken over is not what the file says")
            if any(one.changes for one in import_json(store, folder / "theirs.json").values()):
                raise NotAsPromised("a second import changed something")
            history, unfinished = store.history(), store.unfinished(NOW)
            export_json(store, folder / "ours.json")
            export_csv(store, folder / "ours.csv")
        with Store.open(folder / "data" / "history.sqlite") as store:  # every seal is looked at
            if store.history() != history:
                raise NotAsPromised("it is another history when it is opened again")
        if read_bytes((folder / "ours.json").read_bytes(), "ours.json") != theirs:
            raise NotAsPromised("it is written otherwise than it was read")
    _live_with(history)
    if unfinished is not None:
        _go_on(unfinished)
    return UNDERSTOOD


@cache
def _curriculum() -> Curriculum:
    return build_curriculum({path.name: path.read_text(encoding="utf-8") for path in ASSETS.glob("*.toml")})


def _live_with(history: History) -> None:
    """What Today and Progress work out."""
    settings = Settings(tour=True, kit_told=True)
    screening = in_force(history, TODAY, settings.limits)
    agenda = Agenda(history, settings, screening, TODAY, True, None, False, _curriculum())
    if not 1 <= agenda.decision.step <= 10:
        raise NotAsPromised(f"step {agenda.decision.step} is advised")
    if not (agenda.day, agenda.tour_day, agenda.easier_step):
        raise NotAsPromised("there is no day")
    read = digest(history, settings.limits)
    days = [one.local_day for one in (*history.sessions, *history.tests, *history.moments)]
    for choice in (*DAYS_OF, ""):
        shown = stretch(choice, min([TODAY, *days]), max([TODAY, *days]))
        charted.stairs(read, shown)
        charted.amounts(read, shown.by_bars)
        charted.step_amounts(read, agenda.decision.step, shown)
        charted.spreads(read.pains, shown)
        charted.usuals(read, shown)
        charted.felt_shares(read, shown)
        charted.tests_of(read, "toe-touch", shown)
        charted.moment_counts(read, shown)
        charted.trained_days(read, shown)
    progress.beside_the_ladder(history)
    count(history, TODAY)


def _go_on(session: Any) -> None:
    """Take an interrupted session up, as far as its plan can be understood."""
    try:
        plan = read_plan(session.plan, _curriculum().exercise)
        place = position_of(session)
        if place[0] < len(plan.sets):
            Session(plan, place).start(0.0)
    except HingeError:
        return
