"""P14: nothing leaves the computer, and what Hinge keeps is for its owner alone.

    python -m tests.campaigns.private --count 60

The whole program practises for so many seconds under ``strace``, with no mask on what it makes (umask 000): not one
socket of the internet is made, and every file and folder below its home is its owner's alone, copies included. Then
the tour drives every screen of it where there is no network at all (``unshare -n``), under ``strace``, too. What cannot
be had on a computer is left out, and that is said.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hinge_desktop.history.store import Store
from tests.campaigns import kill_mid_set, lived
from tests.campaigns.campaign import ROOT, Found, main
from tests.campaigns.lived import NOW

FAMILY = re.compile(r"socket\((AF_\w+)")
INTERNET = ("AF_INET", "AF_INET6")
TOUR_FROM_S = 60
"""The tour takes minutes: below this count it is left out."""
CALLS_OUT = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"


def run(folder: Path, count: int, _chance: random.Random) -> Found:
    """Practise for ``count`` seconds, then take the tour."""
    found = Found()
    home = folder / "home"
    sockets = watch(practising(count), folder / "practice.log", home, found)
    found.seen["files and folders of its own"] = sum(1 for _ in home.rglob("*"))
    found.wrong += [f"others may look at {one}" for one in open_to_others(home)]
    if sockets is None:
        found.measured["left out"] = "sockets, for want of strace"
        return found
    _count("while practising", sockets, found)
    if count >= TOUR_FROM_S:
        alone = ("unshare", "-n") if os.getuid() == 0 and shutil.which("unshare") else ()
        tour = [*alone, sys.executable, "-m", "hinge_desktop", "tour", "-o", str(folder / "pictures")]
        _count("on the tour", watch(tour, folder / "tour.log", folder / "tourist", found) or Counter(), found)
        found.seen["pictures of the tour"] = len(list((folder / "pictures").rglob("*.png")))
        if not found.seen["pictures of the tour"]:
            found.wrong.append("the tour made no pictures")
        found.measured["the tour without any network"] = "yes" if alone else "no, for that takes root on Linux"
    calling = watch([sys.executable, "-c", CALLS_OUT], folder / "control.log", folder / "control", found)
    if not _internet(calling or Counter()):
        found.wrong.append("blind: a program that makes such a socket is not seen")
    return found


def practising(seconds: float) -> list[str]:
    """The command that practises in the window for so long."""
    return [sys.executable, "-m", "tests.campaigns.private", "practise", str(seconds)]


def watch(command: Sequence[str], log: Path, home: Path, found: Found) -> Counter[str] | None:
    """Run it on ``home`` with no mask; the families of the sockets it made. None: they cannot be seen here."""
    strace = shutil.which("strace")
    watched = [strace, "-f", "-qq", "-e", "trace=socket", "-o", str(log), *command] if strace else [*command]
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(watched, env=environment, cwd=ROOT, umask=0, capture_output=True, text=True, check=False)
    if done.returncode:
        found.wrong.append(f"{command[1:4]} ended with {done.returncode}: {done.stderr[-300:]}")
    return Counter(FAMILY.findall(log.read_text(encoding="utf-8"))) if strace else None


def open_to_others(home: Path) -> list[str]:
    """What below ``home`` others than its owner may look at; a folder that is closed hides all in it."""
    wrong = []
    for one in sorted(home.iterdir()):
        mode = stat.S_IMODE(one.lstat().st_mode)
        if mode & 0o077:
            wrong.append(f"{one.name} ({mode:o})")
    for one in sorted(home.rglob("*")):
        mode = stat.S_IMODE(one.lstat().st_mode)
        if one.is_file() and mode & 0o077:
            wrong.append(f"{one.relative_to(home)} ({mode:o})")
    return wrong


def _count(when: str, sockets: Counter[str], found: Found) -> None:
    for family, number in sockets.items():
        found.seen[f"sockets {when}, {family}"] += number
    if _internet(sockets):
        found.wrong.append(f"{when}: {dict(_internet(sockets))}")


def _internet(sockets: Counter[str]) -> Counter[str]:
    return Counter({family: number for family, number in sockets.items() if family in INTERNET})


def practise(seconds: float) -> int:
    """Have the whole program practise, make a copy, put a changed history back, and practise again."""
    home = Path(os.environ["HINGE_HOME"])
    path = home / "data" / "history.sqlite"
    os.umask(0)
    for part in range(2):
        reader, program = kill_mid_set.start(home, [*kill_mid_set.WINDOW_CHILD, *_fast()])
        text, finding = kill_mid_set.listen(reader, 3)
        time.sleep(seconds / 2)
        program.send_signal(signal.SIGKILL if part else signal.SIGTERM)
        program.wait()
        os.close(reader)
        if finding:
            print(finding, text, file=sys.stderr)
            return 1
        with Store.open(path) as store:
            store.back_up(NOW)
            if not part:
                lived.practise(store, "another", NOW)
        with path.open("r+b") as file:
            file.seek(40)
            file.write(b"\xff")
    return 0


def _fast() -> list[str]:
    return ["--epoch", str(time.time()), "--times", str(kill_mid_set.TIMES)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["practise"]:
        raise SystemExit(practise(float(sys.argv[2])))
    raise SystemExit(main(run, 60, __doc__))
