"""The commands of ``hinge-desktop``. Without one the window opens."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from hinge_desktop import __version__
from hinge_desktop.errors import HingeError

if TYPE_CHECKING:
    from hinge_desktop.curriculum.ladder import Curriculum


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, on standard error, and names what is allowed."""

    def error(self, message: str) -> NoReturn:
        words = message[:1].lower() + message[1:]
        self.exit(2, f"{self.prog}: {words}; allowed: {', '.join(self._allowed())}\n")

    def understand(self, words: Sequence[str] | None) -> argparse.Namespace:
        """Parse; what is left over is the command's mistake, and the command names what it takes."""
        options, unknown = self.parse_known_args(words)
        if unknown:
            self._of(options.command).error(f"unrecognized arguments: {' '.join(unknown)}")
        return options

    def _of(self, command: str | None) -> argparse.ArgumentParser:
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction) and command in action.choices:
                chosen: argparse.ArgumentParser = action.choices[command]
                return chosen
        return self

    def _allowed(self) -> list[str]:
        names: list[str] = []
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                names += list(action.choices)
            elif action.help != argparse.SUPPRESS:
                names.append(action.option_strings[-1] if action.option_strings else action.dest.upper())
        return names


def parser() -> _Parser:
    """The parser of all commands."""
    top = _Parser(prog="hinge-desktop", description="Learn and practise the hip hinge, one step at a time.")
    top.add_argument("--version", action="version", version=f"hinge-desktop {__version__}")
    _add_tell_reps(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _add_tell_reps(commands.add_parser("run", help="open the window (the default)"))
    commands.add_parser("list", help="the exercises: id, step, name")
    _add_motion(commands.add_parser("motion", help="write one solved repetition to a file"))
    _add_film(commands.add_parser("film", help="draw one repetition: a picture, a strip or a loop"))
    _add_form(commands.add_parser("form", help="measure the form of a recorded motion and tell what it is"))
    _add_demo(commands.add_parser("demo-history", help="write a made-up history, to try things out"))
    _add_history(commands.add_parser("history", help="export, import, back up, restore or check what was practised"))
    _add_report(commands.add_parser("report", help="write one page for a therapist, as a PDF"))
    _add_doctor(commands.add_parser("doctor", help="look at itself, and write what a bug report needs"))
    tour = commands.add_parser("tour", help="drive the whole program and write pictures of every screen")
    tour.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder to write to")
    return top


def _add_motion(motion: argparse.ArgumentParser) -> None:
    _add_solved(motion)
    motion.add_argument("--rate", type=float, default=100.0, metavar="HZ", help="frames a second (default 100)")


def _add_film(film: argparse.ArgumentParser) -> None:
    _add_solved(film)
    film.set_defaults(rate=100.0)
    film.add_argument(
        "--compare", nargs="?", const="beside", metavar="HOW", help="beside (or ghost): good and drifting"
    )
    film.add_argument("--view", default="side", help="side, three-quarter or front")
    film.add_argument("--lens", default="plain", help="plain, path, balance, angles, spine or muscles")
    film.add_argument("--theme", default="light", help="light, dark or contrast")
    film.add_argument("--size", metavar="PX", help="of one picture, as 640 or 640x360 (default 480)")
    film.add_argument("--frames", type=int, metavar="N", help="pictures in a .png, .svg or .pdf (default 5)")
    film.add_argument("--fps", type=int, metavar="N", help="pictures a second in a .gif, .webp or .apng (default 25)")


def _add_solved(motion: argparse.ArgumentParser) -> None:
    """What is solved, by whom and how, and where it is written to."""
    motion.add_argument("exercise", help="id of an exercise; `hinge-desktop list` shows them")
    motion.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="its ending says how to write")
    motion.add_argument("--stature", type=float, metavar="M", help="height of the body")
    motion.add_argument("--mass", type=float, metavar="KG", help="weight of the body")
    motion.add_argument("--sex", help="female, male or average")
    motion.add_argument("--hamstrings", type=float, metavar="DEG", help="how far a straight leg can be raised")
    motion.add_argument("--legs", type=float, metavar="RATIO", help="length of the legs against the usual (1.0)")
    motion.add_argument("--load", type=float, metavar="KG", help="weight held")
    motion.add_argument("--look", metavar="THING", help="what is held instead, e.g. a backpack for a kettlebell")
    motion.add_argument("--wall", type=float, metavar="M", help="wall behind the heels")
    motion.add_argument("--stance", type=float, metavar="M", help="width between the ankles, at a height of 1.75 m")
    motion.add_argument("--toe-out", type=float, metavar="DEG", help="turn of the feet")
    motion.add_argument("--side", metavar="SIDE", help="left or right: the working hand or the standing leg")
    motion.add_argument("--fault", metavar="ID", help="what drifts; an unknown id names those of the exercise")
    motion.add_argument("--level", type=float, metavar="0..1", help="how far it drifts (default 1)")
    motion.add_argument("--forced", action="store_true", help="go on where the hamstrings tighten: the back rounds")


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--years", type=int, required=True, metavar="N", help="how long it is")
    demo.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="a new history.sqlite")
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="another number, another person (default 1)")
    demo.add_argument("--until", metavar="DAY", help="its last day, as 2026-11-21 (default: yesterday)")


def _add_report(report: argparse.ArgumentParser) -> None:
    report.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="a .pdf")
    report.add_argument("--paper", metavar="SIZE", help="a4 or letter (default: what is usual where you are)")
    report.add_argument("--weeks", type=int, metavar="N", help="how far it looks back (default 12)")


def _add_doctor(doctor: argparse.ArgumentParser) -> None:
    doctor.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it there (default: print it)")
    doctor.add_argument("--desk", type=Path, metavar="FILE", help=argparse.SUPPRESS)  # the part that asks Qt


def _add_form(form: argparse.ArgumentParser) -> None:
    form.add_argument("file", type=Path, help="a motion: .json or .csv of ours, or .trc")
    form.add_argument("--as", dest="exercise", metavar="EXERCISE", help="judge it by the bounds of this exercise")


def _add_history(history: argparse.ArgumentParser) -> None:
    actions = history.add_subparsers(dest="action", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="write everything to a .json, or a table of the sets to a .csv")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=".json or .csv")
    take = actions.add_parser("import", help="take over from a .json what is not there yet")
    take.add_argument("file", type=Path, help="a .json that Hinge wrote")
    take.add_argument("--preview", action="store_true", help="only say what it would do")
    backup = actions.add_parser("backup", help="write a checked copy of the history")
    backup.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="ending in .sqlite")
    restore = actions.add_parser("restore", help="put a backup in the place of the history, which is put aside")
    restore.add_argument("file", type=Path, help="a .sqlite that Hinge wrote")
    check = actions.add_parser("check", help="read all of the history, or of a backup, and say whether it is whole")
    check.add_argument("file", type=Path, nargs="?", help="a .sqlite that Hinge wrote (default: the history)")


def _add_tell_reps(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--tell-reps",
        type=int,
        default=argparse.SUPPRESS,
        metavar="FD",
        help="write a line to this open file descriptor for each repetition that is on the disk",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code: 0 done, 1 not possible, 2 not understood."""
    options = parser().understand(arguments)
    try:
        return _carry_out(options)
    except HingeError as error:
        print(f"hinge-desktop: {error}", file=sys.stderr)
        return 2 if isinstance(error, ValueError) else 1


def _carry_out(options: argparse.Namespace) -> int:
    # Each command imports what it needs and no more: the window must not wait for the others.
    if options.command == "list":
        return _list()
    if options.command == "motion":
        from hinge_desktop import motion_file

        return motion_file.run(options, _curriculum())
    if options.command == "film":
        from hinge_desktop import film

        return film.run(options, _curriculum())
    if options.command == "form":
        from hinge_desktop import form_report

        return form_report.run(options, _curriculum())
    if options.command == "demo-history":
        from hinge_desktop import demo_history

        return demo_history.run(options, _curriculum())
    if options.command == "history":
        from hinge_desktop import history_commands

        return history_commands.run(options)
    if options.command == "report":
        from hinge_desktop import report_command

        return report_command.run(options)
    if options.command == "doctor":
        from hinge_desktop import doctor

        return doctor.run(options)
    if options.command == "tour":
        from hinge_desktop.tour import run

        return run(options.output)
    from hinge_desktop import start

    return start.run(getattr(options, "tell_reps", None))


def _curriculum() -> Curriculum:
    from hinge_desktop import assets
    from hinge_desktop.curriculum.ladder import build_curriculum

    return build_curriculum(assets.exercise_texts())


def _list() -> int:
    curriculum = _curriculum()
    for exercise in curriculum.exercises.values():
        step = f"{exercise.step:>2}" if exercise.step else " -"
        print(f"{step}  {exercise.id:<28} {exercise.name}")
    return 0
