"""What the shipped files say: complete, sourced, plain and warm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

from hinge_desktop.body.movement import LOOKS, METRICS
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.curriculum.parser import OTHER_SOURCED, RECORD_FIELDS
from hinge_desktop.curriculum.sources import DOSE_NOTE, FACTS, OURS
from tests.curriculum.shipped import EACH, STEP
from tests.wording import NOT_BRITISH, found

# Facts that belong to a step beyond its own sentence; the step's own is A-step-N.
BELONGS = {
    "hero-squat": {"A2", "A3", "A5", "B2", "B6", "C3", "C6", "E1"},
    "butt-tap": {"B1", "C2", "C4", "C5", "C7", "C8", "C13", "D3", "E2", "E4"},
    "three-point-contact-hinge": {"B6", "D4", "D6", "E1"},
    "banded-hip-hinge": {"B3", "C12", "D6"},
    "weighted-hip-hinge": {"A5", "B8", "C9", "C10", "C12", "D5", "E3"},
    "kettlebell-lift": {"B5", "C12", "E3", "E5"},
    "hinge-to-squat": {"B1", "B9", "B10", "B12"},
    "banded-pull-through": {"C11"},
    "kettlebell-swing": {"B7", "B8", "C12"},
    "kettlebell-clean": {"B7", "B8", "C12"},
    "back-loaded-hinge": {"B8", "C10", "C12", "E3"},
    "bin-pick-up": {"B5", "E5", "E7"},
    "chest-hold-hinge": {"B5", "D6", "E6"},
    "deadlift": {"B3", "B7", "B8", "C12", "D5"},
    "doorway-hinge": {"B10", "C2", "C13", "D3"},
    "goatbag-hinge": {"B8", "C9", "C12", "E3"},
    "goatbag-hinge-dumbbell": {"C4", "C9", "C12"},
    "kettlebell-clean-long": {"A-step-10", "B7"},
    "pelvic-tilt-test": {"B6", "B11", "C3"},
    "ready-position": {"B4", "B12"},
    "ribs-and-back-hinge": {"C5", "C6", "C7", "C8", "E1"},
    "seated-hip-hinge": {"A-step-1", "B1", "E1"},
    "single-leg-hinge": {"E8", "C12"},
    "sit-to-stand": {"B1", "B12", "D5"},
    "toe-touch-test": {"C1", "C2", "E1", "saraceni-2020"},
}


def said(value: object) -> Iterator[str]:
    """Every text in a value that the user reads; ids and source ids are not read."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from said(entry)
    elif isinstance(value, tuple):
        for entry in value:
            yield from said(entry)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("id", "movement", "sources", "fault", "fails_as"):
                yield from said(getattr(value, field.name))


@EACH
def test_every_field_of_the_record_says_something(curriculum: Curriculum, name: str) -> None:
    record = curriculum.exercise(name).record
    for field in fields(record):
        assert getattr(record, field.name) not in ("", (), {}, None)
    assert 0 <= record.pain_from <= record.pain_to <= 5
    assert len(record.indications) >= 3
    assert len(record.instructions) >= 5
    assert len(record.compensations) >= 3
    assert len(record.provider_tips) >= 3


@EACH
def test_every_text_names_its_sources_and_the_steps_own_facts_are_cited(curriculum: Curriculum, name: str) -> None:
    exercise = curriculum.exercise(name)
    sources = exercise.record.sources
    assert set(sources) == {*RECORD_FIELDS, *OTHER_SOURCED}
    cited = {source for ids in sources.values() for source in ids}
    assert {"D1", "B9", "E7", OURS} <= cited
    assert BELONGS[name] <= cited


@STEP
def test_a_step_rests_on_its_own_line_of_the_ladder_and_on_no_other(curriculum: Curriculum, name: str) -> None:
    exercise = curriculum.exercise(name)
    cited = {source for ids in exercise.record.sources.values() for source in ids}
    assert {source for source in cited if source.startswith("A-step-")} == {f"A-step-{exercise.step}"}


def test_the_compensations_of_the_handout_are_named_where_they_occur(curriculum: Curriculum) -> None:
    drifts = {
        exercise.id: " ".join(each.drift for each in exercise.record.compensations) for exercise in curriculum.steps
    }
    assert sum("round" in text for text in drifts.values()) >= 5
    assert sum("knees" in text for text in drifts.values()) >= 5


def test_a_dose_is_labelled_a_convention(curriculum: Curriculum) -> None:
    assert "conventions" in DOSE_NOTE
    for exercise in curriculum.exercises.values():
        assert OURS in exercise.record.sources["dose"]
        assert OURS in exercise.record.sources["breathing"]


@EACH
def test_the_words_are_plain_warm_and_promise_nothing(curriculum: Curriculum, name: str) -> None:
    for text in said(curriculum.exercise(name)):
        assert not found(text, f"assets/exercises/{name}.toml"), text
        assert not NOT_BRITISH.search(text), text


@EACH
def test_sentences_end_as_sentences(curriculum: Curriculum, name: str) -> None:
    exercise = curriculum.exercise(name)
    record = exercise.record
    whole = [
        exercise.summary,
        exercise.coaching.feel,
        exercise.coaching.breathing,
        record.purpose,
        record.rationale,
        *record.indications,
        *record.instructions,
        *record.provider_tips,
        *(text for each in record.compensations for text in (each.drift, each.try_instead)),
        *(each.feels for each in record.compensations if each.fault),
        *((exercise.test.passes, exercise.test.fails) if exercise.test else ()),
    ]
    for sentence in whole:
        assert re.fullmatch(r"[A-Z].*\.", sentence), sentence
    assert len(set(whole)) == len(whole)


@EACH
def test_the_voice_can_say_each_word_in_its_phase(curriculum: Curriculum, name: str) -> None:
    exercise = curriculum.exercise(name)
    words = exercise.coaching.words
    assert len(set(words.values())) == len(exercise.movement.phases)
    for phase in exercise.movement.phases:
        word = words[phase.name]
        assert word.isalpha()
        assert word[0].isupper()
        assert len(word) <= 7 or phase.duration_s >= 1.0  # about two syllables in half a second
        assert len(word) <= 8


@EACH
def test_breathing_is_never_held(curriculum: Curriculum, name: str) -> None:
    line = curriculum.exercise(name).coaching.breathing.lower()
    assert "brace" in line
    assert "keep breathing" in line or "always breathing" in line
    assert "hold your breath" not in line


def test_a_stretch_is_told_from_what_is_not_one(curriculum: Curriculum) -> None:
    for exercise in list(curriculum.exercises.values())[1:]:
        assert "below the knee is not part of it" in exercise.coaching.feel


def test_step_one_says_that_the_shape_is_our_reading_and_offers_a_chair(curriculum: Curriculum) -> None:
    words = " ".join(said(curriculum.exercise("hero-squat")))
    assert "is our reading" in words
    assert "chair" in words


def test_sore_knees_are_sent_to_an_exercise_that_exists(curriculum: Curriculum) -> None:
    assert "seated hip hinge" in " ".join(said(curriculum.exercise("hero-squat")))
    assert curriculum.exercise("seated-hip-hinge").movement.stance.support == "seat"


@pytest.mark.parametrize(("name", "words"), [("kettlebell-lift", ("child", "bag")), ("bin-pick-up", ("bag",))])
def test_the_lifts_of_daily_life_are_named_and_can_be_shown(
    curriculum: Curriculum, name: str, words: tuple[str, ...]
) -> None:
    exercise = curriculum.exercise(name)
    (held,) = exercise.movement.implements
    for word in words:
        assert word in " ".join(exercise.record.provider_tips)
        assert word in LOOKS[held.kind]


def test_step_six_offers_a_block_when_the_floor_is_too_far(curriculum: Curriculum) -> None:
    instructions = " ".join(curriculum.exercise("kettlebell-lift").record.instructions)
    assert "block" in instructions


def test_the_ballistic_steps_are_a_choice_light_first_and_have_their_own_rhythm(curriculum: Curriculum) -> None:
    for name in ("kettlebell-swing", "kettlebell-clean"):
        exercise = curriculum.exercise(name)
        words = " ".join(said(exercise))
        assert "This step is a choice" in words
        assert "own rhythm" in words
        assert exercise.dose.tempo is None
        assert exercise.dose.load_kg <= 8
        assert exercise.record.pain_to <= 3


@STEP
def test_a_step_is_judged_by_known_metrics_and_always_by_its_back(curriculum: Curriculum, name: str) -> None:
    form = curriculum.exercise(name).movement.form
    assert set(form) <= set(METRICS)
    assert form["lumbar_flexion_deg"].high <= 15
    assert form["lumbar_share"].high <= 0.20


def test_hinges_keep_the_hip_excursion_of_a_hinge(curriculum: Curriculum) -> None:
    for step in (2, 3, 4, 5, 8):
        assert curriculum.steps[step - 1].movement.form["hip_excursion_ratio"].low >= 3.0
    squat = 0.95
    assert curriculum.steps[5].movement.form["hip_excursion_ratio"].low >= squat


def test_the_swing_keeps_its_measured_period(curriculum: Curriculum) -> None:
    assert 1.35 <= curriculum.exercise("kettlebell-swing").movement.duration_s <= 1.60


def test_a_repetition_counts_where_it_is_finished(curriculum: Curriculum) -> None:
    counts: dict[str, str] = {exercise.id: exercise.movement.counts_after for exercise in curriculum.steps}
    assert counts.pop("kettlebell-swing") == "float"
    assert counts.pop("kettlebell-clean") == "drive"
    assert set(counts.values()) == {"concentric"}


def test_every_fact_is_one_sentence() -> None:
    ids = {f"A{n}" for n in range(1, 6)} | {f"A-step-{n}" for n in range(1, 11)} | {f"B{n}" for n in range(1, 13)}
    ids |= {f"C{n}" for n in range(1, 15)} | {f"D{n}" for n in range(1, 7)} | {f"E{n}" for n in range(1, 9)}
    assert ids <= set(FACTS)
    for sentence in FACTS.values():
        assert sentence.endswith(".")
        assert len(sentence) <= 120


def _all_words(exercise: Exercise) -> int:
    """Without what a drift feels like: that stands beside the figure and not on the wall."""
    felt = {each.feels for each in exercise.record.compensations}
    return sum(len(text.split()) for text in said(exercise) if text not in felt)


@EACH
def test_a_record_fits_on_a_wall(curriculum: Curriculum, name: str) -> None:
    assert 250 <= _all_words(curriculum.exercise(name)) <= 750
