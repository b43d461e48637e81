"""The four lines before a set: one source, four parts of the body, whatever stands on the floor."""

from __future__ import annotations

from hinge_desktop.assets import exercise_texts
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.curriculum.review import REVIEW, review_card


def test_every_exercise_has_four_short_lines() -> None:
    for exercise in build_curriculum(exercise_texts()).exercises.values():
        card = review_card(exercise)
        assert len({line.part for line in card}) == 4
        assert all(0 < len(line.text) <= 60 for line in card)


def test_who_kneels_or_sits_is_not_told_to_grip_the_floor() -> None:
    curriculum = build_curriculum(exercise_texts())
    assert review_card(curriculum.exercise("butt-tap")) == REVIEW
    for name in ("hero-squat", "seated-hip-hinge"):
        assert "grip" not in " ".join(line.text for line in review_card(curriculum.exercise(name)))


def test_who_tilts_the_pelvis_is_not_told_to_send_the_hips_back() -> None:
    card = review_card(build_curriculum(exercise_texts()).exercise("pelvic-tilt-test"))
    words = " ".join(line.text for line in card)
    assert "tucks under" in words
    assert "straight back" not in words
    assert "one long piece" not in words
