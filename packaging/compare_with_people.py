"""Our movements beside measured people: writes ``docs/people.md``.

::

    python packaging/compare_with_people.py           write the page anew
    python packaging/compare_with_people.py --check   only say whether it is up to date; exit 1 if not

Every number in the column "ours" is solved here and now for one body, 1.75 m and 75 kg, the mean of de Leva's women
and men. What people did is quoted with its author and year, or is a recording of ours, which says of how many people.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from people.ballistic import agreements, swing_rows  # noqa: E402
from people.load import load_rows  # noqa: E402
from people.slow import fold_rows, hinge_rows, lift_rows, squat_rows  # noqa: E402

PAGE = HERE.parent / "docs" / "people.md"
COMMAND = "python packaging/compare_with_people.py"

SECTIONS = (
    ("The swing, beyond what must agree", swing_rows),
    ("Hinges", hinge_rows),
    ("Bending and stooping", fold_rows),
    ("Lifting from the floor", lift_rows),
    ("Squatting and sitting", squat_rows),
    ("Load on the back", load_rows),
)

_HEAD = f"""# Beside people

Written by `{COMMAND}`; a test keeps it up to date. Ours: 1.75 m, 75 kg, the mean of de Leva's
women and men, the exercise's own load, solved as it stands in the program. People: published means ± standard
deviations as their abstracts or tables give them, or recordings that we measured ourselves; these say so.

A teaching figure is not an average person. Where the two differ there is the reason; only the swing, which was fitted
to people, has to agree.
"""

_TAIL = """## Not compared

* **Remembered, not looked up**, so not quoted: how the lumbar share changes through a forward bend, the joints' way in
  a 16 kg swing, limits for shear, the angle of the back's fibres. The last is used in our index of compression, which
  orders postures and means nothing in newtons.
* **Titles only were read**: styles of the swing (Bullock 2017), joint kinetics against the bell's mass (Levine 2020).
* **Nothing of ours to compare**: sumo deadlifts (Escamilla 2000), overhead swings (Watts 2022, Murphy & Riemann 2025),
  the snatch (Ross 2017).
* **Not modelled**: load, fatigue, pain and age change how much the lower back bends (Vazirian 2016, Shoji 2025); in
  our figure the load changes balance and moments and no angle. Muscle fibres that turn with activation (Harriss &
  Brown 2015).
* **Newtons**: compression and shear at 20° of flexion, and the action limit of 3400 N (NIOSH), belong to models of
  many muscles. The program shows no newtons.
"""


def page() -> str:
    """The text of ``docs/people.md``."""
    lines = [
        _HEAD,
        "## What must agree: the swing\n",
        "| quantity | people | must lie in | ours |",
        "|---|---|---|---|",
    ]
    for one in agreements():
        bounds = f"{one.low:g} to {one.high:g}" if one.low != one.high else "yes"
        ours = f"{_short(one.ours)}{_unit(one.unit)}" if one.low != one.high else ("yes" if one.agrees else "no")
        lines.append(f"| {one.quantity} | {one.people} | {bounds} | {ours} |")
    lines.append(
        "\nRecordings of one person's two-arm swings; the last line: Meigh 2021, one instructor with 8 to 68 kg."
    )
    for title, rows in SECTIONS:
        lines += [f"\n## {title}\n", "| quantity | people | who | ours | why they differ |", "|---|---|---|---|---|"]
        lines += [f"| {row.quantity} | {row.people} | {row.source} | {row.ours} | {row.why} |" for row in rows()]
    return "\n".join(lines) + "\n\n" + _TAIL


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 3 else f"{value:.2f}"


def _unit(unit: str) -> str:
    return unit if unit.startswith("°") or not unit else f" {unit}"


def is_up_to_date(written: str, fresh: str) -> bool:
    """Whether two pages say the same; a number may differ by one in its last digit (another computer's rounding)."""
    number = re.compile(r"-?\d+(?:\.\d+)?")
    if number.sub("#", written) != number.sub("#", fresh):
        return False
    pairs = zip(number.findall(written), number.findall(fresh), strict=True)
    return all(abs(float(a) - float(b)) <= 1.01 * 10.0 ** -len(a.partition(".")[2]) for a, b in pairs)


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or check it; returns the exit code."""
    parser = argparse.ArgumentParser(description="Compare our movements with measured people.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the page is not up to date")
    options = parser.parse_args(arguments)
    fresh = page()
    if options.check:
        written = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
        return 0 if is_up_to_date(written, fresh) else 1
    PAGE.write_text(fresh, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
