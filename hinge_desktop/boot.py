"""What has to stand before any window: the log, and what happens to a mistake of ours."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from hinge_desktop.durable import make_private
from hinge_desktop.errors import HingeError

LOG_BYTES, LOG_FILES = 512 * 1024, 3
APOLOGY = "Something inside Hinge did not work as planned. What you did is kept; the log tells more."

log = logging.getLogger("hinge_desktop")


def start_log(folder: Path) -> str:
    """Write the log to ``folder``; a sentence when that is not possible, else empty."""
    log.setLevel(logging.INFO)
    for old in list(log.handlers):
        log.removeHandler(old)
        old.close()
    try:
        path = make_private(folder) / "hinge.log"
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
        path.touch()
    except (OSError, HingeError) as error:
        log.addHandler(logging.NullHandler())
        why = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
        return f"No log can be kept in {folder}{why}; Hinge works without it."
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    return ""


class BugCatcher:
    """The excepthook: a mistake goes to the log, the user reads one sentence, the window stays.

    ``tell`` gets a sentence; an expected failure tells its own.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Deal with an exception nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("not caught", exc_info=(kind, error, trace))
        self._tell(str(error) if isinstance(error, HingeError) else APOLOGY)
