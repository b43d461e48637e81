"""The gate as a page for people: writes ``docs/gate.md`` from the table that decides.

::

    python packaging/write_gate_table.py           write the page anew
    python packaging/write_gate_table.py --check   only say whether it is up to date; exit 1 if not
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from hinge_desktop.training.gate_table import SESSION_ROW_IDS, TABLE  # noqa: E402
from hinge_desktop.training.outcome import Row, words  # noqa: E402
from hinge_desktop.training.situation import Situation  # noqa: E402

PAGE = HERE.parent / "docs" / "gate.md"
COMMAND = "python packaging/write_gate_table.py"
ACTIONS = {"start": "start", "advance": "advance", "stay": "stay", "step_back": "step back"}

_HEAD = f"""# The gate

Written by `{COMMAND}` from the table that decides; a test keeps it up to date.

The gate says which of the ten steps to practise, and why. It reads the history and nothing else: an answer that is
corrected later, or a session that is deleted, is as if it had always been so. Its numbers are conventions of ours and
shown to the user; Settings can make them stricter, and nothing makes them looser.

## A good session

* all planned repetitions of all planned sets done;
* pain at most {{go}} before, at its worst and after, and the next morning at most {{go}} and at most {{rise}} above the
  usual one: the middle of the last {{usual}} answers to "pain before";
* felt in the hamstrings or buttocks, and neither in the lower back nor below the knee; no leg tingled or was numb;
* effort at most {{effort}};
* it looked like the figure, as far as the user could tell: there is no camera;
* every question answered, and no flare-up day.

Good sessions on {{good}} days within {{window}} open the next step. Steps {{opt_in}} want {{good_opt_in}} days, no
symptoms of the legs for {{legs}} days, and the user's own choice.

## The table

The first row that holds decides. Rows about one session look at the last day since the step was reached. Those that ask
for a step back go on asking until the step itself, or the one advised, is practised on a later day. "Any session": it
counts wherever it was, on another step or beside the ladder.

| | row | it holds when | looks at | then |
|---:|---|---|---|---|
"""

_TAIL = """
## Where one stands

One begins at step 1. Practising the step that is advised moves there: going up, the count of good days begins there;
going down, it begins after the day that asked for it. Practice of any other step, the tour and the self-tests move
nothing.

**Choosing another step.** An easier one holds at once, a harder one after reading why the gate says otherwise. Both are
kept, and the count begins afresh on the step that was chosen. An easier one holds until the gate itself opens the next.
Choosing a harder one opens no step that the user was told not to do, and none of {opt_in} while the legs were not
quiet for {legs} days. That choice is then as if it had not been made, also later.

**Told not to.** Such a step is never advised. Going up leads past it to the next one, going down to the one before it.
Told so of the current step, the nearest easier one takes its place. Where there is none, it is the gentlest that is
left, but never {opt_in_or}. Where there is none either, the gate says so. Each day of the past is read with what was
said by then, so allowing a step again throws nobody back: one stays, and goes on from there.

**Steps {opt_in}.** When legs tingle, are numb or hurt below the knee while one stands there, the gate goes back to the
step before, and opens them again by its usual rule. Without the choice in Settings one stands on the step before them.

**After the ladder.** At the end, or at the last step that is open to the user, with good days enough: any two or three
steps each week, and the single-leg hinge next. It stays so until a day asks for a step back; practising other steps
instead of the last one takes nothing away.

## The edges

* **Several sessions a day** count once; the day is good only if all of them were. Its next morning is one answer for
  all of them.
* **Today** does not count before its next morning is answered, so nobody goes up twice on one day.
* **A gap** of {window} days or more empties the count and keeps the step. What asked for a step back still asks.
* **Deleted or corrected sessions** are read as they are now: the step may change with them.
* **A missing answer** keeps the step, also of a session elsewhere. A tour or self-test asks nothing and owes nothing.
* **Flare-up days** rest the count and take nothing away.
* **A clock that ran ahead**: sessions and choices dated after today wait for their day; only that the user was told not
  to do a step holds already.
* **Pain above {go} told before** and then nothing done counts as pain told. A quiet back and nothing done is nothing.
* **Stricter limits** are asked of the whole history, so they may lead to an earlier step, never to a later one.
  Set in Settings, the step that was reached is written down as chosen, and stays.
"""


def _of(row: Row[Situation]) -> str:
    if row.id not in SESSION_ROW_IDS:
        return "the ladder"
    return "any session" if row.anywhere else "the step's own"


def page() -> str:
    """The whole page."""
    rows = [
        f"| {place} | `{row.id}` | {words(row.when)} | {_of(row)} | {ACTIONS[row.action]} |"
        for place, row in enumerate(TABLE, 1)
    ]
    return words(_HEAD) + "\n".join(rows) + "\n" + words(_TAIL)


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or check it; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the gate's table.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the page is not up to date")
    options = parser.parse_args(arguments)
    fresh = page()
    if options.check:
        return 0 if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == fresh else 1
    PAGE.write_text(fresh, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
