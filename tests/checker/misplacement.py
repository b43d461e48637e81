"""More ways to spoil a good motion file: things, contacts, sides and phases that are not where they belong.

As in ``sabotage``, a spoiler takes the file's JSON object and returns a spoilt copy.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
from sabotage import ABOVE_HIPS, Record, Spoiler, retold, shifted


def leaning_aside(metres: float) -> Spoiler:
    """Pelvis and all above it shifted to the right, all else told to fit."""
    return lambda record: retold(shifted(record, ABOVE_HIPS, (0.0, 0.0, metres), carried=True))


def trembling(metres: float) -> Spoiler:
    """The head sways to and fro once a second."""

    def spoil(record: Record) -> Record:
        sway = metres * np.sin(2.0 * np.pi * np.array(record["time_s"]))
        return shifted(record, ("head_top", "head_back"), np.outer(sway, (1.0, 0.0, 0.0)), carried=False)

    return spoil


def moved_thing(
    kind: str, by: tuple[float, float, float], *, points: tuple[str, ...] = (), once: bool = False
) -> Spoiler:
    """A thing, or only some of its points, moved: throughout, or for a moment."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        item = next(item for item in spoilt["implements"] if item["kind"] == kind)
        frames = len(record["time_s"])
        moment = np.sin(np.linspace(0.0, np.pi, frames)) ** 4 if once else np.ones(frames)
        for name, path in item["points_m"].items():
            if not points or name in points:
                item["points_m"][name] = (np.array(path) + np.outer(moment, by)).tolist()
        return spoilt

    return spoil


def moved_edge(metres: float) -> Spoiler:
    """The doorway's edge is elsewhere."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        next(item for item in spoilt["implements"] if item["kind"] == "doorway")["x_m"] += metres
        return spoilt

    return spoil


def higher_block(metres: float) -> Spoiler:
    """The block under what is lifted is higher than the file's movement knows."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        spoilt["implements"] = [item for item in spoilt["implements"] if item["kind"] != "block"]
        block = next((item for item in record["implements"] if item["kind"] == "block"), {"height_m": 0.0})
        spoilt["implements"].append({"kind": "block", "height_m": block["height_m"] + metres})
        return spoilt

    return spoil


def without_thing(kind: str) -> Spoiler:
    """A thing is missing."""

    def spoil(record: Record) -> Record:
        return record | {"implements": [item for item in record["implements"] if item["kind"] != kind]}

    return spoil


def without_contact(kind: str, begins: str = "") -> Spoiler:
    """Contacts of a kind, of points whose names begin so, are not declared."""

    def dropped(contact: Record) -> bool:
        return bool(contact["kind"] == kind and contact["point"].startswith(begins))

    return lambda record: record | {"contacts": [one for one in record["contacts"] if not dropped(one)]}


def always_in_contact(names: tuple[str, ...]) -> Spoiler:
    """Contacts are declared throughout that are not."""

    def spoil(record: Record) -> Record:
        others = [contact for contact in record["contacts"] if contact["point"] not in names]
        whole = {"kind": "floor", "start_s": 0.0, "end_s": record["time_s"][-1]}
        return record | {"contacts": [*others, *({"point": name, **whole} for name in names)]}

    return spoil


def moved_points(names: tuple[str, ...], by: tuple[float, float, float]) -> Spoiler:
    """Points of the body moved for a moment, and nothing told to fit."""

    def spoil(record: Record) -> Record:
        moment = np.sin(np.linspace(0.0, np.pi, len(record["time_s"]))) ** 4
        return shifted(record, names, np.outer(moment, by), carried=False)

    return spoil


def frozen(record: Record) -> Record:
    """Every curve stays as it begins."""
    frames = len(record["time_s"])

    def stop(value: Any) -> Any:
        if isinstance(value, list):
            return [value[0]] * frames if len(value) == frames else [stop(item) for item in value]
        return {key: stop(item) for key, item in value.items()} if isinstance(value, dict) else value

    return dict(stop(record)) | {"time_s": record["time_s"]}


def other_side(record: Record) -> Record:
    """The file names the other side."""
    return record | {"side": {"right": "left", "left": "right"}[record["side"]]}


def moved_phase(name: str, seconds: float) -> Spoiler:
    """A phase begins earlier or later, its neighbour gives way."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        for phase in spoilt["phases"]:
            for key in ("start_s", "end_s"):
                begins = next(one["start_s"] for one in record["phases"] if one["name"] == name)
                if phase[key] == begins:
                    phase[key] += seconds
        return spoilt

    return spoil


def stretched_standing(share: float) -> Spoiler:
    """The figure that stands quietly has a longer thigh."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        hip, knee = (np.array(record["standing_m"][name]) for name in ("hip_l", "knee_l"))
        spoilt["standing_m"]["knee_l"] = (knee + share * (knee - hip)).tolist()
        return spoilt

    return spoil


def relabelled(fault: str | None) -> Spoiler:
    """The file is said to show another fault than it does, or none."""
    return lambda record: record | {"fault": fault, "fault_level": 1.0 if fault else 0.0}
