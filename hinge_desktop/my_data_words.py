"""What My data calls a copy, a session in the bin, and what an import would do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.training.records import Binned
from hinge_desktop.ui.day_names import day_text, moment_text
from hinge_desktop.ui.my_data_state import ImportPreview, ImportRow

_COPY = re.compile(r"-(?:(before-[a-z]+)(?:-\d+)?-)?(\d{8}T\d{6})\d*Z$")
"""How the name of a copy ends: why it was made, where it was not by itself, and when."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("MyData", text)


class Tally(Protocol):
    """How many records of one kind an import would add, take, leave and find the same."""

    @property
    def new(self) -> int: ...
    @property
    def taken(self) -> int: ...
    @property
    def kept(self) -> int: ...
    @property
    def same(self) -> int: ...


def binned_text(one: Binned, exercises: Mapping[str, Exercise]) -> str:
    """A session in the bin: its day, what was practised, when it was deleted."""
    exercise = exercises.get(one.main_exercise_id)
    name = one.main_exercise_id if exercise is None else exercise.name
    return _tr("{day}, {exercise}, deleted {deleted}").format(
        day=day_text(one.local_day), exercise=name, deleted=moment_text(one.deleted_utc)
    )


def copy_text(path: Path) -> str:
    """When a copy was made and why; of a file with a name of its own, that name."""
    found = _COPY.search(path.stem)
    if found is None:
        return path.name
    moment = moment_text(datetime.strptime(found[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC))
    why = {
        "before-import": _tr("before an import"),
        "before-format": _tr("before an update"),
        "before-deleting": _tr("before everything was deleted"),
    }.get(found[1] or "", "")
    return f"{moment}, {why}" if why else moment


def kind_name(kind: str) -> str:
    """A kind of record of an exported history, in words."""
    names = {
        "sessions": _tr("Sessions"),
        "screenings": _tr("Safety questions answered"),
        "overrules": _tr("Steps of your own choice"),
        "skips": _tr("Steps left out"),
        "self_tests": _tr("Self-tests"),
        "moments": _tr("Hinge moments"),
        "tour_days": _tr("Days of the tour"),
    }
    return names.get(kind, kind)


def preview_of(path: Path, tallies: Mapping[str, Tally]) -> ImportPreview:
    """What an import of the file would do, kind by kind; kinds that it has none of are left out."""
    rows = (ImportRow(kind_name(kind), one.new, one.taken, one.kept, one.same) for kind, one in tallies.items())
    return ImportPreview(path, tuple(row for row in rows if row.new + row.taken + row.kept + row.same))
