"""Help: the manual in a window of its own, so that it can be read beside what it tells about."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QTextDocument
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hinge_desktop.manual import HOME, KEYS, Manual
from hinge_desktop.ui.announcer import Announcer
from hinge_desktop.ui.help_reader import ManualReader
from hinge_desktop.ui.keys import sequences, written
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Words, set_roomy

USUAL = QSize(1040, 760)
BESIDE_PX, CONTENTS_PX = 760, 260
"""From this width on, of text at its usual size, the contents stand beside the page; how wide they are."""
_FRAME = QSize(32, 56)
"""Air for what the desktop puts around a window, so that its title is not above the edge of the screen."""
_ADDRESS = Qt.ItemDataRole.UserRole


@dataclass(slots=True)
class _Place:
    """Where one was: a page and how far down."""

    address: str
    scrolled: int = 0


class HelpWindow(QDialog):
    """The contents, the page, a search through all pages, and the way back and on again. Esc closes it."""

    def __init__(self, manual: Manual, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._manual = manual
        self._been: list[_Place] = []
        self._at = -1
        self._plain: dict[str, str] = {}
        self.setWindowTitle(self.tr("Help"))
        self._announcer = Announcer(self)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(self.tr("Pages"))
        self.choice.activated.connect(self._picked)
        column.addWidget(self.choice)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        self.contents = QListWidget(self)
        self.contents.setProperty("kind", "contents")
        self.contents.setAccessibleName(self.tr("Pages"))
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setWordWrap(True)
        self.contents.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.contents.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.contents.currentItemChanged.connect(self._chosen)
        beside.addWidget(self.contents)
        self.reader = ManualReader(manual, self)
        self.reader.link_followed.connect(self.open_page)
        beside.addWidget(self.reader, 1)
        column.addLayout(beside, 1)
        self._list_pages()
        self._bind_keys()
        theme = current_theme()
        room = parent.window().size() if parent is not None else USUAL
        self.resize(QSize(theme.px(USUAL.width()), theme.px(USUAL.height())).boundedTo(room - _FRAME))
        self.open_page(HOME)

    # -- building -------------------------------------------------------------------------------

    def _build_head(self) -> QWidget:
        head = self._head = QWidget(self)
        head.setObjectName("page")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 10, 12, 10)
        find, back, onward = (*written("find"), *written("back"))
        self.back = Button(self.tr("Back"), "quiet", head)
        self.back.setAccessibleDescription(self.tr("Key: {key}").format(key=back))
        self.back.clicked.connect(self.go_back)
        self.onward = Button(self.tr("On again"), "quiet", head)
        self.onward.setAccessibleDescription(self.tr("Key: {key}").format(key=onward))
        self.onward.clicked.connect(self.go_on)
        self.search = QLineEdit(head)
        self.search.setPlaceholderText(self.tr("Search ({key})").format(key=find))
        self.search.setAccessibleName(self.tr("Search all pages"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._next_found)
        self.found = Words("", "small", head, wrap=False)
        close = Button(self.tr("Close"), "secondary", head, key="Esc")
        close.clicked.connect(self.reject)
        row.addWidget(self.back)
        row.addWidget(self.onward)
        row.addWidget(self.search, 1)
        row.addWidget(self.found)
        row.addWidget(close)
        return head

    def _list_pages(self) -> None:
        group = ""
        for page in self._manual.pages:
            if page.group != group:
                group = page.group
                heading = QListWidgetItem(group, self.contents)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(page.title, self.contents)
            item.setData(_ADDRESS, page.address)
            self.choice.addItem(page.title, page.address)

    def _bind_keys(self) -> None:
        doings = (self.focus_search, self.go_back, self.go_on)
        for keys, doing in zip((*sequences("find"), *sequences("back")), doings, strict=True):
            QShortcut(QKeySequence(keys), self).activated.connect(doing)

    # -- pages ----------------------------------------------------------------------------------

    @property
    def address(self) -> str:
        """Where one is."""
        return self.reader.address

    def show_page(self, link: str) -> None:
        """Show the window, at a page or a heading: how far down that stands depends on the size of the window."""
        self.show()
        self._column.activate()
        self.open_page(link)
        self.activateWindow()
        self.reader.setFocus()

    @Slot(str)
    def open_page(self, link: str) -> None:
        """Open a page at its beginning, or at the heading named behind ``#``; the way back stays."""
        address, _, fragment = link.partition("#")
        self._leave()
        if address != self.address:
            del self._been[self._at + 1 :]
            self._been.append(_Place(address))
            self._at = len(self._been) - 1
            self._show(address)
        if fragment:
            self.reader.show_anchor(fragment)
        self._tell_where()

    @Slot()
    def go_back(self) -> None:
        """Where one was before."""
        self._go_to(self._at - 1)

    @Slot()
    def go_on(self) -> None:
        """Where one came back from."""
        self._go_to(self._at + 1)

    def _go_to(self, index: int) -> None:
        if 0 <= index < len(self._been):
            self._leave()
            self._at = index
            place = self._been[index]
            self._show(place.address)
            self.reader.verticalScrollBar().setValue(place.scrolled)
            self._tell_where()

    def _leave(self) -> None:
        """Remember how far down one was."""
        if self._at >= 0:
            self._been[self._at].scrolled = self.reader.verticalScrollBar().value()

    def _show(self, address: str) -> None:
        self.reader.show_page(address)
        self.reader.show_found(self.search.text().strip())

    def _tell_where(self) -> None:
        address = self.address
        self.back.setEnabled(self._at > 0)
        self.onward.setEnabled(self._at + 1 < len(self._been))
        with QSignalBlocker(self.contents):
            for item in self._items():
                if item.data(_ADDRESS) == address:
                    self.contents.setCurrentItem(item)
        self.choice.setCurrentIndex(self.choice.findData(address))
        self._announcer.announce(self._manual.page(address).title)

    def _items(self) -> list[QListWidgetItem]:
        every = [self.contents.item(row) for row in range(self.contents.count())]
        return [item for item in every if item.data(_ADDRESS)]

    @Slot(QListWidgetItem)
    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ADDRESS):
            self.open_page(item.data(_ADDRESS))

    @Slot(int)
    def _picked(self, index: int) -> None:
        self.open_page(str(self.choice.itemData(index)))

    # -- searching ------------------------------------------------------------------------------

    @Slot()
    def focus_search(self) -> None:
        """To the words to search for."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(str)
    def _search(self, typed: str) -> None:
        """Say where the words stand: in the page shown, and on which pages."""
        words = typed.strip()
        where = self._pages_with(words)
        for item in self._items():
            page = self._manual.page(item.data(_ADDRESS))
            count = where.get(page.address, 0)
            item.setText(f"{page.title} ({count})" if count else page.title)
            item.setHidden(bool(where) and not count)
        self.reader.show_found(words)
        self._say_found(words, where)

    @Slot()
    def _next_found(self) -> None:
        """The next place on this page, or the first on the next page that has one."""
        words = self.search.text().strip()
        if not words or self.reader.find(words):
            return
        where = list(self._pages_with(words))
        if where:
            following = where.index(self.address) + 1 if self.address in where else 0
            self.open_page(where[following % len(where)])
            self.reader.show_found(words)

    def _say_found(self, words: str, where: dict[str, int]) -> None:
        said = self.tr("not found") if words else ""
        if where:
            said = self.tr("{places} on {pages} pages").format(places=sum(where.values()), pages=len(where))
        self.found.setText(said)
        self._announcer.announce(said)

    def _pages_with(self, words: str) -> dict[str, int]:
        """Address -> how often these words stand there; pages without are left out."""
        if not words:
            return {}
        counts = {page.address: self._text_of(page.address).count(words.lower()) for page in self._manual.pages}
        return {address: count for address, count in counts.items() if count}

    def _text_of(self, address: str) -> str:
        if address not in self._plain:
            document = QTextDocument()
            document.setMarkdown(self._manual.page(address).text)
            self._plain[address] = document.toPlainText().lower()
        return self._plain[address]

    # -- the window -----------------------------------------------------------------------------

    def arrange(self) -> None:
        """The contents beside the page, or a list to fold out above it."""
        theme = current_theme()
        beside = self.width() >= theme.px(BESIDE_PX)
        set_roomy(self, theme.is_roomy(self.size()))
        self.contents.setVisible(beside)
        self.contents.setFixedWidth(theme.px(CONTENTS_PX))
        self.choice.setVisible(not beside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """``?`` turns to the keys, F1 to the contents; Enter belongs to what has the focus."""
        if event.text() == "?":
            self.open_page(KEYS)
        elif event.key() == Qt.Key.Key_F1:
            self.open_page(HOME)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size shares the room differently."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "contents"):
            self.arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        """The next time it begins without a search."""
        super().hideEvent(event)
        self.search.clear()
