"""The main window: rail, banner and the stack of pages.

The window itself is light and can be shown at once, with an opening in it; what stands in it is loaded and built by
:meth:`MainWindow.furnish` (measured: rail, banner and their parts take as long to load as a bare window to paint, and
the enums of the namespace ``Qt`` a tenth of that).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from hinge_desktop.ui import window_place
from hinge_desktop.ui.pages import PAGES

if TYPE_CHECKING:
    from hinge_desktop.ui.banner import Banner
    from hinge_desktop.ui.help import HelpWindow
    from hinge_desktop.ui.rail import Rail, StepRow
    from hinge_desktop.ui.undo_line import UndoLine

SMALLEST = QSize(1000, 700)
USUAL = QSize(1280, 820)
_FRAME = QSize(16, 40)
"""What the desktop puts around a window, which nobody knows before it is shown."""


class MainWindow(QMainWindow):
    """Holds the pages; knows none of them.

    While the screening page is open and was never answered the rail is locked: nothing else can be
    opened. During a session the window shows the page alone.

    Signals:
        page_opened(str): name of the page now shown.
        step_chosen(str): id of the exercise of a step clicked on the rail.
        close_requested(): the user wants to close, and the window is held.
        close_put_off(): the user wants to close and was told what would be lost; a second time it closes.
    """

    page_opened = Signal(str)
    step_chosen = Signal(str)
    close_requested = Signal()
    close_put_off = Signal()

    rail: Rail
    banner: Banner
    undo_line: UndoLine

    def __init__(
        self, geometry: QSettings | None = None, parent: QWidget | None = None, *, opening: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._geometry = geometry
        self._pages: dict[str, QWidget] = {}
        self._locked = False
        self._may_close = True
        self._unasked = False
        self._unsaved = ""
        self._help: HelpWindow | None = None
        self.setWindowTitle(self.tr("Hinge"))
        self.setMinimumSize(SMALLEST)
        if opening is not None:
            self.setCentralWidget(opening)
        else:
            self.furnish()
        self._restore()

    @property
    def furnished(self) -> bool:
        """Rail, banner and pages stand where the opening stood."""
        return hasattr(self, "rail")

    def furnish(self) -> None:
        """Put rail, banner and the stack of pages in the place of the opening."""
        # Loaded here: see the module's docstring.
        from PySide6.QtGui import QKeySequence, QShortcut

        from hinge_desktop.ui.banner import Banner
        from hinge_desktop.ui.keys import sequences
        from hinge_desktop.ui.rail import Rail
        from hinge_desktop.ui.undo_line import UndoLine

        centre = QWidget(self)
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(centre)
        self.rail.page_chosen.connect(self.open_page)
        self.rail.step_chosen.connect(self.step_chosen)
        self.rail.help_requested.connect(self.show_help)
        right = QVBoxLayout()
        right.setSpacing(0)
        self.banner = Banner(centre)
        self._stack = QStackedWidget(centre)
        right.addWidget(self.banner)
        right.addWidget(self._stack, 1)
        self.undo_line = UndoLine(centre)
        right.addWidget(self.undo_line)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
        for index, keys in enumerate(sequences("pages")):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setObjectName(PAGES[index])
            shortcut.activated.connect(self._page_key)

    # -- pages ----------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """Name of the page shown."""
        shown = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), "")

    def add_page(self, name: str, page: QWidget) -> None:
        """Add a page. ``today``, ``library``, ``progress``, ``settings`` are on the rail; others are opened by name."""
        page.setObjectName("page")
        self._pages[name] = page
        self._stack.addWidget(page)

    def replace_page(self, name: str, page: QWidget) -> None:
        """Put a page in the place of another; it is shown if the other was."""
        old, shown = self._pages[name], self.page == name
        self.add_page(name, page)
        self._stack.removeWidget(old)
        old.deleteLater()
        if shown:
            self._stack.setCurrentWidget(page)

    def open_page(self, name: str) -> None:
        """Show a page, unless the rail is locked."""
        if self._locked and name in PAGES:
            return
        self._stack.setCurrentWidget(self._pages[name])
        self.rail.show_page(name)
        self.page_opened.emit(name)

    def lock(self, locked: bool) -> None:
        """While locked, there is no rail, and none of its pages can be opened by key."""
        self._locked = locked
        self.rail.setVisible(not locked)

    def show_rail(self, shown: bool) -> None:
        """A session needs the whole window."""
        self.rail.setVisible(shown)

    def show_steps(self, rows: Sequence[StepRow]) -> None:
        """Show the ladder on the rail."""
        self.rail.show_steps(rows)

    def tell(self, sentence: str) -> None:
        """Show one sentence in the banner."""
        self.banner.tell(sentence)

    def show_keys(self) -> None:
        """Show the list of keys, over the window."""
        # Here: see the module's docstring.
        from PySide6.QtCore import Qt

        from hinge_desktop.ui.keys import KeySheet

        sheet = KeySheet(self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    @property
    def help(self) -> HelpWindow:
        """The manual beside this window; it is made when it is first wanted."""
        if self._help is None:
            # Here: see the module's docstring.
            from hinge_desktop.assets import manual_texts
            from hinge_desktop.manual import Manual
            from hinge_desktop.ui.help import HelpWindow

            self._help = HelpWindow(Manual(manual_texts()), self)
        return self._help

    def show_help(self) -> None:
        """Open the manual at what it tells about the page shown."""
        from hinge_desktop.manual import FITTING, HOME  # here: see the module's docstring

        self.help.show_page(FITTING.get(self.page, HOME))

    def _page_key(self) -> None:
        sender: QObject | None = self.sender()
        if sender is not None and self.rail.isVisible():
            self.open_page(sender.objectName())
            self._focus_page()

    def _focus_page(self) -> None:
        """Who came by key goes on by key: the first thing on the page that takes one, unless the page chose."""
        children = self._pages[self.page].findChildren(QWidget)
        if any(child.hasFocus() for child in children):
            return
        for child in children:
            if child.focusPolicy().value and child.isVisible() and child.isEnabled():
                child.setFocus()
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """``?`` shows the keys, F1 the manual, once they are there; text fields keep their question marks."""
        from PySide6.QtCore import Qt  # here: see the module's docstring

        if not self.furnished:
            super().keyPressEvent(event)
        elif event.text() == "?":
            self.show_keys()
        elif event.key() == Qt.Key.Key_F1:
            self.show_help()
        else:
            super().keyPressEvent(event)

    # -- the window itself ----------------------------------------------------------------------

    def hold_open(self, held: bool) -> None:
        """While held, closing only asks: ``close_requested``."""
        self._may_close = not held

    def let_go(self, unasked: bool) -> None:
        """At log-out the window closes and asks nothing: nobody could answer. Held or not is as it was afterwards."""
        self._unasked = unasked

    def keep_place(self) -> None:
        """Remember where the window is."""
        if self._geometry is not None:
            window_place.keep(self, self._geometry)

    def show_unsaved(self, sentence: str) -> None:
        """What would be lost by closing, told at the first try to close; empty for nothing."""
        self._unsaved = sentence

    def bring_to_front(self) -> None:
        """Raise the window: another start of the program asked for it, or the tray, where it may have been closed."""
        if not self.isVisible():
            self.show()
        self._unfold()
        self.raise_()
        self.activateWindow()

    def _unfold(self) -> None:
        """Back from the task bar, as large as it was; full screen stays so."""
        from PySide6.QtCore import Qt  # here: see the module's docstring

        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place on the screen; ask first when held, tell first what would be lost."""
        if self._unasked:
            self.keep_place()
            super().closeEvent(event)
            return
        if not self._may_close:
            event.ignore()
            self._unfold()  # the tray or the desktop may have asked, and nobody would see the question
            self.close_requested.emit()
            return
        if self._unsaved:
            event.ignore()
            sentence, self._unsaved = self._unsaved, ""
            self._unfold()
            self.banner.tell(sentence, at_once=True)
            self.close_put_off.emit()
            return
        self.keep_place()
        if self._help is not None:
            self._help.close()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size changes how wide the rail is."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.furnished:
            self.rail.updateGeometry()

    def _restore(self) -> None:
        if self._geometry is None or not window_place.restore(self, self._geometry):
            self.resize(first_size(self.screen().availableGeometry().size()))


def first_size(room: QSize) -> QSize:
    """How large the window is at first on a screen with that room, so that its foot is not below the edge."""
    return USUAL.boundedTo(room - _FRAME).expandedTo(SMALLEST)
