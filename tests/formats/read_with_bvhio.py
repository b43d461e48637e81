"""Read every .bvh of a folder with bvhio and write where it puts the joints: ``<name>.json`` where we stand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import bvhio
from pyglm import glm


def read(path: Path) -> dict[str, object]:
    """The joints' places in the room at every frame, and the tips of the bones that carry no other."""
    file = bvhio.readAsBvh(str(path))
    skeleton = bvhio.readAsHierarchy(str(path))
    # bvhio turns a joint so that its own y looks along the bone; what is fixed to it has to be turned back first.
    ends = {joint.Name: joint.EndSite for joint, _, _ in file.Root.layout() if not joint.Children}
    tips = {
        joint.Name: glm.inverse(joint.RotationWorld) * ends[joint.Name]
        for joint, _, _ in skeleton.layout()
        if joint.Name in ends
    }
    places: dict[str, list[list[float]]] = {}
    for frame in range(file.FrameCount):
        skeleton.loadPose(frame)
        for joint, _, _ in skeleton.layout():
            places.setdefault(joint.Name, []).append(list(joint.PositionWorld))
            if joint.Name in tips:
                places.setdefault(f"{joint.Name} tip", []).append(list(joint.pointToWorld(tips[joint.Name])))
    return {"frame_time_s": file.FrameTime, "places": places}


if __name__ == "__main__":
    for file_path in sorted(Path(sys.argv[1]).glob("*.bvh")):
        Path(f"{file_path.stem}.json").write_text(json.dumps(read(file_path)), encoding="utf-8")
