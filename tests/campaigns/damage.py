"""P5: damage the history in every way a disk can; what is shown is true, or the user is told.

    python -m tests.campaigns.damage --count 1000

The count is that of single flipped bits; the other kinds come in their proportion to it (for 1,000: 200 bits of the
log, 300 cuts, 200 zeroed and 200 swapped pages, 300 bits of the header, 200 bits where an unfinished session lies,
and each kind of thing that is no database ten times). Every other history has a copy beside it, and one in 50 is also
opened by the real program with its window. The log is that of the real program, killed in the middle of a set.

Looked for after each: something is untrue or missing and nothing is said of it; something is shown that never was so;
something that is in the copy is lost; the damaged files are not kept byte for byte; the next start says it again; an
error that is no sentence.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hinge_desktop.errors import StorageError
from hinge_desktop.history.backup import copies_of
from hinge_desktop.history.recovery import open_history
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import Ending
from tests.campaigns import kill_mid_set, lived
from tests.campaigns.campaign import Found, main
from tests.campaigns.harms import PAGE, harm
from tests.campaigns.lived import NOW, Content, Images
from tests.campaigns.looked import see

PER_THOUSAND = {
    "flipped bits": 1000,
    "flipped bits of the log": 200,
    "cuts": 300,
    "zeroed pages": 200,
    "swapped pages": 200,
    "flipped bits of the header": 300,
    "flipped bits of an unfinished session": 200,
    "empty files": 10,
    "text files": 10,
    "folders": 10,
}
WINDOW_EACH = 50
"""So many are opened by the functions that open a history, for each that the real program with its window opens."""

Open = Callable[[Path], tuple[Store, str]]
"""Opens a history as the program does; it, and what the user is told."""


@dataclass(frozen=True)
class Past:
    """A folder with a history and what is in it. ``copied``: what is in its newest copy, nothing without one."""

    folder: Path
    truth: Content
    copied: Images

    def again(self, folder: Path) -> Path:
        """The same, to be harmed; the path of the history."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return folder / "history.sqlite"


def run(folder: Path, count: int, chance: random.Random) -> Found:
    """Harm the history in all ways, ``count`` standing for a thousand."""
    pasts = make_pasts(folder, chance.randrange(1000))
    found = Found()
    for kind, share in PER_THOUSAND.items():
        for number in range(max(2, round(share * count / 1000))):
            past = pasts[_WHICH.get(kind, "over"), number % 2 == 0]
            judge(past, folder / "harmed", kind, chance, found)
            if number % WINDOW_EACH == 1 and (count >= 100 or kind == "cuts"):
                judge_window(past, folder / "as-harmed", kind, found)
    return found


def make_pasts(folder: Path, seed: int) -> dict[tuple[str, bool], Past]:
    """All histories that are to be harmed, by name and whether they have a copy."""
    over, unfinished, killed = (folder / name / "data" for name in ("over", "unfinished", "killed"))
    lived.make(over / "history.sqlite")
    for other in (unfinished, killed):
        shutil.copytree(over, other)
    with Store.open(unfinished / "history.sqlite") as store:
        lived.practise(store, "under way", NOW, Ending.OPEN)
    chance = random.Random(seed)
    while not (killed / "history.sqlite-wal").exists() or (killed / "history.sqlite-wal").stat().st_size < 5 * PAGE:
        kill_mid_set.practise_and_kill(killed.parent, kill_mid_set.CHILD, chance, kill_mid_set.Killer(30))
    return {
        (name, copied): _past(folder, name, copied)
        for name in ("over", "unfinished", "killed")
        for copied in (True, False)
    }


def _past(folder: Path, name: str, copied: bool) -> Past:
    source = folder / name / "data"
    if not copied:
        alone = folder / f"{name}-alone"
        shutil.copytree(source, alone)
        shutil.rmtree(alone / "backups")
        source = alone
    path = Past(source, Content({}, lived.History()), {}).again(folder / "look")
    copy = lived.content_of(copies_of(path)[0][1]).images if copied else {}
    return Past(source, lived.content_of(path), copy)


_WHICH = {"flipped bits of the log": "killed", "flipped bits of an unfinished session": "unfinished"}


# ---- judgement -------------------------------------------------------------------------------------------


def as_the_program_does(path: Path) -> tuple[Store, str]:
    """Open a history as a start of the program does."""
    opened = open_history(path, NOW)
    return opened.store, opened.told or opened.store.notice


def judge(
    past: Past, folder: Path, kind: str, chance: random.Random, found: Found, opens: Open = as_the_program_does
) -> None:
    """Harm one history, open it, and look at what is shown and said."""
    path = past.again(folder)
    harm(path, kind, chance)
    before = lived.files(folder)
    harmed = folder.with_name("as-harmed")
    shutil.rmtree(harmed, ignore_errors=True)
    shutil.copytree(folder, harmed)
    found.seen[f"{kind}, all"] += 1
    try:
        store, told = opens(path)
    except StorageError as error:
        found.seen[f"{kind}, refused"] += 1
        wrong = _refused(past, folder, before, str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        wrong = [f"no sentence but {type(error).__name__}: {error}"]
    else:
        with store:
            shown, read_only = lived.content(store), store.read_only
        if told:
            found.seen[f"{kind}, told"] += 1
            wrong = _told(past, shown) + ([] if read_only else _kept(path, before) + _again(path, shown, opens))
        else:
            found.seen[f"{kind}, nothing to tell"] += 1
            wrong = [] if shown == past.truth else [f"said nothing of {_difference(past.truth, shown)}"]
    found.wrong += [f"{kind} #{found.seen[f'{kind}, all']} ({harmed}): {one}" for one in wrong]


def judge_window(past: Past, harmed: Path, kind: str, found: Found) -> None:
    """Start the real program on a harmed history: it says something, or what its pages have is true."""
    home = harmed.with_name("home")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(harmed, home / "data")
    seen = see(home)
    found.seen["starts of the real program"] += 1
    found.seen["starts of the real program, told"] += bool(seen.says)
    truth = past.truth.history.sessions
    wrong = list(seen.wrong)
    if not seen.says and seen.shows != (len(truth), sum(one.done_reps for one in truth)):
        wrong.append(f"shows {seen.shows} and says nothing")
    found.wrong += [f"{kind}, in the window ({harmed}): {one}" for one in wrong]


def _refused(past: Past, folder: Path, before: dict[str, str], sentence: str) -> list[str]:
    wrong = [] if lived.files(folder) == before else ["refused, and changed"]
    if past.copied and not (folder / "history.sqlite").is_dir():
        wrong.append(f"refused though there is a copy: {sentence}")
    return wrong


def _told(past: Past, shown: Content) -> list[str]:
    """Told that something was put back: all that is shown was so once, and nothing of the copy is missing."""
    wrong = []
    for key, image in shown.images.items():
        truth = past.truth.images.get(key)
        earlier = truth and is_open(truth) and lived.is_earlier(image, truth)
        if image not in (truth, past.copied.get(key)) and not earlier:
            wrong.append(f"{key} was never so: {image[:300]}")
    return wrong + [f"{key} of the copy is lost" for key in past.copied.keys() - shown.images.keys()]


def is_open(image: str) -> bool:
    """Whether an image is that of a session that is not finished."""
    return '"ending":"open"' in image


def _kept(path: Path, before: dict[str, str]) -> list[str]:
    kept = [lived.files(one) for one in (path.parent / "damaged").iterdir()]
    return [] if kept == [before] else ["the files as they were found are not kept"]


def _again(path: Path, shown: Content, opens: Open) -> list[str]:
    store, told = opens(path)
    with store:
        if told:
            return [f"told again: {told}"]
        return [] if lived.content(store) == shown else ["the second start shows something else"]


def _difference(truth: Content, shown: Content) -> str:
    if truth.images == shown.images:
        return "another look at the same"
    keys = {*truth.images, *shown.images}
    return "; ".join(
        f"{key}: {shown.images.get(key)} for {truth.images.get(key)}"
        for key in sorted(keys)
        if truth.images.get(key) != shown.images.get(key)
    )[:600]


if __name__ == "__main__":
    raise SystemExit(main(run, 1000, __doc__))
