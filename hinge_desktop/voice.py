"""The voice: phase words, counts and cues, by Qt's speech, else a speech program of the system, else silence.

What it says is what the screen shows: it reads the coach's events and adds nothing to them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from hinge_desktop.training.events import BlockKind, BlockStarted, PhaseStarted, RepCompleted, SessionPlan

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

STUCK_MS = 8000
"""No text of ours takes this long: an engine that still says "speaking" is stuck, and another way is taken."""

PROGRAMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("espeak-ng", ("-a", "{volume}")),
    ("spd-say", ("--volume", "{signed}")),
)
"""Speech programs that are tried, and their arguments; ``{volume}`` is 0..100, ``{signed}`` -100..100."""


class Voice(QObject):
    """Speaks. The latest text wins; nothing queues up behind the movement.

    Signals:
        spoken(str): a text that is due, also when it cannot be heard (caption, log).
        unavailable(str): one sentence, said once.
    """

    spoken = Signal(str)
    unavailable = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        enabled: bool = True,
        volume: int = 80,
        engine: str = "",
        find_program: Callable[[str], str | None] = shutil.which,
        stuck_ms: int = STUCK_MS,
    ) -> None:
        """``engine``: name of a Qt speech engine, empty for the system's own."""
        super().__init__(parent)
        self._enabled, self._volume, self._engine = enabled, volume, engine
        self._find_program = find_program
        self._plan: SessionPlan | None = None
        self._counted_at = float("-inf")
        self._speech: QTextToSpeech | None = None
        self._program: tuple[str, tuple[str, ...]] | None = None
        self._prepared = self._told = False
        self._process = QProcess(self)
        self._process.errorOccurred.connect(self._on_program_error)
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setInterval(stuck_ms)
        self._watch.timeout.connect(self._on_stuck)

    @property
    def available(self) -> bool:
        """Something can be heard."""
        return self._speech is not None or self._program is not None

    @Slot(bool)
    def set_enabled(self, enabled: bool) -> None:
        """Voice on or off (V)."""
        self._enabled = enabled
        if not enabled:
            self.silence()

    @Slot(int)
    def set_volume(self, percent: int) -> None:
        """0 to 100."""
        self._volume = max(0, min(100, percent))
        if self._speech is not None:
            self._speech.setVolume(self._volume / 100)

    @Slot()
    def prepare(self) -> None:
        """Find a voice; call it after the first paint. Later calls do nothing."""
        if self._prepared:
            return
        self._prepared = True
        try:
            self._speech = _open_speech(self, self._engine)
        except (ImportError, OSError, RuntimeError):
            self._speech = None
        if self._speech is not None:
            self._speech.stateChanged.connect(self._on_state_changed)
            self._speech.errorOccurred.connect(self._on_speech_error)
            self.set_volume(self._volume)
        else:
            self._take_a_program()

    @Slot(str)
    def say(self, text: str) -> None:
        """Say a text now; the one before it ends."""
        if not (self._enabled and text):
            return
        self.spoken.emit(text)
        self.prepare()
        if self._volume == 0:
            return
        if self._speech is not None:
            self._watch.start()
            self._speech.stop()
            self._speech.say(text)
        elif self._program is not None:
            self._run_program(text)

    @Slot()
    def silence(self) -> None:
        """Stop in the middle of the word."""
        self._watch.stop()
        if self._speech is not None:
            self._speech.stop()
        self._end_program()

    def close(self) -> None:
        """Let the engine go."""
        self.silence()
        if self._speech is not None:
            self._speech.deleteLater()
            self._speech = None
        self._program = None

    # -- the coach's signals --------------------------------------------------------------------

    @Slot(object)
    def on_session_started(self, plan: SessionPlan) -> None:
        """Coach.session_started."""
        self._plan = plan
        self._counted_at = float("-inf")

    @Slot(object)
    def on_block_started(self, event: BlockStarted) -> None:
        """Coach.block_started: what comes next."""
        if self._plan is None or event.kind is BlockKind.WORK:
            return
        name = self._plan.sets[event.set_index].name
        if event.kind is BlockKind.GET_READY:
            self.say(self.tr("Get ready. {name}").format(name=name))
        else:
            self.say(self.tr("Rest. Next: {name}").format(name=name))

    @Slot(object)
    def on_phase_started(self, event: PhaseStarted) -> None:
        """Coach.phase_started: the word on the screen, unless the count is being said at this very instant."""
        if event.at_s > self._counted_at:
            self.say(event.word)

    @Slot(object)
    def on_rep_completed(self, event: RepCompleted) -> None:
        """Coach.rep_completed: the number on the screen."""
        self._counted_at = event.at_s
        self.say(str(event.rep))

    @Slot(int)
    def on_countdown(self, left: int) -> None:
        """Coach.countdown."""
        self.say(str(left))

    @Slot()
    def on_session_completed(self) -> None:
        """Coach.session_completed."""
        self.say(self.tr("All sets done. Well done."))

    @Slot(str)
    def on_paused(self, reason: str) -> None:
        """Coach.paused."""
        self.say(reason or self.tr("Paused"))

    @Slot(str)
    def on_session_stopped(self, why: str) -> None:
        """Coach.session_stopped."""
        self.silence()

    # -- when it does not work ------------------------------------------------------------------

    @Slot(object)
    def _on_state_changed(self, state: object) -> None:
        if getattr(state, "name", "") != "Speaking":
            self._watch.stop()

    @Slot()
    def _on_stuck(self) -> None:
        self._give_speech_up()

    @Slot(object, str)
    def _on_speech_error(self, reason: object, text: str) -> None:
        self._give_speech_up()

    def _give_speech_up(self) -> None:
        self._watch.stop()
        if self._speech is not None:
            self._speech.stateChanged.disconnect(self._on_state_changed)
            self._speech.errorOccurred.disconnect(self._on_speech_error)
            self._speech.stop()
            self._speech.deleteLater()
            self._speech = None
            self._take_a_program()

    def _take_a_program(self) -> None:
        found = ((self._find_program(name), arguments) for name, arguments in PROGRAMS)
        self._program = next(((path, arguments) for path, arguments in found if path), None)
        self._tell_if_silent()

    def _run_program(self, text: str) -> None:
        assert self._program is not None
        self._end_program()
        path, arguments = self._program
        volume = {"volume": str(self._volume), "signed": str(2 * self._volume - 100)}
        self._process.start(path, [*(argument.format(**volume) for argument in arguments), "--", text])

    def _end_program(self) -> None:
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(200)

    @Slot(QProcess.ProcessError)
    def _on_program_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._program = None
            self._tell_if_silent()

    def _tell_if_silent(self) -> None:
        if not self.available and not self._told:
            self._told = True
            self.unavailable.emit(self.tr("There is no voice on this computer, so the words are shown."))


def _open_speech(parent: QObject, engine: str) -> QTextToSpeech | None:
    # Imported here: QtTextToSpeech brings QtMultimedia, 27 ms of the start (measured), and needs a system
    # library that may be missing; reaching an engine may take longer still.
    from PySide6.QtTextToSpeech import QTextToSpeech

    names = [name for name in QTextToSpeech.availableEngines() if name != "mock"]
    if not engine and not names:
        return None
    speech = QTextToSpeech(engine or names[0], parent)
    if speech.state() is QTextToSpeech.State.Error:
        speech.deleteLater()
        return None
    return speech
