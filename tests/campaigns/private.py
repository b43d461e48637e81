"""P14: nothing leaves the computer, and what Hinge keeps is for its owner alone.

    python -m tests.campaigns.private --count 60

The whole program is lived with for a day (``journey_child.py``): first steps, practice, a second start, every page,
Help, a report, each way out of the history, the doctor. It happens under ``strace``, with no mask on what it makes
(umask 000): not one socket of the internet is made, and every file and folder below its home is its owner's alone.
Where there is no ``strace`` the day is lived where there is no network at all (``unshare -rn``), and goes as well. A
computer that has neither proves nothing, which is a finding.

In the long form it then practises for so many seconds, is ended by a signal and killed, and a history that was harmed
is put back, all of it watched. At last the tour drives every screen of it, watched and without any network. What cannot
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
from functools import cache
from pathlib import Path

from hinge_desktop.history.store import Store
from tests.campaigns import journey_child, kill_mid_set, lived
from tests.campaigns.campaign import ROOT, Found, main
from tests.campaigns.lived import NOW

FAMILY = re.compile(r"socket\((AF_\w+)")
INTERNET = ("AF_INET", "AF_INET6")
LONG_FROM_S = 60
"""Practice and the tour take minutes: below this count they are left out."""
NO_NETWORK = ("unshare", "-rn")
UNSEEN = "whether anything leaves cannot be seen here: there is no strace, and no place without a network"
CALLS_OUT = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"


def run(folder: Path, count: int, _chance: random.Random) -> Found:
    """Live a day; in the long form practise for ``count`` seconds, too, and take the tour."""
    found = Found()
    sockets = journey(folder / "day", found)
    if count >= LONG_FROM_S:
        home = folder / "home"
        practised = watch(practising(count), folder / "practice.log", home, found)
        found.wrong += [f"others may look at {one}" for one in open_to_others(home)]
        _count("while practising", practised or Counter(), found)
    if sockets is None:
        if _can_be_alone():
            found.measured["left out"] = "sockets, for want of strace; there was no network at all"
        else:
            found.wrong.append(UNSEEN)
        return found
    if count >= LONG_FROM_S:
        _take_tour(folder, found)
    calling = watch([sys.executable, "-c", CALLS_OUT], folder / "control.log", folder / "control", found)
    if not _internet(calling or Counter()):
        found.wrong.append("blind: a program that makes such a socket is not seen")
    return found


def journey(folder: Path, found: Found) -> Counter[str] | None:
    """Live the day of ``journey_child``; the families of the sockets made, None where they cannot be seen."""
    folder.mkdir()
    home = folder / "home"
    sockets = watch([sys.executable, "-m", "tests.campaigns.journey_child"], folder / "day.log", home, found)
    reached = set((folder / "day.log.told").read_text(encoding="utf-8").splitlines())
    missed = [station for station in journey_child.STATIONS if f"at {station}" not in reached]
    found.seen["stations of the day"] = len(journey_child.STATIONS) - len(missed)
    found.wrong += [f"the day did not come to {station}" for station in missed]
    found.wrong += [f"others may look at {one}" for one in open_to_others(home)]
    found.seen["files and folders of its own"] = sum(1 for _ in home.rglob("*"))
    _count("in a day", sockets or Counter(), found)
    return sockets


def _take_tour(folder: Path, found: Found) -> None:
    alone = NO_NETWORK if _can_be_alone() else ()
    tour = [*alone, sys.executable, "-m", "hinge_desktop", "tour", "-o", str(folder / "pictures")]
    _count("on the tour", watch(tour, folder / "tour.log", folder / "tourist", found) or Counter(), found)
    found.seen["pictures of the tour"] = len(list((folder / "pictures").rglob("*.png")))
    if not found.seen["pictures of the tour"]:
        found.wrong.append("the tour made no pictures")
    found.measured["the tour without any network"] = "yes" if alone else "no, for this computer does not allow it"


def practising(seconds: float) -> list[str]:
    """The command that practises in the window for so long."""
    return [sys.executable, "-m", "tests.campaigns.private", "practise", str(seconds)]


def watch(command: Sequence[str], log: Path, home: Path, found: Found) -> Counter[str] | None:
    """Run it on ``home`` with no mask; the families of the sockets it made. None: they cannot be seen here.

    Then it runs where there is no network, if it can be had. What it says is written beside ``log``.
    """
    strace = shutil.which("strace")
    before = [strace, "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket", "-o", str(log)] if strace else []
    if not strace and _can_be_alone():
        before = [*NO_NETWORK]
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [*before, *command], env=environment, cwd=ROOT, umask=0, capture_output=True, text=True, check=False
    )
    log.with_name(f"{log.name}.told").write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        found.wrong.append(f"{command[1:4]} ended with {done.returncode}: {done.stderr[-300:]}")
    return Counter(FAMILY.findall(log.read_text(encoding="utf-8"))) if strace else None


@cache
def _can_be_alone() -> bool:
    """Whether a program can be run here in a network of its own, which has nothing in it."""
    if shutil.which(NO_NETWORK[0]) is None:
        return False
    return subprocess.run([*NO_NETWORK, "true"], capture_output=True, check=False).returncode == 0


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
        code = program.wait()
        os.close(reader)
        if not part and code:
            finding = f"told to end, it ended with {code}"
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
