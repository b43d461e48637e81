"""Kill an import or a restoring at random instants: the history is the one before or the one after, and whole.

    nice -n 19 python -m tests.campaigns.kill_exchange --count 200

The command of the program is started as a process on a history of its own. Afterwards the history is opened as the
program opens it, which must have nothing to tell.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hinge_desktop.history.exchange import dump, import_json
from hinge_desktop.history.exchange_format import write_text
from hinge_desktop.history.recovery import open_history
from hinge_desktop.history.store import Store
from tests.campaigns import campaign
from tests.campaigns.campaign import ROOT, Found
from tests.history.hostile import good

COMMANDS = ("import", "restore")
SESSIONS = 400
_MOMENT = "2026-11-21T06:00:00.000Z"


@dataclass(frozen=True)
class Scene:
    """What each life begins with: a home, and for each command its file and the history it makes of it."""

    home: Path
    files: Mapping[str, Path]
    before: Mapping[str, Any]
    after: Mapping[str, Mapping[str, Any]]


def set_up(folder: Path) -> Scene:
    """A history of some sessions; a file with many more; and a backup of another one."""
    home, other = folder / "home" / "data" / "history.sqlite", folder / "other" / "history.sqlite"
    theirs, backup = folder / "theirs.json", folder / "copy.sqlite"
    _write(folder / "ours.json", range(30))
    _write(theirs, range(20, 20 + SESSIONS))
    with Store.open(home) as store:
        import_json(store, folder / "ours.json")
        before = dump(store)
    with Store.open(other) as store:
        import_json(store, theirs)
        store.copy_to(backup)
        restored = dump(store)
    shutil.rmtree(home.parent / "backups")
    sessions = restored["sessions"] | before["sessions"]
    return Scene(
        folder / "home",
        {"import": theirs, "restore": backup},
        before,
        {"import": restored | {"sessions": sessions}, "restore": restored},
    )


def _write(path: Path, numbers: range) -> None:
    whole = good()
    (session,) = whole["sessions"]
    contents = {kind: {} for kind, records in whole.items() if isinstance(records, list)}
    contents["sessions"] = {f"{at:08d}": session | {"uuid": f"{at:08d}"} for at in numbers}
    path.write_text(write_text(contents, "0", _MOMENT), encoding="utf-8")


def run(folder: Path, count: int, chance: random.Random) -> Found:
    """Start and kill so many commands."""
    found, scene = Found(), set_up(folder)
    takes = {command: _live(folder, scene, command, None, found) for command in COMMANDS}
    for _ in range(count):
        command = chance.choice(COMMANDS)
        _live(folder, scene, command, chance.uniform(0.3, 1.1) * takes[command], found)
    return found


def _live(folder: Path, scene: Scene, command: str, kill_after_s: float | None, found: Found) -> float:
    """One life of the command; how long it lasted."""
    home = folder / "life"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(scene.home, home)
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "hinge_desktop", "history", command, str(scene.files[command])]
    began = time.perf_counter()
    child = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        child.wait(kill_after_s)
    except subprocess.TimeoutExpired:
        child.kill()
    told = child.communicate()[1].decode()
    lasted = time.perf_counter() - began
    if told:
        found.wrong.append(f"{command} said {told.strip()[-200:]}")
    found.seen["stopped" if child.returncode else "not stopped"] += 1
    judge(home / "data" / "history.sqlite", scene, command, found, finished=not child.returncode)
    return lasted


def judge(path: Path, scene: Scene, command: str, found: Found, *, finished: bool) -> None:
    """Look at what is there now."""
    opened = open_history(path, datetime.now(UTC))
    with opened.store as store:
        now = dump(store)
    if opened.told:
        found.wrong.append(f"{command} left something to be told: {opened.told}")
    if now == scene.after[command]:
        found.seen[f"{command}: after"] += 1
        kept = path.parent / ("backups" if command == "import" else "replaced")
        if not any(_is_before(one, scene) for one in kept.rglob("*.sqlite")):
            found.wrong.append(f"{command} put nothing aside")
    elif now == scene.before and not finished:
        found.seen[f"{command}: before"] += 1
    else:
        found.wrong.append(f"{command} left {len(now['sessions'])} sessions, neither before nor after")


def _is_before(path: Path, scene: Scene) -> bool:
    with Store.open(path) as store:
        return dump(store) == scene.before


if __name__ == "__main__":
    sys.exit(campaign.main(run, 200, __doc__))
