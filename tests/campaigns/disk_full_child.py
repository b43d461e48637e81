"""The practising program of the kill campaign, telling also what it says when the disk refuses.

Beside ``rep UUID POSITION NUMBER`` it writes ``says SENTENCE`` for each sentence that is for the user.
"""

from __future__ import annotations

import os

from PySide6.QtCore import Slot

from tests.campaigns import practise_child


class Practice(practise_child.Practice):
    """Tells the sentences, too."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        super().__init__(descriptor)
        self._keeper.storage_failed.connect(self._say)

    @Slot(str)
    def _say(self, sentence: str) -> None:
        os.write(self._descriptor, f"says {sentence}\n".encode())


if __name__ == "__main__":
    raise SystemExit(practise_child.main(Practice))
