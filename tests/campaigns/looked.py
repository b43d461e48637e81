"""Start the real program with its window, look at what it shows and says, close it.

As a script it is that program: ``tests/e2e/look_at_start.py`` with one line more, ``shows SESSIONS REPETITIONS``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.campaigns.campaign import ROOT

PATIENCE_S = 120.0


@dataclass(frozen=True)
class Seen:
    """What a start of the program showed.

    Attributes:
        says: the sentences of the banner, in order.
        shows: sessions and repetitions of the history that the pages have; None where none came.
        wrong: what must never be: another exit code than 0, a traceback, no page.
    """

    page: str
    says: tuple[str, ...]
    shows: tuple[int, int] | None
    wrong: tuple[str, ...]


def see(
    home: Path,
    *,
    before: Callable[[], None] | None = None,
    through: Sequence[str] = (),
    extra: Mapping[str, str] | None = None,
) -> Seen:
    """Start the program on ``home``, as somebody without root's rights, and close it again.

    Args:
        before: called in the new process before the program begins. through: a command that starts it.
        extra: more variables of its environment.
    """
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [*through, sys.executable, "-m", "tests.campaigns.looked"]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment | dict(extra or {}), cwd=ROOT, timeout=PATIENCE_S,
        check=False, preexec_fn=before,
    )  # fmt: skip
    return understand(done.returncode, done.stdout, done.stderr)


def understand(code: int, told: str, complained: str) -> Seen:
    """What a start of the program showed, by its exit code and what it wrote."""
    lines = told.splitlines()
    pages = [line.removeprefix("page ") for line in lines if line.startswith("page ")]
    shows = re.search(r"^shows (\d+) (\d+)$", told, re.M)
    wrong = [f"exit code {code}: {complained[-300:]}"] if code else []
    wrong += [f"a traceback: {complained[-600:]}"] if "Traceback" in complained else []
    wrong += [] if pages else ["no page was shown"]
    return Seen(
        pages[0] if pages else "",
        tuple(line.removeprefix("says ") for line in lines if line.startswith("says ")),
        (int(shows[1]), int(shows[2])) if shows else None,
        tuple(wrong),
    )


def main() -> int:
    """Be the program."""
    from PySide6.QtCore import Slot

    from tests.e2e import look_at_start

    class Eyes(look_at_start.Eyes):
        """Sees how much of the history is shown, too."""

        @Slot()
        def _look(self) -> None:
            history = self._app.situation.history
            print("shows", len(history.sessions), sum(one.done_reps for one in history.sessions))
            super()._look()

    look_at_start.Eyes = Eyes  # type: ignore[misc]
    return look_at_start.main()


if __name__ == "__main__":
    sys.exit(main())
