"""P3: a full disk takes nothing that was told; the program lives, says so, and goes on when there is space.

    python -m tests.campaigns.disk_full --count 20

So many limits are set to the size of files, from just above the history's to more than the log of a set. Under each a
program practises until the disk refuses, says so in one sentence, and practises on; then the limit is lifted, and
everything since must be kept as well. The same on a disk of 1 MiB that somebody fills (for root on Linux). And as
often: a copy, and the upgrade of an earlier format, when the disk ends in the middle.
"""

from __future__ import annotations

import os
import random
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from hinge_desktop.history.backup import copies_of, copy_is_whole
from hinge_desktop.history.migrations import NEWEST
from hinge_desktop.history.store import Store
from tests.campaigns import lived, upgrades
from tests.campaigns.campaign import ROOT, Found, main
from tests.campaigns.power_cut import kept_of
from tests.campaigns.read_only import may_mount

CHILD = (sys.executable, "-m", "tests.campaigns.disk_full_child")
UNLIMITED = resource.RLIM_INFINITY
PATIENCE_S = 60.0
REPS_AFTER = 15
SMALL_DISK = 'mount -t tmpfs -o size=1m none {0} && cp -p {1}/* {0}/ && exec "$@"'
COPY = """
import sys
from pathlib import Path
from hinge_desktop.errors import StorageError
from hinge_desktop.history.store import Store
from tests.campaigns.lived import NOW
try:
    with Store.open(Path(sys.argv[1])) as store:
        if sys.argv[2] == "copy":
            store.back_up(NOW)
    print("done", store.notice)
except StorageError as error:
    print("says", error)
"""


@dataclass
class Heard:
    """What a program told so far."""

    reps: list[tuple[str, int, int]] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    rest: bytes = b""

    def take(self, text: bytes) -> None:
        """More of it."""
        *lines, self.rest = (self.rest + text).split(b"\n")
        for line in lines:
            word, _, what = line.decode().partition(" ")
            if word == "rep":
                uuid, position, number = what.split()
                self.reps.append((uuid, int(position), int(number)))
            else:
                self.says.append(what)


def run(folder: Path, count: int, chance: random.Random) -> Found:
    """Fill the disk in each way, ``count`` times."""
    found = Found()
    whole = folder / "whole" / "history.sqlite"
    whole.parent.mkdir(parents=True)
    lived.write(whole, 20)
    size = whole.stat().st_size
    for number in range(count):
        limit = size + 6_000 + round(number / max(1, count - 1) * 140_000)
        found.wrong += [f"limit {limit}: {one}" for one in practise_limited(whole, folder / "limited", limit, found)]
    for _ in range(max(1, count // 10) if may_mount() else 0):
        found.wrong += [f"small disk: {one}" for one in practise_on_small_disk(whole, folder / "small", found)]
    older = folder / "older" / "history.sqlite"
    upgrades.make(older, NEWEST - 1, 60)
    for number in range(count):
        share = (number + chance.random()) / count
        found.wrong += copy_limited(whole, folder / "copied", share, found)
        found.wrong += upgrade_limited(older, folder / "upgraded", share, found)
    return found


# ---- while somebody practises ----------------------------------------------------------------------------


def practise_limited(whole: Path, home: Path, limit: int, found: Found) -> list[str]:
    """Practise where files cannot grow beyond ``limit`` bytes; lift that; what is wrong."""
    path = _again(whole, home)
    found.seen["limits to the size of files"] += 1

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, UNLIMITED))

    reader, program = _start(home, limited)
    heard = Heard()
    try:
        wrong = _until(reader, program, heard, says=True)
        resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))
        told = len(heard.reps)
        wrong += _until(reader, program, heard, reps=told + REPS_AFTER)
    finally:
        _end(program, reader, heard)
    found.seen["repetitions told"] += len(heard.reps)
    return wrong + _judge(path, heard)


def practise_on_small_disk(whole: Path, home: Path, found: Found) -> list[str]:
    """The same on a disk of 1 MiB, filled by somebody else and then freed."""
    path = _again(whole, home)
    source = home / "source"
    shutil.copytree(path.parent, source)
    mounted = ("unshare", "-m", "sh", "-c", SMALL_DISK.format(path.parent, source), "sh")
    reader, program = _start(home, None, mounted)
    heard = Heard()
    there = Path(f"/proc/{program.pid}/root{path.parent}")
    try:
        wrong = _until(reader, program, heard, reps=5)
        with (there / "of somebody else").open("wb") as file:
            while _write(file.fileno(), b"x" * 4096):
                pass
        wrong += _until(reader, program, heard, says=True)
        (there / "of somebody else").unlink()
        wrong += _until(reader, program, heard, reps=len(heard.reps) + REPS_AFTER)
        program.send_signal(signal.SIGSTOP)
        after = home / "after"
        shutil.copytree(there, after)
    finally:
        _end(program, reader, heard)
    found.seen["small disks filled"] += 1
    found.seen["repetitions told"] += len(heard.reps)
    stopped = [one for one in heard.reps if one[:2] != heard.reps[-1][:2]]  # later ones came while it was copied
    heard.reps = stopped
    return wrong + _judge(after / path.name, heard)


def _write(descriptor: int, content: bytes) -> bool:
    try:
        return os.write(descriptor, content) > 0
    except OSError:
        return False


def _start(home: Path, before: object, through: tuple[str, ...] = ()) -> tuple[int, subprocess.Popen[bytes]]:
    reader, writer = os.pipe()
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    program = subprocess.Popen(
        [*through, *CHILD, "--tell-reps", str(writer)], pass_fds=[writer], env=environment, cwd=ROOT,
        preexec_fn=before,  # type: ignore[call-overload]
    )  # fmt: skip
    os.close(writer)
    return reader, program


def _until(
    reader: int, program: subprocess.Popen[bytes], heard: Heard, *, reps: int = 0, says: bool = False
) -> list[str]:
    """Listen until so many repetitions were told, or a sentence was; why that never came."""
    until = time.perf_counter() + PATIENCE_S
    while (says and not heard.says) or len(heard.reps) < reps:
        if program.poll() is not None:
            return [f"the program ended with {program.returncode}"]
        left = until - time.perf_counter()
        if left < 0:
            return [f"after {PATIENCE_S:g} s: {len(heard.reps)} repetitions, it says {heard.says}"]
        if select.select([reader], [], [], min(left, 0.5))[0]:
            heard.take(os.read(reader, 65536))
    return []


def _end(program: subprocess.Popen[bytes], reader: int, heard: Heard) -> None:
    program.kill()
    program.wait()
    while more := os.read(reader, 65536):
        heard.take(more)
    os.close(reader)


def _judge(path: Path, heard: Heard) -> list[str]:
    with Store.open(path) as store:
        lived.content(store)
    kept = kept_of(path)
    wrong = [f"it says {one!r}" for one in heard.says if "full" not in one and "space" not in one]
    wrong += [f"told and lost: {one}" for one in heard.reps if one[2] not in kept.get(one[:2], (0, set()))[1]]
    wrong += [f"set {key} counts {count} and has {has}" for key, (count, has) in kept.items() if len(has) != count]
    return wrong + [f"set {key} has a gap" for key, (_, has) in kept.items() if has != set(range(1, len(has) + 1))]


# ---- in the middle of a copy, and of an upgrade ----------------------------------------------------------


def copy_limited(whole: Path, home: Path, share: float, found: Found) -> list[str]:
    """Make a copy where the disk ends at that share of it."""
    path = _again(whole, home)
    before = upgrades.rows(path)
    told = _limited(path, "copy", round(share * path.stat().st_size))
    found.seen["copies on a full disk"] += 1
    wrong = [] if told.startswith("says") else [f"it says {told!r}"]
    wrong += ["a copy bears its name"] if copies_of(path) else []
    wrong += ["something was left"] if list((path.parent / "backups").glob(".*")) else []
    wrong += [] if upgrades.rows(path) == before else ["the history is another"]
    return [f"copy at {share:.2f}: {one}" for one in wrong]


def upgrade_limited(older: Path, home: Path, share: float, found: Found) -> list[str]:
    """Open a history of an earlier format where files end at that share of twice its size."""
    path = _again(older, home)
    before = upgrades.rows(path)
    told = _limited(path, "open", round(share * 2 * path.stat().st_size))
    found.seen["upgrades on a full disk"] += 1
    wrong = upgrades.look(path, before, (NEWEST - 1, NEWEST))
    wrong += [f"it says {told!r}"] if "full" not in told and told.strip() != "done" else []
    wrong += [f"{copy.name} is not whole" for _, copy in copies_of(path) if not copy_is_whole(copy)]
    Store.open(path).close()  # there is space again
    return [f"upgrade at {share:.2f}: {one}" for one in wrong + upgrades.look(path, before, (NEWEST,))]


def _limited(path: Path, what: str, limit: int) -> str:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, UNLIMITED))

    done = subprocess.run(
        [sys.executable, "-c", COPY, str(path), what], capture_output=True, text=True, cwd=ROOT, check=False,
        preexec_fn=limited,
    )  # fmt: skip
    return done.stdout if not done.stderr else done.stderr[-400:]


def _again(whole: Path, home: Path) -> Path:
    shutil.rmtree(home, ignore_errors=True)
    (home / "data").mkdir(parents=True)
    return Path(shutil.copyfile(whole, home / "data" / "history.sqlite"))


if __name__ == "__main__":
    raise SystemExit(main(run, 20, __doc__))
