"""An independent acceptance checker of motion files, format ``hinge-motion/1``.

It imports NumPy and the standard library only, reads nothing but the file, and computes lengths,
centre of mass, zero-moment point and angles again by its own means, so that a mistake of the program
that wrote the file cannot hide in the check. Layers, each importing only those above it::

    findings     a law's verdict, and the report of a file
    calculus     derivatives of sampled, usually periodic, curves
    geometry     hulls, lines, inclinations
    recorded     the file as arrays
    reading      how it is read; the law of its structure
    mechanics    masses, centre of mass, zero-moment point, moment at L5/S1
    expected     what each exercise is: support, things, phases, bounds of its form
    body_laws proportion_laws ground_laws balance_laws held_laws carried_laws time_laws
    metrics      the form metrics, from points alone
    form_laws ballistic_laws
    fault_laws   what must break where a movement drifts, and what must not
    check        all of them over one file
"""

from .check import check, check_file
from .findings import Finding, Report
from .reading import MotionFileError, parse_motion

__all__ = ["Finding", "MotionFileError", "Report", "check", "check_file", "parse_motion"]
