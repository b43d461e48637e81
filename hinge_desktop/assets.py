"""What the program brings along: exercise files, icons, sounds, fonts.

Everything in ``assets/``, and the manual, is compiled into ``resources.rcc`` (see ``resources.qrc``) and read through
Qt's resource system, so that the source tree, a wheel and a frozen package find it the same way. Fonts are the
exception: only packages bring them, as plain files in a folder of the package.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QDirIterator, QFile, QIODevice, QResource
from PySide6.QtGui import QFontDatabase, QIcon

from hinge_desktop.errors import HingeError

_PACKAGE = Path(__file__).resolve().parent
WINDOW_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


def ensure_resources() -> None:
    """Make ``:/exercises``, ``:/icons`` and the rest readable; does nothing when they already are.

    Raises:
        HingeError: ``resources.rcc`` is missing or not a resource file.
    """
    if QDir(":/exercises").exists():
        return
    if not QResource.registerResource(str(_PACKAGE / "resources.rcc")):
        raise HingeError(
            "Hinge's own file resources.rcc is missing or incomplete; install Hinge again (in a clone: ./hinge test)."
        )


def shipped(folder: str) -> tuple[str, ...]:
    """Names of the files in one folder of the resources, e.g. ``shipped("icons")``, sorted."""
    ensure_resources()
    return tuple(sorted(QDir(f":/{folder}").entryList(QDir.Filter.Files)))


def read(name: str) -> bytes:
    """Content of one resource, e.g. ``read("sounds/count.wav")``.

    Raises:
        KeyError: nothing of that name is shipped (a bug, not a user's doing).
    """
    ensure_resources()
    file = QFile(f":/{name}")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise KeyError(name)
    try:
        return bytes(file.readAll().data())
    finally:
        file.close()


def exercise_texts() -> dict[str, str]:
    """The shipped exercise files: file name (``hero-squat.toml``) to TOML text."""
    return {name: read(f"exercises/{name}").decode("utf-8") for name in shipped("exercises")}


def manual_texts() -> dict[str, str]:
    """The pages of Help: path in ``docs/`` (``manual/today.md``) to Markdown."""
    ensure_resources()
    found: dict[str, str] = {}
    pages = QDirIterator(":/docs", ["*.md"], QDir.Filter.Files, QDirIterator.IteratorFlag.Subdirectories)
    while pages.hasNext():
        name = pages.next().removeprefix(":/")
        found[name.removeprefix("docs/")] = read(name).decode("utf-8")
    return found


def icon(name: str) -> QIcon:
    """The icon ``assets/icons/<name>.svg``.

    Raises:
        KeyError: no such icon is shipped; the message lists those that are.
    """
    path = f"icons/{name}.svg"
    ensure_resources()
    if not QFile.exists(f":/{path}"):
        raise KeyError(f"{path} is not one of: {', '.join(shipped('icons'))}")
    return QIcon(f":/{path}")


def window_icon() -> QIcon:
    """Hinge's own icon in every size that a task bar or a switcher may ask for, each drawn from the one picture."""
    drawn, sizes = icon("hinge"), QIcon()
    for size in WINDOW_ICON_SIZES:
        sizes.addPixmap(drawn.pixmap(size, size))
    return sizes


def load_fonts(folder: Path = _PACKAGE / "fonts") -> tuple[str, ...]:
    """Load the fonts a package brings along; from source there is no such folder and the system's are used.

    Needs a running QGuiApplication. Returns the families loaded, sorted, each once.
    """
    families: set[str] = set()
    for path in sorted(folder.glob("*.ttf")):
        identity = QFontDatabase.addApplicationFontFromData(path.read_bytes())
        families.update(QFontDatabase.applicationFontFamilies(identity))
    return tuple(sorted(families))
