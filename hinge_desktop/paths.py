"""Where Hinge keeps its files: the only module that knows the directories.

::

    data_dir()      history.sqlite, backups/, the lock of the running program
    config_dir()    settings.json
    log_dir()       the rotating log

They are the system's usual places (appdirs), or all below one folder named by ``HINGE_HOME``
(tests, a portable installation). Naming a folder does not make it;
``durable.make_private`` does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import appdirs

_NAME = "Hinge"
HOME_VARIABLE = "HINGE_HOME"


def data_dir() -> Path:
    """The folder of the history."""
    return _below_home("data") or Path(appdirs.user_data_dir(_NAME, appauthor=False))


def config_dir() -> Path:
    """The folder of the settings."""
    return _below_home("config") or Path(appdirs.user_config_dir(_NAME, appauthor=False))


def log_dir() -> Path:
    """The folder of the log."""
    return _below_home("log") or Path(appdirs.user_log_dir(_NAME, appauthor=False))


def history_file() -> Path:
    """The history: one SQLite file."""
    return data_dir() / "history.sqlite"


def settings_file() -> Path:
    """The settings: one JSON file."""
    return config_dir() / "settings.json"


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything is kept."""

    history: Path
    settings: Path
    log: Path

    @classmethod
    def usual(cls) -> Places:
        """The system's own places, or those below ``HINGE_HOME``."""
        return cls(history_file(), settings_file(), log_dir())

    @property
    def window(self) -> Path:
        """Place and size of the window, and what was shown last; nothing is lost with it."""
        return self.settings.with_name("window.ini")

    @property
    def opening(self) -> Path:
        """The recording that the next start plays; nothing is lost with it."""
        return self.settings.with_name("opening.bin")


def keep_new_files_private() -> None:
    """From now on files this process makes are for their owner only. Call it first thing."""
    os.umask(0o077)


def _below_home(name: str) -> Path | None:
    home = os.environ.get(HOME_VARIABLE, "")
    return Path(home).expanduser().absolute() / name if home else None
