"""The voice: lines in order, the usual voice in the texts' language, and a computer that cannot speak says so once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject, Signal
from pytestqt.qtbot import QtBot

from hinge_desktop import voice as voice_module
from hinge_desktop.coach import Coach
from hinge_desktop.prompter import Prompter
from hinge_desktop.training.events import BlockKind, PlannedSet, SessionPlan
from hinge_desktop.training.script import Line
from hinge_desktop.voice import Voice

SLOW = (("eccentric", 3.0), ("hold", 1.0), ("concentric", 2.0), ("top", 1.0))
WORDS = {"eccentric": "Back", "hold": "Pause", "concentric": "Forward", "top": "Tall"}
PLAN = SessionPlan("a", 1, (PlannedSet("a", "Butt Tap", 0.0, 2, SLOW, "concentric", "3-1-2-1", WORDS),), (), 5.0)
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the speech program")


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QObject]:
    parent = QObject()
    yield parent
    parent.deleteLater()


def no_library(*_: object) -> None:
    raise ImportError("libpulse.so.0: cannot open shared object file")


def no_program(name: str) -> str | None:
    return None


def yes() -> bool:
    return True


def no() -> bool:
    return False


class FakeVoice:
    def __init__(self, name: str, locale: str) -> None:
        self._name, self._locale = name, QLocale(locale)

    def name(self) -> str:
        return self._name

    def locale(self) -> QLocale:
        return self._locale

    def language(self) -> QLocale.Language:
        return self._locale.language()


class State(Enum):
    Ready = 0
    Speaking = 1


class FakeSpeech(QObject):
    """Stands for Qt's engine and writes down what it is asked for."""

    stateChanged = Signal(object)  # noqa: N815  (Qt's own name)
    errorOccurred = Signal(object, str)  # noqa: N815

    def __init__(self, parent: QObject, voices: tuple[FakeVoice, ...] = ()) -> None:
        super().__init__(parent)
        self.calls: list[str] = []
        self.tuned: dict[str, float] = {}
        self.all = voices
        self.present = voices[0] if voices else FakeVoice("Nobody", "de_DE")

    def say(self, text: str) -> None:
        self.calls.append(f"say {text}")

    def enqueue(self, text: str) -> None:
        self.calls.append(f"then {text}")

    def stop(self) -> None:
        self.calls.append("stop")

    def setVolume(self, volume: float) -> None:
        self.tuned["volume"] = volume

    def setRate(self, rate: float) -> None:
        self.tuned["rate"] = rate

    def allVoices(self, locale: None) -> tuple[FakeVoice, ...]:
        return self.all

    def voice(self) -> FakeVoice:
        return self.present

    def setVoice(self, voice: FakeVoice) -> None:
        self.present = voice


VOICES = (
    FakeVoice("Bishnupriya", "bpy_IN"),
    FakeVoice("English (Caribbean)", "en_US"),
    FakeVoice("English (America)+Adam", "en_US"),
    FakeVoice("English (America)", "en_US"),
    FakeVoice("English (Great Britain)", "en_GB"),
    FakeVoice("Deutsch", "de_DE"),
)


@pytest.fixture
def speech(parent: QObject, monkeypatch: pytest.MonkeyPatch) -> FakeSpeech:
    speech = FakeSpeech(parent, VOICES)
    monkeypatch.setattr(voice_module, "_open_speech", lambda parent, engine: speech)
    return speech


def ready(parent: QObject, **options: object) -> Voice:
    voice = Voice(parent, has_output=yes, find_program=no_program, **options)  # type: ignore[arg-type]
    voice.prepare()
    return voice


# -- lines ----------------------------------------------------------------------------------------


def test_a_count_ends_what_is_said_and_the_word_behind_it_waits(parent: QObject, speech: FakeSpeech) -> None:
    voice = ready(parent)
    voice.say_line(Line("Forward", 4.0, 2.0))
    voice.say_line(Line("1", 6.0, 7.0, urgent=True))
    voice.say_line(Line("Tall", 6.345, 0.6))
    voice.say_line(Line("Back", 7.0, 3.0))
    assert speech.calls == ["stop", "say Forward", "stop", "say 1", "then Tall", "stop", "say Back"]
    voice.close()


def test_an_urgent_line_without_text_ends_the_announcement(parent: QObject, speech: FakeSpeech) -> None:
    voice = ready(parent)
    voice.say_line(Line("Get ready. Butt Tap", 0.0, 7.0, urgent=True))
    voice.say_line(Line("", 1.0, 6.0, "go", urgent=True))
    voice.say_line(Line("", 2.0, 6.0, "tick"))
    assert speech.calls == ["stop", "say Get ready. Butt Tap", "stop"]
    voice.close()


def test_the_number_spoken_is_the_number_shown(parent: QObject, speech: FakeSpeech) -> None:
    now = 0.0

    def clock() -> float:
        return now

    coach, voice = Coach(parent, clock=clock, wall=clock), ready(parent)
    prompter = Prompter(coach, parent)
    spoken: list[str] = []
    prompter.line_due.connect(voice.say_line)
    voice.spoken.connect(spoken.append)
    coach.start(PLAN)
    heard = len(spoken)
    while coach.active:
        now += 0.25
        coach.tick()
        moment = coach.moment
        assert moment is not None
        if moment.kind is not BlockKind.DONE:
            assert all(text == str(moment.number) for text in spoken[heard:] if text.isdigit())
        heard = len(spoken)
    assert [text for text in spoken if text.isdigit()] == ["3", "2", "1", "1", "2"]
    assert spoken[-1] == "All sets done. Well done."
    voice.close()


def test_switched_off_it_says_nothing_but_a_sample(parent: QObject, speech: FakeSpeech) -> None:
    voice = ready(parent, enabled=False)
    spoken: list[str] = []
    voice.spoken.connect(spoken.append)
    voice.say_line(Line("Back", 0.0, 3.0))
    voice.say("Back")
    assert spoken == speech.calls == []
    voice.try_out()
    assert speech.calls[-1].startswith("say ")
    voice.set_volume(0)
    voice.try_out()
    assert len(speech.calls) == 2
    voice.close()


# -- which voice ----------------------------------------------------------------------------------


def test_voices_are_those_of_the_texts_language(parent: QObject, speech: FakeSpeech) -> None:
    assert Voice(parent).voices() == ()
    voice = ready(parent, name="English (Great Britain)", rate=0.25, volume=40)
    assert voice.voices() == ("English (Caribbean)", "English (America)", "English (Great Britain)")
    assert speech.present.name() == "English (Great Britain)"
    assert speech.tuned == {"volume": 0.4, "rate": 0.25}
    voice.set_rate(2.0)
    assert speech.tuned["rate"] == 0.5
    voice.set_voice("")
    assert speech.present.language() == QLocale.Language.English
    assert speech.present.name() != "English (Caribbean)"


def test_a_chosen_voice_that_is_gone_is_told_once(parent: QObject, speech: FakeSpeech) -> None:
    voice = Voice(parent, name="Ada", has_output=yes, find_program=no_program)
    said: list[str] = []
    voice.unavailable.connect(said.append)
    voice.prepare()
    voice.set_voice("Ada")
    assert said == ["The voice “Ada” is not on this computer, so the usual one speaks."]
    assert speech.present.language() == QLocale.Language.English


# -- when it does not work ------------------------------------------------------------------------


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt has no engine here."""
    monkeypatch.setattr(voice_module, "_open_speech", no_library)


@pytest.mark.usefixtures("silent")
def test_without_a_voice_it_says_so_once(parent: QObject) -> None:
    voice, said = Voice(parent, has_output=yes, find_program=no_program), list[str]()
    voice.unavailable.connect(said.append)
    voice.say("Back")
    voice.say("Pause")
    assert len(said) == 1
    assert not voice.available


def test_without_an_audio_device_no_engine_is_asked_and_only_who_tells_is_tried(
    parent: QObject, speech: FakeSpeech
) -> None:
    asked, said = list[str](), list[str]()
    voice = Voice(parent, has_output=no, find_program=lambda name: asked.append(name))
    voice.unavailable.connect(said.append)
    voice.say("Back")
    assert speech.calls == []
    assert asked == ["espeak-ng"]
    assert len(said) == 1


Program = Callable[[str, str], dict[str, str]]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A speech program that writes its last argument down and then does what it is told."""

    def make(name: str, then: str) -> dict[str, str]:
        path = tmp_path / name
        path.write_text(f'#!/bin/sh\nfor text; do :; done\necho "$text" >> {tmp_path / "heard"}\n{then}\n')
        path.chmod(0o755)
        return {name: str(path)}

    return make


def heard(tmp_path: Path) -> list[str]:
    file = tmp_path / "heard"
    return file.read_text().splitlines() if file.exists() else []


@on_posix
@pytest.mark.usefixtures("silent")
def test_a_speech_program_takes_over(parent: QObject, program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    voice = Voice(parent, has_output=yes, find_program=program("espeak-ng", "").get)
    voice.say_line(Line("1", 6.0, 7.0, urgent=True))
    voice.say_line(Line("Tall", 6.345, 0.6))
    qtbot.waitUntil(lambda: heard(tmp_path) == ["1", "Tall"], timeout=5000)
    assert voice.available
    voice.close()


ESPEAK_LIST = """Pty Language       Age/Gender VoiceName          File                 Other Languages
 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
 3  en-uk           --/M      english-mb-en1     mb/mb-en1            (en-gb 3)(en 2)
 5  de              --/M      German             gmw/de
 2  en-us           --/M      English_(America)  gmw/en-US            (en 3)"""
SPD_LIST = """                     NAME                 LANGUAGE                  VARIANT
                Afrikaans                       af                     none
  English (Great Britain)                    en-GB                     none
English (Great Britain)+Adam                    en-GB                     Adam
        English (America)                    en-US                     none"""


@on_posix
@pytest.mark.usefixtures("silent")
@pytest.mark.parametrize(("name", "listed", "option"), [("espeak-ng", ESPEAK_LIST, "-v"), ("spd-say", SPD_LIST, "-y")])
def test_a_programs_voices_can_be_chosen(
    parent: QObject, tmp_path: Path, qtbot: QtBot, name: str, listed: str, option: str
) -> None:
    path, said = tmp_path / name, tmp_path / "said"
    path.write_text(f"#!/bin/sh\nif [ $# = 1 ]; then cat <<'EOF'\n{listed}\nEOF\nelse echo \"$@\" >> {said}; fi\n")
    path.chmod(0o755)
    voice = Voice(parent, name="English (America)", rate=0.5, has_output=yes, find_program={name: str(path)}.get)
    missing: list[str] = []
    voice.unavailable.connect(missing.append)
    voice.prepare()
    assert voice.voices() == ("English (Great Britain)", "English (America)")
    voice.say("Back")
    qtbot.waitUntil(lambda: said.exists() and said.read_text().endswith("Back\n"), timeout=5000)
    assert f"{option} English (America)" in said.read_text()
    assert ("-s 247" if name == "espeak-ng" else "-r 50") in said.read_text()
    assert missing == []
    voice.set_voice("Ada")
    voice.set_voice("Ada")
    assert len(missing) == 1
    voice.close()


@on_posix
@pytest.mark.usefixtures("silent")
@pytest.mark.parametrize("then", ["echo 'error: No such file or directory' >&2", "exit 1"])
def test_a_program_without_audio_makes_way_for_the_next(
    parent: QObject, program: Program, tmp_path: Path, qtbot: QtBot, then: str
) -> None:
    found = program("espeak-ng", then) | program("spd-say", "")
    voice = Voice(parent, has_output=yes, find_program=found.get)
    voice.say("Forward and back")
    qtbot.waitUntil(lambda: heard(tmp_path) == ["Forward and back"] * 2, timeout=5000)
    assert voice.available
    voice.close()


@on_posix
@pytest.mark.usefixtures("silent")
def test_a_program_without_audio_and_no_other_is_told(parent: QObject, program: Program, qtbot: QtBot) -> None:
    voice = Voice(parent, has_output=no, find_program=program("espeak-ng", "echo 'error: no device' >&2").get)
    with qtbot.waitSignal(voice.unavailable, timeout=5000):
        voice.say("Forward and back")
    assert not voice.available
    voice.close()


@on_posix
@pytest.mark.usefixtures("silent")
def test_the_text_before_is_ended_by_the_next(parent: QObject, program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    voice = Voice(parent, has_output=yes, find_program=program("espeak-ng", "exec sleep 60").get)
    voice.say("A long announcement")
    qtbot.waitUntil(lambda: len(heard(tmp_path)) == 1, timeout=5000)
    voice.say("3")
    qtbot.waitUntil(lambda: heard(tmp_path) == ["A long announcement", "3"], timeout=5000)
    voice.close()


@pytest.mark.usefixtures("silent")
def test_a_program_that_does_not_start_leaves_it_silent(parent: QObject, tmp_path: Path, qtbot: QtBot) -> None:
    voice = Voice(parent, has_output=yes, find_program={"spd-say": str(tmp_path / "gone")}.get)
    with qtbot.waitSignal(voice.unavailable, timeout=5000):
        voice.say("Back")
    voice.say("Pause")
    assert not voice.available
    voice.close()


@pytest.mark.no_qt_log  # Qt's audio names the libraries it would also like
def test_the_engine_of_qt_speaks(parent: QObject, qtbot: QtBot) -> None:
    pytest.importorskip("PySide6.QtTextToSpeech", reason="needs the system's audio library", exc_type=ImportError)
    voice = Voice(parent, engine="mock", find_program=no_program)
    voice.say_line(Line("1", 6.0, 7.0, urgent=True))
    voice.say_line(Line("Tall", 6.345, 0.6))
    assert voice.available
    assert voice.voices()
    voice.close()


@pytest.mark.no_qt_log  # Qt's audio names the libraries it would also like
def test_an_engine_that_stays_speaking_is_given_up(parent: QObject, qtbot: QtBot) -> None:
    pytest.importorskip("PySide6.QtTextToSpeech", reason="needs the system's audio library", exc_type=ImportError)
    voice = Voice(parent, engine="mock", find_program=no_program, stuck_ms=1)
    with qtbot.waitSignal(voice.unavailable, timeout=2000):
        voice.say("a long text that the engine needs its time for")
    assert not voice.available


def test_a_stuck_engine_hears_no_further_word(parent: QObject, speech: FakeSpeech, qtbot: QtBot) -> None:
    calls = speech.calls
    voice = Voice(parent, has_output=yes, find_program=no_program, stuck_ms=1)
    with qtbot.waitSignal(voice.unavailable, timeout=2000):
        voice.say("Back")
    voice.say("Pause")
    voice.silence()
    voice.close()
    assert calls == ["stop", "say Back"]
    assert not voice.available
