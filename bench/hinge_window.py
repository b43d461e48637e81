"""Hinge, watched from outside: prints the clock when its first figure is painted, and ends; see ``start_to_frame.py``.

What paints a figure is replaced by one that paints and then tells the time, while its module is loaded and before any
page takes it from there, so the program needs no hook and the order of its imports stays its own. That is the
opening's player when there is a recording, else the figure's painter. With ``--whole`` only the painter counts: the
living figure.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys
import time
from collections.abc import Sequence
from types import ModuleType
from typing import Any

PAINTER, OPENING = "hinge_desktop.stage.painter", "hinge_desktop.ui.opening"
WATCHED = (PAINTER,) if "--whole" in sys.argv else (PAINTER, OPENING)


class WatchedLoader(importlib.abc.Loader):
    """Loads the painter's module as its own loader does, then wraps ``paint_figure``."""

    def __init__(self, loader: importlib.abc.Loader) -> None:
        self._loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """As the real loader."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """As the real loader, then watch."""
        self._loader.exec_module(module)
        owner, name = (module.Opening, "paint_frame") if module.__name__ == OPENING else (module, "paint_figure")
        paint = getattr(owner, name)

        def paint_and_tell(*arguments: Any, **options: Any) -> None:
            paint(*arguments, **options)
            print(f"first frame {time.monotonic_ns()}", flush=True)
            os._exit(0)

        setattr(owner, name, paint_and_tell)


class Watch(importlib.abc.MetaPathFinder):
    """Puts the watched loader in the place of the painter's."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A watched module with the watched loader; nothing to say of any other."""
        if name not in WATCHED:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = WatchedLoader(spec.loader)
        return spec


sys.meta_path.insert(0, Watch())
sys.argv = ["hinge-desktop"]

from hinge_desktop.__main__ import main  # noqa: E402 - the watch comes first

sys.exit(main())
