"""Where a session was felt, in the words of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hinge_desktop.training.records import Felt


def felt_name(felt: Felt) -> str:
    """A place in the words of the window."""

    def words(text: str) -> str:
        return QCoreApplication.translate("FinishPage", text)

    return {
        Felt.HAMSTRINGS: words("back of the thighs"),
        Felt.BUTTOCKS: words("buttocks"),
        Felt.LOWER_BACK: words("lower back"),
        Felt.KNEES: words("knees or front of the thighs"),
        Felt.BELOW_KNEE: words("below the knee, tingling or numb"),
        Felt.NOWHERE: words("nowhere in particular"),
    }[felt]
