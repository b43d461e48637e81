"""The short form of many starts at once."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.campaigns import many_starts as campaign


@pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP, and pipes that do not wait")
def test_one_program_has_the_history_and_the_others_bring_it_to_the_front(tmp_path: Path) -> None:
    found = campaign.run(tmp_path, 3, random.Random(1))
    assert found.wrong == []
    assert found.seen["programs that ended by themselves"] == 2
    assert found.seen["times it was brought to the front"] == 2
    assert found.seen["starts after a kill"] == found.seen["starts beside one that hangs"] == 1
