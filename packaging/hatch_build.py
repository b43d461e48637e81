"""Build hook: every wheel, sdist and editable install gets freshly compiled resources."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesBuildHook(BuildHookInterface[Any]):
    """Compiles ``resources.qrc`` before hatchling collects the files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before each build."""
        root = Path(self.root)
        spec = importlib.util.spec_from_file_location("compile_resources", root / "packaging" / "compile_resources.py")
        if spec is None or spec.loader is None:
            raise RuntimeError("packaging/compile_resources.py is missing")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.compile_resources(root)
