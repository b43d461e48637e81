"""Kill a practising program at random instants; every repetition it told must be there, and it must go on there.

    python tests/campaigns/kill_mid_set.py --kills 50 [--seed 1] [-- PROGRAM ARGUMENTS ...]

PROGRAM is started with ``HINGE_HOME`` set and ``--tell-reps FD`` added, writes ``rep UUID POSITION NUMBER`` to that
descriptor for each repetition on the disk, and takes an interrupted session up by itself. Without one,
``practise_child.py`` is it: the real coach, session and keeper on a fast clock.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from hinge_desktop.history.store import Store
from hinge_desktop.training.records import SessionRecord

ROOT = Path(__file__).resolve().parents[2]
CHILD = (sys.executable, str(ROOT / "tests" / "campaigns" / "practise_child.py"))
_SILENCE_S = 60.0

Told = tuple[str, int, int]


@dataclass
class Outcome:
    """What a campaign found. All but the counts must be empty."""

    kills: int = 0
    mid_set: int = 0
    told: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.mid_set} in the middle of a set, {self.told} repetitions told, "
            f"{len(self.wrong)} findings" + "".join(f"\n  {one}" for one in self.wrong)
        )


def run(home: Path, kills: int, program: Sequence[str] = CHILD, seed: int = 1) -> Outcome:
    """Kill ``program`` that many times, looking at its history after each."""
    chance = random.Random(seed)
    outcome, told = Outcome(), set[Told]()
    expected: Told | None = None  # the first repetition the next start should tell
    for _ in range(kills):
        reps = _practise_and_kill(home, program, chance)
        outcome.kills += 1
        if expected and reps and reps[0] != expected:
            outcome.wrong.append(f"went on with {reps[0]} instead of {expected}")
        told.update(reps)
        open_session = _look(home, told, outcome)
        expected = _next(open_session) or (None if reps else expected)
    outcome.told = len(told)
    return outcome


def _practise_and_kill(home: Path, program: Sequence[str], chance: random.Random) -> list[Told]:
    """Start, kill at a random instant (one in five perhaps before the first repetition); what was told."""
    reader, writer = os.pipe()
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen([*program, "--tell-reps", str(writer)], pass_fds=[writer], env=environment)
    os.close(writer)
    text = b""
    if chance.random() < 0.2:
        time.sleep(chance.uniform(0.0, 1.5))
    else:
        wanted = chance.randint(1, 25)
        while text.count(b"\n") < wanted:
            if not select.select([reader], [], [], _SILENCE_S)[0]:
                break
            more = os.read(reader, 4096)
            if not more:
                break
            text += more
        time.sleep(chance.uniform(0.0, 0.15))
    process.kill()
    process.wait()
    while more := os.read(reader, 4096):
        text += more
    os.close(reader)
    return [_told(line) for line in text.decode().split("\n")[:-1]]  # the last may be torn: it was not told


def _told(line: str) -> Told:
    _rep, uuid, position, number = line.split()
    return uuid, int(position), int(number)


def _look(home: Path, told: set[Told], outcome: Outcome) -> SessionRecord | None:
    """Open the history as the next start will, and compare it with what was told."""
    path = home / "data" / "history.sqlite"
    if not path.exists():
        if told:
            outcome.wrong.append("the history is gone")
        return None
    with Store.open(path) as store:
        open_session = store.unfinished(datetime.now(UTC))
        shown = {(one.uuid, each.position): each.done_reps for one in store.history().sessions for each in one.sets}
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(
            "SELECT s.uuid, t.position, r.idx FROM rep r JOIN set_ t ON t.id = r.set_id JOIN session s"
            " ON s.id = t.session_id"
        ).fetchall()
        if (check := database.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            outcome.wrong.append(f"integrity: {check[:3]}")
    kept = set(rows)
    outcome.wrong += [f"told and lost: {one}" for one in sorted(told - kept)]
    for (uuid, position), count in shown.items():
        numbers = sorted(number for one, at, number in kept if (one, at) == (uuid, position))
        if numbers != list(range(1, count + 1)):
            outcome.wrong.append(f"set {position} of {uuid} counts {count} and has {numbers}")
    if open_session is not None and open_session.sets and not open_session.sets[-1].finished:
        outcome.mid_set += 1
    return open_session


def _next(open_session: SessionRecord | None) -> Told | None:
    """The repetition at which an interrupted session goes on; None where all is done or nothing is open."""
    if open_session is None:
        return None
    if not open_session.sets:
        return open_session.uuid, 0, 1
    last = open_session.sets[-1]
    if not last.finished and last.done_reps < last.planned_reps:
        return open_session.uuid, last.position, last.done_reps + 1
    if last.position + 1 < open_session.planned_sets:
        return open_session.uuid, last.position + 1, 1
    return None


def main() -> int:
    """Run a campaign and print its outcome; 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("program", nargs="*", default=CHILD)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hinge-kills-") as home:
        outcome = run(Path(home), options.kills, options.program, options.seed)
    print(outcome)
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
