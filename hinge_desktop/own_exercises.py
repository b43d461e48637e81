"""The user's own exercise files: a folder of ``*.toml`` -> their texts, and a sentence for each that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hinge_desktop.curriculum.table import LONGEST_FILE

MOST_FILES = 200


def read_own_texts(folder: Path) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Read the exercise files of a folder, by name.

    Returns:
        File name -> text, and one notice for the folder or for each file that cannot be read.
        Nothing is raised: the program works without them.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith("."))
    except OSError as error:
        return {}, (f"Your exercise folder {folder} cannot be read: {error.strerror or error}.",)
    texts: dict[str, str] = {}
    notices: list[str] = []
    for path in paths[:MOST_FILES]:
        try:
            texts[path.name] = _read(path)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            notices.append(f"Your exercise was left out: {path.name} cannot be read: {reason}.")
    if len(paths) > MOST_FILES:
        notices.append(f"Your exercise folder {folder} holds {len(paths)} files; the first {MOST_FILES} were read.")
    return texts, tuple(notices)


def _read(path: Path) -> str:
    if not path.is_file():  # opening a pipe would wait for ever
        raise ValueError("it is not an ordinary file")
    if path.stat().st_size > 4 * LONGEST_FILE:
        raise ValueError("it is too long for an exercise")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8 text") from error
