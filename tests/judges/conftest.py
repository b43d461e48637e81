"""Judges: other people's engines look at our numbers. What drives an engine lies beside its tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
