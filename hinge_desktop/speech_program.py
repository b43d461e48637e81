"""Speaking by a program of the system, where Qt has no engine to rely on: espeak-ng, or speech-dispatcher's client."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from hinge_desktop.training.spoken import pace, spoken_s

USUAL_WORDS = 175
"""Words a minute of espeak-ng's usual voice, which ``spoken_s`` was measured with."""
STUCK_S = 2.0
"""A client that only hands its text on and still runs after this long waits for a daemon that will not answer."""
LIST_MS = 3000
"""A list of voices that takes longer is left out (measured: espeak-ng 0.02 s, spd-say 1.6 s for 13,363 of them)."""
LANGUAGE = "en"
"""The texts' language, whatever that of the system is."""


@dataclass(frozen=True, slots=True)
class Program:
    """A speech program and its arguments.

    ``{volume}`` is 0 to 100, ``{signed}`` -100 to 100, ``{words}`` words a minute, ``{hundredths}`` the rate in
    hundredths.

    Attributes:
        choose: goes before the name of a voice that was chosen.
        listing: the whole call that prints the voices.
        row: finds a name and a language in a line of that; voices of mbrola need data that may be missing.
        cut: comes first where the program is a client whose daemon would go on speaking.
        hush: the whole call that ends such speaking.
        waits: the program runs while it speaks, and tells when it cannot.
    """

    name: str
    arguments: tuple[str, ...]
    choose: str
    listing: tuple[str, ...]
    row: str
    cut: tuple[str, ...] = ()
    hush: tuple[str, ...] = ()
    waits: bool = True


PROGRAMS = (
    Program(
        "espeak-ng",
        ("-v", LANGUAGE, "-a", "{volume}", "-s", "{words}"),
        choose="-v",
        listing=(f"--voices={LANGUAGE}",),
        row=r"\s*\d+\s+(?P<language>\S+)\s+\S+\s+(?P<name>\S+)\s+(?!mb/)\S",
    ),
    Program(
        "spd-say",
        ("-P", "message", "-l", LANGUAGE, "-i", "{signed}", "-r", "{hundredths}"),
        choose="-y",
        listing=("-L",),
        row=r"\s*(?P<name>\S.*?)\s{2,}(?P<language>\S+)\s+\S+\s*$",
        cut=("-C",),
        hush=("-C",),
        waits=False,
    ),
)


class SpeechProgram(QObject):
    """Says one text after the other, each by a process of its own; nothing here waits for one.

    Signals:
        given_up(): none of the programs can speak.
    """

    given_up = Signal()

    def __init__(
        self, parent: QObject, find_program: Callable[[str], str | None], *, telling_only: bool = False
    ) -> None:
        """``telling_only``: there may be no audio, so only programs that tell so are used."""
        super().__init__(parent)
        found = ((find_program(one.name), one) for one in PROGRAMS if one.waits or not telling_only)
        self._programs = [(path, one) for path, one in found if path]
        self._process: QProcess | None = None
        self._saying, self._began = "", 0.0
        self._waiting: list[str] = []
        self._gap = QTimer(self)
        self._gap.setSingleShot(True)
        self._gap.timeout.connect(self._on_over)
        self._voices: tuple[str, ...] | None = None
        self.volume = 80
        self.rate = 0.0
        self.voice = ""

    @property
    def available(self) -> bool:
        """A program is there that has not shown that it cannot speak."""
        return bool(self._programs)

    def voices(self) -> tuple[str, ...]:
        """Names of the voices in the texts' language, as the first program prints them; asked for once."""
        if self._voices is None:
            self._voices = self._listed() if self._programs else ()
        return self._voices

    def _listed(self) -> tuple[str, ...]:
        path, program = self._programs[0]
        asked = QProcess(self)
        asked.start(path, list(program.listing))
        if not asked.waitForFinished(LIST_MS):
            asked.kill()
            asked.waitForFinished(LIST_MS)
        lines = bytes(asked.readAllStandardOutput().data()).decode(errors="replace").splitlines()
        asked.deleteLater()
        rows = (re.match(program.row, line) for line in lines)
        ours = (row for row in rows if row and row["language"].lower().split("-")[0] == LANGUAGE)
        names = (row["name"].replace("_", " ") for row in ours)
        return tuple(dict.fromkeys(name for name in names if "+" not in name))  # a plus: the same in a disguise

    def say(self, text: str) -> None:
        """Say a text now; the one before it ends."""
        self._end()
        if self._programs:
            self._start(text, cutting=True)

    def follow(self, text: str) -> None:
        """Say a text when the one before it is over: as it was reckoned, for a program ends a second later."""
        if self._programs:
            self._waiting.append(text)
            self._wait()

    def _wait(self) -> None:
        over = self._began + spoken_s(self._saying, self.rate)
        self._gap.start(max(0, round(1000 * (over - time.perf_counter()))))

    @Slot()
    def _on_over(self) -> None:
        if self._waiting and self._programs:
            self._start(self._waiting.pop(0), cutting=False)
            if self._waiting:
                self._wait()

    def silence(self) -> None:
        """Stop in the middle of the word."""
        self._end()
        if self._programs and (hush := self._programs[0][1].hush):
            self._run(hush)

    def close(self) -> None:
        """End every process; this waits until they are gone."""
        self._waiting.clear()
        self._gap.stop()
        self._process = None
        for process in self.findChildren(QProcess):
            process.kill()
            process.waitForFinished(500)

    def _start(self, text: str, *, cutting: bool) -> None:
        program = self._programs[0][1]
        volume = {"volume": self.volume, "signed": 2 * self.volume - 100}
        speed = {"words": round(USUAL_WORDS * pace(self.rate)), "hundredths": round(100 * self.rate)}
        filled = (argument.format(**volume, **speed) for argument in program.arguments)
        self._saying, self._began = text, time.perf_counter()
        chosen = (program.choose, self.voice) if self.voice and self.voice in self.voices() else ()
        self._run((*(program.cut if cutting else ()), *filled, *chosen, "--", text))

    def _run(self, arguments: tuple[str, ...]) -> None:
        self._process = process = QProcess(self)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start(self._programs[0][0], list(arguments))

    def _end(self) -> None:
        self._waiting.clear()
        self._gap.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        if not self._programs[0][1].waits and time.perf_counter() - self._began > STUCK_S:
            self._saying = ""
            self._next_program()

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        process = self.sender()
        assert isinstance(process, QProcess)
        process.deleteLater()
        if process is not self._process:
            return
        self._process = None
        if code != 0 or self._was_mute(process):
            self._next_program()

    def _was_mute(self, process: QProcess) -> bool:
        """Without an audio device espeak-ng says so, ends at once, and calls that a success."""
        told = bytes(process.readAllStandardError().data()).decode(errors="replace").splitlines()
        quick = time.perf_counter() - self._began < spoken_s(self._saying, self.rate) / 2
        return quick and any(line.startswith("error:") for line in told)

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        process = self.sender()
        if error is QProcess.ProcessError.FailedToStart and isinstance(process, QProcess):
            process.deleteLater()
            if process is self._process:
                self._process = None
                self._next_program()

    def _next_program(self) -> None:
        """Another one may do better; what was to be said is said by it."""
        self._programs, self._voices = self._programs[1:], None
        if not self._programs:
            self._waiting.clear()
            self._gap.stop()
            self.given_up.emit()
        elif self._saying:
            self._start(self._saying, cutting=True)
