"""The command line: one clear line for each mistake, and no traceback."""

from __future__ import annotations

import socket
import sys

import pytest

from hinge_desktop import __main__, __version__
from hinge_desktop.boot import APOLOGY, LOG_NAME, BugCatcher, start_log
from hinge_desktop.cli import main
from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.display import display_missing
from hinge_desktop.errors import OptionError


def refused(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_list_shows_the_ladder_in_order(capsys):
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[: len(LADDER)]] == list(LADDER)


def test_version(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.strip() == f"hinge-desktop {__version__}"


def test_an_unknown_command_names_those_there_are(capsys):
    line = refused(capsys, "dance")
    assert all(command in line for command in ("run", "list", "motion", "tour"))


def test_an_unknown_option_names_those_there_are(capsys):
    assert "--version" in refused(capsys, "--colour")


def test_a_missing_option_is_one_line(capsys):
    assert "--output" in refused(capsys, "tour")


def test_an_unknown_exercise_names_those_there_are(capsys, tmp_path):
    assert main(["motion", "dance", "-o", str(tmp_path / "x.json")]) == 2
    line = capsys.readouterr().err
    assert "hero-squat" in line
    assert line.count("\n") == 1


def test_without_a_display_a_sentence_and_no_abort(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert display_missing()
    assert main([]) == 1
    assert "display" in capsys.readouterr().err


def test_a_display_that_is_not_there_any_more_is_a_sentence_and_no_abort(monkeypatch, capsys):
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":7654")
    monkeypatch.setattr("sys.platform", "linux")
    assert main([]) == 1
    assert ":7654" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of X11 are elsewhere")
def test_a_display_that_listens_is_tried(monkeypatch, tmp_path):
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("hinge_desktop.display.SOCKET", str(tmp_path / "X"))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "X5"))
        server.listen()
        for display in (":5", ":5.0", "unix:5"):
            monkeypatch.setenv("DISPLAY", display)
            assert display_missing() == ""
    assert ":5" in display_missing()  # its file is still there
    monkeypatch.setenv("DISPLAY", "elsewhere:5")
    assert display_missing() == ""  # another computer's is left to Qt


def test_a_bug_is_logged_and_told_in_one_sentence(tmp_path):
    assert start_log(tmp_path) == ""
    told = []
    catch = BugCatcher(told.append)
    catch(KeyError, KeyError("oops"), None)
    catch(OptionError, OptionError("stature is 9; allowed: 1.4 to 2.1."), None)
    assert told == [APOLOGY, "stature is 9; allowed: 1.4 to 2.1."]
    assert "oops" in (tmp_path / LOG_NAME).read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    assert "log" in start_log(tmp_path / "file")


def test_an_option_a_command_does_not_take_names_what_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["motion", "butt-tap", "-o", "butt-tap.json", "--frobnicate", "3"])
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert "--frobnicate 3" in told
    assert "--stature" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "no OpenGL library (libEGL.so.1)"),
        ("libdbus-1.so.3: cannot open shared object file: No such file", "lacks a library, libdbus-1.so.3"),
        ("/lib/libc.so.6: version `GLIBC_2.35' not found (required by x.so)", "needs glibc 2.35 or later."),
    ],
)
def test_a_library_the_system_lacks_is_one_sentence(
    told: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacking() -> int:
        raise ImportError(told)

    monkeypatch.setattr(__main__, "_run", lacking)
    assert __main__.main() == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert sentence in line


def test_a_module_that_is_missing_is_a_mistake_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> int:
        raise ImportError("No module named 'numpy'")

    monkeypatch.setattr(__main__, "_run", lacking)
    with pytest.raises(ImportError, match="numpy"):
        __main__.main()
