"""P6: however often Hinge is started, one program has the history, and the others bring it to the front.

    python -m tests.campaigns.many_starts --count 50

So many programs are started at once on one home: one stays, every other ends by itself after it brought that one to
the front. Then that one is killed and another started, which must be the next at once; and one is stopped in its
tracks (SIGSTOP) while another starts, which must say so and change nothing.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from hinge_desktop.history.store import Store
from tests.campaigns import lived
from tests.campaigns.campaign import ROOT, Found, main
from tests.campaigns.looked import see

PATIENCE_S = 120.0
CHILD = """
import os, sys
from hinge_desktop import start
from hinge_desktop.ui.window import MainWindow
from hinge_desktop.keeper import HistoryKeeper
tell = sys.stdout.write
front, first = MainWindow.bring_to_front, HistoryKeeper.open
def bring_to_front(window):
    os.write(1, b"raised\\n")
    front(window)
def opens(keeper):
    keeper.ready.connect(ready)
    first(keeper)
def ready():
    os.write(1, b"ready\\n")
MainWindow.bring_to_front, HistoryKeeper.open = bring_to_front, opens
sys.exit(start.run())
"""


def run(folder: Path, count: int, _chance: random.Random) -> Found:
    """Start ``count`` programs at once, then one after a kill and one beside a program that hangs."""
    found = Found()
    path = folder / "home" / "data" / "history.sqlite"
    lived.make(path, days=20)
    home = path.parents[1]
    first = _all_at_once(home, count, found)
    if first is not None:
        _one_after_a_kill(home, first, found)
    _one_beside_a_hung_one(home, found)
    with Store.open(path) as store:  # and the history is whole, and free
        found.seen["sessions afterwards"] = len(store.history().sessions)
    return found


def _all_at_once(home: Path, count: int, found: Found) -> subprocess.Popen[bytes] | None:
    """The one that stays."""
    began = time.perf_counter()
    programs = [_start(home) for _ in range(count)]
    until = began + PATIENCE_S
    while sum(one.poll() is None for one in programs) > 1 and time.perf_counter() < until:
        time.sleep(0.1)
    found.measured[f"until {count - 1} of {count} had ended"] = f"{time.perf_counter() - began:.1f} s"
    stay = [one for one in programs if one.poll() is None]
    found.seen["programs at once"] += count
    found.seen["programs that ended by themselves"] += len(programs) - len(stay)
    found.wrong += [f"a start ended with {one.returncode}" for one in programs if one.returncode not in (None, 0)]
    if len(stay) != 1:
        found.wrong.append(f"{len(stay)} programs stayed")
    for one in programs:
        if one not in stay[:1]:
            _kill(one)
    if not stay:
        return None
    told = _wait_for(stay[0], b"ready") + _heard(stay[0])
    found.seen["times it was brought to the front"] += told.count(b"raised")
    if told.count(b"raised") != count - 1:
        found.wrong.append(f"brought to the front {told.count(b'raised')} times by {count - 1} starts")
    return stay[0]


def _one_after_a_kill(home: Path, first: subprocess.Popen[bytes], found: Found) -> None:
    _kill(first)
    if not (home / "data" / "hinge.lock").exists():
        found.wrong.append("the kill left no mark behind, so nothing was tried")
    following = _start(home)
    if b"ready" not in _wait_for(following, b"ready"):
        found.wrong.append("after a kill the next start did not get the history")
    found.seen["starts after a kill"] += 1
    _kill(following)


def _one_beside_a_hung_one(home: Path, found: Found) -> None:
    hung = _start(home)
    _wait_for(hung, b"ready")
    hung.send_signal(signal.SIGSTOP)
    os.utime(home / "data" / "hinge.lock", (1, 1))  # it runs for long
    before = lived.files(home / "data")
    seen = see(home)
    found.seen["starts beside one that hangs"] += 1
    found.wrong += seen.wrong
    if not any("does not answer" in one for one in seen.says):
        found.wrong.append(f"beside one that hangs it says {seen.says}")
    if lived.files(home / "data") != before:
        found.wrong.append("beside one that hangs it changed the files")
    hung.send_signal(signal.SIGCONT)
    _kill(hung)


def _start(home: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-c", CHILD], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )


def _kill(one: subprocess.Popen[bytes]) -> None:
    one.kill()
    one.communicate()


def _wait_for(one: subprocess.Popen[bytes], word: bytes) -> bytes:
    """What it told until it told ``word``, or ended, or the patience did."""
    assert one.stdout is not None
    os.set_blocking(one.stdout.fileno(), False)
    told, until = b"", time.perf_counter() + PATIENCE_S
    while word not in told and one.poll() is None and time.perf_counter() < until:
        told += one.stdout.read() or b""
        time.sleep(0.05)
    return told


def _heard(one: subprocess.Popen[bytes]) -> bytes:
    assert one.stdout is not None
    time.sleep(0.5)
    return one.stdout.read() or b""


if __name__ == "__main__":
    raise SystemExit(main(run, 50, __doc__))
