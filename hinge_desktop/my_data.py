"""My data: what is taken along, taken over, copied, put back and deleted, from the wish to what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from hinge_desktop.errors import HingeError
from hinge_desktop.my_data_words import Tally, binned_text, copy_text, preview_of
from hinge_desktop.situation import Situation
from hinge_desktop.training.records import Binned
from hinge_desktop.ui.file_asking import FileAsking, FileKind
from hinge_desktop.ui.keys import sequences
from hinge_desktop.ui.my_data import MyDataPage
from hinge_desktop.ui.my_data_state import BinRow, CopyRow
from hinge_desktop.ui.window import MainWindow

PAGE = "my-data"
"""The name of the page."""
_NOT_FROM = frozenset({"follow", "finish", "screening"})
"""Pages that are not left for this one by a key."""


class DataLedger(Protocol):
    """What does it: the history's keeper, or a list in a test. Each ends in its ``told``."""

    def export_to(self, path: Path) -> None: ...
    def preview_import(self, path: Path) -> None: ...
    def import_from(self, path: Path) -> None: ...
    def back_up_now(self) -> None: ...
    def back_up_to(self, path: Path) -> None: ...
    def restore_from(self, path: Path) -> None: ...
    def check(self) -> None: ...
    def empty_bin(self) -> None: ...
    def delete_everything(self) -> None: ...


class MyData(QObject):
    """Asks which file, has it done, and shows what became of it.

    Connect the keeper's ``told``, ``bin_changed``, ``backups_changed``, ``import_previewed``,
    ``everything_deleted`` and ``storage_failed``.

    Attributes:
        files: whoever asks which file is meant.

    Signals:
        put_back_requested(Binned): out of the bin with it.
    """

    put_back_requested = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        situation: Situation,
        ledger: DataLedger,
        files: FileAsking,
        history: Path,
        parent: QObject | None = None,
    ) -> None:
        """``history``: where the file is."""
        super().__init__(parent)
        self._window, self._situation, self._ledger = window, situation, ledger
        self.files, self._history = files, history
        self._made: MyDataPage | None = None
        self._binned: tuple[Binned, ...] = ()
        self._copies: tuple[Path, ...] = ()
        self._came_from, self._deletes = "settings", False
        for keys in sequences("export"):
            QShortcut(QKeySequence(keys), window).activated.connect(self.export_by_key)

    @property
    def page(self) -> MyDataPage:
        """The page; it is made when it is first wanted."""
        if self._made is None:
            self._made = page = MyDataPage(self._window)  # not at the start: it takes as long as a page there
            self._connect(page)
            page.place.show_place(self._history)
            self._window.add_page(PAGE, page)
            self._show_bin()
            self._show_copies()
        return self._made

    def _connect(self, page: MyDataPage) -> None:
        page.closed_requested.connect(self._close)
        page.place.folder_requested.connect(self._show_folder)
        page.place.check_requested.connect(self._check)
        page.exchange.export_requested.connect(self._export)
        page.exchange.import_requested.connect(self._look_at_import)
        page.exchange.import_agreed.connect(self._import)
        page.exchange.report_requested.connect(self.write_report)
        page.copies.copy_requested.connect(self._copy_now)
        page.copies.copy_elsewhere_requested.connect(self._copy_elsewhere)
        page.copies.elsewhere_requested.connect(self._ask_other_copy)
        page.copies.restore_agreed.connect(self._restore)
        page.bin.put_back_requested.connect(self._put_back)
        page.bin.empty_agreed.connect(self._empty_bin)
        page.delete.delete_agreed.connect(self._delete_everything)

    # -- the page -------------------------------------------------------------------------------

    @Slot()
    def open(self) -> None:
        """Show the page."""
        if self._window.page != PAGE:
            self._came_from = self._window.page
        page = self.page
        self._window.open_page(PAGE)
        page.begin()

    @Slot()
    def _close(self) -> None:
        self._window.open_page(self._came_from or "settings")

    @Slot()
    def export_by_key(self) -> None:
        """Export from wherever one is, unless something is practised or asked there."""
        window = self._window
        if window.page in _NOT_FROM or window.rail.isHidden() or not self._situation.ready:
            return
        self.open()
        self.page.exchange.export.setFocus()
        self.page.exchange.export.click()

    @Slot()
    def _show_folder(self) -> None:
        if not self.files.show_folder(self._history.parent):
            self.page.say(self.tr("This desktop did not open the folder. Its name stands above, to be copied."))

    # -- files ----------------------------------------------------------------------------------

    @Slot()
    def _export(self) -> None:
        kinds = (
            FileKind(self.tr("Everything, to be read by Hinge again"), ".json"),
            FileKind(self.tr("A table for a spreadsheet"), ".csv"),
        )
        path = self.files.to_write(self._window, self.tr("Export"), self._suggested("history", ".json"), kinds)
        if path is not None:
            self.page.say(self.tr("Writing it…"))
            self._ledger.export_to(path)

    @Slot()
    def _look_at_import(self) -> None:
        kinds = (FileKind(self.tr("A history that Hinge wrote"), ".json"),)
        path = self.files.to_read(self._window, self.tr("Import"), _documents(), kinds)
        if path is not None:
            self.page.say(self.tr("Reading it…"))
            self._ledger.preview_import(path)

    @Slot(str, object)
    def import_previewed(self, path: str, tallies: Mapping[str, Tally]) -> None:
        """What taking over a file would do is known: show it, and ask."""
        self.page.show_preview(preview_of(Path(path), tallies))

    @Slot(object)
    def _import(self, path: Path) -> None:
        self.page.say(self.tr("Taking it over…"))
        self._ledger.import_from(path)

    @Slot()
    def write_report(self) -> None:
        """The page for a therapist, as a PDF."""
        kinds = (FileKind(self.tr("A page to print or send"), ".pdf"),)
        suggested = self._suggested("for-my-therapist", ".pdf")
        path = self.files.to_write(self._window, self.tr("A page for my therapist"), suggested, kinds)
        if path is None:
            return
        from hinge_desktop.report import (
            write_report,  # here: its pages are wanted once in a while, and never at the start
        )

        agenda = self._situation.agenda
        try:
            write_report(path, agenda.history, agenda.settings, agenda.curriculum, agenda.today)
        except HingeError as error:
            self.told(str(error))
            return
        self.told(self.tr("The page for your therapist is in {path}.").format(path=path))

    @Slot()
    def _copy_now(self) -> None:
        self.page.say(self.tr("Copying…"))
        self._ledger.back_up_now()

    @Slot()
    def _copy_elsewhere(self) -> None:
        suggested = self._suggested("copy", self._history.suffix)
        path = self.files.to_write(self._window, self.tr("Copy to another place"), suggested, (self._copy_kind,))
        if path is not None:
            self.page.say(self.tr("Copying…"))
            self._ledger.back_up_to(path)

    @Slot()
    def _ask_other_copy(self) -> None:
        path = self.files.to_read(self._window, self.tr("Go back to a copy"), _documents(), (self._copy_kind,))
        if path is not None:
            self.page.copies.ask(path, path.name)

    @property
    def _copy_kind(self) -> FileKind:
        return FileKind(self.tr("A copy of the history"), self._history.suffix)

    @Slot(object)
    def _restore(self, path: Path) -> None:
        self._window.undo_line.withdraw()
        self.page.say(self.tr("Going back to it…"))
        self._ledger.restore_from(path)

    # -- what is kept ---------------------------------------------------------------------------

    @Slot()
    def _check(self) -> None:
        self.page.say(self.tr("Reading all of it…"))
        self._ledger.check()

    @Slot(str)
    def _put_back(self, uuid: str) -> None:
        for one in self._binned:
            if one.uuid == uuid:
                self.put_back_requested.emit(one)

    @Slot()
    def _empty_bin(self) -> None:
        self._window.undo_line.withdraw()
        self._ledger.empty_bin()

    @Slot()
    def _delete_everything(self) -> None:
        self._window.undo_line.withdraw()
        self._deletes = True
        self.page.say(self.tr("Making a copy first…"))
        self._ledger.delete_everything()

    # -- what became of it ----------------------------------------------------------------------

    @Slot(str)
    def told(self, sentence: str) -> None:
        """What became of a wish: in its card, or above the page that is shown instead."""
        if self._window.page == PAGE:
            self.page.say(sentence)
        else:
            self._window.tell(sentence)

    @Slot(str)
    def everything_deleted(self, copy: str) -> None:
        """All is gone, after that copy was made, which lies beside those of earlier."""
        self._deletes = False
        words = self.tr("Everything is deleted. A copy is {path}. To keep nothing, delete this, too: {places}.")
        beside = (self._history.with_name(name) for name in ("replaced", "damaged"))
        places = (Path(copy).parent, *(one for one in beside if one.is_dir()))
        self.told(words.format(path=copy, places=", ".join(map(str, places))))

    @Slot(str)
    def refused(self, why: str) -> None:
        """A change could not be kept, and the banner says why; whoever waits for all to be deleted is told here."""
        if self._deletes:
            self._deletes = False
            self.page.say(self.tr("Nothing was deleted. {why}").format(why=why))

    @Slot(object)
    def bin_changed(self, binned: Sequence[Binned]) -> None:
        """What is in the bin, the last deleted first."""
        self._binned = tuple(binned)
        if self._made is not None:
            self._show_bin()

    @Slot(object)
    def backups_changed(self, copies: Sequence[Path]) -> None:
        """The copies there are, newest first."""
        self._copies = tuple(copies)
        if self._made is not None:
            self._show_copies()

    def _show_bin(self) -> None:
        exercises = self._situation.curriculum.exercises
        self.page.bin.show_bin([BinRow(one.uuid, binned_text(one, exercises)) for one in self._binned])

    def _show_copies(self) -> None:
        self.page.copies.show_copies([CopyRow(path, copy_text(path)) for path in self._copies])

    # -- files to suggest -----------------------------------------------------------------------

    def _suggested(self, name: str, ending: str) -> Path:
        day = self._situation.clocks.today().isoformat()
        return _documents() / f"hinge-{name}-{day}{ending}"


def _documents() -> Path:
    """The folder of documents, or the home where there is none."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()
