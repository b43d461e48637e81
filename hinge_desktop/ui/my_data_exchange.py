"""My data: what is taken along to another computer, another program or a therapist, and what is taken over."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from hinge_desktop.ui.asking import AskOnce
from hinge_desktop.ui.my_data_card import DataCard
from hinge_desktop.ui.my_data_state import ImportPreview
from hinge_desktop.ui.widgets import Card, Words


def _tr(text: str) -> str:
    return QCoreApplication.translate("MyDataPage", text)


class ExchangeCard(DataCard):
    """Export, import with a look before, and the page for a therapist.

    Signals:
        export_requested(), import_requested(), report_requested()
        import_agreed(object): take over this file (Path), whose preview was read.
    """

    export_requested = Signal()
    import_requested = Signal()
    report_requested = Signal()
    import_agreed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Take it with you"),
            _tr(
                "Export writes everything into one file, or a table for a spreadsheet. Import takes over what is new "
                "in such a file, from your other computer for instance. You see first what it would do."
            ),
            parent,
        )
        self.export = self._button(_tr("Export…"), key="Ctrl E")
        self.take_over = self._button(_tr("Import…"))
        self.report = self._button(_tr("A page for my therapist…"), _tr("A PDF of one or two pages, to print or send"))
        self.export.clicked.connect(self.export_requested)
        self.take_over.clicked.connect(self.import_requested)
        self.report.clicked.connect(self.report_requested)
        self._buttons(self.export, self.take_over, self.report)
        self._build_preview()
        self._end()

    def _build_preview(self) -> None:
        self._preview: ImportPreview | None = None
        self._counts: list[Words] = []
        self.preview = Card(self, "note", padding_px=16, gap_px=8)
        self._head = Words("", "strong", self.preview)
        self.preview.add(self._head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(4)
        self.preview.column.addLayout(self._grid)
        self.asking = AskOnce(self.preview)
        self.asking.agreed.connect(self._agree)
        self.asking.declined.connect(self.preview.hide)
        self.preview.add(self.asking)
        self.add(self.preview)
        self.preview.hide()

    def show_preview(self, preview: ImportPreview) -> None:
        """Say what taking over this file would do, and ask; where it would do nothing, only say so."""
        self._preview = preview
        self._head.setText(_tr("What {file} has").format(file=preview.path.name))
        self._show_rows(preview)
        self.say("")
        self.preview.show()
        if preview.changes:
            self.asking.ask(
                _tr("Take this over? A copy of what is here now is made first."), _tr("Take over"), _tr("Not now")
            )
        else:
            self.asking.withdraw()
            self.say(_tr("Everything in this file is here already. Nothing needs to be done."))

    def _show_rows(self, preview: ImportPreview) -> None:
        for old in self._counts:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._counts = []
        heads = ("", _tr("new"), _tr("newer there"), _tr("newer here"), _tr("the same"))
        lines = [heads, *((one.name, one.new, one.taken, one.kept, one.same) for one in preview.rows)]
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                words = Words(str(value), "small" if row == 0 else "body", self.preview, wrap=column == 0 or row == 0)
                if column:
                    words.setAlignment(right)
                self._grid.addWidget(words, row, column)
                self._counts.append(words)
        self._grid.setColumnStretch(0, 1)
        said = "; ".join(
            _tr("{kind}: {new} new, {taken} newer there, {kept} newer here, {same} the same").format(
                kind=one.name, new=one.new, taken=one.taken, kept=one.kept, same=one.same
            )
            for one in preview.rows
        )
        self.preview.setAccessibleName(self._head.text())
        self.preview.setAccessibleDescription(said)
        self.asking.setAccessibleDescription(said)

    def _agree(self) -> None:
        self.preview.hide()
        if self._preview is not None:
            self.used.emit()
            self.import_agreed.emit(self._preview.path)
