"""What the Library shows: the figure done as the user wishes, who keeps step with it, and what the numbers say."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Slot

from hinge_desktop.agenda import Agenda
from hinge_desktop.body.faults import FAULTS
from hinge_desktop.body.form import measure
from hinge_desktop.body.loads import back_effort, effort_has_number, effort_words
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.muscles import muscle_demand
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.motions import AS_WRITTEN, Motions
from hinge_desktop.settings import Settings
from hinge_desktop.training.day import LOADED_FROM
from hinge_desktop.training.overruling import overruling
from hinge_desktop.ui.fault_names import fault_name
from hinge_desktop.ui.library import SQUAT, LibraryPage
from hinge_desktop.ui.library_effort import Work
from hinge_desktop.ui.library_metrics import Reading
from hinge_desktop.ui.library_showing import Request, Showing
from hinge_desktop.ui.stage_twin import Twin
from hinge_desktop.units import length_text, mass_text, stature_text

_REFERENCE = "weighted-hip-hinge"
"""The exercise that, with nothing in the hands, is one's own unloaded hinge."""
_SEEN_DEG = 3.0
"""A bend of the lower back by less cannot be seen."""
_KNOWN = 8
"""The work of so many motions is kept: it takes longer than the motion itself."""


class Demonstration(QObject):
    """Answers the Library from the motions of the user's own body, whenever it asks.

    Args:
        situation: what holds now.
    """

    def __init__(
        self,
        page: LibraryPage,
        motions: Motions,
        situation: Callable[[], Agenda],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._motions, self._situation = page, motions, situation
        self._known: deque[tuple[Motion, Work]] = deque(maxlen=_KNOWN)
        page.motion_requested.connect(self.answer)

    @Slot()
    def answer(self) -> None:
        """Show what the page asks for now; nothing while it shows no exercise."""
        if self._page.shown:
            agenda = self._situation()
            self._show(self._page.request, agenda.curriculum, agenda)
            self.advise(agenda)

    def advise(self, agenda: Agenda) -> None:
        """Say how the exercise shown stands to the user's step."""
        if not self._page.shown:
            return
        exercise, decision = agenda.curriculum.exercise(self._page.shown), agenda.decision
        form = agenda.form_of(exercise)
        to_watch = form == "watch"
        words = ""
        if to_watch and agenda.circumstances.empty_handed and not is_above(exercise, agenda):
            words = self.tr("To watch for now: it has no form without weight.")
        elif to_watch and not is_above(exercise, agenda):
            words = self.tr("To watch, unless you choose it in Settings: it is optional.")
        elif to_watch:
            words = self.tr("To watch for now: the gate opens it when the steps before are quiet.")
        elif form == "unloaded" and is_above(exercise, agenda):
            words = self.tr("Above your step: practise it without weight, in the range that feels fine.")
        elif form == "unloaded":
            words = self.tr("Without weight for now: the first free weight comes with step {step}.").format(
                step=LOADED_FROM
            )
        elif exercise.step in agenda.skipped:
            words = self.tr("You were told not to do this step, so the plan leaves it out.")
        may_start = agenda.ready and not agenda.screening.practice_locked
        choice = overruling(
            agenda.history,
            agenda.today,
            exercise.step or decision.step,
            opted_in=frozenset(agenda.settings.opted_in),
            limits=agenda.settings.limits,
        )
        self._page.show_advice(
            words,
            may_practise=may_start and not to_watch,
            may_overrule=agenda.ready and choice.allowed,
            why=choice.words if choice.harder else "",
        )

    def _show(self, request: Request, curriculum: Curriculum, agenda: Agenda) -> None:
        exercise = curriculum.exercise(request.exercise_id)
        load_kg = load_to_look_at(exercise, agenda)
        if request.wish.look and not load_kg:
            load_kg = exercise.dose.load_kg  # without weight there would be nothing to see of it
        wish = replace(request.wish, fault=request.failing) if request.failing else request.wish
        motion = self._motions.motion(exercise, load_kg, wish)
        settings, squat = agenda.settings, self._squat(request, curriculum)
        forced = self._forced(request, exercise, load_kg)
        twin = squat or forced or self._drifting(request, exercise, load_kg)
        own = self._motions.motion(curriculum.exercise(_REFERENCE), 0.0) if request.back else None
        if twin is not None and request.muscles:
            twin = replace(twin, demand=self._work(twin.motion).muscles)
        self._page.show_answer(
            Showing(
                motion=motion,
                load_text=mass_text(load_kg, settings.units) if load_kg else "",
                twin=twin,
                readings=self._readings(request, exercise, load_kg),
                body_text=self._body_words(settings, load_kg),
                said=self._said(request, motion, squat, forced, settings),
                work=self._work(motion, own) if request.muscles else None,
                units=settings.units,
            )
        )

    # -- who keeps step -------------------------------------------------------------------------

    def _drifting(self, request: Request, exercise: Exercise, load_kg: float) -> Twin | None:
        if not request.fault:
            return None
        wish = replace(request.wish, fault=request.fault, level=request.level)
        motion = self._motions.motion(exercise, load_kg, wish)
        return Twin(motion, fault_name(request.fault), request.beside, self.tr("As practised"))

    def _squat(self, request: Request, curriculum: Curriculum) -> Twin | None:
        if not request.seen_with.squat or SQUAT not in curriculum.exercises:
            return None
        motion = self._motions.motion(curriculum.exercise(SQUAT), 0.0, AS_WRITTEN)
        return Twin(motion, self.tr("Squat"), True, self.tr("Hinge"))

    def _forced(self, request: Request, exercise: Exercise, load_kg: float) -> Twin | None:
        if not request.seen_with.forced:
            return None
        motion = self._motions.motion(exercise, load_kg, replace(request.wish, forced=True))
        return Twin(motion, self.tr("Forced further"), True, self.tr("As practised"))

    # -- what the numbers say -------------------------------------------------------------------

    def _readings(self, request: Request, exercise: Exercise, load_kg: float) -> Sequence[Reading]:
        """The metrics that this fault drives out of their bounds, where the exercise is judged by them."""
        if not request.fault:
            return ()
        wish = replace(request.wish, fault=request.fault, level=request.level)
        now, full, plain = (
            measure(self._motions.motion(exercise, load_kg, one))
            for one in (wish, replace(wish, level=1.0), request.wish)
        )
        bounds = exercise.movement.form
        return tuple(
            Reading(metric, now[metric], plain.get(metric, now[metric]), full.get(metric, now[metric]), bounds[metric])
            for metric in FAULTS[request.fault].metrics
            if metric in bounds and metric in now  # a body may not come far enough for one to be read
        )

    def _work(self, motion: Motion, own: Motion | None = None) -> Work:
        """What the muscles do in a motion; against one's ``own`` unloaded hinge where that is given."""
        known = next((work for one, work in reversed(self._known) if one is motion), None)
        if known is not None and (own is None or known.back is not None):
            return known
        work = known or Work(motion.time_s, {str(name): values for name, values in muscle_demand(motion).items()})
        if own is not None:
            back = back_effort(motion, own)
            words = effort_words(float(np.max(back)))
            work = replace(work, back=back, compared=words, has_number=effort_has_number(motion.movement))
        self._known.append((motion, work))
        return work

    def _body_words(self, settings: Settings, load_kg: float) -> str:
        words = self.tr("Drawn for {stature}, {mass}, hamstrings {hamstrings}°").format(
            stature=stature_text(settings.stature_m, settings.units),
            mass=mass_text(settings.mass_kg, settings.units),
            hamstrings=round(settings.hamstrings_deg),
        )
        if load_kg:
            words = self.tr("{body}, with {load}").format(body=words, load=mass_text(load_kg, settings.units))
        return self.tr("{words}.").format(words=words)

    def _said(
        self, request: Request, motion: Motion, squat: Twin | None, forced: Twin | None, settings: Settings
    ) -> str:
        """What is to be seen of who stands beside it, and of the doorway's line."""
        lines = []
        if squat is not None:
            (back, down), (squat_back, squat_down) = (
                tuple(length_text(way, settings.units) for way in hips_way(one)) for one in (motion, squat.motion)
            )
            lines.append(
                self.tr("Hinge: the hips go {back} back and {down} down.").format(back=back, down=down)
                + " "
                + self.tr("Squat: {back} back and {down} down. Both are needed.").format(
                    back=squat_back, down=squat_down
                )
            )
        if forced is not None:
            given = lower_back_deg(forced.motion) - lower_back_deg(motion)
            if given >= _SEEN_DEG:
                words = self.tr("Forced past where your hamstrings tighten, the lower back gives {given}° instead.")
            else:
                words = self.tr("Your hamstrings let you go as far as this exercise goes.")
            lines.append(words.format(given=round(given)))
        if request.seen_with.doorway:
            passed = float(motion.standing["buttock_back"][0] - motion.points["buttock_back"][:, 0].min())
            lines.append(
                self.tr("The hips pass the line by {length}.").format(length=length_text(passed, settings.units))
            )
        return "\n".join(lines)


def is_above(exercise: Exercise, agenda: Agenda) -> bool:
    """Whether an exercise is a later step than the user's."""
    return exercise.step is not None and exercise.step > agenda.decision.step


def load_to_look_at(exercise: Exercise, agenda: Agenda) -> float:
    """Kilograms to draw: as it would be practised; what is only to be watched is whole."""
    whole = agenda.form_of(exercise) != "unloaded"
    return agenda.settings.load_for(exercise.id, exercise.dose.load_kg) if whole else 0.0


def lower_back_deg(motion: Motion) -> float:
    """How much the lower back bends over a repetition, degrees."""
    return float(np.degrees(np.ptp(motion.angles["lumbar_flexion"])))


def hips_way(motion: Motion) -> tuple[float, float]:
    """How far the hips go back and how far they go down, metres, where they are lowest."""
    path, standing = motion.hip_path, motion.standing["pelvis"]
    lowest = path[int(np.argmin(path[:, 1]))]
    return abs(float(standing[0] - lowest[0])), float(standing[1] - lowest[1])
