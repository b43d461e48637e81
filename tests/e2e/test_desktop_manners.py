"""A desktop looks at Hinge: whose window it is, what a second start does, and how it ends. The real program in Xvfb."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hinge_desktop.assets import WINDOW_ICON_SIZES

MISSING = [name for name in ("Xvfb", "openbox", "xdotool", "xprop") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not here: {', '.join(MISSING)}")
PATIENCE_S = 60.0
PACKAGED = Path(__file__).parents[2] / "packaging" / "linux"
ICONS = ("xprop", "-len", "4000000", "_NET_WM_ICON", "-id")


def hear_ctrl_c() -> None:
    """In the new process: whoever runs the tests in the background has it ignored, and Hinge would leave it so."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass
class Desktop:
    """A screen with a window manager, and what somebody does at it."""

    environment: dict[str, str]
    root: Path
    manager: subprocess.Popen[str]

    def start(self) -> subprocess.Popen[str]:
        """Start Hinge, as the menu does."""
        command = [sys.executable, "-m", "hinge_desktop"]
        return subprocess.Popen(
            command, env=self.environment, cwd=self.root, stderr=subprocess.PIPE, text=True, preexec_fn=hear_ctrl_c
        )

    def ask(self, *words: str) -> str:
        """What one of the desktop's own programs says."""
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def window(self) -> str:
        """Hinge's window, once it is there."""
        return self.wait(lambda: self.ask("xdotool", "search", "--onlyvisible", "--class", "Hinge"))

    def seen(self) -> str:
        """What is on the screen, for somebody who has to find out."""
        windows = self.ask("xdotool", "search", "--class", "Hinge").split()
        states = [self.ask("xprop", "-id", one, "WM_STATE", "_NET_WM_STATE") for one in windows]
        states.append(self.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK", "_NET_CLIENT_LIST"))
        return f"{[self.place(one) for one in windows]} {states} active {self.ask('xdotool', 'getactivewindow')}"

    def settled(self, window: str) -> list[str]:
        """The same, once it holds still: while a manager puts a window into its frame the numbers mean nothing."""
        before: list[str] = []
        while before != (now := self.place(window)):
            before = now
            time.sleep(0.1)
        return now

    def place(self, window: str) -> list[str]:
        """Where a window is, and how large."""
        return self.ask("xdotool", "getwindowgeometry", window).splitlines()[1:]

    def wait(self, look: Callable[[], str]) -> str:
        """Look until there is something to see."""
        until = time.monotonic() + PATIENCE_S
        while not (seen := look()):
            if self.manager.poll() is not None:  # seen once in some twenty times, and none of it is ours
                pytest.skip(f"openbox ended by itself with {self.manager.returncode}")
            assert time.monotonic() < until, f"nothing came: {self.seen()}"
            time.sleep(0.05)
        return seen


@pytest.fixture
def desktop(tmp_path: Path, home: Path, root: Path) -> Iterator[Desktop]:
    own = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    started: list[subprocess.Popen[str]] = []
    display = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    started.append(display)
    try:
        assert display.stdout is not None
        own |= {"DISPLAY": f":{display.stdout.readline().strip()}", "HINGE_HOME": str(home), "PYTHONPATH": str(root)}
        manager = subprocess.Popen(["openbox"], env=own, stderr=subprocess.DEVNULL, text=True)
        started.append(manager)
        desktop = Desktop(own, tmp_path, manager)
        desktop.wait(lambda: re.sub(r".*not found.*", "", desktop.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")))
        yield desktop
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(20)
        if display.stdout is not None:
            display.stdout.close()


def test_whose_window_it_is_a_second_start_and_the_end(desktop: Desktop) -> None:
    first = desktop.start()
    window = desktop.window()
    described = desktop.ask("xprop", "-id", window, "WM_CLASS", "WM_NAME", "_GTK_APPLICATION_ID")
    entry = (PACKAGED / "org.hinge.desktop.desktop").read_text(encoding="utf-8")
    assert '"hinge-desktop", "Hinge"' in described
    assert "StartupWMClass=Hinge\n" in entry
    assert 'WM_NAME(STRING) = "Hinge"' in described
    assert '_GTK_APPLICATION_ID(UTF8_STRING) = "org.hinge.desktop"' in described
    largest = f"({WINDOW_ICON_SIZES[-1]} x {WINDOW_ICON_SIZES[-1]})"
    icons = desktop.wait(lambda: seen if largest in (seen := desktop.ask(*ICONS, window)) else "")
    assert tuple(map(int, re.findall(r"Icon \((\d+) x \d+\)", icons))) == WINDOW_ICON_SIZES

    desktop.ask("xdotool", "windowmove", "--sync", window, "300", "150")
    place = desktop.settled(window)
    desktop.ask("xdotool", "windowminimize", "--sync", window)
    second = desktop.start()
    assert second.wait(PATIENCE_S) == 0
    assert second.communicate()[1] == ""
    desktop.wait(lambda: desktop.ask("xdotool", "search", "--onlyvisible", "--class", "Hinge"))
    desktop.wait(lambda: window if desktop.ask("xdotool", "getactivewindow") == window else "")

    first.send_signal(signal.SIGTERM)  # as a desktop does at log-out
    assert first.wait(PATIENCE_S) == 0
    assert first.communicate()[1] == ""

    third = desktop.start()
    window = desktop.window()
    desktop.wait(lambda: "there" if desktop.place(window) == place else "")  # its frame comes a moment later
    third.send_signal(signal.SIGINT)  # as Ctrl+C does in a terminal
    third.wait(PATIENCE_S)
    assert "Traceback" not in third.communicate()[1]
