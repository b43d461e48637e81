"""Starting: a window that moves at once, and the program behind it.

::

    run()      one instance, the window with its opening, the event loop
    Start      first paint -> load the program in a thread -> build it in the window -> open the history

Only Qt is imported before the first paint. Everything else is loaded in a thread while the opening plays; building the
pages then holds the window for about a tenth of a second.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from hinge_desktop.display import display_missing
from hinge_desktop.durable import make_private
from hinge_desktop.errors import HingeError, OptionError
from hinge_desktop.instance import SingleInstance
from hinge_desktop.paths import Places, keep_new_files_private
from hinge_desktop.ui.opening import Opening, Recording
from hinge_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from hinge_desktop.app import App
    from hinge_desktop.farewell import Farewell
    from hinge_desktop.rep_teller import RepTeller


APPLICATION_ID = "org.hinge.desktop"
"""Name of the desktop entry, without its ending: by it a desktop knows whose window this is."""
PROGRAM = "hinge-desktop"
CALLED_OFF_MS = 60_000
"""A log-out that was announced and has not come by then was called off."""


class Start(QObject):
    """Brings the program into a window that is already shown.

    Signals:
        loaded(): the program's modules are in memory; sent from the loading thread.
    """

    loaded = Signal()

    def __init__(self, window: MainWindow, places: Places, instance: SingleInstance, tell_reps: int | None) -> None:
        super().__init__()
        self._window, self._places, self._instance, self._tell_reps = window, places, instance, tell_reps
        self._app: App | None = None
        self._teller: RepTeller | None = None
        self._farewell: Farewell | None = None
        self._loading: threading.Thread | None = None
        self._failed: BaseException | None = None
        self._breaks_off = self._closed = False
        self._called_off = QTimer(self, singleShot=True, interval=CALLED_OFF_MS)
        self._called_off.timeout.connect(self._on_called_off)
        self.notices: list[str] = []
        self.loaded.connect(self._enter)
        instance.raise_requested.connect(window.bring_to_front)

    @Slot()
    def on_painted(self) -> None:
        """The window has painted for the first time: hear of other starts, and load the rest behind it."""
        QTimer.singleShot(0, self._load)

    @property
    def loads(self) -> bool:
        """The program is being loaded at this moment; none of it is open yet."""
        return self._loading is not None and self._loading.is_alive()

    @Slot()
    def close(self) -> None:
        """Let the program write what is waiting, if it came so far. Later calls do nothing."""
        if self._app is not None and not self._closed:
            self._closed = True
            self._app.close(breaks_off=self._breaks_off)
        if self._farewell is not None:
            self._farewell.close()

    @Slot()
    def on_log_out(self) -> None:
        """Nobody can be asked any more: a practice stands still, and closing asks nothing for a while."""
        self._breaks_off = True
        self._window.let_go(True)
        self._called_off.start()
        if self._app is not None:
            self._app.break_off()

    @Slot()
    def _on_called_off(self) -> None:
        """Still here: somebody stayed."""
        self._breaks_off = False
        self._window.let_go(False)

    @Slot()
    def on_end(self) -> None:
        """End now, and ask nothing; a practice that is under way goes on at a later start."""
        self._breaks_off = True
        self._window.let_go(True)
        self._window.close()
        QCoreApplication.exit(0)

    @Slot()
    def _load(self) -> None:
        from hinge_desktop.farewell import Farewell  # Python's signals: not before the first paint

        self._farewell = Farewell(self)
        self._farewell.log_out_announced.connect(self.on_log_out)
        self._farewell.end_requested.connect(self.on_end)
        self._farewell.listen()
        self._instance.listen()  # before the rest, which takes its time on a busy computer: others wait for an answer
        self._loading = threading.Thread(target=self._import, name="hinge-load", daemon=True)
        self._loading.start()

    def _import(self) -> None:
        try:
            importlib.import_module("hinge_desktop.app")
        except BaseException as error:  # noqa: BLE001 - told in the window's thread, where it can end the program
            self._failed = error
        self.loaded.emit()

    @Slot()
    def _enter(self) -> None:
        if self._failed is not None:
            raise self._failed
        # Loaded by now, in the thread.
        from hinge_desktop import assets
        from hinge_desktop import settings as settings_file
        from hinge_desktop.app import build
        from hinge_desktop.boot import BugCatcher, log_thread, start_log
        from hinge_desktop.rep_teller import RepTeller

        QApplication.setWindowIcon(assets.window_icon())
        assets.load_fonts()
        log_notice = start_log(self._places.log)
        settings, settings_notice = settings_file.load(self._places.settings)
        app = self._app = build(settings, self._places, window=self._window, parent=self)
        sys.excepthook = BugCatcher(app.stand_still)
        threading.excepthook = log_thread
        for sentence in (*self.notices, log_notice, settings_notice):
            app.window.tell(sentence)
        if self._tell_reps is not None:
            self._teller = RepTeller(app.keeper, self._tell_reps, app)
        app.keeper.ready.connect(self._all_there)
        app.open()

    @Slot()
    def _all_there(self) -> None:
        """The years are in memory and stay there: whoever looks for rubbish need not look through them each time.

        Python looks through everything it knows now and then, wherever it happens to be. Ten years take it a tenth of
        a second, in the middle of a movement or of a page that is being opened.
        """
        gc.freeze()


def run(tell_reps: int | None = None) -> int:
    """Run the program until its window is closed; the exit code.

    Args:
        tell_reps: file descriptor to write a line to for each repetition on the disk.

    Raises:
        OptionError: that descriptor is not open.
    """
    missing = display_missing()
    if missing:
        print(f"hinge-desktop: {missing}", file=sys.stderr)
        return 1
    _require_open(tell_reps)
    keep_new_files_private()
    tell_desktop_who_this_is()
    application = QApplication([PROGRAM])
    application.setApplicationName("Hinge")
    sys.excepthook = _end_with
    places = Places.usual()
    instance = SingleInstance(places.history.parent)
    notice = _claim(instance, places)
    if notice is None:
        return 0
    memory = QSettings(str(places.window), QSettings.Format.IniFormat)
    answered = memory.value("screened") == "yes"  # else the questions come first, and nothing before them
    opening = Opening(Recording.read(places.opening) if answered else None)
    window = MainWindow(memory, opening=opening)
    start = Start(window, places, instance, tell_reps)
    start.notices.append(notice)
    opening.painted.connect(start.on_painted)
    application.aboutToQuit.connect(start.close)  # Windows ends a program at log-out that has not left its loop
    window.show()
    code = application.exec()
    start.close()
    instance.release()
    if start.loads:  # Python would end in the middle of an import, where it may wait for itself
        os._exit(code)
    return code


def tell_desktop_who_this_is() -> None:
    """Name and icon in task bar and switcher are those of the installed program; call it before any window."""
    QGuiApplication.setDesktopFileName(APPLICATION_ID)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APPLICATION_ID)


def _require_open(tell_reps: int | None) -> None:
    if tell_reps is None:
        return
    try:
        os.fstat(tell_reps)
    except (OSError, OverflowError) as error:
        raise OptionError(
            f"--tell-reps {tell_reps}: no open file has this descriptor; name one that the caller has opened."
        ) from error


def _claim(instance: SingleInstance, places: Places) -> str | None:
    """None when another start already runs and was raised; else a sentence for the banner, mostly empty."""
    try:
        make_private(places.history.parent)
    except HingeError as error:
        return str(error)
    if instance.claim() or not os.access(places.history.parent, os.W_OK):
        return ""  # a folder that cannot be written says so itself when the history is opened
    if instance.ask_first():
        return None
    return "Another Hinge holds the history and does not answer; what you do here cannot be kept."


def _end_with(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A start that breaks must not leave a window that never comes to life."""
    if isinstance(error, HingeError):
        print(f"hinge-desktop: {error}", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)
    QCoreApplication.exit(1)
