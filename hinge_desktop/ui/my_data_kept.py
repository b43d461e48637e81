"""My data: where it lies, its copies, the bin, and all of it deleted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hinge_desktop.ui.asking import AskOnce
from hinge_desktop.ui.fields import field
from hinge_desktop.ui.my_data_card import DataCard, RowList
from hinge_desktop.ui.my_data_state import BinRow, CopyRow
from hinge_desktop.ui.widgets import Words


def _tr(text: str) -> str:
    return QCoreApplication.translate("MyDataPage", text)


class PlaceCard(DataCard):
    """Where the file is.

    Signals:
        folder_requested(): show the folder. check_requested(): read all of it and say whether it is sound.
    """

    folder_requested = Signal()
    check_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Where it is"), _tr("Everything is in one file on this computer. Nothing is sent anywhere."), parent
        )
        self.place = QLineEdit(self)
        self.place.setReadOnly(True)
        self.add(field(_tr("Your history"), self.place, self))
        self.folder = self._button(_tr("Open its folder"))
        self.check = self._button(_tr("Look it over"), _tr("Reads all of it and says whether it is as it was written"))
        self.folder.clicked.connect(self.folder_requested)
        self.check.clicked.connect(self.check_requested)
        self._buttons(self.folder, self.check)
        self._end()

    def show_place(self, path: Path) -> None:
        """Say where it is."""
        self.place.setText(str(path))
        self.place.setCursorPosition(0)


class CopiesCard(DataCard):
    """The copies there are, and the way back to one of them.

    Signals:
        copy_requested(): make one now. copy_elsewhere_requested(): make one where the user says.
        elsewhere_requested(): go back to one that lies somewhere else; answer with :meth:`ask`.
        restore_agreed(object): go back to this copy (Path).
    """

    copy_requested = Signal()
    copy_elsewhere_requested = Signal()
    elsewhere_requested = Signal()
    restore_agreed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Copies"),
            _tr(
                "Hinge makes a copy when it closes, and every half hour while something changes. Older copies become "
                "fewer; the newest always stays. A copy on a stick or another disk outlives this computer, too."
            ),
            parent,
        )
        self.now = self._button(_tr("Make a copy now"))
        self.elsewhere = self._button(_tr("Copy to another place…"))
        self.now.clicked.connect(self.copy_requested)
        self.elsewhere.clicked.connect(self.copy_elsewhere_requested)
        self._buttons(self.now, self.elsewhere)
        self._rows: tuple[CopyRow, ...] = ()
        self.none = Words(_tr("There is no copy yet."), "small", self)
        self.add(self.none)
        self.list = RowList(_tr("Copies, newest first"), self)
        self.list.entered_row.connect(self._ask_chosen)
        self.add(self.list)
        self.back = self._button(_tr("Go back to this copy…"))
        self.from_file = self._button(_tr("Go back to another file…"))
        self.back.clicked.connect(self._ask_chosen)
        self.from_file.clicked.connect(self.elsewhere_requested)
        self._buttons(self.back, self.from_file)
        self._asked: Path | None = None
        self.asking = AskOnce(self)
        self.asking.agreed.connect(self._agree)
        self.add(self.asking)
        self._end()
        self.show_copies(())

    def show_copies(self, rows: Sequence[CopyRow]) -> None:
        """Show these, newest first."""
        self._rows = tuple(rows)
        self.list.show_rows([row.text for row in rows])
        self.none.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.back.setEnabled(bool(rows))

    def ask(self, path: Path, name: str) -> None:
        """Ask once whether to go back to this copy."""
        self._asked = path
        question = _tr("Go back to {copy}? What is here now is put aside in a file of its own, not thrown away.")
        self.asking.ask(question.format(copy=name), _tr("Go back to it"), _tr("Stay with what is here"))

    def _ask_chosen(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._rows):
            self.used.emit()
            self.ask(self._rows[row].path, _tr("the copy of {day}").format(day=self._rows[row].text))

    def _agree(self) -> None:
        if self._asked is not None:
            self.restore_agreed.emit(self._asked)


class BinCard(DataCard):
    """The sessions that were deleted.

    Signals:
        put_back_requested(str): this session. empty_agreed(): all of them are to go for good.
    """

    put_back_requested = Signal(str)
    empty_agreed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("The bin"), _tr("A session you delete lies here until you empty the bin."), parent)
        self._rows: tuple[BinRow, ...] = ()
        self.none = Words(_tr("The bin is empty."), "small", self)
        self.add(self.none)
        self.list = RowList(_tr("Sessions in the bin, the last deleted first"), self)
        self.list.entered_row.connect(self._put_back)
        self.add(self.list)
        self.back = self._button(_tr("Put it back"))
        self.empty = self._button(_tr("Empty the bin…"))
        self.back.clicked.connect(self._put_back)
        self.empty.clicked.connect(self._ask)
        self._row = self._buttons(self.back, self.empty)
        self.asking = AskOnce(self)
        self.asking.agreed.connect(self.empty_agreed)
        self.add(self.asking)
        self._end()
        self.show_bin(())

    def show_bin(self, rows: Sequence[BinRow]) -> None:
        """Show these, the last deleted first. A question about others is asked no more."""
        if tuple(rows) != self._rows:
            self.asking.withdraw()
        self._rows = tuple(rows)
        self.list.show_rows([row.text for row in rows])
        self.none.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self._row.setVisible(bool(rows))

    def _put_back(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._rows):
            self.used.emit()
            self.put_back_requested.emit(self._rows[row].uuid)

    def _ask(self) -> None:
        words = _tr("Empty the bin? These sessions are then gone for good: {count}.").format(count=len(self._rows))
        self.asking.ask(words, _tr("Empty it"), _tr("Keep them"))


class DeleteCard(DataCard):
    """All of it deleted, after a word was typed.

    Signals:
        delete_agreed()
    """

    delete_agreed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Delete everything"),
            _tr(
                "All sessions, answers, self-tests and the bin. A copy is made and checked first; where that cannot "
                "be done, nothing is deleted. Your settings stay."
            ),
            parent,
        )
        self.word = _tr("delete")
        self.typed = QLineEdit(self)
        self.typed.textChanged.connect(self._typed)
        self.add(field(_tr("Type the word “{word}” to go on").format(word=self.word), self.typed, self))
        self.delete = self._button(_tr("Delete everything"))
        self.delete.clicked.connect(self._agree)
        self._buttons(self.delete)
        self._end()
        self._typed()

    def _typed(self) -> None:
        self.delete.setEnabled(self.typed.text().strip().casefold() == self.word.casefold())

    def _agree(self) -> None:
        self.typed.clear()
        self.delete_agreed.emit()
