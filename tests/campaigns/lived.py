"""Histories for the campaigns to harm, and what is in them down to the last repetition."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from hinge_desktop import assets
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.demo_days import Demo, live
from hinge_desktop.history import seal
from hinge_desktop.history.bulk import write_whole
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import Answers, Ending, History, MomentRecord, SessionStart, SetStart

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)

Images = Mapping[tuple[str, str], str]
"""Everything that is sealed, by table and uuid: its image, see ``history.seal``."""


@dataclass(frozen=True)
class Content:
    """All that a file of the history holds, and as the pages show it."""

    images: Images
    history: History


@functools.cache
def demo(days: int) -> Demo:
    """Somebody's practice of so many days; made up, and the same each time."""
    return live(build_curriculum(assets.exercise_texts()), days, date(2026, 11, 10), 1)


def write(path: Path, days: int) -> None:
    """A made-up history of so many days at ``path``, in a folder that is there."""
    life = demo(days)
    write_whole(path, life.history, life.repetitions)


def make(path: Path, days: int = 120) -> None:
    """A history of so many days at ``path``, its copy, and a week that the copy does not have."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, days)
    with Store.open(path) as store:
        sessions = store.history().sessions
        store.back_up(NOW - timedelta(days=8))
        for day in range(7, 0, -1):
            practise(store, f"newer-{day}", NOW - timedelta(days=day))
        store.set_next_morning(sessions[3].uuid, 6)
        store.update_answers(sessions[5].uuid, Answers(1, 2, 3, 4, note="said later"))
        store.add_moment(MomentRecord(NOW, NOW.date(), "sit-down"))


def practise(store: Store, uuid: str, at: datetime, ending: Ending = Ending.DONE) -> None:
    """Two sets of six; with ``Ending.OPEN`` somebody is still at it, the second set being over."""
    store.begin_session(SessionStart(uuid, at.date(), at, 0, "hero-squat", 1, 3))
    for position in (0, 1):
        store.begin_set(uuid, SetStart(position, "hero-squat", 6, 0.0, "3-1-1-1"), at)
        for number in range(1, 7):
            store.add_rep(uuid, position, number, 5.0 + number / 7, at + timedelta(seconds=7 * number))
        store.finish_set(uuid, position, 36.0)
    if ending is not Ending.OPEN:
        store.finish_session(uuid, ending, Answers(1, 2, 1, 4, note=f"the note of {uuid}"), at)


def content(store: Store) -> Content:
    """What is in an open history."""
    history = store.history()
    with store.reading() as connection:
        images = {(one.table, one.uuid): one.image for one in seal.everything(seal.driver(connection))}
    return Content(images, history)


def content_of(path: Path) -> Content:
    """What is in a file of the history, which is opened for it as the next start would."""
    with Store.open(path) as store:
        return content(store)


def is_earlier(shown: str, truth: str) -> bool:
    """Whether one image of a session is an earlier state of the other, while it was practised."""
    first, last = json.loads(shown), json.loads(truth)
    if first["session"] != last["session"] or len(first["sets"]) > len(last["sets"]):
        return False
    changing = {"reps", "done_reps", "dur_ms", "finished"}
    for before, after in zip(first["sets"], last["sets"], strict=False):
        one, other = (dict(zip(last["set"], each, strict=True)) for each in (before, after))
        same = all(one[name] == other[name] for name in one if name not in changing)
        if not same or not (other["reps"] or "").startswith(one["reps"] or "") or not seal.counts_fit(shown):
            return False
    return True


def files(folder: Path) -> dict[str, str]:
    """The digest of each file of a folder, itself and none below."""
    return {one.name: sha256(one.read_bytes()).hexdigest() for one in _plain(folder)}


def _plain(folder: Path) -> Iterator[Path]:
    return (one for one in sorted(folder.iterdir()) if one.is_file())
