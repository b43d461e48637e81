"""A small client of D-Bus: enough to ask the accessibility bus as a screen reader does. No library of the system's.

The wire format is that of the D-Bus specification, version 1: a header with its fields, then the body, each value at a
multiple of its own size. Only what a screen reader asks and hears is written here.
"""

from __future__ import annotations

import os
import select
import socket
import struct
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

CALL, REPLY, ERROR, SIGNAL = 1, 2, 3, 4
PATIENCE_S = 30.0
_FIXED = {"y": "B", "b": "I", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q", "d": "d", "h": "I"}
_ALIGNED = {"s": 4, "o": 4, "g": 1, "v": 1, "a": 4, "(": 8, "{": 8}
_PATH, _INTERFACE, _MEMBER, _REPLY_TO, _TO, _FROM, _SIGNATURE = 1, 2, 3, 5, 6, 7, 8


class BusError(Exception):
    """The other side refused."""


@dataclass(frozen=True, slots=True)
class Message:
    """What came in. ``body``: the values, structures and arrays as lists."""

    kind: int
    serial: int
    fields: dict[int, Any]
    body: list[Any]

    @property
    def path(self) -> str:
        """Of the object that a signal comes from."""
        return str(self.fields.get(_PATH, ""))

    @property
    def interface(self) -> str:
        """Of a signal."""
        return str(self.fields.get(_INTERFACE, ""))

    @property
    def member(self) -> str:
        """The signal's name."""
        return str(self.fields.get(_MEMBER, ""))

    @property
    def sender(self) -> str:
        """The unique name of who sent it."""
        return str(self.fields.get(_FROM, ""))


class Bus:
    """A connection to the bus at ``address`` (``unix:path=...``)."""

    def __init__(self, address: str) -> None:
        options = dict(part.split("=", 1) for part in address.partition(":")[2].split(","))
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(PATIENCE_S)
        self._socket.connect(options["path"] if "path" in options else "\0" + options["abstract"])
        self._serial = 0
        self._unread = b""
        self.signals: deque[Message] = deque()
        self._greet()

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _greet(self) -> None:
        self._socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        told = self._socket.recv(512)
        if not told.startswith(b"OK"):
            raise BusError(told.decode(errors="replace"))
        self._socket.sendall(b"BEGIN\r\n")
        self.name = self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")[0]

    # -- asking ---------------------------------------------------------------------------------

    def call(self, to: str, path: str, interface: str, member: str, signature: str = "", *values: Any) -> list[Any]:
        """Ask and wait for the answer; signals that come meanwhile are kept in ``signals``."""
        self._serial += 1
        serial = self._serial
        body = write(signature, list(values))
        fields = [[_PATH, ("o", path)], [_INTERFACE, ("s", interface)], [_MEMBER, ("s", member)], [_TO, ("s", to)]]
        if signature:
            fields.append([_SIGNATURE, ("g", signature)])
        head = write("yyyyuua(yv)", [ord("l"), CALL, 0, 1, len(body), serial, fields])
        self._socket.sendall(head + bytes(-len(head) % 8) + body)
        until = time.monotonic() + PATIENCE_S
        while True:
            message = self._next(until)
            if message is None:
                raise BusError(f"no answer from {to} to {member}")
            if message.kind == SIGNAL:
                self.signals.append(message)
            elif message.fields.get(_REPLY_TO) == serial:
                if message.kind == ERROR:
                    raise BusError(f"{member}: {message.body}")
                return message.body

    def match(self, rule: str) -> None:
        """Hear signals of a kind."""
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", "s", rule)

    def hear(self, until: float) -> Message | None:
        """The next signal; None when none comes until then (``time.monotonic``)."""
        while not self.signals:
            message = self._next(until)
            if message is None:
                return None
            if message.kind == SIGNAL:
                self.signals.append(message)
        return self.signals.popleft()

    # -- reading --------------------------------------------------------------------------------

    def _next(self, until: float) -> Message | None:
        head = self._take(16, until)
        if head is None:
            return None
        order = "<" if head[:1] == b"l" else ">"
        body_size, serial, fields_size = struct.unpack(order + "III", head[4:16])
        rest = self._take(16 + fields_size + (-fields_size % 8) + body_size, until)
        if rest is None:
            return None
        self._unread = self._unread[len(rest) :]
        reading = Reading(rest, order)
        fields = {int(number): value for number, value in reading.read("yyyyuua(yv)")[6]}
        reading.skip_to(8)
        return Message(head[1], serial, fields, reading.read(str(fields.get(_SIGNATURE, ""))))

    def _take(self, size: int, until: float) -> bytes | None:
        """The first ``size`` bytes that were not read yet; they stay unread."""
        while len(self._unread) < size:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._socket], [], [], left)[0]:
                return None
            more = self._socket.recv(65536)
            if not more:
                raise BusError("the bus hung up")
            self._unread += more
        return self._unread[:size]


def write(signature: str, values: list[Any]) -> bytes:
    """Values as they are sent; a variant is given as (signature, value)."""
    out = bytearray()
    for one, value in zip(split(signature), values, strict=True):
        _write_one(out, one, value)
    return bytes(out)


def _write_one(out: bytearray, signature: str, value: Any) -> None:
    kind = signature[0]
    out += bytes(-len(out) % (_ALIGNED.get(kind) or struct.calcsize(_FIXED[kind])))
    if kind in _FIXED:
        out += struct.pack("<" + _FIXED[kind], value)
    elif kind in "sog":
        data = str(value).encode()
        out += (bytes([len(data)]) if kind == "g" else struct.pack("<I", len(data))) + data + b"\0"
    elif kind == "v":
        _write_one(out, "g", value[0])
        _write_one(out, value[0], value[1])
    elif kind == "(":
        for one, part in zip(split(signature[1:-1]), value, strict=True):
            _write_one(out, one, part)
    else:
        at = len(out)
        out += bytes(4)
        inner = signature[1:]
        out += bytes(-len(out) % (_ALIGNED.get(inner[0]) or struct.calcsize(_FIXED[inner[0]])))
        begin = len(out)
        for part in value:
            _write_one(out, inner, part)
        out[at : at + 4] = struct.pack("<I", len(out) - begin)


class Reading:
    """Reads values from where it stands."""

    def __init__(self, data: bytes, order: str) -> None:
        self._data, self._order, self._at = data, order, 0

    def skip_to(self, size: int) -> None:
        """Go on at the next multiple of ``size``."""
        self._at += -self._at % size

    def read(self, signature: str) -> list[Any]:
        """The values of a signature."""
        return [self._one(one) for one in split(signature)]

    def _one(self, signature: str) -> Any:
        kind = signature[0]
        if kind in _FIXED:
            size = struct.calcsize(_FIXED[kind])
            self.skip_to(size)
            self._at += size
            return struct.unpack(self._order + _FIXED[kind], self._data[self._at - size : self._at])[0]
        self.skip_to(_ALIGNED[kind])
        if kind in "sog":
            size = self._one("y" if kind == "g" else "u")
            self._at += size + 1
            return self._data[self._at - size - 1 : self._at - 1].decode()
        if kind == "v":
            return self._one(self._one("g"))
        if kind in "({":
            return self.read(signature[1:-1])
        size = self._one("u")
        inner = signature[1:]
        self.skip_to(_ALIGNED.get(inner[0]) or struct.calcsize(_FIXED[inner[0]]))
        end, out = self._at + size, []
        while self._at < end:
            out.append(self._one(inner))
        return out


def split(signature: str) -> list[str]:
    """The complete types of a signature, one by one."""
    out, at = [], 0
    while at < len(signature):
        end = _end(signature, at)
        out.append(signature[at:end])
        at = end
    return out


def _end(signature: str, at: int) -> int:
    if signature[at] == "a":
        return _end(signature, at + 1)
    if signature[at] not in "({":
        return at + 1
    depth = 0
    for place in range(at, len(signature)):
        depth += (signature[place] in "({") - (signature[place] in ")}")
        if depth == 0:
            return place + 1
    raise ValueError(signature)
