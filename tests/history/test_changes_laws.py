"""Laws of what can be taken back: any row of changes, taken back, gives the history as it was practised."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from hinge_desktop.history import seal
from hinge_desktop.history.engine import raw
from hinge_desktop.history.journal import KEPT
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import (
    Answers,
    Binned,
    Felt,
    History,
    MomentRecord,
    SessionRecord,
    SkipRecord,
)
from tests.history.conftest import NOW
from tests.history.test_changes import practise

scales = st.none() | st.integers(0, 10)
answers = st.builds(
    Answers, scales, scales, scales, scales, st.frozensets(st.sampled_from(Felt)), note=st.text(max_size=5)
)
"""What may be said."""


def changes_of(was: SessionRecord) -> st.SearchStrategy[SessionRecord]:
    """Sessions somebody could make of this one: other days, other numbers, sets left out."""
    chosen = st.lists(st.sampled_from(was.sets), unique=True) if was.sets else st.just([])
    sets = chosen.flatmap(
        lambda chosen: st.tuples(
            *(
                st.builds(
                    replace,
                    st.just(one),
                    done_reps=st.integers(0, 12),
                    load_kg=st.integers(0, 80).map(lambda half: half / 2),
                    side=st.sampled_from(("", "left", "right")),
                    exercise_id=st.sampled_from(("hero-squat", "wall-hinge")),
                )
                for one in sorted(chosen, key=lambda one: one.position)
            )
        )
    )
    days = st.integers(-3, 3).map(lambda days: was.local_day + timedelta(days=days))
    return st.builds(replace, st.just(was), local_day=days, step=st.integers(1, 10), answers=answers, sets=sets)


class TakingBack(RuleBasedStateMachine):
    """A history that is changed, taken back, closed and opened in any order.

    ``practised``: every session as it was done, but those removed for good.
    """

    uuids = Bundle("uuids")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = quickly_opened(Path(self.folder.name) / "history.sqlite")
        self.practised: dict[str, SessionRecord] = {}
        self.count = 0

    @initialize(target=uuids)
    def begin(self) -> str:
        self.session("first", 2)
        return "first"

    def teardown(self) -> None:
        """However it came about: everything taken back is what was practised."""
        while self.store.undo():
            self.seals_are_whole_and_counts_are_repetitions()
        expected = tuple(sorted(self.practised.values(), key=lambda one: one.started_utc))
        try:
            assert self.store.history() == History(expected)
            assert self.store.bin() == ()
        finally:
            self.store.close()
            with suppress(OSError):
                self.folder.cleanup()

    def session(self, uuid: str, reps: int) -> None:
        self.count += 1
        practise(self.store, uuid, NOW + self.count * timedelta(hours=1), (reps, 1))
        self.practised[uuid] = next(one for one in self.store.history().sessions if one.uuid == uuid)

    @property
    def state(self) -> tuple[History, tuple[Binned, ...]]:
        return self.store.history(), self.store.bin()

    @rule(target=uuids, reps=st.integers(0, 3))
    def practise_once_more(self, reps: int) -> str:
        uuid = f"session-{self.count}"
        self.session(uuid, reps)
        return uuid

    @rule(data=st.data())
    @precondition(lambda self: self.store.history().sessions)
    def edit(self, data: st.DataObject) -> None:
        was = data.draw(st.sampled_from(self.store.history().sessions))
        given = data.draw(changes_of(was))
        self.store.edit_session(given)
        found = next(one for one in self.store.history().sessions if one.uuid == was.uuid)
        assert without_durations(found) == without_durations(given)

    @rule(data=st.data(), said=answers)
    @precondition(lambda self: self.store.history().sessions)
    def answer(self, data: st.DataObject, said: Answers) -> None:
        one = data.draw(st.sampled_from(self.store.history().sessions))
        self.store.update_answers(one.uuid, said)

    @rule(data=st.data(), pain=scales)
    @precondition(lambda self: self.store.history().sessions)
    def tell_the_morning(self, data: st.DataObject, pain: int | None) -> None:
        one = data.draw(st.sampled_from(self.store.history().sessions))
        self.store.set_next_morning(one.uuid, pain)

    @rule(uuid=uuids)
    def delete(self, uuid: str) -> None:
        self.count += 1
        there = uuid in {one.uuid for one in self.store.history().sessions}
        self.store.delete_session(uuid, NOW + self.count * timedelta(minutes=1))
        assert uuid not in {one.uuid for one in self.store.history().sessions}
        assert not there or uuid in {one.uuid for one in self.store.bin()}

    @rule(uuid=uuids)
    def put_back(self, uuid: str) -> None:
        self.store.put_back(uuid)
        assert uuid not in {one.uuid for one in self.store.bin()}

    @rule()
    def empty_the_bin(self) -> None:
        for one in self.store.bin():
            del self.practised[one.uuid]
        self.store.empty_bin()
        assert self.store.bin() == ()

    @rule()
    def count_a_moment_and_skip_a_step(self) -> None:
        self.count += 1
        at = NOW + self.count * timedelta(hours=1)
        self.store.add_moment(MomentRecord(at, at.date(), "sit-down"))
        self.store.add_skip(SkipRecord(at, at.date(), self.count, True))

    @rule(data=st.data())
    @precondition(lambda self: self.store.history().moments)
    def delete_a_moment(self, data: st.DataObject) -> None:
        self.store.delete_moment(data.draw(st.sampled_from(self.store.history().moments)).uuid)

    @rule()
    def take_back(self) -> None:
        said = self.store.undoable()
        assert self.store.undo() == said

    @rule()
    def take_back_and_do_again(self) -> None:
        before = self.state
        if said := self.store.undo():
            assert self.state != before
            assert self.store.redo() == said
        assert self.state == before

    @rule()
    def do_again(self) -> None:
        said = self.store.redoable()
        assert self.store.redo() == said

    @rule()
    def close_and_open(self) -> None:
        before, undoable = self.state, self.store.undoable()
        self.store.close()
        self.store = quickly_opened(self.store.path)
        assert (self.state, self.store.undoable()) == (before, undoable)

    @invariant()
    def seals_are_whole_and_counts_are_repetitions(self) -> None:
        with self.store.reading() as connection:
            database = seal.driver(connection)
            assert seal.all_good(database)
            assert all(seal.counts_fit(one.image) for one in seal.everything(database) if one.table == "session")
            assert database.execute("SELECT count(*) FROM journal WHERE NOT undone").fetchone()[0] <= KEPT
            assert database.execute("SELECT 1 FROM session JOIN trash USING (uuid)").fetchone() is None


def quickly_opened(path: Path) -> Store:
    """Without waiting for the disk, which is not what is tried here."""
    store = Store.open(path)
    with raw(store._engine) as connection:
        connection.execute("PRAGMA synchronous=OFF")
    return store


def without_durations(one: SessionRecord) -> SessionRecord:
    """A set lasts longer with more repetitions."""
    return replace(one, sets=tuple(replace(each, duration_s=0.0) for each in one.sets))


TestTakingBack: Any = TakingBack.TestCase
TestTakingBack.settings = settings(stateful_step_count=14, max_examples=max(5, settings.default.max_examples // 2))
