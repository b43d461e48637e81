"""Ten years on the Progress page: opening it, its values against SQL, each redraw, the table, the memory; in one run.

Run from the top of the source tree: ``python bench/ten_years.py [--runs 9] [--history FILE]``. The history is made by
``hinge-desktop demo-history``; with more years than ten, so that it holds no fewer than 3,650 sessions and 547,500
repetitions. Hinge and a bare window with pyqtgraph are started in turn, in fresh processes; the values of the charts
are worked out in turn with raw ``sqlite3`` asked for the same values.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.history.store import Store
from hinge_desktop.training import charted
from hinge_desktop.training.digested import Digest, digest
from hinge_desktop.training.ranges import Stretch, stretch
from hinge_desktop.training.records import Felt

ROOT = Path(__file__).resolve().parent.parent
YEARS, SEED = 11, 1
LEAST_SESSIONS, LEAST_REPS = 3_650, 547_500
REPEATS = 25
PATIENCE_S = 300.0
FIRST_MS, LATER_MS, REDRAW_MS, TABLE_MS, MORE_MB, QUERY_RATIO = 600, 150, 16, 16, 90, 1.5

MONTH = "strftime('%Y-%m', local_day)"
PRACTICE = "done_reps > 0 AND role NOT IN ('tour', 'test')"
PAINS = " UNION ALL ".join(
    f"SELECT local_day, {one} AS told FROM session WHERE {one} IS NOT NULL"
    for one in ("pain_before", "pain_worst", "pain_after", "next_morning_pain")
)


def middles(told: str) -> str:
    """Least, middle and most of each month."""
    return f"""
        WITH ranked AS (SELECT {MONTH} AS month, told,
            row_number() OVER (PARTITION BY {MONTH} ORDER BY told) AS place,
            count(*) OVER (PARTITION BY {MONTH}) AS many FROM ({told}))
        SELECT month, min(told), max(told) FILTER (WHERE place = (many + 1) / 2), max(told)
        FROM ranked GROUP BY month"""


def answers(column: str) -> str:
    """One answer of each session that gave it."""
    return f"SELECT local_day, {column} AS told FROM session WHERE {column} IS NOT NULL"


STAIRS = f"""
    WITH ranked AS (SELECT *, row_number() OVER (PARTITION BY {MONTH}
            ORDER BY step DESC, local_day DESC, started_utc DESC) AS last FROM session
        WHERE step IS NOT NULL AND ending <> 'open'
        AND id IN (SELECT session_id FROM set_ WHERE role NOT IN ('tour', 'test')))
    SELECT local_day, step, pain_before, pain_worst, pain_after, next_morning_pain,
        (SELECT sum(done_reps) FROM set_ WHERE session_id = ranked.id),
        (SELECT sum(dur_ms) FROM set_ WHERE session_id = ranked.id)
    FROM ranked WHERE last = 1 ORDER BY local_day"""
PRACTISED = f"""
    SELECT {MONTH}, count(DISTINCT local_day), count(DISTINCT session_id), sum(done_reps), sum(dur_ms)
    FROM set_ WHERE {PRACTICE} GROUP BY 1"""
STEP = f"""
    SELECT {MONTH}, max(load_g), sum(load_g * done_reps), sum(done_reps) FROM set_
    WHERE exercise_id = '{LADDER[4]}' AND {PRACTICE} GROUP BY 1"""
FELT = f"SELECT count(*), {', '.join(f'sum(felt >> {place.value} & 1)' for place in Felt)} FROM session WHERE felt"
DAYS = f"SELECT {MONTH}, count(DISTINCT local_day) FROM set_ WHERE {PRACTICE} GROUP BY 1"
TESTS = "SELECT local_day, value, passed FROM self_test WHERE test_id = 'dowel' ORDER BY done_utc"
MOMENTS = f"SELECT {MONTH}, count(*) FROM moment GROUP BY 1"


def main() -> int:
    """Measure, print; 1 when the made-up history is shorter than it should be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--history", type=Path, help="a history made before, instead of a new one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hinge-bench-") as folder:
        environment = _environment(Path(folder))
        os.environ["HINGE_HOME"] = environment["HINGE_HOME"]
        path = _history(options.history, environment)
        with closing(sqlite3.connect(path)) as raw:
            sessions = raw.execute("SELECT count(*) FROM session").fetchone()[0]
            reps = raw.execute("SELECT count(*) FROM rep").fetchone()[0]
        print(f"{sessions} sessions, {reps} repetitions, {path.stat().st_size / 1e6:.1f} MB")
        if sessions < LEAST_SESSIONS or reps < LEAST_REPS:
            print(f"that is less than {LEAST_SESSIONS} sessions with {LEAST_REPS} repetitions", file=sys.stderr)
            return 1
        _compare_values(path)
        _watch_windows(environment, max(5, options.runs))
    return 0


def _environment(home: Path) -> dict[str, str]:
    environment = dict(os.environ, HINGE_HOME=str(home), PYTHONPATH=str(ROOT))
    environment["PYTHONPYCACHEPREFIX"] = str(home / "byte-code")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def _history(made: Path | None, environment: dict[str, str]) -> Path:
    """The history in the home that the windows are started in."""
    from hinge_desktop.paths import Places, history_file
    from hinge_desktop.settings import Settings, save

    path = history_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    save(Settings(welcomed=True, sound=False), Places.usual().settings)
    if made is not None:
        shutil.copy(made, path)
        return path
    words = ["demo-history", "--years", str(YEARS), "--seed", str(SEED), "-o", str(path)]
    subprocess.run([sys.executable, "-m", "hinge_desktop", *words], env=environment, check=True, capture_output=True)
    return path


# -- the values -----------------------------------------------------------------------------------


def _compare_values(path: Path) -> None:
    with closing(Store.open(path)) as store:
        history = store.history()
    read = digest(history)
    assert read.first is not None
    assert read.last is not None
    days = stretch("all", read.first, read.last)
    print(f"values of the charts, all {days.grain.value}s; ours from the history in memory, raw sqlite3 from its file")
    total_ours = total_raw = 0.0
    with closing(sqlite3.connect(path)) as raw:
        for name, work, query in _charts(read, days):
            ours, sql = _in_turn(work, partial(_ask, raw, query))
            total_ours, total_raw = total_ours + ours, total_raw + sql
            print(f"  {name:<16} ours {ours:6.2f} ms   raw {sql:6.2f} ms   ratio {ours / sql:4.2f}")
    print(f"  {'all of them':<16} ours {total_ours:6.2f} ms   raw {total_raw:6.2f} ms")
    whole = statistics.median(_milliseconds(partial(digest, history)) for _ in range(9))
    newest = history.sessions[-1]
    more = replace(history, sessions=(*history.sessions, replace(newest, uuid="one-more")))
    one = statistics.median(_milliseconds(partial(digest, more, before=read)) for _ in range(9))
    print(f"  reading the history for all of them: once {whole:.0f} ms, after one session more {one:.1f} ms")
    print(f"  (wanted: each at most {QUERY_RATIO})")


def _charts(read: Digest, days: Stretch) -> list[tuple[str, Callable[[], object], str]]:
    """Each chart: what works its values out, and the query that gives the same."""

    def pain() -> object:
        return charted.spreads(read.pains, days), charted.spreads(read.mornings, days)

    return [
        ("staircase", partial(charted.stairs, read, days), STAIRS),
        ("pain, mornings", pain, f"{middles(PAINS)}; {middles(answers('next_morning_pain'))}"),
        ("practice", partial(charted.amounts, read, days), PRACTISED),
        ("training days", partial(charted.trained_days, read, days), DAYS),
        ("load of a step", partial(charted.step_amounts, read, 5, days), STEP),
        ("felt", partial(charted.felt_shares, read, days), FELT),
        ("effort", partial(charted.spreads, read.efforts, days), middles(answers("effort"))),
        ("self-tests", partial(charted.tests_of, read, "dowel", days), TESTS),
        ("moments", partial(charted.moment_counts, read, days), MOMENTS),
    ]


def _ask(raw: sqlite3.Connection, queries: str) -> None:
    for query in queries.split(";"):
        assert raw.execute(query).fetchall()


def _in_turn(ours: Callable[[], object], raw: Callable[[], object]) -> tuple[float, float]:
    """Medians of both, measured by turns after a first of each."""
    pairs = [(_milliseconds(ours), _milliseconds(raw)) for _ in range(REPEATS + 1)][1:]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def _milliseconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1e3


# -- the windows ----------------------------------------------------------------------------------


def _watch_windows(environment: dict[str, str], runs: int) -> None:
    hinge: list[dict[str, Any]] = []
    bare: list[dict[str, Any]] = []
    for run in range(runs + 1):
        for found, words in ((hinge, ()), (bare, ("--bare",))):
            measured = _start(words, environment)
            if run:  # the first of each warms the disk's cache and is compiled
                found.append(measured)
    platform = environment.get("QT_QPA_PLATFORM", "the display")
    print(f"opening Progress, {runs} fresh processes each in turn, on {platform}")
    print("  in brackets the processor's time alone, which other programs do not lengthen")
    for name, words, limit in (
        ("first", "the first time", FIRST_MS),
        ("later", "later", LATER_MS),
        ("after", "after one session more", LATER_MS),
    ):
        _print(f"{words}: its frame", [one[name]["frame"] for one in hinge])
        _print(f"{words}: whole", [one[name]["whole"] for one in hinge], limit)
    _print("bare pyqtgraph, the first time", [one["first"] for one in bare])
    for name, part, found, limit in (
        ("more memory, opened", "opened_mb", hinge, MORE_MB),
        ("more memory, all looked through", "looked_through_mb", hinge, MORE_MB),
        ("more memory, bare pyqtgraph", "opened_mb", bare, 0),
    ):
        values = [one[part] - one["idle_mb"] for one in found]
        asked = f"   (wanted: under {limit} MB)" if limit else ""
        print(f"{name:<34} median {statistics.median(values):6.1f} MB   most {max(values):.1f}{asked}")
    plain = [pair for one in bare for pair in one["redraw"]]
    _print("redraw: bare pyqtgraph, a bar chart", plain)
    for choice in hinge[0]["redraw"]:
        for name in hinge[0]["redraw"][choice]:
            taken = [pair for one in hinge for pair in one["redraw"][choice][name]]
            _print(f"redraw, {choice}: {name}", taken, REDRAW_MS, ratio=_median(taken) / _median(plain))
    _print("table of sessions: ten rows on", [pair for one in hinge for pair in one["scroll"]], TABLE_MS)


def _start(words: tuple[str, ...], environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).parent / "progress_window.py"), *words]
    child = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    lines = [line for line in child.stdout.splitlines() if line.startswith("measured ")]
    if not lines:
        raise SystemExit(f"progress_window.py measured nothing (status {child.returncode}):\n{child.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(lines[-1].removeprefix("measured "))
    return found


def _median(pairs: list[list[float]]) -> float:
    return statistics.median(wall for wall, _ in pairs)


def _print(name: str, pairs: list[list[float]], wanted: float = 0.0, ratio: float = 0.0) -> None:
    """Milliseconds: by the clock, and of the processor."""
    walls = [wall for wall, _ in pairs]
    low, middle, high = statistics.quantiles(walls, n=4)
    spread = f"quartiles {low:.1f}-{high:.1f}   most {max(walls):.1f}"
    processor = statistics.median(busy for _, busy in pairs)
    held = f"   ratio {ratio:.1f}" if ratio else ""
    asked = f"   (wanted: under {wanted:g} ms)" if wanted else ""
    print(f"{name:<34} median {middle:6.1f} ({processor:.1f}) ms   {spread}{held}{asked}")


if __name__ == "__main__":
    raise SystemExit(main())
