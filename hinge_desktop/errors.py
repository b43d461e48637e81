"""What can go wrong that is not a bug, and how it is told.

::

    HingeError                  one clear sentence; shown to the user as it stands, never as a traceback
    ├── OptionError             a value given by the user is not allowed (command line, settings)
    ├── ContentError            an exercise file is wrong: file, key, reason, what is allowed
    └── StorageError            the history cannot be used as asked
        ├── StorageUnavailable  the environment says no: read-only, full, not permitted
        ├── StorageInUse        another program holds the history
        ├── StorageDamaged      the file is not (any more) a history of ours
        └── StorageTooNew       written by a later version of Hinge

Everything else is a bug: it goes to the log and the running set stops.
"""

from __future__ import annotations


class HingeError(Exception):
    """An expected failure. ``str(error)`` is one sentence that names the thing and what to do."""


class OptionError(HingeError, ValueError):
    """A value is outside what is allowed."""


class ContentError(HingeError, ValueError):
    """An exercise file breaks the format.

    Attributes:
        file: name of the file as the user knows it.
        key: dotted path of the key at fault, e.g. ``movement.phases[1].duration_s``.
        reason: what is wrong with it.
        allowed: what would be right; may be empty.
    """

    def __init__(self, file: str, key: str, reason: str, allowed: str = "") -> None:
        self.file, self.key, self.reason, self.allowed = file, key, reason, allowed
        tail = f"; allowed: {allowed}" if allowed else ""
        super().__init__(f"{file}: {key}: {reason}{tail}.")


class StorageError(HingeError):
    """The history cannot be used as asked."""


class StorageUnavailable(StorageError):
    """The environment says no (read-only, full, not permitted): tell the user what to do."""


class StorageInUse(StorageError):
    """Another program holds the history."""


class StorageDamaged(StorageError):
    """The file is not, or no longer, a history of ours. It is left untouched."""


class StorageTooNew(StorageError):
    """The history was written by a later version of Hinge. It is left untouched."""
