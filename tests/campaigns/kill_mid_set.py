"""Kill a practising program at random instants; every repetition it told must be there, and it must go on there.

    python -m tests.campaigns.kill_mid_set --count 1000 [--seed 1] [--window | -- PROGRAM ARGUMENTS ...]

PROGRAM is started with ``HINGE_HOME`` set and ``--tell-reps FD`` added, writes ``rep UUID POSITION NUMBER`` to that
descriptor for each repetition on the disk, and takes an interrupted session up by itself. Without one,
``practise_child.py`` is it: the real coach, recorder and keeper on a fast clock. With ``--window`` it is
``window_child.py``: the whole program, driven by keys; its offer to go on must then be on the screen, and right.
Its days have several exercises, with two sides, with holds, and made easier on the way.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import select
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hinge_desktop.boot import LOG_NAME
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import SessionRecord, SetRecord
from tests.e2e import past

ROOT = Path(__file__).resolve().parents[2]
CHILD = (sys.executable, str(ROOT / "tests" / "campaigns" / "practise_child.py"))
WINDOW_CHILD = (sys.executable, str(ROOT / "tests" / "campaigns" / "window_child.py"))
TIMES = 16.0
"""How much faster the window's clocks run; its coach takes 2 s for a gap, which is 125 ms then."""
STEP, GOOD_DAYS = 8, 4
"""Who practises has done the ladder as far as it goes without choosing more: each day another of its steps, and a
leg at a time."""
_SILENCE_S = 60.0

Told = tuple[str, int, int]


def real_now() -> datetime:
    """The moment, for a program whose clock on the wall is the real one."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Life:
    """One start of the program, until it was killed.

    Attributes:
        reps: the repetitions it told, in order.
        offers: the sentences by which it offered to go on.
        left: somebody left a session on purpose, so that another follows.
        finding: why it had to be given up; mostly empty.
    """

    reps: tuple[Told, ...] = ()
    offers: tuple[str, ...] = ()
    left: bool = False
    finding: str = ""


@dataclass(frozen=True)
class Killer:
    """How long a life lasts: up to ``most_reps`` told repetitions, or one in five up to ``early_s`` seconds."""

    most_reps: int = 25
    early_s: float = 1.5


@dataclass
class Outcome:
    """What a campaign found: ``wrong`` must be empty. ``kinds`` counts in which kinds of sets it killed."""

    kills: int = 0
    mid_set: int = 0
    told: int = 0
    offers: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.mid_set} in the middle of a set, {self.told} repetitions told, "
            f"{self.offers} offers to go on; killed in {dict(sorted(self.kinds.items()))}; {len(self.wrong)} findings"
            + "".join(f"\n  {one}" for one in self.wrong)
        )


def run(
    home: Path,
    kills: int,
    program: Sequence[str] = CHILD,
    seed: int = 1,
    *,
    killer: Killer | None = None,
    now: Callable[[], datetime] = real_now,
    window: bool = False,
) -> Outcome:
    """Kill ``program`` that many times, looking at its history after each.

    Args:
        now: the moment as the program sees it. window: it tells its offers to go on, which are looked at too.
    """
    chance = random.Random(seed)
    outcome, told = Outcome(), set[Told]()
    open_session: SessionRecord | None = None
    expected: Told | None = None  # the first repetition the next start should tell
    for _ in range(kills):
        life = practise_and_kill(home, program, chance, killer or Killer())
        outcome.kills += 1
        outcome.offers += len(life.offers)
        if life.finding:
            outcome.wrong.append(life.finding)
        if expected and life.reps and life.reps[0] != expected and not life.left:
            outcome.wrong.append(f"went on with {life.reps[0]} instead of {expected}")
        if window:
            outcome.wrong += judge_offer(life, open_session)
        told.update(life.reps)
        open_session = _look(home, told, outcome, now())
        expected = _next(open_session) or (None if life.reps else expected)
    outcome.told = len(told)
    return outcome


def run_window(home: Path, kills: int, seed: int = 1, killer: Killer | None = None) -> Outcome:
    """Kill the whole program with its window that many times; a mistake it caught itself is a finding, too."""
    epoch = time.time()
    past.live(home / "data" / "history.sqlite", datetime.fromtimestamp(epoch, UTC), STEP, GOOD_DAYS)

    def now() -> datetime:
        return datetime.fromtimestamp(epoch + (time.time() - epoch) * TIMES, UTC)

    program = (*WINDOW_CHILD, "--epoch", str(epoch), "--times", str(TIMES))
    outcome = run(home, kills, program, seed, killer=killer or Killer(14, 3.0), now=now, window=True)
    for log in sorted(home.rglob(f"{LOG_NAME}*")):
        mistakes = [line for line in log.read_text(encoding="utf-8").splitlines() if " ERROR " in line]
        outcome.wrong += [f"in the log: {line}" for line in mistakes]
    return outcome


def judge_offer(life: Life, open_session: SessionRecord | None) -> list[str]:
    """What is wrong with the offers of a life that began with this session open."""
    if open_session is None:
        return [f"offered what was over: {offer}" for offer in life.offers]
    if not life.offers:
        return [f"{open_session.uuid} was not offered"] if life.reps else []
    right = [max(1, len(open_session.sets)), open_session.planned_sets, open_session.done_reps]
    return [
        f"offered {offer!r} where set, sets and repetitions are {right}"
        for offer in life.offers
        if [int(number) for number in re.findall(r"\d+", offer)] != right
    ]


def practise_and_kill(home: Path, program: Sequence[str], chance: random.Random, killer: Killer) -> Life:
    """Start, kill at a random instant (one in five perhaps before the first repetition); what was told."""
    reader, process = start(home, program)
    text, finding = b"", ""
    if chance.random() < 0.2:
        time.sleep(chance.uniform(0.0, killer.early_s))
    else:
        text, finding = listen(reader, chance.randint(1, killer.most_reps))
        time.sleep(chance.uniform(0.0, 0.15))
    process.kill()
    process.wait()
    while more := os.read(reader, 4096):
        text += more
    os.close(reader)
    lines = text.decode().split("\n")[:-1]  # the last may be torn: it was not told
    return Life(
        tuple(_told(line) for line in lines if line.startswith("rep ")),
        tuple(line.removeprefix("offer ") for line in lines if line.startswith("offer ")),
        "left" in lines,
        finding,
    )


def start(home: Path, program: Sequence[str]) -> tuple[int, subprocess.Popen[bytes]]:
    """Start a practising program; where its lines can be read, and its process."""
    reader, writer = os.pipe()
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen([*program, "--tell-reps", str(writer)], pass_fds=[writer], env=environment)
    os.close(writer)
    return reader, process


def listen(reader: int, wanted: int) -> tuple[bytes, str]:
    """Read until so many repetitions were told; the text, and why there are fewer."""
    text = b""
    while (text.count(b"\nrep ") + text.startswith(b"rep ")) < wanted:
        if not select.select([reader], [], [], _SILENCE_S)[0]:
            return text, f"nothing was told for {_SILENCE_S:g} s"
        more = os.read(reader, 4096)
        if not more:
            return text, "the program ended by itself"
        text += more
    return text, ""


def _told(line: str) -> Told:
    _rep, uuid, position, number = line.split()
    return uuid, int(position), int(number)


def _look(home: Path, told: set[Told], outcome: Outcome, now: datetime) -> SessionRecord | None:
    """Open the history as the next start will, and compare it with what was told."""
    path = home / "data" / "history.sqlite"
    if not path.exists():
        if told:
            outcome.wrong.append("the history is gone")
        return None
    with Store.open(path) as store:
        open_session = store.unfinished(now)
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
        outcome.kinds.update(_kinds(open_session))
    return open_session


def _kinds(session: SessionRecord) -> list[str]:
    """What kind of set is the last one of a session."""
    last = session.sets[-1]
    planned = json.loads(session.plan)["sets"][last.position]
    kinds = [last.role, f"the {last.side} side" if last.side else ""]
    kinds += ["a hold" if last.tempo.startswith("hold") else "", "an eased set" if _eased(last, planned) else ""]
    return [kind for kind in kinds if kind]


def _eased(last: SetRecord, planned: dict[str, Any]) -> bool:
    return bool((planned["reps"], planned["tempo"]) != (last.planned_reps, last.tempo))


def _next(open_session: SessionRecord | None) -> Told | None:
    """The repetition at which an interrupted session goes on; None where all is done or nothing is open."""
    if open_session is None:
        return None
    if not open_session.sets:
        return open_session.uuid, 0, 1
    last = open_session.sets[-1]
    planned = [one["reps"] for one in json.loads(open_session.plan)["sets"]]  # as it was last, also when made easier
    if not last.finished and last.done_reps < planned[last.position]:
        return open_session.uuid, last.position, last.done_reps + 1
    if last.position + 1 < len(planned):
        return open_session.uuid, last.position + 1, 1
    return None


def main() -> int:
    """Run a campaign and print its outcome; 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", "--kills", dest="kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--window", action="store_true", help="kill the whole program with its window")
    parser.add_argument("program", nargs="*", default=CHILD)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hinge-kills-") as home:
        if options.window:
            outcome = run_window(Path(home), options.kills, options.seed)
        else:
            outcome = run(Path(home), options.kills, options.program, options.seed)
    print(outcome)
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
