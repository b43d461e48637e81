"""Every sentence that is shown or spoken: without fear, blame, orders or medical claims, plain, and in one spelling."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.assets import exercise_texts
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.training.events import SWITCH_S, PlannedSet, SessionPlan, Side
from hinge_desktop.training.overruling import overruling
from hinge_desktop.training.script import Script
from hinge_desktop.training.session import Session
from tests.said import MANUAL, ROOT, Said, everything, in_markdown, in_python, long_share, program, words_of
from tests.training.lives import Event, events, live
from tests.training.told import day_of
from tests.wording import LISTS, NOT_BRITISH, ON_PURPOSE, NotOurs, found, found_in

PLANTED = [(each, sentence) for each in LISTS for sentence in each.planted]
LONGEST = 40
"""Words in one sentence, list items of the pages among them."""
LIMIT_IN_WORDS = re.compile(
    r"\b(?:pain|effort)(?: (?:of|is|up to|above|over|at most))* \d|\b(?:above|up to|within) \d\b"
    r"|\b\d+ (?:or more|good|days)\b|\b(?:two|three|four) (?:good )?(?:days|weeks|sessions)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def told() -> tuple[Said, ...]:
    return everything()


# -- the lists ----------------------------------------------------------------------------------


def test_every_sentence_is_without_fear_blame_orders_and_medical_claims(told: tuple[Said, ...]) -> None:
    hits = [f"{said.file}:{said.line}: {found_in(said)} in {said.text!r}" for said in told if found_in(said)]
    assert not hits, "\n".join(hits)


def test_every_sentence_is_british_and_without_dashes(told: tuple[Said, ...]) -> None:
    hits = [f"{said.file}:{said.line}: {said.text!r}" for said in told if NOT_BRITISH.search(said.text)]
    assert not hits, "\n".join(hits)


@pytest.mark.parametrize(("list_", "sentence"), PLANTED, ids=[sentence for _, sentence in PLANTED])
def test_a_planted_sentence_is_found_by_its_list(list_: NotOurs, sentence: str) -> None:
    assert list_.name in {name for name, _ in found(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "You are an athlete every day; a hamstring stretch is normal.",
        "The lower back drifts: try this instead.",
        "Rest days are part of it.",
        "No repetitions this week yet.",
        "What your doctor or therapist says comes first.",
        "Ask the one who treats you.",
        "Two sets are left, at your own pace.",
    ],
)
def test_our_own_tone_is_let_through(sentence: str) -> None:
    assert not found(sentence)


def test_what_stands_on_purpose_has_a_reason_and_still_stands(told: tuple[Said, ...]) -> None:
    for one in ON_PURPOSE:
        words = " ".join(said.text for said in told if said.file == one.file).lower()
        assert one.why
        for phrase in one.phrases:
            assert phrase.lower() in words, (one.file, phrase)


def test_a_reason_holds_in_its_own_file_alone() -> None:
    assert not found("Do not fear this movement", "hinge_desktop/ui/welcome_steps.py")
    assert found("Do not fear this movement", "hinge_desktop/ui/today.py")
    assert found("Do not fear this movement, or else", "hinge_desktop/ui/welcome_steps.py")


# -- what is collected --------------------------------------------------------------------------


def test_what_is_shown_is_collected_and_what_is_not_shown_is_left_out() -> None:
    source = '''
"""The module's own words."""
LABEL = _tr("ok")
ADVICE = ("Move about gently, "
          "then go on.")
class Page:
    """The class's own words."""
    def show(self, count):
        """The method's own words."""
        log.warning("written to the log alone")
        assert count, "a note to programmers"
        if not count:
            raise RuntimeError("the program contradicts itself")
        key = "lower-case-key"
        return self.tr("one") + f"{count} of {self.tr('so many')} are done"
'''
    texts = Counter(said.text for said in in_python(source, "page.py"))
    assert texts == Counter(["ok", "Move about gently, then go on.", "one", "{} of {} are done", "so many"])


def test_a_page_is_collected_without_its_mark_up() -> None:
    listed = "# Title here\n\n* **One** point\n  goes on\n* a [second one](x.md)\n\n"
    source = listed + "```\nrun this\n```\n\n| a cell | more of it |\n"
    assert [said.text for said in in_markdown(source, "page.md")] == [
        "Title here",
        "One point goes on",
        "a second one",
        "a cell",
        "more of it",
    ]


def test_no_room_of_the_program_is_left_out(told: tuple[Said, ...]) -> None:
    files = {said.file for said in told}
    for room in ("ui", "training", "curriculum", "history"):
        assert any(file.startswith(f"hinge_desktop/{room}/") for file in files)
    for name in ("tray.py", "voice.py", "wake.py", "settings.py", "start.py", "scribe.py", "boot.py"):
        assert f"hinge_desktop/{name}" in files
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "assets" / "exercises").glob("*.toml")}
    assert shipped <= files
    assert len(told) > 2500


def test_a_sentence_planted_in_the_program_would_be_found() -> None:
    source = (ROOT / "hinge_desktop" / "ui" / "today.py").read_text(encoding="utf-8")
    planted = source + '\n\nclass Planted:\n    def say(self) -> str:\n        return self.tr("You failed.")\n'
    hits = [said for said in in_python(planted, "hinge_desktop/ui/today.py") if found_in(said)]
    assert [said.text for said in hits] == ["You failed."]


# -- what is put together while the program runs ------------------------------------------------


def planned(exercise: Exercise, side: Side) -> PlannedSet:
    phases = exercise.movement.phases
    return PlannedSet(
        exercise.id,
        exercise.name,
        exercise.dose.load_kg,
        exercise.dose.reps,
        tuple((phase.name, phase.duration_s) for phase in phases),
        exercise.movement.counts_after,
        "",
        exercise.coaching.words,
        exercise.coaching.cues,
        side=side,
    )


def test_every_line_of_a_session_is_in_our_tone() -> None:
    for exercise in build_curriculum(exercise_texts()).exercises.values():
        sets = (planned(exercise, "right"), planned(exercise, "left"), planned(exercise, "right"))
        plan = SessionPlan(exercise.id, None, sets, (SWITCH_S, 45.0), 10.0)
        session, script = Session(plan), Script(plan)
        lines = [script.line_for(event) for event in (*session.start(0.0), *session.advance(1e5))]
        texts = [text for line in lines if line is not None for text in (line.text, line.caption) if text]
        assert len(texts) > 8
        assert not [text for text in texts if found(text, f"assets/exercises/{exercise.id}.toml")]


@given(events(), st.sampled_from([1, 4, 8]), st.sampled_from([frozenset(), frozenset({9, 10})]))
def test_every_reason_of_the_gate_is_in_our_tone(told_: list[Event], start: int, opted_in: frozenset[int]) -> None:
    for seen in live(start, told_, opted_in):
        for step in range(1, 11):
            words = overruling(seen.history, day_of(seen.day), step, opted_in=opted_in).words
            assert not found(words)
        assert not found(seen.decision.reason)
        assert words_of(seen.decision.reason) <= LONGEST


# -- plain --------------------------------------------------------------------------------------


def test_sentences_are_short(told: tuple[Said, ...]) -> None:
    by_place = {
        "hinge_desktop": [one for said in told if said.file.startswith("hinge_desktop") for one in said.sentences],
        "assets": [one for said in told if said.file.startswith("assets") for one in said.sentences],
        "pages": [one for said in told if said.file.endswith(".md") for one in said.sentences],
    }
    for sentences in by_place.values():
        assert not [one for one in sentences if words_of(one) > LONGEST]
    assert long_share(by_place["hinge_desktop"]) < 0.005
    assert long_share(by_place["assets"]) < 0.02
    assert long_share(by_place["pages"]) < 0.05


def test_a_long_sentence_would_be_seen() -> None:
    assert words_of("word " * (LONGEST + 1)) > LONGEST
    assert long_share(["word " * 26, "a short one"]) == 0.5


# -- the numbers of the gate --------------------------------------------------------------------


def test_no_sentence_of_the_program_repeats_a_limit() -> None:
    hits = [f"{said.file}:{said.line}: {said.text!r}" for said in program() if LIMIT_IN_WORDS.search(said.text)]
    assert not hits, "\n".join(hits)


@pytest.mark.parametrize(
    "sentence", ["Pain of 6 or more: a step back.", "After 3 good days.", "Pain up to 3 is quiet.", "Within 21 days."]
)
def test_a_limit_in_a_sentence_would_be_seen(sentence: str) -> None:
    assert LIMIT_IN_WORDS.search(sentence)


# -- the words of buttons in the manual ---------------------------------------------------------


def test_every_button_that_the_manual_names_is_written_so_in_the_window(told: tuple[Said, ...]) -> None:
    labels = {re.sub(r"\{\w*\}", "", said.text).strip() for said in told if said.file.endswith(".py")}
    named = [(page, label) for page in MANUAL for label in in_italics((ROOT / page).read_text(encoding="utf-8"))]
    assert len(named) > 40
    assert not [one for one in named if one[1] not in labels]


def in_italics(source: str) -> list[str]:
    """What stands between single asterisks."""
    text = " ".join(re.sub(r"^```.*?^```$|`[^`]*`", "", source, flags=re.DOTALL | re.MULTILINE).split())
    return re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", text)
