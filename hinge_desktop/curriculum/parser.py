"""Text of an exercise file -> :class:`Exercise`. Strict: every doubt is a :class:`ContentError`.

The format is documented in ``docs/writing-an-exercise.md``. This module knows nothing of files and
of Qt: it takes text, and the name of the file only to tell the user where to look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hinge_desktop.body.movement import FAULTS, HOLD_PHASES, ImplementKind, Movement
from hinge_desktop.curriculum.exercise import (
    Coaching,
    Compensation,
    Exercise,
    Prescription,
    Record,
    SelfTest,
    Tempo,
)
from hinge_desktop.curriculum.movement_section import read_movement
from hinge_desktop.curriculum.sources import OURS, SOURCE_IDS
from hinge_desktop.curriculum.table import Table, load_table

RECORD_FIELDS = (
    "purpose",
    "pain",
    "indications",
    "muscles",
    "compensations",
    "instructions",
    "provider_tips",
    "rationale",
)
"""The fields of the teaching record that name their sources."""
OTHER_SOURCED = ("summary", "movement", "dose", "feel", "keep", "cues", "breathing")
"""Other texts that may name theirs."""
LONGEST_CUE_WORDS = 6
LOADED: tuple[ImplementKind, ...] = ("kettlebell", "dumbbell", "backpack", "bin")
"""What there is in several weights."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TEMPO_SLACK_S = 1e-6


def parse_exercise(text: str, file: str) -> Exercise:
    """Read one exercise file.

    Args:
        text: the whole file.
        file: its name as the user knows it; used in messages only.

    Raises:
        ContentError: for anything that is not a complete, consistent exercise; never anything else.
    """
    table = load_table(text, file)
    table.expect(("id", "name", "summary", "movement", "dose", "coaching", "record"), ("step", "test"))
    movement = read_movement(table.table("movement"))
    return Exercise(
        id=_read_id(table),
        name=table.text("name", 60),
        step=table.whole("step", 1, 10) if "step" in table else None,
        summary=table.text("summary", 200),
        movement=movement,
        dose=_read_dose(table.table("dose"), movement),
        coaching=_read_coaching(table.table("coaching"), movement),
        record=_read_record(table.table("record"), movement),
        test=_read_test(table.table("test"), movement) if "test" in table else None,
    )


def _read_id(table: Table) -> str:
    name = table.text("id", 60)
    if not _ID.fullmatch(name):
        raise table.error("id", f"{name!r} is not an id", "small letters, digits and single hyphens: my-hinge")
    return name


def _read_dose(table: Table, movement: Movement) -> Prescription:
    hold = tuple(phase.name for phase in movement.phases) == HOLD_PHASES
    paced = movement.pattern == "slow" and not hold
    table.expect(("sets", "reps", "rest_s", *(("tempo",) if paced else ())), ("load_kg", "loads_kg"))
    load, loads = _read_loads(table, movement)
    return Prescription(
        sets=table.whole("sets", 1, 10),
        reps=table.whole("reps", 1, 30),
        rest_s=table.number("rest_s", 0.0, 600.0),
        tempo=_read_tempo(table, movement) if paced else None,
        load_kg=load,
        loads_kg=loads,
        hold_s=movement.duration_s if hold else None,
    )


def _read_tempo(table: Table, movement: Movement) -> Tempo:
    seconds = table.numbers("tempo", 0.0, 30.0, 4, 4)
    durations = tuple(phase.duration_s for phase in movement.phases)
    if any(abs(said - lasts) > _TEMPO_SLACK_S for said, lasts in zip(seconds, durations, strict=True)):
        written = ", ".join(f"{lasts:g}" for lasts in durations)
        raise table.error("tempo", "is not what the phases of the movement last", f"[{written}]")
    return Tempo(*seconds)


def _read_loads(table: Table, movement: Movement) -> tuple[float, tuple[float, ...]]:
    load = table.number("load_kg", 0.0, 48.0, default=0.0)
    loads = table.numbers("loads_kg", 1.0, 48.0, 0, 16)
    if list(loads) != sorted(set(loads)):
        raise table.error("loads_kg", "are not in rising order", "each load once, lightest first")
    if load and load not in loads:
        raise table.error("load_kg", f"{load:g} is not among loads_kg", ", ".join(f"{each:g}" for each in loads) or "0")
    if loads and not any(implement.kind in LOADED for implement in movement.implements):
        allowed = f"no loads, or one of {', '.join(LOADED)}"
        raise table.error("loads_kg", "there is nothing in the movement to load", allowed)
    return load, loads


def _read_coaching(table: Table, movement: Movement) -> Coaching:
    table.expect(("words", "cues", "feel", "keep", "breathing"))
    phases = tuple(phase.name for phase in movement.phases)
    return Coaching(
        words=_read_phase_texts(table.table("words"), phases, 1, 12),
        cues=_read_phase_texts(table.table("cues"), phases, LONGEST_CUE_WORDS, 48),
        feel=table.text("feel", 240),
        keep=table.texts("keep", 1, 3, 80),
        breathing=table.text("breathing", 240),
    )


def _read_phase_texts(table: Table, phases: Sequence[str], most_words: int, longest: int) -> Mapping[str, str]:
    table.expect(phases)
    texts = {phase: table.text(phase, longest) for phase in phases}
    for phase, said in texts.items():
        count = len(said.split())
        if count > most_words:
            allowed = "one word" if most_words == 1 else f"1 to {most_words} words"
            raise table.error(phase, f"has {count} words", allowed)
    return MappingProxyType(texts)


def _read_record(table: Table, movement: Movement) -> Record:
    texts = ("purpose", "rationale")
    lists = ("indications", "muscles", "instructions", "provider_tips")
    table.expect((*texts, "pain_from", "pain_to", *lists, "compensations", "sources"))
    pain_from = table.whole("pain_from", 0, 10)
    return Record(
        purpose=table.text("purpose"),
        pain_from=pain_from,
        pain_to=table.whole("pain_to", pain_from, 10),
        indications=table.texts("indications", 1, 10),
        muscles=table.texts("muscles", 1, 12, 160),
        compensations=_read_compensations(table, movement.faults),
        instructions=table.texts("instructions", 1, 12),
        provider_tips=table.texts("provider_tips", 1, 10),
        rationale=table.text("rationale", 900),
        sources=_read_sources(table.table("sources")),
    )


def _read_compensations(table: Table, faults: Sequence[str]) -> tuple[Compensation, ...]:
    """Each fault of the movement is described once, and no other is."""
    found: list[Compensation] = []
    for entry in table.tables("compensations", 1, 16):
        one = _read_compensation(entry, faults)
        if one.fault and any(one.fault == earlier.fault for earlier in found):
            raise entry.error("fault", f"{one.fault} is described twice", "each fault once")
        found.append(one)
    for fault in faults:
        if all(one.fault != fault for one in found):
            reason = f"say nothing of {fault}, which is among the movement's faults"
            raise table.error("compensations", reason, f'an entry with fault = "{fault}"')
    return tuple(found)


def _read_compensation(table: Table, faults: Sequence[str]) -> Compensation:
    shown = "fault" in table
    table.expect(("drift", "try_instead", *(("fault", "feels") if shown else ())), () if shown else ("fault",))
    fault = table.choice("fault", FAULTS) if shown else ""
    if shown and fault not in faults:
        raise table.error("fault", f"{fault} is not among the movement's faults", ", ".join(faults) or "no fault")
    return Compensation(
        drift=table.text("drift", 240),
        try_instead=table.text("try_instead", 300),
        fault=fault,
        feels=table.text("feels", 240) if shown else "",
    )


def _read_test(table: Table, movement: Movement) -> SelfTest:
    table.expect(("passes", "fails", "fails_as"))
    return SelfTest(table.text("passes", 300), table.text("fails", 300), table.choice("fails_as", movement.faults))


def _read_sources(table: Table) -> Mapping[str, tuple[str, ...]]:
    table.expect(RECORD_FIELDS, OTHER_SOURCED)
    return MappingProxyType({field: _read_source_ids(table, field) for field in table.names()})


def _read_source_ids(table: Table, field: str) -> tuple[str, ...]:
    ids = table.texts(field, 1, 16, 40)
    for index, source in enumerate(ids):
        if source not in SOURCE_IDS:
            raise table.error(f"{field}[{index}]", f"{source!r} is not a known source", f"A1 to E8, or {OURS}")
        if source in ids[:index]:
            raise table.error(f"{field}[{index}]", f"{source!r} is there twice", "each source once")
    return ids
