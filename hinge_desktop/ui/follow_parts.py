"""Where the answer to X was to be found before it had a file of its own."""

from hinge_desktop.ui.follow_pain import PainAnswer, PainPanel

__all__ = ["PainAnswer", "PainPanel"]
