"""One record for voice, caption, tone and time: a line fits its room, a count is always said, words alone suffice."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hinge_desktop import assets
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.training import dose
from hinge_desktop.training.events import (
    NATURAL,
    BlockKind,
    BlockStarted,
    CountdownTicked,
    Event,
    Moment,
    PhaseStarted,
    PlannedSet,
    RepCompleted,
    Resumed,
    SessionPlan,
)
from hinge_desktop.training.script import TONES, Line, Script
from hinge_desktop.training.session import SPEED, Session
from hinge_desktop.training.spoken import FASTEST, SLOWEST, number_words, seconds_text, spoken_s

SLOW = (("eccentric", 3.0), ("hold", 1.0), ("concentric", 2.0), ("top", 1.0))
WORDS = {"eccentric": "Back", "hold": "Tap", "concentric": "Forward", "top": "Tall"}
CUES = {"eccentric": "Reach the hips to the wall", "concentric": "Hips forward, stand up", "top": "Stand tall"}
TAP = PlannedSet("butt-tap", "Butt Tap", 0.0, 6, SLOW, "concentric", "3-1-2-1", WORDS, CUES)
LEG = replace(TAP, exercise_id="single-leg-hinge", name="Single Leg Hinge", load_kg=4.0, reps=3)
HOLD = PlannedSet(
    "ready-position", "Ready Position", 0.0, 1, (("hold", 20.0),), "hold", "hold 20", {"hold": "Ready"}
)  # fmt: skip
RATES = (SLOWEST, 0.0, FASTEST)


def planned(*sets: PlannedSet, rest_s: float = 45.0, get_ready_s: float = 10.0) -> SessionPlan:
    return SessionPlan(sets[0].exercise_id, None, sets, (rest_s,) * (len(sets) - 1), get_ready_s)


@dataclass(frozen=True)
class Told:
    """A session's event and the line it had."""

    event: Event
    line: Line | None


def told(plan: SessionPlan, *, rate: float = 0.0, speed: float = 1.0, **script: object) -> list[Told]:
    session, follower = Session(plan), Script(plan, rate=rate, **script)  # type: ignore[arg-type]
    events = [*session.start(0.0)]
    if speed != 1.0:  # so shortly before the countdown that only the number shows it
        events += session.set_speed(plan.get_ready_s - 3.01, speed)
    events += session.advance(1e6)
    return [Told(event, follower.line_for(event)) for event in events]


def lines(plan: SessionPlan, **script: object) -> list[Line]:
    return [one.line for one in told(plan, **script) if one.line is not None]  # type: ignore[arg-type]


def texts(plan: SessionPlan, **script: object) -> list[str]:
    return [line.text for line in lines(plan, **script) if line.text]


# -- how long a text takes ------------------------------------------------------------------------

MEASURED = {
    "Back": 0.30,
    "Forward": 0.50,
    "27": 0.85,
    "Last set": 0.60,
    "Ten seconds": 0.83,
    "Reach the hips to the wall": 1.38,
    "Hips forward, stand up": 1.58,
    "Three Point Contact Hinge": 1.57,
    "Tall. Stand tall on one leg": 1.97,
    "Rest 45 seconds. Next: Butt Tap, set 2 of 3.": 4.14,
}
"""Seconds that espeak-ng 1.51 spoke at 175 words a minute."""


@pytest.mark.parametrize("text", MEASURED)
def test_the_estimate_is_not_less_than_a_real_voice_needs_and_not_much_more(text: str) -> None:
    assert MEASURED[text] - 0.1 <= spoken_s(text) <= MEASURED[text] * 1.25 + 0.15


def test_a_faster_voice_needs_less_and_nothing_needs_no_time() -> None:
    slow, usual, fast = (spoken_s("Reach the hips to the wall", rate) for rate in RATES)
    assert slow > usual > fast
    assert spoken_s("") == spoken_s(" . ") == 0.0


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (10, "ten"), (19, "nineteen"), (40, "forty"), (47, "forty seven"), (100, "one hundred"),
     (320, "three hundred twenty"), (1200, "one two zero zero")],
)  # fmt: skip
def test_numbers_are_counted_as_they_are_read(number: int, words: str) -> None:
    assert number_words(number) == words


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1.0, "1 second"),
        (45.0, "45 seconds"),
        (90.0, "90 seconds"),
        (120.0, "2 minutes"),
        (150.0, "2 minutes 30 seconds"),
    ],
)
def test_seconds_become_minutes_from_two_on(seconds: float, text: str) -> None:
    assert seconds_text(seconds) == text


# -- every exercise, every tempo, every voice -----------------------------------------------------


@functools.cache
def shipped() -> tuple[Exercise, ...]:
    return tuple(parse_exercise(text, name) for name, text in assets.exercise_texts().items())


def tempos(exercise: Exercise) -> Iterator[tuple[float, ...] | None]:
    """The exercise's own tempo and the outermost ones that a dose may have."""
    yield None
    if exercise.dose.tempo is not None:
        phases = (dose.MOVING_S, dose.STILL_S, dose.MOVING_S, dose.STILL_S)
        yield tuple(low for low, _ in phases)
        yield tuple(high for _, high in phases)
        yield (dose.MOVING_S[0], dose.STILL_S[1], dose.MOVING_S[0], dose.STILL_S[0])
        yield (dose.MOVING_S[1], dose.STILL_S[0], dose.MOVING_S[0], dose.STILL_S[1])
    if exercise.dose.hold_s is not None:
        yield from ((seconds,) for seconds in dose.HOLD_S)


def set_of(exercise: Exercise, seconds: tuple[float, ...] | None, reps: int) -> PlannedSet:
    phases = exercise.movement.phases
    lasting = seconds or tuple(phase.duration_s for phase in phases)
    ballistic = exercise.movement.pattern == "ballistic"
    return PlannedSet(
        exercise_id=exercise.id,
        name=exercise.name,
        load_kg=exercise.dose.load_kg,
        reps=reps,
        phases=tuple((phase.name, one) for phase, one in zip(phases, lasting, strict=True)),
        counts_after=exercise.movement.counts_after,
        tempo_text=NATURAL if ballistic else "-".join(f"{one:g}" for one in lasting),
        words=exercise.coaching.words,
        cues=exercise.coaching.cues,
    )


def every_session(exercise: Exercise) -> Iterator[tuple[SessionPlan, float, float]]:
    for seconds, speed, rate in itertools.product(tempos(exercise), (SPEED[0], 1.0, SPEED[1]), RATES):
        one = set_of(exercise, seconds, exercise.dose.reps)
        yield planned(one, one, get_ready_s=10.0), speed, rate
    most = set_of(exercise, next(itertools.islice(tempos(exercise), 1, None), None), dose.REPS[1])
    yield planned(most), SPEED[1], SLOWEST


def check(session: Sequence[Told], rate: float) -> None:
    over = -math.inf
    for one in session:
        event, line = one.event, one.line
        if line is not None:
            assert spoken_s(line.text, rate) <= line.room_s + 1e-6, line
            if line.text:
                assert line.at_s >= over - 1e-6, line
                assert line.at_s >= event.at_s - 1e-6
                over = line.at_s + spoken_s(line.text, rate)
            assert not line.tone or line.caption or line.text
            assert line.tone in ("", *TONES)
        if isinstance(event, RepCompleted):
            assert line is not None
            assert line.urgent
            assert line.at_s == event.at_s
            assert re.findall(r"\d+", line.text) == [str(event.rep)]
        if isinstance(event, CountdownTicked) and not event.ends_hold:
            assert line is not None
            assert line.text == str(event.left)


def check_words(plan: SessionPlan, session: Sequence[Told], speed: float, rate: float) -> None:
    """A phase with room for its word says it."""
    over = -math.inf
    for one in session:
        event = one.event
        if isinstance(event, PhaseStarted):
            planned_set = plan.sets[event.set_index]
            seconds = dict(planned_set.phases)[event.name]
            length = seconds if planned_set.ballistic or planned_set.hold else seconds / speed
            room = event.at_s + length - max(event.at_s, over)
            if planned_set.hold:
                room = min(room, length - 3)
            if spoken_s(event.word, rate) < room - 1e-6:
                assert one.line is not None, event
                assert one.line.text.startswith(event.word)
        if one.line is not None and one.line.text:
            over = one.line.at_s + spoken_s(one.line.text, rate)


@pytest.mark.parametrize("exercise", shipped(), ids=lambda exercise: exercise.id)
def test_every_line_fits_its_room_and_every_count_is_said(exercise: Exercise) -> None:
    for plan, speed, rate in every_session(exercise):
        session = told(plan, speed=speed, rate=rate)
        check(session, rate)
        check_words(plan, session, speed, rate)


@settings(max_examples=40)
@given(
    st.tuples(*(st.floats(*one) for one in (dose.MOVING_S, dose.STILL_S, dose.MOVING_S, dose.STILL_S))),
    st.integers(1, 12),
    st.floats(*SPEED),
    st.floats(SLOWEST, FASTEST),
)
def test_any_tempo_speed_and_voice(seconds: tuple[float, ...], reps: int, speed: float, rate: float) -> None:
    names = [name for name, _ in SLOW]
    one = replace(TAP, reps=reps, phases=tuple(zip(names, seconds, strict=True)))
    session = told(planned(one), speed=speed, rate=rate)
    check(session, rate)
    check_words(planned(one), session, speed, rate)


# -- what is said ---------------------------------------------------------------------------------


def test_a_set_in_words() -> None:
    assert texts(planned(replace(TAP, reps=2))) == [
        "Get ready. Butt Tap. 2 repetitions",
        "3", "2", "1",
        "Back. Reach the hips to the wall", "Tap", "Forward. Hips forward", "1", "Tall",
        "Back. Last repetition", "Tap", "Forward. Hips forward", "2", "Tall",
        "All sets done. Well done.",
    ]  # fmt: skip


def test_a_hold_in_words() -> None:
    assert texts(planned(HOLD, HOLD)) == [
        "Get ready. Ready Position. 2 holds of 20 seconds", "3", "2", "1",
        "Ready. 20 seconds", "Half way", "3", "2", "1", "Hold 1 done",
        "Rest 45 seconds. Next: Ready Position. Set 2 of 2, hold 20 seconds", "10 seconds", "3", "2", "1",
        "Ready. 20 seconds. Last set", "Half way", "3", "2", "1", "Hold 1 done",
        "All sets done. Well done.",
    ]  # fmt: skip


def test_several_holds_in_a_set() -> None:
    said = texts(planned(replace(HOLD, reps=2)))
    assert said[0] == "Get ready. Ready Position. 2 holds of 20 seconds"
    assert [text for text in said if text.startswith("Ready")] == ["Ready. 20 seconds", "Ready. 20 seconds. Last hold"]


def test_half_way_once_in_a_set_and_only_where_there_are_many() -> None:
    for reps in (5, 6, 7, 10):
        said = texts(planned(replace(TAP, reps=reps)))
        assert sum("Half way" in text for text in said) == (reps >= 6)
        assert sum("Last repetition" in text for text in said) == 1


def test_where_no_phase_has_room_a_remark_stands_beside_its_count() -> None:
    swing = PlannedSet(
        "swing", "Swing", 8.0, 8, (("drive", 0.46), ("float", 0.24), ("fall", 0.43), ("back", 0.28)), "float", NATURAL
    )
    said = texts(planned(swing, swing))
    assert [text for text in said if re.match(r"\d\. ", text)] == [
        "4. Half way", "7. Last one", "1. Last set", "4. Half way", "7. Last one",
    ]  # fmt: skip


def test_what_is_announced_before_a_set() -> None:
    swing = replace(
        TAP, exercise_id="swing", name="Swing", load_kg=8.0, reps=8, look="backpack", note="Slowly, please."
    )
    plan = planned(TAP, swing, swing, get_ready_s=20.0)
    things = {"butt-tap": ("wall",), "swing": ("kettlebell",)}
    said = [text for text in texts(plan, things=things) if text.startswith(("Get", "Rest"))]
    assert said == [
        "Get ready. Butt Tap. 6 repetitions. At a wall",
        "Rest 45 seconds. Next: Swing. 2 sets of 8 repetitions. With a backpack, 8 kilograms. Note: Slowly, please",
        "Rest 45 seconds. Next: Swing. Set 2 of 2, 8 repetitions. Note: Slowly, please",
    ]
    assert "18 pounds" in " ".join(texts(plan, units="imperial"))


def test_a_long_note_is_left_to_be_read() -> None:
    assert "Note" not in texts(planned(replace(TAP, note="slowly " * 30), get_ready_s=30.0))[0]


def test_sides_are_told_and_switched() -> None:
    left, right = replace(LEG, side="left"), replace(LEG, side="right")
    plan = SessionPlan("single-leg-hinge", None, (left, right, left, right), (10.0, 60.0, 10.0), 10.0)
    said = texts(plan)
    assert said[0] == "Get ready. Single Leg Hinge. 2 sets of 3 repetitions on each side. Left side. 4 kilograms"
    assert [text for text in said if "sides" in text or "Rest" in text] == [
        "Switch sides: right. 10 seconds. 2 sets of 3 repetitions",
        "Rest 60 seconds. Next: Single Leg Hinge. Set 2 of 2, 3 repetitions. Left side",
        "Switch sides: right. 10 seconds. Set 2 of 2, 3 repetitions",
    ]
    assert [line.tone for line in lines(plan)].count("switch") == 2


def test_short_of_time_the_name_is_what_remains() -> None:
    said = texts(planned(replace(TAP, name="Three Point Contact Hinge"), get_ready_s=3.0))
    assert said[:2] == ["Three Point Contact Hinge", "1"]
    heard = lines(planned(replace(TAP, name="Three Point Contact Hinge"), get_ready_s=3.0))
    assert [line.tone for line in heard[1:4]] == ["tick"] * 3


def test_a_set_without_a_rest_before_it_names_itself() -> None:
    said = texts(planned(replace(TAP, reps=1), replace(HOLD, manual=True), rest_s=0.0))
    assert "At your own pace: hold 20 seconds. Tap when done" in said
    assert any(text.startswith("Next: ") for text in texts(planned(replace(TAP, reps=1), LEG, rest_s=0.0)))


def test_a_manual_set() -> None:
    plan = planned(replace(TAP, reps=8, manual=True))
    session, script = Session(plan), Script(plan)
    events = [*session.start(0.0), *session.advance(60.0), *session.done(60.0)]
    said = [line.text for event in events if (line := script.line_for(event)) is not None and line.text]
    assert said[4:] == ["At your own pace: 8 repetitions. Tap when done", "8", "All sets done. Well done."]


def test_a_set_taken_up_again_tells_what_is_done() -> None:
    plan = planned(replace(TAP, reps=8))
    session, script = Session(plan, (0, 4)), Script(plan)
    first = script.line_for(session.start(0.0)[0])
    assert first is not None
    assert first.text == "Get ready. Butt Tap. 8 repetitions. 4 are done"


# -- what the user wishes -------------------------------------------------------------------------


class Follower:
    """A session that is interfered with."""

    def __init__(self, plan: SessionPlan) -> None:
        self.session, self.script, self.said = Session(plan), Script(plan), list[Line]()
        self.hear(self.session.start(0.0))

    def hear(self, events: tuple[Event, ...]) -> list[str]:
        new = [line for event in events if (line := self.script.line_for(event)) is not None]
        self.said += new
        return [line.text for line in new if line.text]

    @property
    def moment(self) -> Moment:
        return self.session.moment


def test_pause_and_go_on_in_a_set_and_in_a_rest() -> None:
    follower = Follower(planned(replace(TAP, reps=1), TAP))
    follower.hear(follower.session.advance(11.0))
    assert follower.hear(follower.session.pause(11.5)) == ["Paused"]
    assert follower.said[-1].urgent
    assert follower.hear(follower.session.resume(20.0)) == ["3"]
    assert follower.hear(follower.session.advance(23.0)) == ["2", "1", "Go"]
    follower.hear(follower.session.advance(30.0))
    assert follower.moment.kind is BlockKind.REST
    assert follower.hear(follower.session.pause(30.0, "Paused while the computer slept.")) == [
        "Paused while the computer slept."
    ]
    assert follower.hear(follower.session.resume(40.0)) == ["Going on"]


def test_leaving_a_pause_by_next_does_not_say_go() -> None:
    follower = Follower(planned(TAP, TAP))
    follower.hear(follower.session.advance(11.0))
    follower.hear(follower.session.pause(11.0))
    said = follower.hear(follower.session.skip(12.0))
    assert said == ["Rest 45 seconds. Next: Butt Tap. Set 2 of 2, 6 repetitions"]


def test_next_cuts_the_announcement_and_the_first_word_is_heard() -> None:
    follower = Follower(planned(TAP))
    follower.hear(follower.session.advance(1.0))
    assert follower.hear(follower.session.skip(1.0))[0].startswith("Back")
    go = follower.said[-2]
    assert (go.text, go.tone, go.urgent) == ("", "go", True)


def test_a_changed_tempo_is_told_and_the_words_keep_to_it() -> None:
    follower = Follower(planned(TAP))
    follower.hear(follower.session.advance(11.5))
    assert follower.hear(follower.session.set_speed(11.5, 1.5)) == ["Tempo 150 percent"]
    count = 11.5 + (6.0 - 1.5) / 1.5
    assert follower.hear(follower.session.set_speed(count + 0.1, 1.0))[-2:] == ["1", "Tempo as planned"]
    waits = follower.said[-1]
    assert (waits.urgent, waits.at_s) == (False, pytest.approx(count + spoken_s("1")))
    follower.hear(follower.session.advance(count + 1.5))
    assert follower.hear(follower.session.set_speed(count + 1.6, 0.5)) == ["Tempo 50 percent"]
    assert follower.hear(follower.session.advance(count + 7.0))[0] == "Tap"


def test_why_the_tempo_stays_is_shown_and_said_where_it_fits() -> None:
    swing = replace(TAP, tempo_text=NATURAL)
    follower = Follower(planned(swing))
    follower.hear(follower.session.advance(10.2))
    said = follower.hear(follower.session.set_speed(10.2, 1.2))
    assert said == ["This movement keeps its own rhythm, so its speed stays as it is."]
    assert follower.hear(follower.session.advance(15.9))[-1] == "Forward. Hips forward"
    assert follower.hear(follower.session.set_speed(15.9, 1.2)) == []
    assert follower.said[-1].caption == "This movement keeps its own rhythm, so its speed stays as it is."


def test_a_longer_rest_is_told_and_ends_ten_seconds_later() -> None:
    follower = Follower(planned(replace(TAP, reps=1), TAP))
    follower.hear(follower.session.advance(20.0))
    assert follower.script.rest_changed(follower.moment) is None
    follower.session.change_rest(20.0, 15.0)
    line = follower.script.rest_changed(follower.moment)
    assert line is not None
    assert line.text == "57 seconds left"
    assert line.at_s == pytest.approx(20.0)
    assert follower.script.rest_changed(follower.moment) is None
    assert follower.hear(follower.session.advance(76.5)) == ["10 seconds", "3", "2", "1"]


def test_a_cue_that_is_asked_for_again_makes_room_for_a_count() -> None:
    follower = Follower(planned(TAP))
    follower.hear(follower.session.advance(11.0))
    line = follower.script.cue_again("Reach the hips to the wall", follower.moment)
    assert (line.text, line.urgent, line.at_s) == ("Reach the hips to the wall", True, 11.0)
    follower.hear(follower.session.advance(15.5))
    assert follower.script.cue_again("Reach the hips to the wall", follower.moment).text == ""


def test_leaving_and_stopping_are_told() -> None:
    follower = Follower(planned(TAP))
    assert follower.script.stopped("pain").text == "Stopped. Take your time."
    assert follower.script.stopped("left").text == "Session ended."


def test_an_aside_waits_for_the_last_line() -> None:
    plan = planned(replace(TAP, reps=1))
    session, script = Session(plan), Script(plan)
    for event in (*session.start(0.0), *session.advance(1e3)):
        last = script.line_for(event)
    assert last is not None
    aside = script.aside("How was it?")
    assert not aside.urgent
    assert aside.at_s == pytest.approx(last.at_s + spoken_s(last.text))


wishes = st.sampled_from(["pause", "resume", "skip", "back", "slower", "faster", "longer", "shorter"])


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(0.05, 9.0), wishes), max_size=25))
def test_whatever_is_wished_for_the_count_said_is_the_count_made(steps: list[tuple[float, str]]) -> None:
    plan = planned(TAP, replace(LEG, side="left"), replace(LEG, side="right"), HOLD, rest_s=10.0)
    session, script, now = Session(plan), Script(plan), 0.0
    events = list(session.start(0.0))
    for wait, wish in steps:
        now += wait
        does = {
            "pause": session.pause, "resume": session.resume, "skip": session.skip, "back": session.back,
            "slower": functools.partial(session.set_speed, factor=0.6),
            "faster": functools.partial(session.set_speed, factor=1.5),
            "longer": functools.partial(session.change_rest, seconds=15.0),
            "shorter": functools.partial(session.change_rest, seconds=-15.0),
        }[wish]  # fmt: skip
        events += does(now)
    events += [*session.resume(now), *session.advance(1e6)]
    for event in events:
        line = script.line_for(event)
        if line is not None and not isinstance(event, RepCompleted):
            assert spoken_s(line.text) <= line.room_s + 1e-6
        if isinstance(event, RepCompleted):
            assert line is not None
            assert re.findall(r"\d+", line.text) == [str(event.rep)]
        if isinstance(event, Resumed) and line is not None:
            assert line.text in ("Go", "Going on")


# -- the screen is off ----------------------------------------------------------------------------


class Blind:
    """Knows nothing but what was said and when, and finds out what to do."""

    def __init__(self, heard: Sequence[tuple[float, str]]) -> None:
        self.exercises = list[tuple[str, str, int, str]]()
        self.begins, self.rests, self.counts = list[float](), list[float](), list[list[int]]()
        self.moves, self.over = dict[str, list[float]](), math.nan
        self._number = 0
        for at, text in heard:
            self._hear(at, text)

    def _hear(self, at: float, text: str) -> None:
        if text.isdigit() and int(text) <= 3 and self._counting_down(int(text)):
            self._begin(at, int(text))
        elif re.match(r"\d+($|\. )|Hold \d+ done", text):
            self.counts[-1].append(int(re.findall(r"\d+", text)[0]))
        elif text.startswith(("Get ready", "Rest", "Switch")):
            self._announced(text)
        elif text.startswith("All sets done"):
            self.over = at
        else:
            self.moves.setdefault(re.split(r"[. ]", text)[0], []).append(at)

    def _counting_down(self, number: int) -> bool:
        return self._number - 1 == number

    def _begin(self, at: float, number: int) -> None:
        self._number = number
        if number == 1:
            self.begins.append(at + 1)
            self.counts.append([])

    def _announced(self, text: str) -> None:
        self._number = 4  # what counts now counts down
        if rest := re.match(r"Rest (\d+) seconds", text):
            self.rests.append(float(rest[1]))
        if switch := re.match(r"Switch sides: (\w+)\. (\d+) seconds", text):
            name, dose_, sets, _ = self.exercises[-1]
            self.rests.append(float(switch[2]))
            self.exercises.append((name, dose_, sets, switch[1]))
        named = re.search(r"(?:Get ready|Next:)\.? ([A-Z][\w ]+)\. (?:(\d+) (?:sets|holds) of )?([^.]+)", text)
        if named and "Set " not in named[3]:
            side = re.search(r"(Left|Right) side", text)
            amount = named[3].removesuffix(" on each side")
            self.exercises.append((named[1], amount, int(named[2] or 1), side[1].lower() if side else ""))


def test_with_the_screen_off_the_words_suffice() -> None:
    left, right = replace(LEG, side="left"), replace(LEG, side="right")
    plan = SessionPlan("x", None, (left, right, HOLD, HOLD), (10.0, 60.0, 45.0), 10.0)
    session, script = Session(plan), Script(plan)
    events = [*session.start(0.0), *session.advance(1e4)]
    heard = [(line.at_s, line.text) for event in events if (line := script.line_for(event)) is not None and line.text]
    blind = Blind(heard)
    assert blind.exercises == [
        ("Single Leg Hinge", "3 repetitions", 1, "left"),
        ("Single Leg Hinge", "3 repetitions", 1, "right"),
        ("Ready Position", "20 seconds", 2, ""),
    ]
    works = [event.at_s for event in events if isinstance(event, BlockStarted) and event.kind is BlockKind.WORK]
    assert blind.begins == works
    assert blind.rests == list(plan.rests_s)
    assert blind.counts[0] == blind.counts[1] == [1, 2, 3]
    assert blind.counts[2] == blind.counts[3]
    assert blind.counts[2][-1] == 1
    for name, word in WORDS.items():
        began = [event.at_s for event in events if isinstance(event, PhaseStarted) and event.word == word]
        late = [at - due for at, due in zip(blind.moves[word], began, strict=True)]
        assert min(late) >= 0.0
        assert max(late) <= (spoken_s("3") + 1e-6 if name == "top" else 0.0)
    assert list(blind.moves["Ready"]) == works[2:]
    assert blind.over == pytest.approx(events[-1].at_s, abs=2.0)
