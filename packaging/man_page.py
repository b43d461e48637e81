"""Write the manual page ``hinge-desktop.1`` from the program's own commands.

::

    .venv/bin/python packaging/man_page.py [-o FILE]

Every command and option comes from ``hinge_desktop/cli.py``, so the page says what the program takes. What a page has
besides (files, the variable ``HINGE_HOME``, exit codes) stands here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import parts

BEFORE = """\
.SH NAME
hinge\\-desktop \\- learn and practise the hip hinge, one step at a time
.SH SYNOPSIS
.B hinge\\-desktop
.RI [ COMMAND ]
.RI [ OPTIONS ]
.SH DESCRIPTION
Hinge teaches the hip hinge: bending from the hips with a quiet back. Without a command its window opens; F1 there opens
the manual, and ? shows the keys. A second start brings the window of the first to the front.
.PP
Hinge is not a medical device and does not replace a clinician. It opens no connection to the internet.
.SH COMMANDS
"""
AFTER = """\
.SH FILES
.TP
.I ~/.local/share/Hinge
What was practised, in history.sqlite, with its backups.
.TP
.I ~/.config/Hinge
The settings.
.TP
.I ~/.cache/Hinge/log
What the program noted about itself.
.PP
Removing the program leaves all of them as they are.
.SH ENVIRONMENT
.TP
.B HINGE_HOME
A folder in which Hinge keeps everything instead, on a stick for example.
.SH EXIT STATUS
.TP
.B 0
done
.TP
.B 1
not possible; one sentence on the standard error says why
.TP
.B 2
the command was not understood
"""


def escaped(text: str) -> str:
    """The text as roff shows it: a minus stays one, and no line begins a request."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in plain.splitlines())


def actions(parser: argparse.ArgumentParser) -> dict[str, tuple[str, argparse.ArgumentParser]]:
    """The commands of a parser: name -> what it says of itself and its own parser."""
    found = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {choice.dest: choice.help or "" for choice in action._choices_actions}
            found.update({name: (told.get(name, ""), child) for name, child in action.choices.items()})
    return found


def commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Every command with its sub-commands: its words, what it says of itself, its parser."""
    for name, (told, child) in actions(parser).items():
        words = f"{before}{name}"
        yield words, told, child
        yield from commands(child, f"{words} ")


def _taken(action: argparse.Action) -> str:
    return str(action.metavar or action.dest.upper())


def _usage(parser: argparse.ArgumentParser) -> str:
    positional = (action for action in parser._actions if not action.option_strings)
    return " ".join(f"[{_taken(action)}]" if action.nargs == "?" else _taken(action) for action in positional)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction) or action.help == argparse.SUPPRESS:
            continue
        if action.option_strings:
            takes = "" if action.nargs == 0 else f" \\fI{escaped(_taken(action))}\\fR"
            term = ", ".join(f"\\fB{escaped(name)}\\fR" for name in action.option_strings) + takes
        else:
            term = f"\\fI{escaped(_taken(action))}\\fR"
        yield f".TP\n{term}\n{escaped(action.help or '')}\n"


def page(parser: argparse.ArgumentParser, version: str, day: str) -> str:
    """The whole page."""
    text = [f'.TH HINGE\\-DESKTOP 1 "{day}" "Hinge {version}" "User Commands"\n', BEFORE]
    for words, told, child in commands(parser):
        usage = _usage(child)
        text.append(f'.SS "{escaped(words)}{" " + escaped(usage) if usage else ""}"\n{escaped(told)}\n')
        text += _options(child)
    text.append('.SS "options without a command"\n')
    text += _options(parser)
    return "".join([*text, AFTER])


def program_parser() -> argparse.ArgumentParser:
    """The parser of the program of this tree."""
    sys.path.insert(0, str(parts.ROOT))
    from hinge_desktop import cli

    return cli.parser()


def write(path: Path, moment_s: int) -> None:
    """Write the page; its day is that of ``moment_s``, in seconds since 1970."""
    day = datetime.fromtimestamp(moment_s, UTC).strftime("%Y-%m-%d")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(program_parser(), parts.version(), day), encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the manual page from the program's commands.")
    parser.add_argument("-o", "--output", type=Path, default=parts.ROOT / "dist" / "hinge-desktop.1")
    options = parser.parse_args(arguments)
    write(options.output, int(datetime.now(UTC).timestamp()))
    print(options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
