"""A card with a chart: heading, what it says, the chart or its table twin, the chosen value, copy and save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from hinge_desktop.training.digested import Digest
from hinge_desktop.training.ranges import Stretch
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds
from hinge_desktop.ui import chart_files
from hinge_desktop.ui.announcer import Announcer
from hinge_desktop.ui.chart_table import Content, RowsTable
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, Choices, FlowRow, Words
from hinge_desktop.units import Units

if TYPE_CHECKING:
    from hinge_desktop.ui.charts.plot import Chart


@dataclass(frozen=True, slots=True)
class Shown:
    """What all charts show: a history read once, the days, the gate's numbers, the units."""

    read: Digest
    days: Stretch
    limits: Thresholds = THRESHOLDS
    units: Units = "metric"


class ChartCard(Card):
    """One chart with everything around it. Nothing is worked out or drawn before it is in sight.

    Subclasses say what there is (:meth:`compose`), make the chart once (:meth:`make_chart`) and draw it
    (:meth:`draw`).
    """

    height_px = 220
    """Height of the chart at a text scale of 1; pages make it grow with the window."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=22, gap_px=8)
        self.title = title
        self.shown: Shown | None = None
        self.content = Content()
        self.chart: Chart | None = None
        self._fresh = True
        self._announcer = Announcer(self)
        self.head = FlowRow(self, 16)
        self.head.add(Words(title, "heading", self, wrap=False))
        self.build_head()
        self.as_table = Button(self.tr("Table"), "segment", self.head)
        self.as_table.setCheckable(True)
        self.as_table.setAccessibleName(self.tr("{chart}: as a table").format(chart=title))
        self.as_table.toggled.connect(self._on_table)
        self.more = Button(self.tr("Copy, save …"), "quiet", self.head)
        self.more.setAccessibleName(self.tr("{chart}: copy, save, show everything").format(chart=title))
        self.more.clicked.connect(self._open_menu)
        self.whole = Button(self.tr("Show everything"), "quiet", self.head, key=self.tr("Home"))
        self.whole.clicked.connect(self.show_all)
        self.whole.hide()
        for button in (self.as_table, self.more, self.whole):
            self.head.add(button)
        self.add(self.head)
        self.says = Words("", "small", self)
        self.add(self.says)
        self.room = QWidget(self)
        self._inside = QVBoxLayout(self.room)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.add(self.room, 1)  # beside a higher card it is higher, too
        self.twin: RowsTable | None = None
        self.empty = Words("", "body", self)
        self.empty.hide()
        self.add(self.empty)
        self.value = Words("", "strong", self)
        self.add(self.value)
        self.column.addStretch()  # takes what is over while there is no chart
        self._menu: QMenu | None = None

    # -- for subclasses -------------------------------------------------------------------------

    def build_head(self) -> None:
        """Put choices or a legend beside the heading."""

    def compose(self, shown: Shown) -> Content:
        """What there is to tell."""
        raise NotImplementedError

    def make_chart(self) -> Chart:
        """The chart, once."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw :attr:`content` of :attr:`shown`."""
        raise NotImplementedError

    def sentence(self, index: int) -> str:
        """What is said of a mark."""
        return self.content.sentence(index)

    # -- showing --------------------------------------------------------------------------------

    def show_values(self, shown: Shown) -> None:
        """Show this as soon as it is in sight."""
        self.shown = shown
        self._fresh = False

    def draw_if_seen(self) -> bool:
        """Draw what is new, when any of this card can be seen; whether there was anything."""
        if self._fresh or not self.isVisible() or self.visibleRegion().isEmpty():
            return False
        self.redraw()
        return True

    def redraw(self) -> None:
        """Work out and draw it now."""
        if self.shown is None:
            return
        self._fresh = True
        self.content = self.compose(self.shown)
        nothing = bool(self.content.empty)
        self.says.show_text(self.content.says)
        self.empty.show_text(self.content.empty)
        self.as_table.setEnabled(not nothing)
        self.more.setEnabled(not nothing)
        self._show_parts()
        self.value.show_text("")
        if nothing:
            return
        if self.chart is None:
            self.chart = self.make_chart()
            self._adopt(self.chart)
        self.fit()
        self.draw()
        if self.twin is not None:
            self.twin.show_rows(self.content.columns, self.content.rows)
        self._say(self.chart.selected)

    def _adopt(self, chart: Chart) -> None:
        self._inside.addWidget(chart)
        chart.mark_chosen.connect(self._on_mark)
        chart.zoomed.connect(self._on_zoom)
        chart.copy_asked.connect(self.copy_values)
        chart.save_asked.connect(self.ask_where)
        chart.table_asked.connect(self.as_table.toggle)

    def fit(self) -> None:
        """Give the chart the height there is; its room is kept before it is drawn, so that nothing jumps."""
        self.room.setMinimumHeight(current_theme().px(self.height_px))

    def dress(self) -> None:
        """Put on another theme or another size of words."""
        self.fit()
        if self.chart is not None:
            self.chart.refresh()
        if self.twin is not None:
            self.twin.fit()

    @Slot()
    def refresh(self, *_: object) -> None:
        """Something in the head was chosen: work it out again."""
        self.redraw()

    def _say(self, index: int, *, aloud: bool = False) -> None:
        said = self.sentence(index)
        self.value.show_text(said)
        if self.chart is not None:
            self.chart.setAccessibleDescription(said)
        if aloud:
            self._announcer.announce(said, urgent=True)

    @Slot(int, bool)
    def _on_mark(self, index: int, by_key: bool) -> None:
        self._say(index, aloud=by_key)
        if self.twin is not None and self.twin.currentIndex().row() != index:
            self.twin.selectRow(index)

    @Slot(bool)
    def _on_zoom(self, zoomed: bool) -> None:
        self.whole.setVisible(zoomed and self.room.isVisibleTo(self))

    # -- the table twin -------------------------------------------------------------------------

    @Slot(bool)
    def _on_table(self, _on: bool) -> None:
        if self.as_table.isChecked() and self.twin is None:
            self.twin = RowsTable(self.tr("{chart}, as a table").format(chart=self.title), self)
            self.column.insertWidget(self.column.indexOf(self.room) + 1, self.twin)
            self.twin.show_rows(self.content.columns, self.content.rows)
            self.twin.selectionModel().currentRowChanged.connect(self._on_row)
        self._show_parts()
        if self.chart is not None:
            self._on_zoom(self.chart.is_zoomed)
        if self.as_table.isChecked() and self.twin is not None:
            if self.chart is not None:
                self.twin.selectRow(self.chart.selected)  # else the focus would choose the first
            self.twin.setFocus()

    def _show_parts(self) -> None:
        table = self.as_table.isChecked() and not self.content.empty
        self.room.setVisible(not table and not self.content.empty)
        if self.twin is not None:
            self.twin.setVisible(table)

    @Slot()
    def _on_row(self, *_: object) -> None:
        if self.twin is not None and self.chart is not None:
            self.chart.select(self.twin.currentIndex().row())

    # -- copy and save --------------------------------------------------------------------------

    @Slot()
    def _open_menu(self) -> None:
        if self._menu is None:
            self._menu = QMenu(self)
            self._act(self.tr("Copy the picture"), self.copy_picture)
            self._act(self.tr("Copy the values"), self.copy_values, QKeySequence.StandardKey.Copy)
            self._act(self.tr("Save as picture or table …"), self.ask_where, QKeySequence.StandardKey.Save)
            self._act(self.tr("Show everything again"), self.show_all, "Home")
        self._menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _act(self, name: str, what: object, key: QKeySequence.StandardKey | str = "") -> None:
        assert self._menu is not None
        action = QAction(name, self._menu)
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        if shown:  # shown, and not bound: the key is the chart's, whose focus says which chart is meant
            action.setText(f"{name}\t{shown}")
        action.triggered.connect(what)
        self._menu.addAction(action)

    @Slot()
    def show_all(self) -> None:
        """The whole range again."""
        if self.chart is not None:
            self.chart.show_all()

    @Slot()
    def copy_values(self) -> None:
        """Put the values on the clipboard."""
        QGuiApplication.clipboard().setText(self.content.csv())
        self._tell(self.tr("The values are on the clipboard."))

    @Slot()
    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        if self.chart is not None:
            QGuiApplication.clipboard().setImage(chart_files.picture(self.chart, self.title, self.content.says))
            self._tell(self.tr("The picture is on the clipboard."))

    @Slot()
    def ask_where(self) -> None:
        """Ask for a name and save; its ending says as what."""
        kinds = ";;".join((self.tr("Picture (*.png)"), self.tr("Drawing (*.svg)"), self.tr("Table (*.csv)")))
        name, kind = QFileDialog.getSaveFileName(self, self.title, f"{self.title}.png", kinds)
        if name:
            path = Path(name)
            if path.suffix.lower() not in chart_files.FORMATS:
                path = path.with_name(path.name + kind[kind.find("*.") + 1 :].rstrip(")"))
            self.save(path)

    def save(self, path: Path) -> None:
        """Save as ``path`` says, and tell whether it is there."""
        try:
            chart_files.save(path, self.chart, self.content, self.title)
        except ValueError:
            kinds = ", ".join(chart_files.FORMATS)
            self._tell(
                self.tr("{file} does not end in one of {kinds}: give it one of them.").format(
                    file=path.name, kinds=kinds
                )
            )
        except OSError as error:
            said = self.tr("{file} cannot be written ({reason}): choose another folder.")
            self._tell(said.format(file=path, reason=error.strerror or error))
        else:
            self._tell(self.tr("Saved as {file}.").format(file=path))

    def _tell(self, said: str) -> None:
        self.value.show_text(said)
        self._announcer.announce(said)


def choices(options: Sequence[tuple[str, str]], name: str, parent: QWidget) -> Choices:
    """Options side by side, the first of them chosen."""
    made = Choices(options, name, parent)
    made.set_chosen((options[0][0],))
    return made
