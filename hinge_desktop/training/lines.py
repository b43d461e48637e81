"""Lines one behind the other: each begins when the one before is over, and ends before the next is due."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hinge_desktop.training.spoken import spoken_s

TONES = ("tick", "go", "rep", "half", "last", "last_set", "end", "switch", "soon", "pause", "done", "note")
"""The tones a line may have; what they sound like is the business of ``sound``."""
NEVER = (math.inf,)
"""Nothing is due."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is due at one instant.

    Attributes:
        text: what is said; empty where only a tone sounds, and with ``urgent`` what is being said ends.
        at_s: when it begins, on the clock of the events.
        room_s: seconds until the next line is due; infinite when nothing is.
        tone: one of ``TONES``, or empty.
        caption: what is shown; empty: the text itself. Every tone has one or the other.
        urgent: it ends what is being said. Any other line waits for the one before, if that ends when this begins.
    """

    text: str
    at_s: float
    room_s: float
    tone: str = ""
    caption: str = ""
    urgent: bool = False


class Lines:
    """Makes the lines of one session. ``at_s`` is the present instant, ``rate`` that of the voice."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.at_s = -math.inf
        self._free = self._kept = -math.inf  # what was said is over; what must not be cut is over
        self._shown, self._shown_at = "", -math.inf
        self._announced = ""

    @property
    def speaking(self) -> bool:
        """Something is being said at the present instant, as far as anybody can know."""
        return self.at_s < self._free

    @property
    def keeping(self) -> bool:
        """A number is being said, which must not be cut."""
        return self.at_s < self._kept

    def cut(self) -> None:
        """What is being said belongs to what is over."""
        self._free = self._kept = self.at_s

    def line(
        self,
        texts: Iterable[str],
        untils: Sequence[float] = NEVER,
        tone: str = "",
        *,
        sign: str = "",
        urgent: bool = False,
    ) -> Line:
        """The longest of ``texts`` that ends before the first of ``untils``, or else before a later one.

        Args:
            texts: ways to say it, the longest first.
            untils: clock times of what is due next, the nearest first.
            sign: what is shown; empty: what is said.
            urgent: it does not wait for what is being said.
        """
        start = self.at_s if urgent else max(self.at_s, self._free)
        texts = tuple(texts)
        fits = ((text, until) for until in untils for text in texts if spoken_s(text, self.rate) <= until - start)
        text, until = next(fits, ("", untils[0]))
        if text:
            self._free, self._announced = start + spoken_s(text, self.rate), sign or text
        return Line(text, start, until - start, tone, self.caption(sign or text), urgent)

    def now(self, text: str, tone: str = "") -> Line:
        """Say it at once, whatever is being said."""
        self.cut()
        return self.line((text,), tone=tone, urgent=True)

    def number(self, texts: Sequence[str], untils: Sequence[float], tone: str, sign: str) -> Line:
        """A number: the last of ``texts`` is said whatever happens, and nobody but another number cuts it."""
        line = self.line(texts, untils, tone, sign=sign, urgent=True)
        if not line.text:
            line = replace(line, text=texts[-1])
        self._free = self._kept = self.at_s + spoken_s(line.text, self.rate)
        return line

    def unsaid(self, room_s: float, tone: str, sign: str) -> Line:
        """A tone alone, its sign beside what is being said."""
        shown = f"{self._announced} · {sign}" if self.speaking else sign
        return Line("", self.at_s, room_s, tone, self.caption(shown))

    def asked(self, texts: Sequence[str], untils: Sequence[float], sign: str) -> Line:
        """The user wished for it, so it takes the place of words, but not of a number."""
        free, waits = self._free, self.keeping
        self._free = self._kept if waits else self.at_s
        line = self.line(texts, untils[:1], "note", sign=sign)
        if not line.text:
            self._free = free
        return replace(line, urgent=bool(line.text) and not waits)

    def caption(self, sign: str, *, instead: bool = False) -> str:
        """``sign``, after what is already shown of the same instant, or ``instead`` of it."""
        again = sign.startswith(self._shown)  # a tick beside what is being said
        if sign and self._shown_at == self.at_s and not instead and not again:
            sign = f"{self._shown} · {sign}"
        if sign:
            self._shown, self._shown_at = sign, self.at_s
        return sign
