"""The words of the page for a therapist: plain statements of what was told and counted, no judgement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.report_numbers import Numbers, Share
from hinge_desktop.settings import Settings
from hinge_desktop.training.dose import DoseChoice, dose_of
from hinge_desktop.training.gate import Decision
from hinge_desktop.training.moments import KINDS as MOMENT_KINDS
from hinge_desktop.training.moments import moment_of
from hinge_desktop.training.outcome import Outcome
from hinge_desktop.training.records import Felt, SelfTestRecord, SessionRecord
from hinge_desktop.training.screening import ASKED, QUESTIONS
from hinge_desktop.training.selftest_kinds import KINDS as TEST_KINDS
from hinge_desktop.training.selftest_kinds import feet_text
from hinge_desktop.training.standing import LAST_STEP
from hinge_desktop.units import mass_text

TITLE = "One page for my therapist"
LONGEST_NOTE = 420
"""Letters of a note of mine that are shown. A therapist's is shown whole."""

MARKS: Mapping[Outcome, str] = {
    Outcome.GOOD: "good session",
    Outcome.STAY: "stay on the step",
    Outcome.STEP_BACK: "step back",
}
SCALES = ("Pain before", "Pain at its worst", "Pain afterwards", "Pain next morning", "Effort")
"""The names of :attr:`Numbers.scales`."""
TOLD_HEAD = ("Told", "Lowest", "Middle", "Highest", "Newest")
FELT_NAMES: Mapping[Felt, str] = {
    Felt.HAMSTRINGS: "back of the thighs",
    Felt.BUTTOCKS: "buttocks",
    Felt.LOWER_BACK: "lower back",
    Felt.KNEES: "knees or front of the thighs",
    Felt.BELOW_KNEE: "below the knee, tingling or numb",
    Felt.NOWHERE: "nowhere in particular",
}
_ADVICE = {
    "start": "begin with step {step}",
    "advance": "go on to step {step}",
    "stay": "stay on step {step}",
    "step_back": "go back to step {step}",
}
_MOST_CHOICES, _MOST_YES = 4, 5
_ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


@dataclass(frozen=True)
class Words:
    """What is said in each section; an empty text or list is a section that has nothing to say."""

    numbers: Numbers
    decision: Decision
    exercise: Exercise
    settings: Settings
    curriculum: Curriculum

    def subtitle(self) -> str:
        """What the page is about, and of which days."""
        number = self.numbers
        first, last = day_text(number.first), day_text(number.last)
        if not (number.sessions or number.earlier or number.tests or number.moments or any(number.scales)):
            return f"Hip hinge practice: nothing is kept yet on {last}"
        return f"Hip hinge practice on {last}" if first == last else f"Hip hinge practice from {first} to {last}"

    def origin(self) -> str:
        """Where the numbers come from."""
        return (
            "Written by Hinge, a practice program on my own computer. Its clock counted the repetitions; everything "
            "else is what I told it. It has no camera and examines nobody."
        )

    # -- the ladder -------------------------------------------------------------------------------

    def where(self) -> str:
        """The present step."""
        return f"Step {self.decision.step} of {LAST_STEP}: {self.exercise.name}"

    def advice(self) -> Iterator[str]:
        """What the gate advises and why, how far the next step is, and what is left out."""
        decision = self.decision
        yield f"Hinge advises: {_ADVICE[decision.action].format(step=decision.step)}. “{decision.reason}”"
        counted = "good day" in decision.reason  # then the reason itself says how many
        if decision.needed and not decision.maintenance and not counted:
            yield f"Good days so far: {decision.good_sessions} of {decision.needed}."
        if self.numbers.left_out:
            steps = ", ".join(str(step) for step in self.numbers.left_out)
            yield f"Left out for now, as I was told to: {'steps' if ',' in steps else 'step'} {steps}."

    def amount(self) -> Iterator[str]:
        """How much was practised in these days, and that there was more before them."""
        number = self.numbers
        if number.sessions:
            weeks = max(1.0, ((number.last - number.first).days + 1) / 7)
            a_week = f", {number.sessions / weeks:.1f} a week" if weeks > 1.0 else ""
            yield f"{_many(number.sessions, 'session')} on {_many(number.days, 'day')}{a_week}."
            yield f"{_many(number.reps, 'repetition')}, {_many(round(number.minutes), 'minute')} of counted work."
            if number.beside:
                yield f"{number.beside:,} of these without a step of the ladder: drills and what stands beside it."
            if number.flare_ups:
                yield f"{_many(number.flare_ups, 'session')} on flare-up days, shorter and without weight."
        else:
            yield "No practice is kept from these days."
        if number.stopped:
            yield f"{_many(number.stopped, 'session')} stopped for pain."
        if number.earlier:
            days = _many(len(number.earlier), "day")
            yield f"Before these days: practice on {days}, the last on {day_text(number.earlier[-1])}."

    def way(self) -> str:
        """The heading of the steps."""
        first = min((one.first for one in self.numbers.steps), default=self.numbers.first)
        return f"The way there, since {day_text(first)}"

    def steps(self) -> list[tuple[str, ...]]:
        """Each step that was practised, and when."""
        return [
            (
                f"{one.step}",
                self.curriculum.steps[one.step - 1].name,
                day_text(one.first),
                day_text(one.last),
                f"{one.days:,}",
                f"{one.sessions:,}",
            )
            for one in self.numbers.steps
        ]

    # -- the dose ---------------------------------------------------------------------------------

    def dose(self) -> Iterator[str]:
        """How the present step is done, who says so, and how it was done last."""
        choice = self.settings.dose_for(self.exercise.id)
        yield f"{_whose(choice)}: {dose_text(self.exercise, self.settings)}."
        last = self.numbers.on_step.get(self.decision.step)
        if last is not None:
            yield f"Last practised on {day_text(last.local_day)}: {self._done(last)}."

    def _done(self, session: SessionRecord) -> str:
        main = [one for one in session.sets if one.role == "main"]
        reps = " + ".join(f"{one.done_reps}" for one in main)
        loads = {mass_text(one.load_kg, self.settings.units) if one.load_kg else "no weight" for one in main}
        return f"{reps} repetitions, {' and '.join(sorted(loads))}"

    # -- what was told ----------------------------------------------------------------------------

    def pain(self) -> str:
        """The worst pain in words, by the gate's own limits."""
        told, limits = self.numbers.pain_worst, self.settings.limits
        if not any(self.numbers.scales):
            return "No pain and no effort was told in these days."
        if not told:
            return "0 is none, 10 the most imaginable."
        go, stay = limits.go_most, limits.stay_most
        parts = [f"{_upto(0, go)} in {_many(told.between(0, go), 'session')}"]
        if stay > go:
            parts.append(f"{_upto(go + 1, stay)} in {told.between(go + 1, stay):,}")
        parts.append(f"{stay + 1} or above in {told.between(stay + 1, 10):,}")
        return f"0 is none, 10 the most imaginable. At its worst, pain was {parts[0]}, {', '.join(parts[1:])}."

    def felt(self) -> list[tuple[str, ...]]:
        """Where it was felt, and the two yes-or-no questions: what, how often, of how many."""
        number = self.numbers
        rows = [(FELT_NAMES[place], Share(times, number.felt_told)) for place, times in number.felt]
        asked = (("it looked like the figure", number.looked), ("a leg tingled or was numb", number.legs))
        rows += [(words, share) for words, share in asked if share.told]
        return [(words, f"{one.yes:,} of {one.told:,} ({_percent(one)})") for words, one in rows]

    def tests(self) -> list[tuple[str, ...]]:
        """Each self-test: how often, its first and its newest result with their days."""
        return [
            (
                TEST_KINDS[one.first.test_id].name,
                f"{one.times:,}",
                _result(one.first),
                day_text(one.first.local_day),
                _result(one.newest) if one.times > 1 else "",
                day_text(one.newest.local_day) if one.times > 1 else "",
            )
            for one in self.numbers.tests
        ]

    def moments(self) -> str:
        """Hinges of daily life."""
        number = self.numbers
        if not number.moments:
            return ""
        kinds = [
            f"{moment_of(kind).name.lower() if kind in MOMENT_KINDS else kind} {times:,}"
            for kind, times in number.moments
        ]
        return f"{_many(number.moments_in_all, 'hinge')} counted in the day, apart from practice: {', '.join(kinds)}."

    def choices(self) -> Iterator[str]:
        """Safety questions, and where another step was chosen; of many the most pressing, or the newest."""
        number = self.numbers
        if number.screening is not None:
            told = dict(number.screening.answers)
            yes = [one.text for one in QUESTIONS if told.get(one.id)]
            said = f"answered yes: {' '.join(yes[:_MOST_YES])}" if yes else "none answered yes."
            more = f" And {len(yes) - _MOST_YES} more of them." if len(yes) > _MOST_YES else ""
            asked = " I asked who looks after me, and weight is fine." if told.get(ASKED) else ""
            yield f"Safety questions of {day_text(number.screening.local_day)}: {said}{more}{asked}"
        if number.overrules:
            newest = [
                f"step {one.chosen_step} instead of {one.advised_step} on {day_text(one.local_day)}"
                for one in number.overrules[-_MOST_CHOICES:]
            ]
            before = len(number.overrules) - len(newest)
            earlier = f" Before that {_many(before, 'time')} in these days." if before else ""
            yield f"I chose another step than Hinge advised: {', '.join(newest)}.{earlier}"

    # -- the notes --------------------------------------------------------------------------------

    def therapist_notes(self) -> list[tuple[str, str]]:
        """What was written beside a dose that a therapist set: exercise and words."""
        return [one for one, theirs in self._dose_notes() if theirs]

    def own_notes(self) -> list[tuple[str, str]]:
        """What I wrote beside a dose, then what I wrote after a session, newest first: where or when, and words."""
        beside = [one for one, theirs in self._dose_notes() if not theirs]
        return [*beside, *((day_text(day), shortened(words)) for day, words in self.numbers.notes)]

    def _dose_notes(self) -> Iterator[tuple[tuple[str, str], bool]]:
        for exercise_id, choice in self.settings.doses:
            if choice.note.strip():
                exercise = self.curriculum.exercises.get(exercise_id)
                name = exercise.name if exercise else exercise_id.replace("-", " ")
                yield (name, " ".join(choice.note.split())), choice.therapist

    def missing(self) -> str:
        """What there is nothing of, so that a gap is not taken for an oversight."""
        number = self.numbers
        kinds = (
            ("where it was felt", bool(number.felt)),
            ("self-tests", bool(number.tests)),
            ("hinges of daily life", bool(number.moments)),
            ("safety questions", number.screening is not None),
            ("notes", bool(self.therapist_notes() or self.own_notes())),
        )
        names = [name for name, there in kinds if not there]
        return f"Nothing is kept from these days of: {', '.join(names)}." if names else ""


def left_out(notes: int) -> str:
    """What is said of notes for which there is no room."""
    return f"No room on these pages for {_many(notes, 'more note')}; all of them are kept in Hinge."


def day_text(day: date) -> str:
    """A day as 21 Nov 2026."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def number_text(value: float | None) -> str:
    """A number of the scales; a dash where there is none."""
    return "–" if value is None else f"{value:,g}"


def dose_text(exercise: Exercise, settings: Settings) -> str:
    """Sets, repetitions or holds, tempo, rest and weight of an exercise as it is set."""
    dose = dose_of(exercise, settings.dose_for(exercise.id))
    if dose.hold_s is not None:
        parts = [f"{_many(dose.sets * dose.reps, 'hold')} of {dose.hold_s:g} s"]
    else:
        parts = [f"{_many(dose.sets, 'set')} of {_many(dose.reps, 'repetition')}"]
    if exercise.movement.one_sided:
        parts.append("on each side")
    if dose.tempo is not None:
        down, pause, up, top = (f"{seconds:g}" for seconds in dose.tempo.seconds)
        parts.append(f"{down} s down, {pause} s pause, {up} s up, {top} s standing")
    parts.append(f"{dose.rest_s:g} s rest")
    load = settings.load_for(exercise.id, dose.load_kg)
    parts.append(mass_text(load, settings.units) if load else "no weight")
    return ", ".join(parts)


def shortened(words: str) -> str:
    """A note of mine in one line, cut where it is very long, and said so."""
    words = " ".join(words.split())
    if len(words) <= LONGEST_NOTE:
        return words
    return f"{words[:LONGEST_NOTE].rstrip()} … ({_many(len(words) - LONGEST_NOTE, 'letter')} more in Hinge)"


def _whose(choice: DoseChoice) -> str:
    if choice.therapist:
        return "As my therapist set it"
    return "As I set it" if choice else "As Hinge suggests it"


def _result(one: SelfTestRecord) -> str:
    kind = TEST_KINDS[one.test_id]
    if kind.form == "count":
        return f"{one.value:g} of {kind.reps}"
    if kind.form == "feet":
        return feet_text(one.value)
    return "yes" if one.passed else "not yet"


def _percent(share: Share) -> str:
    """Whole percent; a few are not none, and nearly all are not all."""
    percent = 100 * share.yes / share.told
    if 0.0 < percent < 1.0:
        return "under 1 %"
    return "over 99 %" if 99.0 < percent < 100.0 else f"{round(percent)} %"


def _upto(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} {'or' if high == low + 1 else 'to'} {high}"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what if number == 1 else what + 's'}"
