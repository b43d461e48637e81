"""What has to stand before any window: the log, and what happens to a mistake of ours."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from hinge_desktop import __version__
from hinge_desktop.discreet import DiscreetFormatter
from hinge_desktop.durable import make_private
from hinge_desktop.errors import HingeError

LOG_BYTES, LOG_FILES = 512 * 1024, 3
"""The log grows to the first; then it becomes one of so many older ones, the oldest of which goes."""
LOG_NAME = "hinge-desktop.log"
"""Not ``hinge.log``: what bears that name was written before the log was discreet, and is shown to nobody."""
APOLOGY = "Something inside Hinge did not work as planned. What you did is kept; the log tells more."

log = logging.getLogger("hinge_desktop")


def start_log(folder: Path) -> str:
    """Write the log to ``folder``; a sentence when that is not possible, else empty."""
    log.setLevel(logging.INFO)
    for old in list(log.handlers):
        log.removeHandler(old)
        old.close()
    try:
        handler = _PrivateFile(make_private(folder) / LOG_NAME)
    except (OSError, HingeError) as error:
        log.addHandler(logging.NullHandler())
        why = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
        return f"No log can be kept in {folder}{why}; Hinge works without it."
    handler.setFormatter(DiscreetFormatter())
    handler.addFilter(_is_ours_to_keep)
    log.addHandler(handler)
    log.info("Hinge %s begins: Python %s, %s", __version__, sys.version.partition(" ")[0], sys.platform)
    return ""


class _PrivateFile(RotatingFileHandler):
    """For its owner only, whatever the mask; a disk that takes no more is no reason to print anything."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")

    def _open(self) -> TextIOWrapper:
        # "a" is the only way a log is opened.
        stream = open(self.baseFilename, "a", encoding=self.encoding, opener=_open_private)  # noqa: SIM115
        with suppress(OSError):  # made by somebody else: its owner knows best
            Path(self.baseFilename).chmod(0o600)
        return stream

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: the log is a help, and its place may be full or gone."""


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _is_ours_to_keep(record: logging.LogRecord) -> bool:
    """What was said aloud tells what somebody practised, and how it felt: it is not kept."""
    return not record.name.startswith("hinge_desktop.spoken")


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


def log_thread(ended: threading.ExceptHookArgs) -> None:
    """The excepthook of threads: what one of them did not catch goes to the log; the window knows nothing of it."""
    error = ended.exc_value
    if error is not None:
        log.error("not caught in a thread", exc_info=(type(error), error, error.__traceback__))
