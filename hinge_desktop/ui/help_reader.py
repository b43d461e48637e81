"""A page of the manual in our look: Markdown in a browser that opens nothing by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from hinge_desktop import assets
from hinge_desktop.manual import Manual, anchor, resolve
from hinge_desktop.ui.help_look import dress, fit_pictures
from hinge_desktop.ui.theme import BASE_PX, ROOMY, current_theme

WIDEST_PX = 640
"""Longer lines are hard to follow: about 80 letters."""
LEAST_SIDE_PX = 12


class ManualReader(QTextBrowser):
    """Shows one page. Tab goes from link to link, Enter follows one.

    What a link leads to outside the manual is not opened: it stands there as words.

    Signals:
        link_followed(str): the address of a page, with its anchor.
    """

    link_followed = Signal(str)

    def __init__(self, manual: Manual, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manual, self.address = manual, ""
        self._dressed_px = 0
        self._words = ""
        self.setProperty("kind", "manual")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._clicked)

    # -- what is shown --------------------------------------------------------------------------

    def show_page(self, address: str) -> None:
        """Show a page from its beginning."""
        page = self._manual.page(address)
        self.address = address
        self.setAccessibleName(page.title)
        self._dressed_px = self.text_px  # before the text, which may make room for a scroll bar
        self.setMarkdown(page.text)
        dress(self.document(), current_theme(), self._dressed_px, self._leads_on)
        self._fit()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def show_anchor(self, wanted: str) -> None:
        """Bring the heading of that name to the top."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and anchor(block.text()) == wanted:
                cursor = QTextCursor(block)
                self.setTextCursor(cursor)
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + self.cursorRect(cursor).top())
                return
            block = block.next()

    def show_found(self, words: str) -> None:
        """Mark every place where these words stand, and go to the first."""
        self._words = words
        self._mark_found()
        if self.extraSelections():
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.find(words)

    def _mark_found(self) -> None:
        words, marks, theme = self._words, [], current_theme()
        look = QTextCharFormat()
        look.setBackground(theme.colour("accent_fill"))
        look.setForeground(theme.colour("on_accent"))
        look.setFontUnderline(True)
        cursor = self.document().find(words) if words else QTextCursor()
        while not cursor.isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format = look
            marks.append(mark)
            cursor = self.document().find(words, cursor)
        self.setExtraSelections(marks)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is fetched: the pictures of the manual are put into the page when it is set."""
        return None

    # -- following ------------------------------------------------------------------------------

    @Slot(QUrl)
    def _clicked(self, url: QUrl) -> None:
        address, fragment = resolve(self.address, url.toString())
        if address in self._manual:
            self.link_followed.emit(f"{address}#{fragment}" if fragment else address)

    # -- look -----------------------------------------------------------------------------------

    def _leads_on(self, link: str) -> bool:
        return resolve(self.address, link)[0] in self._manual

    @property
    def text_px(self) -> int:
        """The size of running text: in a large window it is set larger, as on every page."""
        theme = current_theme()
        return theme.px(BASE_PX * (ROOMY if theme.is_roomy(self.window().size()) else 1.0))

    def _dress_anew(self) -> None:
        """The same page in another look, at the same place; what was found is marked as before."""
        if self.address:
            bar, chosen = self.verticalScrollBar(), self.textCursor()
            share, begin, end = bar.value() / max(1, bar.maximum()), chosen.anchor(), chosen.position()
            self.show_page(self.address)
            self._mark_found()
            cursor = self.textCursor()
            cursor.setPosition(begin)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            bar.setValue(round(share * bar.maximum()))

    def _fit(self) -> None:
        """Lines no longer than can be followed, and pictures no wider than the lines."""
        widest = WIDEST_PX * self.text_px // BASE_PX
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(LEAST_SIDE_PX, (room - widest) // 2)
        self.setViewportMargins(side, 0, side, 0)
        lines = self.viewport().width() - 2 * round(self.document().documentMargin())
        fit_pictures(self.document(), lines, self.devicePixelRatioF(), self._picture)

    def _picture(self, name: str) -> QImage:
        return picture(resolve(self.address, name)[0], dark=current_theme().palette.name != "light")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        if self.text_px != self._dressed_px:
            self._dress_anew()
        elif event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_dressed_px"):
            self._dress_anew()


def picture(address: str, *, dark: bool) -> QImage:
    """A picture of the manual, dark where there is a dark one; an empty one where there is none at all."""
    names = [address.replace("-light.", "-dark."), address] if dark else [address]
    for name in names:
        try:
            return QImage.fromData(assets.read(f"docs/{name}"))
        except KeyError:
            continue
    return QImage()
