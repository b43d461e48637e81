"""The real program under a screen reader: its tree and its events, read by another process over the system's own bus.

It needs an X server without a screen and the accessibility bus; where they are missing there is nothing to be seen
here. The clock is the real one: a repetition of the first set is waited for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hinge_desktop import settings as settings_file
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from tests.conftest import ROOT
from tests.e2e import past
from tests.e2e.reader import Node, ScreenReader

LAUNCHERS = [Path(folder) / "at-spi-bus-launcher" for folder in ("/usr/libexec", "/usr/lib/at-spi2-core", "/usr/lib")]
LAUNCHER = next((path for path in LAUNCHERS if path.exists()), None)
MANAGER = shutil.which("openbox")
"""Without a window manager nothing has the focus."""
MISSING = [name for name in ("Xvfb", "dbus-daemon") if shutil.which(name) is None]
MISSING += [] if LAUNCHER else ["at-spi-bus-launcher"]

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the accessibility bus is that of Linux"),
    pytest.mark.skipif(bool(MISSING), reason=f"there is no {', '.join(MISSING)} here"),
]

SANE_ROLES = frozenset(
    {
        "button", "push button", "toggle button", "check box", "radio button", "combo box", "menu item", "list item",
        "spin button", "slider", "text", "entry", "link", "page tab", "page tab list", "list", "scroll pane", "panel",
        "grouping",
    }
)  # fmt: skip
"""What can have the focus. ``panel`` is the page that takes the keys of a session."""


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    """The environment of a desktop of its own: a screen, a session, its accessibility bus. Nothing of the user's."""
    started: list[subprocess.Popen[str]] = []
    with tempfile.TemporaryDirectory(prefix="hinge-a11y-") as folder:
        # The user's own settings of the desktop are not asked, and the bus's socket is made in this folder.
        own = {"XDG_RUNTIME_DIR": folder, "XDG_CACHE_HOME": folder, "GSETTINGS_BACKEND": "memory"}
        environment = {key: value for key, value in os.environ.items() if key != "AT_SPI_BUS_ADDRESS"} | own

        def start(command: list[str], *, told: bool = True) -> str:
            out = subprocess.PIPE if told else subprocess.DEVNULL
            process = subprocess.Popen(
                command, stdout=out, stderr=subprocess.DEVNULL, text=True, env=environment
            )  # fmt: skip
            started.append(process)
            return process.stdout.readline().strip() if process.stdout else ""

        try:
            display = start(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
            bus = start(["dbus-daemon", "--session", "--print-address=1", "--nofork"])
            if not display or not bus:
                pytest.skip("the screen or the bus does not start here")
            environment |= {"DISPLAY": f":{display}", "DBUS_SESSION_BUS_ADDRESS": bus}
            start([str(LAUNCHER), "--launch-immediately"], told=False)
            if MANAGER:
                start([MANAGER], told=False)
            yield environment
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait(20)
                if process.stdout:
                    process.stdout.close()


@pytest.fixture
def reader(screen: dict[str, str], home: Path) -> Iterator[ScreenReader]:
    """The program, started by somebody who has practised before, and the reader beside it."""
    places = Places.usual()
    past.live(places.history, datetime.now(UTC), 8)
    places.settings.parent.mkdir(parents=True)
    settings_file.save(Settings(sound=False, voice=False, welcomed=True, get_ready_s=8), places.settings)
    reader = ScreenReader(screen["DBUS_SESSION_BUS_ADDRESS"])
    environment = screen | {
        "HINGE_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "xcb",
        "QT_ACCESSIBILITY": "1",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    program = subprocess.Popen([sys.executable, "-m", "hinge_desktop"], env=environment, stderr=subprocess.PIPE)
    try:
        yield reader
    finally:
        reader.close()
        program.kill()
        _, told = program.communicate()
    assert b"Traceback" not in told, told.decode()


def assert_named(nodes: list[Node]) -> None:
    """Whatever can have the focus says what it is."""
    nameless = [str(one) for one in nodes if one.focusable and not one.name.strip()]
    assert nameless == []
    strange = [str(one) for one in nodes if one.focusable and one.role not in SANE_ROLES]
    assert strange == []


def names(nodes: list[Node]) -> list[str]:
    return [one.name for one in nodes if one.name]


def test_every_control_says_what_it_is_and_a_session_is_read_out(reader: ScreenReader) -> None:
    reader.wait_for("Start")
    today = reader.tree()
    show("Today", today)
    assert_named(today)
    assert {"Today", "Start", "Main step: Banded Pull Through, 3 sets of 12  ·  4.5 s each (2-0.5-1-1)"} <= set(
        names(today)
    )

    reader.press("Start")
    ring = reader.wait_for("8 seconds")
    reader.listen_until(lambda: announced(reader, r"Get ready\. Doorway Hinge\. 6 repetitions.*"))
    follow = reader.tree()
    show("Follow along", follow)
    assert_named(follow)

    reader.listen_until(lambda: renamed(reader, ring, "1 of 6 reps"))
    for words in ("3", "2", "1", r"Back\b.*", "Look", "Forward", "1"):
        reader.listen_until(lambda words=words: announced(reader, words))
    assert [text for text in texts(reader, "name", ring) if text.endswith("reps")] == ["0 of 6 reps", "1 of 6 reps"]

    reader.press_until("Skip", "Pain at its worst, during the session")
    finish = reader.tree()
    show("After the session", finish)
    assert_named(finish)
    assert MANAGER is None or [one.name for one in finish if one.focused] == [
        "Pain at its worst, during the session: not answered"
    ]


def texts(reader: ScreenReader, what: str, of: Node | None = None) -> list[str]:
    """What was told, in order; of one thing, or of any."""
    return [one.text for one in reader.said if one.what == what and (of is None or one.at == of.at)]


def announced(reader: ScreenReader, words: str) -> bool:
    return any(re.fullmatch(words, text) for text in texts(reader, "announcement"))


def renamed(reader: ScreenReader, node: Node, name: str) -> bool:
    return name in texts(reader, "name", node)


def show(title: str, nodes: list[Node]) -> None:
    """For who reads the test's output: the tree as it was."""
    print(f"-- {title}", *nodes, sep="\n")
