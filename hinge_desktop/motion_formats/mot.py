"""``.mot``, OpenSim's motion file: generalised coordinates over time.

Angles are degrees, translations metres; names and signs are those of OpenSim's full-body model
(``body.coordinates``), and the coordinates that only our body has stand in the last columns.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.coordinates import LENGTHS_M

Array = NDArray[np.float64]


def mot_text(name: str, coordinates: Mapping[str, Array], time_s: Array) -> str:
    """The file's text.

    Args:
        name: what the file says it is called.
        coordinates: name -> (n,), radians and, for ``LENGTHS_M``, metres.
        time_s: (n,).
    """
    columns = {"time": time_s} | {
        label: values if label in LENGTHS_M else np.degrees(values) for label, values in coordinates.items()
    }
    table = np.round(np.stack(list(columns.values()), axis=1), 8) + 0.0
    head = [
        name,
        "version=1",
        f"nRows={len(time_s)}",
        f"nColumns={len(columns)}",
        "inDegrees=yes",
        "",
        "Rotations are in degrees, translations in metres.",
        "",
        "endheader",
        "\t".join(columns),
    ]
    return "\n".join([*head, *("\t".join(f"{value:.8f}" for value in row) for row in table)]) + "\n"
