"""Which files stay in a built folder, of all that PyInstaller takes along. Used by ``hinge.spec`` and the benches.

What no desktop loads goes first. On Linux then each library has to be reached from a Python module or from a plugin
that stays: PyInstaller takes along what every plugin asks for, also of plugins that are dropped afterwards. Those of
``system_libraries.py`` are left to the system.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from elf import MAGIC, reached, read_elf
from system_libraries import BY_NAME

Entry = tuple[str, str, str]
"""PyInstaller's: the place in the folder, the file it comes from (of a link: what it leads to), what kind it is."""


UNWANTED = re.compile(
    r"plugins/(egldeviceintegrations|generic|networkinformation|tls|virtualkeyboard|qmltooling|sqldrivers)/"
    # Measured: QAudioSink plays without a media backend, which would bring FFmpeg, Qt Quick and Qt Qml along.
    r"|plugins/multimedia/"
    # Nothing is painted by OpenGL.
    r"|plugins/(xcbglintegrations|wayland-graphics-integration-client)/"
    r"|plugins/wayland-shell-integration/lib(fullscreen|ivi|qt|wl)-"
    r"|plugins/platforms/lib(qeglfs|qlinuxfb|qvnc|qminimal|qminimalegl|qvkkhrdisplay)"
    r"|plugins/platforms/q(direct2d|minimal)\.dll"
    r"|plugins/platformthemes/libqgtk3"
    r"|plugins/imageformats/(lib)?q(?!svg|jpeg|ico)"
    r"|plugins/platforminputcontexts/(lib)?qtvirtualkeyboard"
    r"|plugins/texttospeech/.*mock"
    r"|PySide6/(Qt/)?translations/"
    r"|\.dist-info/RECORD$"
    r"|pyqtgraph/(icons/peegee|colors/maps)/"
    r"|(lib)?Qt6?(Quick|Qml|Pdf|VirtualKeyboard)[A-Za-z0-9]*\."
    r"|(av(codec|format|util)|sw(resample|scale))-\d+\.dll"
    r"|opengl32sw\.dll"
)
"""Platforms, picture formats and helpers that a desktop never loads, and Qt's own words, which nothing here loads."""


def prune(binaries: Iterable[Entry], datas: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Leave out what is not used; returns what stays of each."""
    binaries, datas = [e for e in binaries if wanted(e[0])], [e for e in datas if wanted(e[0])]
    return only_asked_for(binaries, datas) if sys.platform.startswith("linux") else (binaries, datas)


def wanted(place: str) -> bool:
    """A desktop may load it."""
    return not UNWANTED.search(place.replace("\\", "/"))


def only_asked_for(binaries: Iterable[Entry], datas: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Leave out libraries that nothing asks for, and those of the system; returns what stays of each."""
    here = [entry for entry in binaries if PurePosixPath(entry[0]).name not in BY_NAME]
    files = [entry for entry in here if entry[2] != "SYMLINK"]
    needed: dict[str, set[str]] = {}
    for place, source, _ in files:
        needed.setdefault(PurePosixPath(place).name, set()).update(_needed(Path(source)))
    roots = (PurePosixPath(place).name for place, _, kind in files if kind == "EXTENSION" or is_root(place))
    stays = reached(roots, needed)
    kept = [entry for entry in here if PurePosixPath(entry[0]).name in stays]
    places = {place for place, _, _ in kept}
    return kept, [entry for entry in datas if entry[2] != "SYMLINK" or _target(entry) in places]


def is_root(place: str) -> bool:
    """Loaded by name and not because another library asks for it: a plugin, or Python itself."""
    return "/plugins/" in place or PurePosixPath(place).name.startswith("libpython")


def _target(entry: Entry) -> str:
    return str(PurePosixPath(entry[0]).parent / entry[1])


def _needed(source: Path) -> tuple[str, ...]:
    with source.open("rb") as file:
        return read_elf(source).needed if file.read(4) == MAGIC else ()
