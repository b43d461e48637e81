"""The ladder in order; the user's own exercises beside it, whatever state they are in."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from hinge_desktop.curriculum.ladder import LADDER, Curriculum, build_curriculum
from hinge_desktop.errors import ContentError, OptionError
from tests.curriculum.shipped import BESIDE


@pytest.fixture(scope="session")
def own_text(texts: Mapping[str, str]) -> str:
    """A good exercise beside the ladder."""
    text = texts["butt-tap.toml"].replace("step = 2\n", "")
    return text.replace('"butt-tap"', '"my-tap"').replace('"Butt Tap"', '"My Tap"')


def test_the_ten_steps_are_in_the_clinics_order(curriculum: Curriculum) -> None:
    assert tuple(exercise.id for exercise in curriculum.steps) == LADDER
    assert [exercise.step for exercise in curriculum.steps] == list(range(1, 11))
    assert [exercise.name for exercise in curriculum.steps] == [
        "Hero Squat",
        "Butt Tap",
        "Three Point Contact Hinge",
        "Banded Hip Hinge",
        "Weighted Hip Hinge",
        "Kettlebell Lift",
        "Hinge to Squat",
        "Banded Pull Through",
        "Kettlebell Swing",
        "Kettlebell Clean",
    ]


def test_each_file_is_called_by_the_id_of_its_exercise(curriculum: Curriculum, texts: Mapping[str, str]) -> None:
    assert set(texts) == {f"{name}.toml" for name in curriculum.exercises}


def test_all_there_is_to_move_stands_on_the_ladder_or_beside_it(curriculum: Curriculum) -> None:
    assert set(BESIDE) == {exercise.id for exercise in curriculum.beside}
    assert not any(exercise.own for exercise in curriculum.exercises.values())
    names = [exercise.name.casefold() for exercise in curriculum.beside]
    assert names == sorted(names)


def test_an_exercise_is_found_by_id_and_an_unknown_one_is_told_the_ids(curriculum: Curriculum) -> None:
    assert curriculum.exercise("butt-tap").step == 2
    with pytest.raises(OptionError, match=r"'but-tap'.*hero-squat, butt-tap"):
        curriculum.exercise("but-tap")


def test_a_missing_step_is_named(texts: Mapping[str, str]) -> None:
    rest = {file: text for file, text in texts.items() if file != "banded-hip-hinge.toml"}
    with pytest.raises(ContentError, match="step 4 of the ladder is missing") as caught:
        build_curriculum(rest)
    assert caught.value.file == "banded-hip-hinge.toml"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("step = 2\n", "step = 3\n", "3 is not the place of butt-tap"),
        ("step = 2\n", "", "None is not the place of butt-tap"),
        ('"butt-tap"', '"but-tap"', "2 is not the place of but-tap"),
        ('"butt-tap"', '"hero-squat"', "hero-squat is there already|2 is not the place of hero-squat"),
    ],
)
def test_a_shipped_file_in_the_wrong_place_raises(texts: Mapping[str, str], old: str, new: str, reason: str) -> None:
    broken = {**texts, "butt-tap.toml": texts["butt-tap.toml"].replace(old, new)}
    with pytest.raises(ContentError, match=reason):
        build_curriculum(broken)


def test_an_own_exercise_stands_beside_the_ladder_and_after_the_shipped_ones(
    texts: Mapping[str, str], own_text: str
) -> None:
    both = build_curriculum(texts, {"mine.toml": own_text.replace('"My Tap"', '"A Tap of Mine"')})
    assert both.notices == ()
    assert [exercise.id for exercise in both.exercises.values() if exercise.own] == ["my-tap"]
    assert both.beside[-1].id == "my-tap"
    assert tuple(both.exercises)[:10] == LADDER


@pytest.mark.parametrize("fault", ["lumbar-rounding", "knees-first"])
def test_every_shipped_file_shows_the_two_drifts_of_the_handout(texts: Mapping[str, str], fault: str) -> None:
    text = texts["butt-tap.toml"].replace(f'"{fault}", ', "", 1)
    text = "\n".join(line for line in text.split("\n") if f'fault = "{fault}"' not in line)
    with pytest.raises(ContentError, match=f"{fault} is missing") as caught:
        build_curriculum({**texts, "butt-tap.toml": text})
    assert caught.value.key == "movement.faults"
    own = text.replace("step = 2\n", "").replace('"butt-tap"', '"my-tap"')
    assert build_curriculum(texts, {"mine.toml": own}).exercise("my-tap").own


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"my-tap"', '"butt-tap"', "id: butt-tap is the id of another exercise"),
        ('id = "my-tap"', 'id = "my-tap"\nstep = 3', "step: the ten steps are taken"),
        ("[movement]", "[movement", "is not TOML"),
        ("sets = 2", "sets = 99", "dose.sets: 99 does not fit"),
    ],
)
def test_a_broken_own_exercise_is_one_notice_and_the_rest_works(
    texts: Mapping[str, str], own_text: str, old: str, new: str, reason: str
) -> None:
    other = own_text.replace('"my-tap"', '"my-other"')
    both = build_curriculum(texts, {"bad.toml": own_text.replace(old, new), "good.toml": other})
    assert [exercise.id for exercise in both.exercises.values() if exercise.own] == ["my-other"]
    (notice,) = both.notices
    assert notice.startswith("Your exercise was left out: bad.toml: ")
    assert reason in notice


def test_of_two_own_exercises_with_one_id_the_first_by_file_name_stays(texts: Mapping[str, str], own_text: str) -> None:
    both = build_curriculum(texts, {"b.toml": own_text, "a.toml": own_text})
    (notice,) = both.notices
    assert "b.toml" in notice
    assert [exercise.id for exercise in both.beside if exercise.own] == ["my-tap"]
