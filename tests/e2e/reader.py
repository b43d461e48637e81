"""A screen reader: reads the program's tree over the accessibility bus and hears its events, from another process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from tests.e2e.bus import PATIENCE_S, Bus, BusError

ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = "org.a11y.atspi.Registry"
ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
OBJECT_EVENTS = "org.a11y.atspi.Event.Object"
EVENTS = ("object:property-change:accessible-name", "object:announcement", "object:state-changed:focused")
_FOCUSABLE, _FOCUSED, _SHOWING, _ENABLED = 11, 12, 25, 8


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the window. ``at``: (bus name, path). ``depth``: below the application."""

    at: tuple[str, str]
    role: str
    name: str
    states: int
    depth: int

    def _is(self, state: int) -> bool:
        return bool(self.states >> state & 1)

    @property
    def focusable(self) -> bool:
        """It can have the focus."""
        return self._is(_FOCUSABLE)

    @property
    def focused(self) -> bool:
        """It has the focus."""
        return self._is(_FOCUSED)

    @property
    def showing(self) -> bool:
        """It is on the screen."""
        return self._is(_SHOWING)

    @property
    def enabled(self) -> bool:
        """It can be used."""
        return self._is(_ENABLED)

    def __str__(self) -> str:
        marks = f"{' (focus)' if self.focused else ''}{'' if self.enabled or not self.focusable else ' (off)'}"
        return f"{'  ' * self.depth}{self.role} “{self.name}”{marks}"


@dataclass(frozen=True, slots=True)
class Said:
    """An event: ``what`` is ``announcement`` or ``name``, ``text`` what is to be read out."""

    what: str
    text: str
    at: tuple[str, str]


class ScreenReader:
    """Listens on a session's accessibility bus. ``session``: the address of the session's own bus."""

    def __init__(self, session: str) -> None:
        asking = Bus(session)
        address = asking.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")[0]
        asking.close()
        self._bus = Bus(address)
        self._bus.match(f"type='signal',interface='{OBJECT_EVENTS}'")
        self.said: list[Said] = []
        for event in EVENTS:
            self._register(event)

    def close(self) -> None:
        """Stop listening."""
        self._bus.close()

    def _register(self, event: str) -> None:
        registry = (REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent")
        try:
            self._bus.call(*registry, "sass", event, [], "")
        except BusError:
            self._bus.call(*registry, "s", event)  # an older registry

    # -- the tree -------------------------------------------------------------------------------

    def tree(self) -> list[Node]:
        """All that is on the screen, in reading order."""
        found: list[Node] = []
        for name, path in self._children((REGISTRY, ROOT)):
            found += self._below((name, path), 0)
        return found

    def find(self, name: str) -> Node | None:
        """The first thing on the screen whose name begins so and that can have the focus, or that is called so."""
        nodes = self.tree()
        by_name = [one for one in nodes if one.name.startswith(name)]
        return next((one for one in by_name if one.focusable), next(iter(by_name), None))

    def wait_for(self, name: str) -> Node:
        """Wait until something is on the screen."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            node = None
            with suppress(BusError):  # it went away while it was read
                node = self.find(name)
            if node is not None and (node.enabled or not node.focusable):
                return node
            self.listen(0.2)
        raise AssertionError(f"{name!r} does not come; there are {[one.name for one in self.tree() if one.name]}")

    def press(self, name: str) -> None:
        """Do what a thing does, as a screen reader's user: wait for it, and press it."""
        assert self._bus.call(*self.wait_for(name).at, ACTION, "DoAction", "i", 0) == [True]

    def press_until(self, name: str, comes: str) -> None:
        """Press a thing again and again until another one is on the screen."""
        until = time.monotonic() + 2 * PATIENCE_S
        while time.monotonic() < until:
            with suppress(BusError):  # it went away while it was pressed
                if self.find(comes) is not None:
                    return
                if node := self.find(name):
                    self._bus.call(*node.at, ACTION, "DoAction", "i", 0)
            self.listen(0.2)  # a button that is pressed stays down for a moment
        raise AssertionError(f"{comes!r} does not come")

    def _children(self, at: tuple[str, str]) -> list[tuple[str, str]]:
        return [(name, path) for name, path in self._bus.call(*at, ACCESSIBLE, "GetChildren")[0]]

    def _below(self, at: tuple[str, str], depth: int) -> Iterator[Node]:
        name = self._bus.call(*at, "org.freedesktop.DBus.Properties", "Get", "ss", ACCESSIBLE, "Name")[0]
        role = self._bus.call(*at, ACCESSIBLE, "GetRoleName")[0]
        low, high = self._bus.call(*at, ACCESSIBLE, "GetState")[0]
        node = Node(at, role, name, low | high << 32, depth)
        if node.showing:
            yield node
            for child in self._children(at):
                yield from self._below(child, depth + 1)

    # -- events ---------------------------------------------------------------------------------

    def listen(self, seconds: float) -> None:
        """Hear for so long what is to be read out."""
        until = time.monotonic() + seconds
        while (message := self._bus.hear(until)) is not None:
            if message.interface != OBJECT_EVENTS or len(message.body) < 4:
                continue
            detail, value = message.body[0], message.body[3]
            if message.member == "Announcement":
                self.said.append(Said("announcement", str(value), (message.sender, message.path)))
            elif message.member == "PropertyChange" and detail == "accessible-name":
                self.said.append(Said("name", str(value), (message.sender, message.path)))

    def listen_until(self, is_so: Callable[[], bool]) -> None:
        """Hear until something is so."""
        until = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < until, f"heard at last {[(one.what, one.text) for one in self.said[-60:]]}"
            self.listen(0.1)
