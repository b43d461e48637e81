"""Check motion files: ``python tests/checker/check_motion.py FILE.json ...``; exit status 1 if one is rejected.

Needs NumPy only, and nothing of the program that wrote the files. ``-q`` prints the broken laws alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from motion_check import Report, check_file


def main(arguments: list[str] | None = None) -> int:
    """Print a report for each file; 0 if all are accepted, 1 if one is rejected, 2 if one cannot be read."""
    parser = argparse.ArgumentParser(description="Independent acceptance check of hinge-motion/1 files.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.json")
    parser.add_argument("-q", "--quiet", action="store_true", help="print the broken laws alone")
    options = parser.parse_args(arguments)
    try:
        reports = [check_file(path) for path in options.files]
    except (OSError, json.JSONDecodeError, UnicodeDecodeError) as error:
        print(f"check_motion: {error}", file=sys.stderr)
        return 2
    for report in reports:
        print(_brief(report) if options.quiet else report)
    return 0 if all(report.ok for report in reports) else 1


def _brief(report: Report) -> str:
    lines = [f"{report.subject}: {'accepted' if report.ok else 'REJECTED'}"]
    return "\n".join(lines + [f"  {finding}" for finding in report.violations])


if __name__ == "__main__":
    raise SystemExit(main())
