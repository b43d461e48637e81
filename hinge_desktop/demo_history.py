"""``hinge-desktop demo-history``: a made-up history as a file, for pictures, measuring and trying things out."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hinge_desktop import durable
from hinge_desktop.clocks import Clocks
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.demo_days import Demo, live
from hinge_desktop.errors import OptionError
from hinge_desktop.history.bulk import write_whole

YEARS = (1, 30)
_EARLIEST = date(1970 + YEARS[1] + 1, 1, 1)
_LATEST = date(2199, 12, 31)


def run(options: argparse.Namespace, curriculum: Curriculum) -> int:
    """Live through the years and write them; the same seed and last day give the same rows.

    Raises:
        OptionError: a value is not allowed, or the file cannot be written; nothing is written.
    """
    path: Path = options.output
    if not YEARS[0] <= options.years <= YEARS[1]:
        raise OptionError(f"{options.years} years are out of range; allowed: {YEARS[0]} to {YEARS[1]}.")
    until = _day(options.until)
    if path.exists():
        raise OptionError(f"{path} is there already and stays as it is; choose another name.")
    if not path.parent.is_dir():
        raise OptionError(f"{path.parent} is no folder; choose one that is there.")
    first = _years_before(until, options.years)
    demo = live(curriculum, (until - first).days, until, options.seed)
    write(demo, path)
    reps = sum(one.done_reps for one in demo.history.sessions)
    print(f"{path}: {len(demo.history.sessions)} sessions, {reps} repetitions, {first} to {until}. All of it made up.")
    return 0


def write(demo: Demo, path: Path) -> None:
    """Write a made-up history to ``path``, where nothing may be yet.

    Raises:
        OptionError: it cannot be written; nothing is.
    """
    try:
        with TemporaryDirectory(prefix=".hinge-demo-", dir=path.parent) as folder:
            fresh = Path(folder) / path.name
            write_whole(fresh, demo.history, demo.repetitions)
            durable.publish(fresh, path)
    except FileExistsError:
        raise OptionError(f"{path} is there already and stays as it is; choose another name.") from None
    except OSError as error:
        raise OptionError(f"{path} cannot be written ({error.strerror}); choose another place.") from error


def _day(words: str | None) -> date:
    if words is None:
        return Clocks().today() - timedelta(days=1)
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise OptionError(f"day {words!r} is not understood; allowed: a day as 2026-11-21.") from None
    if not _EARLIEST <= day <= _LATEST:
        raise OptionError(f"day {words} is out of range; allowed: {_EARLIEST} to {_LATEST}.")
    return day


def _years_before(day: date, years: int) -> date:
    """The same day so many years earlier; of 29 February the day before."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
