"""The teaching record of an exercise as one calm column, with its sources in small print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QSizePolicy, QWidget

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.ui.widgets import Card, Rule, Words

_OURS = "ours"


class RecordCard(Card):
    """Shows one exercise's record.

    Attributes:
        facts: id of a source -> what it says, for the tool tips.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=26, gap_px=8)
        self.facts: Mapping[str, str] = {}
        self._shown: list[QWidget] = []
        self.setAccessibleName(self.tr("About this exercise"))

    def show_exercise(self, exercise: Exercise) -> None:
        """Replace what is shown."""
        for old in self._shown:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        self._put_dose(exercise)
        self._put_coaching(exercise)
        for title, lines, fields in self._sections(exercise):
            self._put_section(title, lines, _sources(exercise, fields))
        self._put_drifts(exercise)
        end = QWidget(self)
        end.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._put(end)

    # -- parts ----------------------------------------------------------------------------------

    def _sections(self, exercise: Exercise) -> Iterator[tuple[str, Sequence[str], tuple[str, ...]]]:
        record = exercise.record
        yield self.tr("What it is for"), (record.purpose,), ("purpose",)
        yield self.tr("How to do it"), record.instructions, ("instructions",)
        yield self.tr("A good choice when"), record.indications, ("indications",)
        suits = self.tr("Pain of {low} to {high} out of 10").format(low=record.pain_from, high=record.pain_to)
        yield self.tr("Suits"), (suits,), ("pain",)
        yield self.tr("What works"), record.muscles, ("muscles",)
        yield self.tr("Tips from practice"), record.provider_tips, ("provider_tips",)
        yield self.tr("Why it is done"), (record.rationale,), ("rationale",)

    def _put_dose(self, exercise: Exercise) -> None:
        dose = exercise.dose
        number = QLocale()
        sets = self.tr("1 set of {reps}") if dose.sets == 1 else self.tr("{sets} sets of {reps}")
        parts = [sets.format(sets=dose.sets, reps=dose.reps)]
        if dose.hold_s is not None:
            parts.append(self.tr("hold {seconds} s").format(seconds=number.toString(dose.hold_s, "g", 4)))
        if dose.tempo is not None:
            parts.append(self.tr("tempo {tempo}").format(tempo=dose.tempo))
        parts.append(self.tr("{seconds} s rest").format(seconds=number.toString(dose.rest_s, "g", 4)))
        self._put(Words("  ·  ".join(parts), "strong", self))
        if dose.tempo is not None:
            words = (
                f"{exercise.coaching.words[one.name]} {number.toString(one.duration_s, 'g', 4)}"
                for one in exercise.movement.phases
            )
            self._put(Words(self.tr("Tempo in seconds: {words}").format(words=", ".join(words)), "small", self))
        self._put(Words(self.tr("Our convention: no source sets a dose. Less is always fine."), "small", self))

    def _put_coaching(self, exercise: Exercise) -> None:
        coaching = exercise.coaching
        for title, line in ((self.tr("Feel for"), coaching.feel), (self.tr("Breathing"), coaching.breathing)):
            self._put(Words(title, "eyebrow", self))
            self._put(Words(line, "body", self))

    def _put_section(self, title: str, lines: Sequence[str], sources: Sequence[str]) -> None:
        self._put(Rule(self))
        self._put(Words(title, "heading", self))
        bullet = len(lines) > 1
        for number, line in enumerate(lines, start=1):
            lead = f"{number}.  " if title == self.tr("How to do it") else "•  " if bullet else ""
            self._put(Words(lead + line, "body", self))
        self._put_sources(sources)

    def _put_drifts(self, exercise: Exercise) -> None:
        self._put(Rule(self))
        self._put(Words(self.tr("When it drifts"), "heading", self))
        for one in exercise.record.compensations:
            self._put(Words(one.drift, "strong", self))
            self._put(Words(self.tr("Try this instead: {hint}").format(hint=one.try_instead), "body", self))
        self._put_sources(_sources(exercise, ("compensations",)))

    def _put_sources(self, sources: Sequence[str]) -> None:
        if not sources:
            return
        named = [one for one in sources if one != _OURS]
        words = []
        if named:
            words.append(self.tr("Sources: {ids}").format(ids=", ".join(named)))
        if _OURS in sources:
            words.append(self.tr("partly our convention") if named else self.tr("our convention"))
        label = Words("; ".join(words), "small", self)
        label.setToolTip("\n".join(f"{one}: {self.facts[one]}" for one in named if one in self.facts))
        self._put(label)

    def _put(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self.column.addWidget(widget)


def _sources(exercise: Exercise, fields: Sequence[str]) -> tuple[str, ...]:
    found = (source for field in fields for source in exercise.record.sources.get(field, ()))
    return tuple(dict.fromkeys(found))
