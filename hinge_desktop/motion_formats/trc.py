"""``.trc``, the marker file of OpenSim and most laboratories: every named point of a motion as a marker.

Tab-separated text. The axes are OpenSim's and ours (x forward, y up, z to the person's right), the unit is metres.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def trc_text(name: str, markers: Mapping[str, Array], time_s: Array, rate_hz: float) -> str:
    """The file's text.

    Args:
        name: what the file says it is called.
        markers: name -> (n, 3) metres.
        time_s: (n,).
    """
    rate, frames, count = f"{rate_hz:g}", len(time_s), len(markers)
    head = [
        ("PathFileType", "4", "(X/Y/Z)", name),
        ("DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units", "OrigDataRate", "OrigDataStartFrame")
        + ("OrigNumFrames",),
        (rate, rate, f"{frames}", f"{count}", "m", rate, "1", f"{frames}"),
        # A marker's name stands over the first of its three columns.
        ("Frame#", "Time", *(word for marker in markers for word in (marker, "", ""))),
        ("", "", *(f"{axis}{number}" for number in range(1, count + 1) for axis in "XYZ")),
        (),
    ]
    table = np.concatenate([np.reshape(markers[marker], (frames, 3)) for marker in markers], axis=1)
    rows = [
        (f"{frame}", f"{when:.6f}", *(f"{value:.6f}" for value in row))
        for frame, (when, row) in enumerate(zip(time_s, table + 0.0, strict=True), start=1)
    ]
    return "".join("\t".join(row) + "\n" for row in head + rows)
