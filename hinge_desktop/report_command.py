"""``hinge-desktop report``: the page for a therapist from the history on this computer, while its window is closed."""

from __future__ import annotations

import argparse
from pathlib import Path

from hinge_desktop import assets, settings
from hinge_desktop.clocks import Clocks
from hinge_desktop.curriculum.ladder import Curriculum, build_curriculum
from hinge_desktop.errors import OptionError
from hinge_desktop.film import begin_drawing
from hinge_desktop.history_commands import opened
from hinge_desktop.own_exercises import read_own_texts
from hinge_desktop.paths import Places, keep_new_files_private
from hinge_desktop.report import USUAL_WEEKS, Wanted, check_path, write_report


def run(options: argparse.Namespace) -> int:
    """Read the history and the settings, and write the page.

    Raises:
        OptionError: a value is not allowed, or the file cannot be written; nothing is written.
        StorageError: there is no history, or it cannot be read now.
    """
    keep_new_files_private()
    wanted = Wanted(USUAL_WEEKS if options.weeks is None else options.weeks, options.paper)
    check_path(options.output)
    if not options.output.parent.is_dir():
        raise OptionError(f"{options.output.parent} is no folder; choose one that is there.")
    places = Places.usual()
    with opened(places.history) as store:
        history = store.history()
    chosen, _ = settings.load(places.settings)
    begin_drawing()
    write_report(options.output, history, chosen, _curriculum(chosen), Clocks().today(), wanted)
    print(f"{options.output}: written; sessions: {len(history.sessions)}")
    return 0


def _curriculum(chosen: settings.Settings) -> Curriculum:
    """The program's exercises and the user's own."""
    folder = chosen.own_exercises
    own, _ = read_own_texts(Path(folder).expanduser()) if folder else ({}, ())
    return build_curriculum(assets.exercise_texts(), own)
