"""P7: clocks that jump, computers that sleep and travels never add or lose a repetition or a day.

    python -m tests.campaigns.clocks_and_days --count 3000

So many courses of a practice, on clocks that are set ahead and back by an hour, a day and ten years, with ticks from a
millisecond to most of a second, pauses of minutes and sleeps of hours: each repetition is counted once, none while
nobody watched, and none sooner than it takes. A real program is stopped in its tracks (SIGSTOP) and goes on. And in
every time zone there is somebody trains each day of a year at half past seven in the evening: that makes a day for each
day, where a day of UTC, or 24 hours since the last time, would not (those are the controls).
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import QCoreApplication, QObject

from hinge_desktop.clocks import Clocks
from hinge_desktop.coach import GAP_S
from hinge_desktop.training.events import PlannedSet
from tests.campaigns import kill_mid_set, practise_child
from tests.campaigns.campaign import Found, main, on_linux
from tests.test_suspend import HOLD, MANUAL, REPS, SWINGS, Session

HOUR_S, DAY_S = 3600.0, 86_400.0
JUMPS_S = (HOUR_S, DAY_S, 10 * 365 * DAY_S)
FIRST_DAY = date(2026, 1, 1)
DAYS = 365
STOPS_PER_THOUSAND = 2


def run(folder: Path, count: int, chance: random.Random) -> Found:
    """``count`` courses of a practice, some stops of a real program, and a year in each time zone."""
    found = Found()
    application = QCoreApplication.instance() or QCoreApplication([])
    parent = QObject(application)
    for number in range(count):
        wrong = course(chance, parent, found)
        found.wrong += [f"course {number}: {one}" for one in wrong]
    parent.deleteLater()
    if on_linux():
        found.wrong += stop_in_its_tracks(folder / "home", max(1, count * STOPS_PER_THOUSAND // 1000), chance, found)
    days(found, every=1 if count >= 1000 else 20)
    return found


# ---- courses on clocks of their own ----------------------------------------------------------------------


def course(chance: random.Random, parent: QObject, found: Found) -> list[str]:
    """Two sets, practised to their end through whatever the clocks do; what is wrong."""
    planned = replace(chance.choice((REPS, HOLD, SWINGS, MANUAL)), reps=chance.randint(1, 6))
    session = Session(planned, parent)
    awake, wrong = 0.0, list[str]()
    while session.coach.active and awake < 3600:
        before, running = len(session.reps), session.coach.running
        what = chance.random()
        if what < 0.02:
            _sleep(session, chance)
            if len(session.reps) != before:
                wrong.append("a repetition was counted while nobody watched")
            found.seen["sleeps"] += 1
        elif what < 0.03:
            _jump(session, chance)
            found.seen["clocks set"] += 1
        elif what < 0.05 and running:
            session.coach.pause()
            session.run(chance.uniform(0, 600))
            if len(session.reps) != before:
                wrong.append("a repetition was counted in a pause")
            found.seen["pauses"] += 1
        else:
            seconds = chance.uniform(0.001, 0.9)
            session.sleep(seconds, seconds)
            awake += seconds if running else 0.0
            if planned.manual and chance.random() < 0.05:
                session.coach.done()
        if not session.coach.running:
            session.coach.resume()
    session.coach.leave()
    session.coach.deleteLater()
    if session.reps != [*range(1, planned.reps + 1)] * 2:
        wrong.append(f"counted {session.reps} of twice {planned.reps}")
    if not planned.manual and awake < 2 * _takes(planned) - 1e-6:
        wrong.append(f"took {awake:.3f} s, which is less than its repetitions do")
    found.seen["courses"] += 1
    found.seen["repetitions"] += len(session.reps)
    return wrong


def _takes(planned: PlannedSet) -> float:
    """Seconds until the last repetition counts, at least."""
    cycle = sum(seconds for _, seconds in planned.phases)
    last = 0.0
    for name, seconds in planned.phases:
        last += seconds
        if name == planned.counts_after:
            break
    return (planned.reps - 1) * cycle + last


def _sleep(session: Session, chance: random.Random) -> None:
    hours = chance.uniform(GAP_S + 0.5, 8 * HOUR_S)
    session.sleep(chance.choice((hours, 0.05)), hours)


def _jump(session: Session, chance: random.Random) -> None:
    session.sleep(0.05, 0.05 + chance.choice(JUMPS_S) * chance.choice((1, -1)))


# ---- a real program --------------------------------------------------------------------------------------


def stop_in_its_tracks(home: Path, stops: int, chance: random.Random, found: Found) -> list[str]:
    """Stop a practising program for a second, some times; what is wrong with what it counted."""
    reader, program = kill_mid_set.start(home, kill_mid_set.CHILD)
    text, wrong = b"", list[str]()
    try:
        for _ in range(stops):
            more, finding = kill_mid_set.listen(reader, chance.randint(5, 25))
            text += more
            wrong += [finding] if finding else []
            program.send_signal(signal.SIGSTOP)
            time.sleep(1.0)  # half a minute on its clock
            program.send_signal(signal.SIGCONT)
            found.seen["stops of a real program"] += 1
        text += kill_mid_set.listen(reader, 20)[0]
    finally:
        program.kill()
        program.wait()
        os.close(reader)
    with closing(sqlite3.connect(home / "data" / "history.sqlite")) as database:
        query = "SELECT t.session_id, t.position, t.role, r.idx, r.dur_ms FROM rep r JOIN set_ t ON t.id = r.set_id"
        rows = database.execute(f"{query} ORDER BY 1, 2, 4").fetchall()
    counted: dict[tuple[int, int], int] = {}
    for session, position, role, number, milliseconds in rows:
        if number != counted.get((session, position), 0) + 1:
            wrong.append(f"set {position} counts {number} after {counted.get((session, position), 0)}")
        counted[session, position] = number
        longest = 1000 * max(sum(s for _, s in one.phases) for one in practise_child.PLAN.sets if one.role == role)
        if milliseconds > longest + 1000 * GAP_S * 2:
            wrong.append(f"a repetition took {milliseconds} ms")
    found.seen["repetitions of a real program"] += len(rows)
    return wrong


# ---- days ------------------------------------------------------------------------------------------------


def days(found: Found, every: int = 1) -> None:
    """Train each evening of a year in each ``every``-th time zone."""
    before = os.environ.get("TZ")
    try:
        for name in sorted(available_timezones())[::every]:
            os.environ["TZ"] = name
            time.tzset()
            _year(name, found)
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
    if not (found.seen["zones where a day of UTC would fail"] and found.seen["zones where 24 hours would fail"]):
        found.wrong.append("blind: neither control failed anywhere")


def _year(name: str, found: Found) -> None:
    zone = ZoneInfo(name)
    evenings = [datetime(2026, 1, 1, 19, 30, tzinfo=zone) + timedelta(days=number) for number in range(DAYS)]
    moments = [one.astimezone(UTC) for one in evenings]
    seen = [Clocks(wall=one.timestamp).today() for one in moments]
    found.seen["zones"] += 1
    found.seen["days"] += len(set(seen))
    if seen != [FIRST_DAY + timedelta(days=number) for number in range(DAYS)]:
        found.wrong.append(f"{name}: not a day for each day")
    utc = [one.date() for one in moments]
    found.seen["zones where a day of UTC would fail"] += any(
        (later - earlier).days != 1 for earlier, later in pairwise(utc)
    )
    found.seen["zones where 24 hours would fail"] += any(
        later - earlier > timedelta(hours=24) for earlier, later in pairwise(moments)
    )


if __name__ == "__main__":
    raise SystemExit(main(run, 3000, __doc__))
