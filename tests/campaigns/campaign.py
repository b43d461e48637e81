"""What every campaign has in common: a count, findings, numbers to be told, and how it is called.

    python -m tests.campaigns.NAME --count N [--seed S]

A campaign is a function of a folder of its own, a count and a seed. It ends with 1 when it found something.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Found:
    """What a campaign saw. ``wrong`` must be empty; ``seen`` counts what happened; ``measured`` is for people."""

    seen: Counter[str] = field(default_factory=Counter)
    measured: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Take in what a part of the campaign saw."""
        self.seen += other.seen
        self.measured |= other.measured
        self.wrong += other.wrong

    def __str__(self) -> str:
        lines = [f"{what}: {count}" for what, count in sorted(self.seen.items())]
        lines += [f"{what}: {value}" for what, value in self.measured.items()]
        lines += [f"findings: {len(self.wrong)}", *(f"  {one}" for one in self.wrong[:40])]
        return "\n".join(lines)


Campaign = Callable[[Path, int, random.Random], Found]


def main(campaign: Campaign, count: int, told: str | None) -> int:
    """Run a campaign in a new folder and print what it saw; 1 when something is wrong.

    Args:
        count: how many, unless ``--count`` says otherwise: the long form.
        told: the docstring of the campaign.
    """
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=count, help=f"how many (default {count})")
    parser.add_argument("--seed", type=int, default=1, help="another number, another course (default 1)")
    options = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="hinge-campaign-") as folder:
        found = campaign(Path(folder), options.count, random.Random(options.seed))
    found.measured["took"] = f"{time.perf_counter() - began:.0f} s"
    print(found)
    return 1 if found.wrong else 0


def percentile(values: Iterable[float], share: float) -> float:
    """The value that ``share`` (0 to 1) of them do not exceed; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def on_linux() -> bool:
    """Whether the system's own means (processes in /proc, limits, name spaces) are there."""
    return sys.platform.startswith("linux")
