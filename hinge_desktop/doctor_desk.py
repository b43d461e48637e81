"""The doctor's look at the desktop: display, screens, tray, sound, voices, keeping the screen on.

Qt ends the program where it cannot reach a display, an audio service may not answer and a list of voices may take its
time. So all of that happens in a process of its own, which writes down what it finds as it goes; this one waits so long
and no longer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hinge_desktop.display import display_missing
from hinge_desktop.doctor_finding import LOOK, NOTE, Finding

DESKTOP, SOUND = "Desktop", "Sound and voice"
PATIENCE_S = 20.0
_BEGIN = "begin "


def own_command() -> list[str]:
    """What starts this same program."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "hinge_desktop"]


def own_surroundings() -> dict[str, str]:
    """What :func:`own_command` needs to find this package from any folder; nothing where it is a package."""
    if getattr(sys, "frozen", False):
        return {}
    ours = str(Path(__file__).resolve().parent.parent)
    return {"PYTHONPATH": os.pathsep.join(one for one in (ours, os.environ.get("PYTHONPATH", "")) if one)}


def desk(patience_s: float = PATIENCE_S, command: list[str] | None = None) -> Iterator[Finding]:
    """Everything about the desktop, found out by another process within ``patience_s``."""
    yield Finding(DESKTOP, "session", _session())
    try:
        with tempfile.TemporaryDirectory(prefix="hinge-", ignore_cleanup_errors=True) as folder:
            yield from _asked(command or own_command(), Path(folder), patience_s)
    except OSError as error:
        words = f"It cannot be looked at ({error.strerror or 'refused'}): make room for temporary files."
        yield Finding(DESKTOP, "desktop", words, LOOK)


def _session() -> str:
    kind = os.environ.get("XDG_SESSION_TYPE", "")
    name = os.environ.get("XDG_CURRENT_DESKTOP", "")
    return ", ".join(word for word in (name, kind) if word) or "the desktop does not say its name"


def _asked(command: list[str], folder: Path, patience_s: float) -> Iterator[Finding]:
    told, said = folder / "told", folder / "said"
    with said.open("wb") as output:
        try:
            code: int | None = subprocess.run(
                [*command, "doctor", "--desk", str(told)],
                cwd=folder,
                env=os.environ | own_surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                timeout=patience_s,
                check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            ).returncode
        except subprocess.TimeoutExpired:
            code = None
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    yield from (Finding.from_json(line) for line in lines if not line.startswith(_BEGIN))
    if code == 0:
        return
    at = next((line.removeprefix(_BEGIN) for line in reversed(lines) if line.startswith(_BEGIN)), "desktop")
    if code is None:
        words = f"There was no answer within {patience_s:g} s, and what comes after it was left out: try again later."
        yield Finding(DESKTOP, at, words, NOTE)
        return
    last = [line.strip() for line in said.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    hint = f" ({last[0]})" if last else ""
    words = f"Qt ended the program here{hint}: see to the display, or install what is named."
    yield Finding(DESKTOP, at, words, LOOK)


# ---- in the other process -------------------------------------------------------------------------------------------


def write_down(told: Path) -> int:
    """Look, and write each finding to ``told`` as soon as there is one. Does not return: Qt's end may take its time."""
    with told.open("a", encoding="utf-8", buffering=1) as file:
        for name, look in _LOOKS.items():
            file.write(f"{_BEGIN}{name}\n")
            try:
                findings = list(look())
            except ImportError as error:
                words = f"A part of the system is not there ({error}): install what is named."
                findings = [Finding(DESKTOP, name, words, LOOK if name == "window" else NOTE)]
            except Exception as error:  # noqa: BLE001 - whatever it is, the rest is looked at
                words = f"It cannot be looked at ({type(error).__name__}): say so in a report."
                findings = [Finding(DESKTOP, name, words, NOTE)]
            file.writelines(f"{one.as_json()}\n" for one in findings)
            if name == "window" and findings[-1].level == LOOK and "PySide6.QtWidgets" not in sys.modules:
                break  # without Qt there is no more to look at
    os._exit(0)


def _window() -> Iterator[Finding]:
    if display_missing():
        if os.environ.get("DISPLAY"):  # its value may name another computer
            words = (
                "The one that DISPLAY names does not answer, so no window can be opened: start Hinge from a desktop."
            )
        else:
            words = "There is none, so no window can be opened: start Hinge from a desktop."
        yield Finding(DESKTOP, "display", words, LOOK)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import qVersion  # Qt may not be there: everything of it is looked for inside
    from PySide6.QtWidgets import QApplication

    QApplication.instance() or QApplication(sys.argv[:1])
    yield Finding(DESKTOP, "Qt", f"{qVersion()}, platform {QApplication.platformName()}")


def _screens() -> Iterator[Finding]:
    from PySide6.QtGui import QGuiApplication  # as in _window

    for number, screen in enumerate(QGuiApplication.screens(), start=1):
        size, room = screen.size(), screen.availableSize()
        words = (
            f"{size.width()} x {size.height()}, room {room.width()} x {room.height()},"
            f" {screen.logicalDotsPerInch():.0f} dpi, scale {screen.devicePixelRatio():g},"
            f" {screen.refreshRate():.0f} Hz"
        )
        yield Finding(DESKTOP, f"screen {number}", words)
    scheme = QGuiApplication.styleHints().colorScheme().name.lower()
    yield Finding(DESKTOP, "look", f"the desktop says: {scheme}")


def _program() -> Iterator[Finding]:
    from hinge_desktop import assets  # as in _window
    from hinge_desktop.errors import HingeError

    try:
        count = len(assets.shipped("exercises"))
    except HingeError as error:
        yield Finding(DESKTOP, "what Hinge brings along", str(error), LOOK)
        return
    yield Finding(DESKTOP, "what Hinge brings along", f"exercises: {count}, icons: {len(assets.shipped('icons'))}")


def _tray() -> Iterator[Finding]:
    from PySide6.QtWidgets import QSystemTrayIcon  # as in _window

    if QSystemTrayIcon.isSystemTrayAvailable():
        yield Finding(DESKTOP, "tray", "there is one")
    else:
        words = "There is none, so reminders appear in the window; some desktops have one as an extension."
        yield Finding(DESKTOP, "tray", words, NOTE)


def _sound() -> Iterator[Finding]:
    from PySide6.QtCore import QLoggingCategory  # as in _window

    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    from PySide6.QtMultimedia import QMediaDevices

    # Counted and not named: a headset is often called after its owner.
    count = len(QMediaDevices.audioOutputs())
    if count:
        yield Finding(SOUND, "audio devices", f"{count}")
    else:
        words = "There is none, so beeps are shown as words: connect loudspeakers or look at the system's sound."
        yield Finding(SOUND, "audio devices", words, NOTE)


def _awake() -> Iterator[Finding]:
    from hinge_desktop.wake import presenting  # brings wakepy along

    with presenting() as held:
        active = held.active
    if active:
        yield Finding(DESKTOP, "keeping the screen on", "the desktop allows it")
    else:
        words = "The desktop does not allow it: let the screen go dark later, in the system's settings."
        yield Finding(DESKTOP, "keeping the screen on", words, NOTE)


def _voices() -> Iterator[Finding]:
    from hinge_desktop.voice import Voice  # as in _window

    voice = Voice()
    voice.prepare()
    if voice.available:
        yield Finding(SOUND, "voices", f"{len(voice.voices())} that speak English")
    else:
        words = "There is no voice, so the words are shown; on Linux install espeak-ng or speech-dispatcher."
        yield Finding(SOUND, "voices", words, NOTE)


_LOOKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "window": _window,
    "screen": _screens,
    "what Hinge brings along": _program,
    "tray": _tray,
    "audio devices": _sound,
    "keeping the screen on": _awake,
    "voices": _voices,
}
"""In this order: what is likelier not to answer comes later."""
