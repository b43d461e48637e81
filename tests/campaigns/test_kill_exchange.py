"""The short form of the campaign that kills imports and restorings, and proof that it can see."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from hinge_desktop.history.exchange import merge
from hinge_desktop.history.store import Store
from tests.campaigns import kill_exchange as campaign
from tests.campaigns.campaign import Found


def test_killed_at_any_instant_the_history_is_the_one_before_or_the_one_after(tmp_path: Path) -> None:
    found = campaign.run(tmp_path, 3, random.Random(2))
    assert found.wrong == []
    assert found.seen["not stopped"] >= 2
    assert sum(found.seen[f"{one}: {when}"] for one in campaign.COMMANDS for when in ("before", "after")) == 5


@pytest.mark.parametrize(("share", "said"), [(0.5, "neither before nor after"), (1.0, "put nothing aside")])
def test_half_an_import_and_one_without_a_copy_are_found(tmp_path: Path, share: float, said: str) -> None:
    scene, found = campaign.set_up(tmp_path), Found()
    path = scene.home / "data" / "history.sqlite"
    theirs = scene.after["restore"]
    some = dict(list(theirs["sessions"].items())[: int(share * len(theirs["sessions"]))])
    with Store.open(path) as store:
        merge(store, {**theirs, "sessions": some})
    campaign.judge(path, scene, "import", found, finished=True)
    assert [said in one for one in found.wrong] == [True]
