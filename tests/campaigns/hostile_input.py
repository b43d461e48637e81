"""Hand every reader of the program many files that nobody should send; each is understood or refused, never more.

    nice -n 19 python -m tests.campaigns.hostile_input --count 10000 [--only import settings ...] [--seed 1]

Inputs are made by Hypothesis and by chance, always the same ones for the same seed. A reader may understand an input
or refuse it in one printable sentence; the settings may only ever give way to the defaults, with the file kept as
``.broken``; and a backup may be refused or be the very history it was made of, never another one. What goes beyond
that is printed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

UNDERSTOOD, REFUSED = "understood", "refused"

Take = Callable[[bytes], None]
Feed = Callable[[int, int, Take], None]
"""Calls ``take`` with so many inputs, made from a seed."""


class NotAsPromised(Exception):
    """A reader did something else than understand or refuse."""


@dataclass(frozen=True)
class Reader:
    """One reader: where its inputs come from, and what became of one of them.

    Attributes:
        feed: makes the inputs.
        judge: takes one in the folder it is given; :data:`UNDERSTOOD` or :data:`REFUSED`. Whatever it raises is
            told, and its input kept.
    """

    feed: Feed
    judge: Callable[[bytes, Path], str]


@dataclass
class Outcome:
    """What became of the inputs of one reader. ``wrong``: a line for each that went wrong."""

    tally: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def inputs(self) -> int:
        """How many there were."""
        return self.tally.total() + len(self.wrong)


def run(reader: Reader, inputs: int, seed: int = 1) -> Outcome:
    """Hand ``reader`` so many inputs."""
    outcome = Outcome()
    with TemporaryDirectory(prefix="hinge-hostile-") as folder:

        def take(content: bytes) -> None:
            if outcome.inputs >= inputs:
                return
            try:
                outcome.tally[reader.judge(content, Path(folder))] += 1
            except Exception as error:  # noqa: BLE001  (whatever it is, it is what this looks for)
                last = traceback.extract_tb(error.__traceback__)[-1]
                place = f"{Path(last.filename).name}:{last.lineno}"
                outcome.wrong.append(f"{type(error).__name__} at {place}: {error} <- {content[:3000]!r}")

        while outcome.inputs < inputs:
            before = outcome.inputs
            reader.feed(inputs - before, seed, take)
            if outcome.inputs == before:  # Hypothesis has no more of them
                break
            seed += 1
    return outcome


def drawn(strategy: st.SearchStrategy[bytes]) -> Feed:
    """Inputs of a strategy."""

    def feed(count: int, seed: int, take: Take) -> None:
        @seeded(seed)
        @settings(
            max_examples=count, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(strategy)
        def each(content: bytes) -> None:
            take(content)

        each()

    return feed


def by_accident(make: Callable[[random.Random], bytes]) -> Feed:
    """Inputs made from chance."""

    def feed(count: int, seed: int, take: Take) -> None:
        chance = random.Random(seed)
        for _ in range(count):
            take(make(chance))

    return feed


def one_sentence(error: Exception) -> str:
    """That a refusal can be shown as it stands."""
    sentence = str(error)
    if not (sentence.isprintable() and sentence.endswith(".") and 20 < len(sentence) < 1000):
        raise NotAsPromised(f"it is told so: {sentence!r}")
    return REFUSED


def main(words: Sequence[str] | None = None) -> int:
    """Run it and print a line for each reader."""
    from tests.campaigns.hostile_readers import readers

    there = readers()
    parser = argparse.ArgumentParser(prog="hostile_input", description="Files that nobody should send.")
    parser.add_argument("--count", type=int, default=10_000, help="how many for each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=sorted(there), default=sorted(there), metavar="READER")
    options = parser.parse_args(words)
    wrong = 0
    for name in options.only:
        began = time.monotonic()
        outcome = run(there[name], options.count, options.seed)
        took = time.monotonic() - began
        counts = ", ".join(f"{count} {what}" for what, count in sorted(outcome.tally.items()))
        print(f"{name}: {outcome.inputs} inputs in {took:.0f} s: {counts}; wrong: {len(outcome.wrong)}", flush=True)
        for line in outcome.wrong[:5]:
            print(f"  {line}")
        wrong += len(outcome.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
