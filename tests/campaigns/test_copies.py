"""The short form of the copies that were stopped, and proof that it can see."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from hinge_desktop import durable
from tests.campaigns import copies as campaign


def test_a_copy_that_was_stopped_has_no_name_and_what_is_put_back_is_the_same(tmp_path: Path) -> None:
    found = campaign.run(tmp_path, 4, random.Random(1), days=120)
    assert found.wrong == []
    assert found.seen["copies that bear their name"] > 0
    assert found.seen["copies that were stopped on the way"] > 0
    assert found.seen["put back"] == 1


MOST_TRIES = 12
"""A kill has to fall into a copy; on a busy computer a few do not."""


def test_a_program_that_writes_to_the_name_itself_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hasty = campaign.COPIES.replace(
        "now =",
        "import contextlib\nfrom hinge_desktop import durable\n"
        "durable.beside = contextlib.contextmanager(lambda path: (yield path))\n"
        "durable.replace = lambda fresh, path: None\nnow =",
    )
    monkeypatch.setattr(campaign, "COPIES", hasty)
    tries = (campaign.run(tmp_path / str(seed), 4, random.Random(seed), days=120) for seed in range(MOST_TRIES))
    assert any("is not the history" in one for found in tries for one in found.wrong)
    assert durable.beside.__module__ == "hinge_desktop.durable"  # only in the child
