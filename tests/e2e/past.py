"""What somebody has behind them when a journey begins: a history on the disk."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from hinge_desktop.history.store import Store
from hinge_desktop.training.records import (
    Answers,
    Ending,
    Felt,
    OverruleRecord,
    ScreeningRecord,
    SessionStart,
    SetStart,
)
from hinge_desktop.training.screening import QUESTIONS

LONG_AGO = "long-ago-"
"""So begins the id of each session that was lived before."""
_QUIET = Answers(1, 1, 1, 4, frozenset({Felt.HAMSTRINGS}), True, False)


def live(path: Path, now: datetime, step: int, good_days: int = 0) -> None:
    """Somebody who answered the safety questions, chose a step, and practised it well on the last ``good_days``."""
    began = now - timedelta(days=good_days + 1)
    with Store.open(path) as store:
        store.add_screening(ScreeningRecord(began, began.date(), tuple((one.id, False) for one in QUESTIONS)))
        store.add_overrule(OverruleRecord(began, began.date(), 1, step, "chosen"))
        for days in range(good_days, 0, -1):
            _practise(store, f"{LONG_AGO}{days}", now - timedelta(days=days), step)


def _practise(store: Store, uuid: str, at: datetime, step: int) -> None:
    store.begin_session(SessionStart(uuid, at.date(), at, 0, "main", step, 1, 1))
    store.begin_set(uuid, SetStart(0, "main", 1, 0.0, "3-1-2-1"), at)
    store.add_rep(uuid, 0, 1, 7.0, at)
    store.finish_set(uuid, 0, 7.0)
    store.finish_session(uuid, Ending.DONE, _QUIET, at)
    store.set_next_morning(uuid, 1)
