"""What every test gets: an offscreen Qt, a home of its own, and a look for what it left behind."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

# Before anything imports Qt: without a display Qt's default platform aborts the process.
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import hypothesis
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

ROOT = Path(__file__).resolve().parent.parent

# Two profiles: the suite's (the same examples every time, few) and `HYPOTHESIS_PROFILE=search` for a long look.
hypothesis.settings.register_profile("suite", max_examples=25, derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("search", max_examples=1000, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


LEADS_OUT = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
LOOKS_OUT = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request"})


def stay_at_home(event: str, values: tuple[object, ...]) -> None:
    """No test, and nothing that a test calls, may reach for the internet: it ends with this error.

    Sockets of this computer alone (the desktop's bus) are fine. What Qt does by itself Python does not hear of;
    ``tests/campaigns/private.py`` looks at that from outside.
    """
    if event in LOOKS_OUT or (event in LEADS_OUT and not _is_local(values[0])):
        raise RuntimeError(f"something reached for the internet: {event} {values[1:]!r}")


def _is_local(socket: object) -> bool:
    return getattr(socket, "family", None) not in (2, 10, 23, 30)  # AF_INET, and AF_INET6 of three systems


sys.addaudithook(stay_at_home)


def load_script(name: str) -> ModuleType:
    """Import ``packaging/<name>.py``, which is a folder of scripts and not a package."""
    path = ROOT / "packaging" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"hinge_packaging_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up here
    spec.loader.exec_module(module)
    return module


def pytest_configure(config: pytest.Config) -> None:
    """The tests read the assets through the compiled resources, as the program does."""
    load_script("compile_resources").compile_resources(check=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the source tree."""
    return ROOT


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for everything the program keeps; nothing is written to the user's."""
    folder = tmp_path / "hinge-home"
    monkeypatch.setenv("HINGE_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a timer running or a top-level widget alive.

    Both would go on in the next test. What was given to ``deleteLater`` may still be deleted first.
    """
    started: list[QTimer] = []
    start = QTimer.start

    def remember(timer: QTimer, *arguments: object, **named: object) -> None:
        started.append(timer)
        start(timer, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(QTimer, "start", remember)
    before = set(map(id, _top_level_widgets()))
    yield
    _let_go()
    widgets = [widget for widget in _top_level_widgets() if id(widget) not in before]
    timers = [timer for timer in started if shiboken6.isValid(timer) and timer.isActive()]
    told = [f"widget {_told(widget)} is alive" for widget in widgets]
    told += [f"timer {_told(timer)} of {timer.interval()} ms is running" for timer in timers]
    for timer in timers:
        timer.stop()
    for widget in widgets:
        widget.deleteLater()
    _let_go()
    if told:
        pytest.fail(f"the test left something behind: {'; '.join(told)}", pytrace=False)


def _top_level_widgets() -> list[QWidget]:
    # Qt keeps some windows of its own (tool tips, completer lists) without a Python type of ours; they are named so.
    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if shiboken6.isValid(widget) and widget.parentWidget() is None and widget.objectName() != "qtooltip_label"
    ]


def _let_go() -> None:
    application = QCoreApplication.instance()
    if application is not None:
        for _ in range(3):  # deleting one object may put off another
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()


def _told(thing: QWidget | QTimer) -> str:
    name = thing.objectName()
    return f"{type(thing).__name__}{f' “{name}”' if name else ''}"
