"""The page of keys in the manual: writes ``docs/manual/keys.md`` from the table that the program binds them from.

::

    python packaging/write_keys_page.py            write the page anew
    python packaging/write_keys_page.py --check    only say whether it is up to date; exit 1 if not
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from operator import attrgetter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from hinge_desktop.ui.keys import KeyRow, key_table  # noqa: E402

PAGE = HERE.parent / "docs" / "manual" / "keys.md"
COMMAND = "python packaging/write_keys_page.py"
HEADINGS = {
    "follow": "While following along",
    "questions": "Answering",
    "today": "On Today",
    "library": "In the Library",
    "progress": "On Progress",
    "help": "In Help",
    "anywhere": "Anywhere",
}
_HEAD = """# Keys

While you follow along they act whatever has the focus, but a text field keeps its letters. **?** shows this list over
any page. With **Tab** and **Enter** you reach everything else.
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for where, rows in groupby(sorted(key_table(), key=_place), attrgetter("where")):
        parts.append(f"\n## {HEADINGS[where]}\n\n| key | what it does |\n|---|---|\n")
        parts += [f"| {' '.join(f'**{cap}**' for cap in _caps(row))} | {row.text} |\n" for row in rows]
    return "".join(parts)


def _place(row: KeyRow) -> int:
    return list(HEADINGS).index(row.where)


def _caps(row: KeyRow) -> tuple[str, ...]:
    """Each key by itself; those with a modifier belong together, as ``Ctrl Z, Y``."""
    return (row.caps,) if row.caps.startswith(("Ctrl", "Alt", "One")) else tuple(row.caps.split())


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or check it; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the manual's page of keys.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the page is not up to date")
    options = parser.parse_args(arguments)
    if options.check:
        return 0 if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
