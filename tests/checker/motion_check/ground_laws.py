"""Laws of the ground: origin, contacts that hold, nothing through floor or wall."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .calculus import Array
from .findings import Finding, at_most
from .geometry import spread
from .recorded import MotionFile, Span

SLIDE_M = 1e-3
THROUGH_M = 2e-3
ORIGIN_M = 5e-3
RESTS_M = 2e-3
KNEE_RADIUS_SHARE = 0.05
TOUCH_M = 0.010
TOUCH_SPEED_M_S = 0.1
BALL_RADIUS_M = 0.105
SEAT_M = (0.05, 0.14)
SEAT_SLIDE_M = 2e-3
SLAB_M, THIGH_M = 0.05, 0.03
ROUND_POINTS = ("knee", "ankle")
BEARING = ("floor", "seat")


def ground_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module that applies."""
    found = [origin(motion), contact_slide(motion), contact_height(motion), floor(motion)]
    if _walls(motion):
        found += [wall(motion), wall_touch(motion), wall_touch_speed(motion)]
    if any(contact.kind == "heel" for contact in motion.contacts):
        found.append(heel_touch(motion))
    if motion.held("chair"):
        found += [seat_reached(motion), chair_clear(motion)]
    if motion.drifting and any(name.startswith(("ball_", "heel_pad_")) for name in motion.points):
        found.append(lifted(motion))
    return found


def floor_contacts(motion: MotionFile) -> tuple[Span, ...]:
    """The declared contacts with the floor."""
    return tuple(contact for contact in motion.contacts if contact.kind == "floor")


def bearing_contacts(motion: MotionFile) -> tuple[Span, ...]:
    """The declared contacts that can carry weight: the floor's, and a seat that is sat on throughout.

    A seat that is only touched bears nothing.
    """
    whole = float(motion.time_s[-1]) - 5e-4
    return tuple(
        contact
        for contact in motion.contacts
        if contact.kind == "floor" or (contact.kind == "seat" and contact.end_s - contact.start_s >= whole)
    )


def origin(motion: MotionFile) -> Finding:
    """The origin is on the floor, at the middle of the supporting contacts."""
    first = [motion.points[contact.name][0] for contact in bearing_contacts(motion) if contact.start_s <= 0.0]
    if not first:
        return Finding("origin", float("nan"), "a floor contact at 0 s", False, "no contact")
    middle = (np.min(first, axis=0) + np.max(first, axis=0)) / 2.0
    offset = float(np.hypot(middle[0], middle[2]))
    return at_most("origin", [(offset, f"middle at x {middle[0]:.4f} z {middle[2]:.4f}")], ORIGIN_M, "m")


def contact_slide(motion: MotionFile) -> Finding:
    """A declared contact that bears weight moves less than 1 mm while it lasts."""
    return at_most("contact-slide", (_slide(motion, contact) for contact in bearing_contacts(motion)), SLIDE_M, "m")


def _slide(motion: MotionFile, contact: Span) -> tuple[float, str]:
    mask = motion.frames(contact.start_s, contact.end_s)
    if not mask.any():
        return float("nan"), f"{contact.name} has an empty interval"
    path = motion.points[contact.name][mask]
    moved = np.linalg.norm(path - path[0], axis=1)
    return float(np.max(moved)), f"{contact.name} {motion.when(np.flatnonzero(mask)[np.argmax(moved)])}"


def contact_height(motion: MotionFile) -> Finding:
    """A declared contact with the floor is on it; a knee or ankle at most its own radius above."""
    return at_most("contact-height", (_height(motion, contact) for contact in floor_contacts(motion)), RESTS_M, "m off")


def _height(motion: MotionFile, contact: Span) -> tuple[float, str]:
    mask = motion.frames(contact.start_s, contact.end_s)
    height = motion.points[contact.name][mask, 1]
    radius = KNEE_RADIUS_SHARE * float(motion.body["stature_m"]) if contact.name.startswith(ROUND_POINTS) else 0.0
    off = np.maximum(height - radius, -height)
    return float(np.max(off)), contact.name


def floor(motion: MotionFile) -> Finding:
    """Nothing lies more than 2 mm under the floor, the bell's ball included."""
    return at_most("floor", (_deepest(motion, *item) for item in _solids(motion, 1.0, 1)), THROUGH_M, "m below")


def wall(motion: MotionFile) -> Finding:
    """Nothing goes more than 2 mm through a wall."""
    depths = []
    for place in _walls(motion):
        side = 1.0 if place < 0.0 else -1.0
        for name, radius, coordinate in _solids(motion, side, 0):
            depths.append(_deepest(motion, name, radius, coordinate - side * place))
    return at_most("wall", depths, THROUGH_M, "m through")


def _walls(motion: MotionFile) -> list[float]:
    return [item.x_m for item in motion.implements if item.kind == "wall" and item.x_m is not None]


def _solids(motion: MotionFile, side: float, axis: int) -> Iterator[tuple[str, float, Array]]:
    """Name, radius and signed coordinate of everything that has a place."""
    for name, path in motion.points.items():
        yield name, 0.0, side * path[:, axis]
    for item in motion.implements:
        for name, path in item.points.items():
            if item.kind != "wall":
                radius = BALL_RADIUS_M if item.kind == "kettlebell" and name == "ball" else 0.0
                yield f"{item.kind} {name}", radius, side * path[:, axis]


def _deepest(motion: MotionFile, name: str, radius: float, clearance: Array) -> tuple[float, str]:
    depth = radius - clearance
    return float(np.max(depth)), f"{name} {motion.when(np.argmax(depth))}"


def wall_touch(motion: MotionFile) -> Finding:
    """A declared touch of the wall leaves no gap above 10 mm, and the buttocks are declared to touch."""
    touches = [contact for contact in motion.contacts if contact.kind == "wall"]
    if not touches:
        return Finding("wall-touch", float("nan"), "a wall contact", False, "none declared")
    gaps = []
    for contact in touches:
        mask = motion.frames(contact.start_s, contact.end_s)
        for place in _walls(motion):
            gap = np.abs(motion.points[contact.name][mask, 0] - place)
            gaps.append((float(np.max(gap, initial=0.0)), contact.name))
    return at_most("wall-touch", gaps, TOUCH_M, "m gap")


def wall_touch_speed(motion: MotionFile) -> Finding:
    """The wall is met gently."""
    speeds = []
    for contact in motion.contacts:
        if contact.kind == "wall":
            speed = np.abs(motion.rate(motion.points[contact.name])[:, 0])
            speeds.append((float(speed[motion.frame_at(contact.start_s)]), contact.name))
    return at_most("wall-touch-speed", speeds, TOUCH_SPEED_M_S, "m/s")


def heel_touch(motion: MotionFile) -> Finding:
    """Buttocks declared on the heels are there: within a body's thickness of them."""
    gaps = []
    stature = float(motion.body["stature_m"])
    for contact in motion.contacts:
        if contact.kind == "heel":
            mask = motion.frames(contact.start_s, contact.end_s)
            gap = np.linalg.norm(motion.points[contact.name] - motion.middle("heel"), axis=1)[mask]
            gaps.append((float(np.max(gap, initial=0.0)) / stature, contact.name))
    return at_most("heel-touch", gaps, 0.15, "statures apart")


def seat_reached(motion: MotionFile) -> Finding:
    """Who is declared to sit does: the hips are a buttock's thickness above the seat, behind its front edge.

    A point ``seat`` lies on the seat itself, under the hips.
    """
    chair = motion.held("chair")[0]
    touches = [contact for contact in motion.contacts if contact.kind == "seat"]
    if not touches or not {"seat", "back"} <= set(chair.points):
        return Finding("seat", float("nan"), "a seat and a contact with it", False, "none declared")
    edge, rear = chair.points["seat"], chair.points["back"]
    off = []
    for contact in touches:
        mask = motion.frames(contact.start_s, contact.end_s)
        hips, seat = motion.points["pelvis"][mask], edge[mask]
        above = (hips[:, 1] - seat[:, 1]) / motion.scale
        off.append((float(np.max(np.maximum(above - SEAT_M[1], SEAT_M[0] - above))), "hips above the seat"))
        off.append((float(np.max(hips[:, 0] - seat[:, 0])), "hips before the seat's edge"))
        off.append((float(np.max(rear[mask, 0] - hips[:, 0])), "hips behind the backrest"))
        if contact.name == "seat":
            off.append((float(np.max(np.abs(motion.points["seat"][mask, 1] - seat[:, 1]))) - RESTS_M, "off the seat"))
    off += [(spread(path[:, axis]) - SEAT_SLIDE_M, "the chair moves") for path in (edge, rear) for axis in range(3)]
    return at_most("seat", off, 0.0, "m off")


def chair_clear(motion: MotionFile) -> Finding:
    """No joint goes through the seat or the backrest, no thigh into the seat's edge; feet may stand under it."""
    chair = motion.held("chair")[0]
    edge, rear = chair.points["seat"], chair.points["back"]
    depths = []
    for name, path in motion.points.items():
        if name != "seat":
            under, behind = edge[:, 1] - path[:, 1], edge[:, 0] - path[:, 0]
            through = np.minimum(np.minimum(under, SLAB_M - under), behind)
            depths.append(_deepest(motion, f"{name} in the seat", 0.0, -through))
            low = rear[:, 1] - path[:, 1]
            depths.append(_deepest(motion, f"{name} in the backrest", 0.0, -np.minimum(low, rear[:, 0] - path[:, 0])))
    for side in "lr":
        hip, knee = motion.points[f"hip_{side}"], motion.points[f"knee_{side}"]
        share = np.clip(
            (edge[:, 0] - hip[:, 0]) / np.where(np.abs(knee - hip)[:, 0] > 1e-6, (knee - hip)[:, 0], 1e-6), 0, 1
        )
        over = (hip + share[:, None] * (knee - hip))[:, 1] - edge[:, 1] - THIGH_M * motion.scale
        depths.append(
            _deepest(motion, f"thigh {side} in the seat's edge", 0.0, np.where(hip[:, 0] < edge[:, 0], over, 1.0))
        )
    return at_most("chair", depths, THROUGH_M, "m inside")


def lifted(motion: MotionFile) -> Finding:
    """While heels or toes are up, what still bears is declared, and what is up is not."""
    off = []
    for contact in floor_contacts(motion):
        mask = motion.frames(contact.start_s, contact.end_s)
        off.append((float(np.max(motion.points[contact.name][mask, 1])) - RESTS_M, f"{contact.name} is up"))
    names = {contact.name for contact in floor_contacts(motion)}
    kept = ("ball", "heel_pad")
    missing = [f"{n}_{s}" for n in kept for s in motion.legs if f"{n}_{s}" in motion.points and f"{n}_{s}" not in names]
    off += [(float("nan"), f"{name} is not declared") for name in missing]
    return at_most("lifted", off, 0.0, "m")
