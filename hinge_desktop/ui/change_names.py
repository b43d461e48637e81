"""What was changed, in the words of the window, for each of the changes that can be taken back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def taken_back(change: str) -> str:
    """The sentence after a change was taken back; a general one for a change that has none of its own."""
    return _names().get(change, _tr("Taken back: the last change."))


def _names() -> dict[str, str]:
    return {
        "edit": _tr("Taken back: the change to a session. It is as it was."),
        "delete": _tr("Taken back: the session is out of the bin again."),
        "put-back": _tr("Taken back: the session lies in the bin again."),
        "answers": _tr("Taken back: the last answers to a session."),
        "morning": _tr("Taken back: the answer about the morning after."),
        "skip": _tr("Taken back: which steps are left out."),
        "overrule": _tr("Taken back: your choice of another step."),
        "self-test": _tr("Taken back: the result of a self-test."),
        "moment": _tr("Taken back: a hinge moment."),
        "delete-self-test": _tr("Taken back: the result of a self-test is there again."),
        "delete-moment": _tr("Taken back: the hinge moment is there again."),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("Changes", text)
