"""One page for my therapist: what was practised, how it felt, what the gate advises and why, as a PDF.

Everything here is a pure function of what is handed in; it needs a running Qt for its fonts, and no window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize

from hinge_desktop import durable
from hinge_desktop.body.motion import Motion
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.errors import OptionError
from hinge_desktop.motions import Motions, Wish
from hinge_desktop.pdf_day import with_day
from hinge_desktop.report_drawings import POSES_PT, days_height, paint_days, paint_poses
from hinge_desktop.report_numbers import Numbers, count
from hinge_desktop.report_pages import (
    HEAD,
    LABEL,
    SMALL,
    STRONG,
    TITLE_LOOK,
    Beside,
    Drawing,
    Line,
    Section,
    Side,
    Space,
    Stack,
    Table,
    Text,
)
from hinge_desktop.report_sheets import MOST_SHEETS, Notes, lay_out, pdf, room_of
from hinge_desktop.report_words import TITLE, Words, day_text, left_out
from hinge_desktop.settings import Settings
from hinge_desktop.training.day import exercise_of_step
from hinge_desktop.training.dose import dose_of, durations_s
from hinge_desktop.training.gate import decide
from hinge_desktop.training.records import History
from hinge_desktop.training.screening import in_force
from hinge_desktop.units import mass_text

Paper = Literal["a4", "letter"]
PAPERS: dict[Paper, QPageSize.PageSizeId] = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
WEEKS = (1, 520)
USUAL_WEEKS = 12
ENDING = ".pdf"
_Country = QLocale.Country
_LETTER_COUNTRIES = frozenset(
    {
        *(_Country.Belize, _Country.Canada, _Country.Chile, _Country.Colombia, _Country.CostaRica, _Country.ElSalvador),
        *(_Country.Guatemala, _Country.Mexico, _Country.Nicaragua, _Country.Panama, _Country.Philippines),
        *(_Country.PuertoRico, _Country.UnitedStates, _Country.Venezuela),
    }
)
"""Where the usual paper is Letter (Unicode CLDR, territory paper sizes)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page is about.

    Attributes:
        weeks: how far it looks back; None is everything.
        paper: None is what is usual where the computer stands.

    Raises:
        OptionError: so many weeks are not possible, or there is no such paper.
    """

    weeks: int | None = USUAL_WEEKS
    paper: Paper | None = None

    def __post_init__(self) -> None:
        if self.weeks is not None and not WEEKS[0] <= self.weeks <= WEEKS[1]:
            raise OptionError(f"{self.weeks} weeks are out of range; allowed: {WEEKS[0]} to {WEEKS[1]}.")
        if self.paper is not None and self.paper not in PAPERS:
            raise OptionError(f"paper {self.paper!r} is not known; allowed: {', '.join(PAPERS)}.")

    @property
    def page_size(self) -> QPageSize:
        """The sheet."""
        return QPageSize(PAPERS[self.paper or usual_paper(QLocale.system())])


AS_USUAL = Wanted()


def usual_paper(locale: QLocale) -> Paper:
    """What paper a country writes on."""
    return "letter" if locale.territory() in _LETTER_COUNTRIES else "a4"


def check_path(path: Path) -> None:
    """Refuse a name that is none of a PDF.

    Raises:
        OptionError: it ends in something else.
    """
    if path.suffix.lower() != ENDING:
        raise OptionError(f"{path.name}: the page for a therapist is a PDF; choose a name that ends in {ENDING}.")


def write_report(
    path: Path,
    history: History,
    settings: Settings,
    curriculum: Curriculum,
    today: date,
    wanted: Wanted = AS_USUAL,
) -> None:
    """Write the page to ``path``, which ends in ``.pdf``, for its owner only. Needs a running Qt.

    Raises:
        OptionError: another ending, or the file cannot be written; an older file is then untouched.
    """
    check_path(path)
    content = report_bytes(history, settings, curriculum, today, wanted)
    try:
        durable.write(path, content)
    except OSError as error:
        raise OptionError(f"{path} cannot be written ({error.strerror or error}); choose another place.") from error


def report_bytes(
    history: History, settings: Settings, curriculum: Curriculum, today: date, wanted: Wanted = AS_USUAL
) -> bytes:
    """The PDF of one or two sheets. The same arguments give the same bytes."""
    numbers = count(history, today, wanted.weeks, settings.limits)
    decision = decide(history, today, opted_in=frozenset(settings.opted_in), limits=settings.limits)
    seated = in_force(history, today, settings.limits).seated_first
    exercise = exercise_of_step(curriculum, decision.step, seated_first=seated)
    words = Words(numbers, decision, exercise, settings, curriculum)
    motion = _motion(words, settings)
    for poses_pt in POSES_PT:
        dose = _dose(words, settings, motion, poses_pt)
        notes = Notes(_notes(words), len(words.therapist_notes()) + len(words.own_notes()), _said_left_out)
        sections = [_head(words), _ladder(words), dose, _days(words, numbers), *_told(words)]
        sheets = lay_out(sections, notes, room_of(wanted.page_size))
        if len(sheets) <= MOST_SHEETS:
            break
    foot = f"Made by Hinge on {day_text(today)}"
    return with_day(pdf(TITLE, sheets, wanted.page_size, foot), today)


# -- the sections ---------------------------------------------------------------------------------


def _head(words: Words) -> Section:
    return Stack([Text(TITLE, TITLE_LOOK), Text(words.subtitle(), STRONG), Text(words.origin(), SMALL), Line(7.0)])


def _lines(heading: str, lines: Iterable[str]) -> Stack:
    said = [Text(line) for line in lines if line]
    return Stack([Text(heading, HEAD), *said] if said else [])


def _ladder(words: Words) -> Section:
    where = Stack([Text("Where I stand", HEAD), Text(words.where(), STRONG), *map(Text, words.advice())])
    return Beside(where, _lines("Practice in these days", words.amount()), 0.52)


def _motion(words: Words, settings: Settings) -> Motion:
    """The present step as it is set, by the body of the settings."""
    exercise = words.exercise
    dose = dose_of(exercise, settings.dose_for(exercise.id))
    load = settings.load_for(exercise.id, dose.load_kg)
    return Motions(settings).motion(exercise, load, Wish(durations_s=durations_s(dose)))


def _dose(words: Words, settings: Settings, motion: Motion, poses_pt: float) -> Section:
    label = mass_text(motion.load_kg, settings.units) if motion.load_kg else ""
    poses = Drawing(poses_pt, partial(paint_poses, motion=motion, bell_label=label))
    how = Text("How I do it now, with the way of the hips", HEAD)
    return Stack([how, *map(Text, words.dose()), poses])


def _days(words: Words, numbers: Numbers) -> Section:
    parts: list[Section] = [Text("Steps, pain and effort, day by day", HEAD), Text(words.pain())]
    if numbers.stairs or any(numbers.scales):
        parts.append(Drawing(days_height(numbers), partial(paint_days, numbers=numbers)))
    return Stack(parts)


def _told(words: Words) -> list[Section]:
    felt = _table("Where I felt it", ("left", "right"), ("", "Sessions"), words.felt())
    return [
        _table(words.way(), _STEP_SIDES, _STEP_HEAD, words.steps()),
        Beside(felt, _lines("Hinges of daily life", [words.moments()]), 0.52),
        _table("Self-tests", _TEST_SIDES, _TEST_HEAD, words.tests()),
        _lines("Safety questions and choices", words.choices()),
        Text(words.missing(), SMALL),
    ]


_STEP_SIDES: tuple[Side, ...] = ("right", "left", "left", "left", "right", "right")
_STEP_HEAD = ("Step", "", "First day", "Last day", "Days", "Sessions")
_TEST_SIDES: tuple[Side, ...] = ("left", "right", "left", "left", "left", "left")
_TEST_HEAD = ("", "Times", "First result", "", "Newest result", "")


def _table(heading: str, sides: Sequence[Side], head: Sequence[str], rows: Sequence[Sequence[str]]) -> Section:
    return Stack([Text(heading, HEAD), Table(sides, head, rows)] if rows else [])


_NOTES_GAP_PT = 4.0


def _notes(words: Words) -> Iterator[Section]:
    for heading, notes in (
        ("Notes of my therapist", words.therapist_notes()),
        ("Notes of mine", words.own_notes()),
    ):
        for number, (label, said) in enumerate(notes):
            note = Beside(Text(label, LABEL), Text(said), 0.14)
            yield note if number else Stack([Space(_NOTES_GAP_PT), Text(heading, HEAD), note])


def _said_left_out(notes: int) -> Section:
    return Text(left_out(notes), SMALL)
