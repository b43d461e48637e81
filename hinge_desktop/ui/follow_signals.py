"""What the Follow-along page tells the rest of the program."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class FollowSignals(QWidget):
    """The wishes and answers of who follows along.

    Signals:
        toggle_requested(): pause or go on. pause_requested(): stand still while something is asked.
        done_requested(): a set at one's own pace is done.
        act_requested(): the one button, or a presenter's: whatever is next.
        next_requested(), previous_requested(), cue_requested().
        rest_change_requested(float): seconds. speed_requested(float): the new factor.
        voice_toggled(), mute_toggled(): V and M.
        far_view_changed(bool): the simple form for across the room is on.
        pain_told(PainAnswer): X was answered; ``ends_session`` or ``makes_easier`` say what follows.
        stop_requested(PainAnswer): X was answered and the user stops, though going on would be fine.
        resume_requested(): X was answered, or leaving declined; go on.
        leave_requested(): the user confirmed leaving.
        painting_changed(bool): the page is visible, so the coach should look once a frame.
        spoken_requested(str): a question, for who does not look.
    """

    toggle_requested = Signal()
    done_requested = Signal()
    act_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    cue_requested = Signal()
    rest_change_requested = Signal(float)
    speed_requested = Signal(float)
    voice_toggled = Signal()
    mute_toggled = Signal()
    far_view_changed = Signal(bool)
    pain_told = Signal(object)
    stop_requested = Signal(object)
    leave_requested = Signal()
    painting_changed = Signal(bool)
    spoken_requested = Signal(str)
