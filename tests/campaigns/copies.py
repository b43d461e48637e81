"""P13: a copy that bears its name is a whole history, and a history put back from it is the same, row for row.

    python -m tests.campaigns.copies --count 100

A program that makes one copy after another of a year of training is killed at random instants. Then, as often as a
tenth of that, the drill: the history is taken away, and the next start must have every row of the copy.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from hinge_desktop.history.backup import copies_of, copy_is_whole
from hinge_desktop.history.recovery import open_history
from hinge_desktop.history.store import Store
from tests.campaigns import lived
from tests.campaigns.campaign import ROOT, Found, main
from tests.campaigns.lived import NOW
from tests.campaigns.upgrades import rows

COPIES = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from hinge_desktop.history.store import Store
now = datetime.fromisoformat(sys.argv[2])
with Store.open(Path(sys.argv[1])) as store:
    print("begins", flush=True)
    for number in range(10_000):
        store.back_up(now + timedelta(seconds=number))
        print("one", flush=True)
"""


def run(folder: Path, count: int, chance: random.Random, days: int = 365) -> Found:
    """Kill ``count`` programs that make copies, and put back a tenth as often.

    Args:
        days: how long somebody has trained.
    """
    found = Found()
    path = folder / "data" / "history.sqlite"
    path.parent.mkdir(parents=True)
    lived.write(path, days)
    Store.open(path).close()
    whole = rows(path)
    for number in range(count):
        told = _copy_and_kill(path, chance, found)
        there = [copy for _, copy in copies_of(path)]
        found.seen["kills"] += 1
        found.seen["copies that bear their name"] += len(there)
        found.seen["copies that were stopped on the way"] += len(list((path.parent / "backups").glob(".*")))
        if len(there) < told:
            found.wrong.append(f"kill {number}: {told} copies were told, {len(there)} are there")
        for copy in there:
            if not copy_is_whole(copy) or rows(copy) != whole:
                found.wrong.append(f"kill {number}: {copy.name} is not the history")
            copy.unlink()
    for _ in range(max(1, count // 10)):
        found.wrong += _drill(path, found)
    return found


def _copy_and_kill(path: Path, chance: random.Random, found: Found) -> int:
    """Kill a program at a random instant within its first copies; how many of them it told."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", COPIES, str(path), NOW.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.5))
        process.kill()
        return process.stdout.read().count(b"one")


def _drill(path: Path, found: Found) -> list[str]:
    """Take the history away; what is there after the next start."""
    with Store.open(path) as store:
        store.back_up(NOW)
    whole = rows(path)
    path.unlink()
    opened = open_history(path, NOW)
    opened.store.close()
    found.seen["put back"] += 1
    return ([] if opened.told else ["put back, and nothing is said"]) + (
        [] if rows(path) == whole else ["what was put back is something else"]
    )


if __name__ == "__main__":
    raise SystemExit(main(run, 100, __doc__))
