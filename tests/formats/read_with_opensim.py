"""Read every .trc and .mot of a folder with OpenSim's library and write what it finds: ``<name>.json`` where we stand.

Where ``<name>.bones`` lies beside a .mot, OpenSim also builds a skeleton of those bones whose joints turn about the
axes of its full-body model (Rajagopal et al. 2016), takes the coordinates from the .mot, and says where the joints are.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import opensim

X, Y, Z = opensim.Vec3(1, 0, 0), opensim.Vec3(0, 1, 0), opensim.Vec3(0, 0, 1)
AGAINST_X, AGAINST_Y, AGAINST_Z = opensim.Vec3(-1, 0, 0), opensim.Vec3(0, -1, 0), opensim.Vec3(0, 0, -1)


def markers(path: Path) -> dict[str, object]:
    """What a .trc says."""
    table = opensim.TimeSeriesTableVec3(str(path))
    flat = table.flatten()  # has to outlive its matrix
    numbers = flat.getMatrix().to_numpy()
    columns = {label: numbers[:, 3 * at : 3 * at + 3].tolist() for at, label in enumerate(table.getColumnLabels())}
    return {
        "units": table.getTableMetaDataAsString("Units"),
        "rate": table.getTableMetaDataAsString("DataRate"),
        "time": list(table.getIndependentColumn()),
        "columns": columns,
    }


def motion(path: Path) -> dict[str, object]:
    """What a .mot says, read in both of OpenSim's ways."""
    table = opensim.TimeSeriesTable(str(path))
    storage = opensim.Storage(str(path))
    labels = list(table.getColumnLabels())
    return {
        "in_degrees": storage.isInDegrees(),
        "storage_rows": storage.getSize(),
        "time": list(table.getIndependentColumn()),
        "columns": {label: table.getDependentColumn(label).to_numpy().tolist() for label in labels},
    }


def joint(model, parent, child, place, turns, *, free=False):
    """A joint of three turns, each (coordinate or "", axis), in the order in which they happen."""
    transform = opensim.SpatialTransform()
    ways = [*turns, *((("pelvis_tx", X), ("pelvis_ty", Y), ("pelvis_tz", Z)) if free else ())]
    for number, (name, axis) in enumerate(ways):
        way = transform.updTransformAxis(number)
        way.setAxis(axis)
        if name:
            linear = opensim.LinearFunction(1, 0)
            linear.thisown = False  # the axis takes it over
            way.setCoordinateNames(opensim.ArrayStr(name, 1))
            way.setFunction(linear)
    zero, body = opensim.Vec3(0), opensim.Body(child, 1.0, opensim.Vec3(0), opensim.Inertia(1, 1, 1))
    model.addBody(body)
    made = opensim.CustomJoint(f"{child}_joint", parent, opensim.Vec3(*place), zero, body, zero, zero, transform)
    model.addJoint(made)
    return body


def skeleton(bones):
    """A model of the bones, and what is looked at: point -> (body, place on it)."""
    model = opensim.Model()

    def three(stem, ways):
        return [(f"{stem}_{way}", axis) for way, axis in zip(ways, (Z, X, Y), strict=True)]

    pelvis = joint(
        model, model.getGround(), "pelvis", (0, 0, 0), three("pelvis", ("tilt", "list", "rotation")), free=True
    )
    back = ("extension", "bending", "rotation")
    lumbar = joint(model, pelvis, "lumbar", bones["l5s1"], three("l5s1", back))
    thorax = joint(model, lumbar, "thorax", bones["t12l1"], three("t12l1", back))
    head = joint(model, thorax, "head", bones["c7"], three("neck", back))
    looked_at = {"l5s1": (lumbar, (0, 0, 0)), "c7": (head, (0, 0, 0)), "head_top": (head, bones["head_top"])}
    for side, x, y in (("l", AGAINST_X, AGAINST_Y), ("r", X, Y)):

        def place(name, side=side):
            return bones[f"{name}_{side}"]

        def turns(*named, side=side):
            return [(f"{name}_{side}" if name else "", axis) for name, axis in named]

        thigh = joint(
            model,
            pelvis,
            f"thigh_{side}",
            place("hip"),
            turns(("hip_flexion", Z), ("hip_adduction", x), ("hip_rotation", y)),
        )
        shank = joint(model, thigh, f"shank_{side}", place("knee"), turns(("knee_angle", AGAINST_Z), ("", X), ("", Y)))
        foot = joint(
            model,
            shank,
            f"foot_{side}",
            place("ankle"),
            turns(("ankle_angle", Z), ("subtalar_angle", x), ("ankle_rotation", y)),
        )
        shoulder = [a + b for a, b in zip(bones["shoulder_axis"], place("shoulder"), strict=True)]
        upper = joint(
            model, thorax, f"upper_arm_{side}", shoulder, turns(("arm_flex", Z), ("arm_add", x), ("arm_rot", y))
        )
        forearm = joint(
            model, upper, f"forearm_{side}", place("elbow"), turns(("elbow_flex", Z), ("pro_sup", y), ("", X))
        )
        hand = joint(
            model, forearm, f"hand_{side}", place("wrist"), turns(("wrist_flex", Z), ("wrist_dev", x), ("", Y))
        )
        for name, body in (("knee", shank), ("ankle", foot), ("shoulder", upper), ("elbow", forearm), ("wrist", hand)):
            looked_at[f"{name}_{side}"] = (body, (0, 0, 0))
        for name, body in (("heel", foot), ("toe", foot), ("hand", hand)):
            looked_at[f"{name}_{side}"] = (body, place(name))
    return model, looked_at


def posed(path: Path, bones: dict[str, list[float]]) -> dict[str, list[list[float]]]:
    """Where the joints of a skeleton are when its coordinates are those of a .mot."""
    model, looked_at = skeleton(bones)
    state = model.initSystem()
    table = opensim.TimeSeriesTable(str(path))
    labels = list(table.getColumnLabels())
    coordinates = [(one, labels.index(one.getName())) for one in model.getCoordinateSet()]
    places: dict[str, list[list[float]]] = {name: [] for name in looked_at}
    for row in range(table.getNumRows()):
        values = table.getRowAtIndex(row)
        for coordinate, column in coordinates:
            value = values[column] if coordinate.getName()[:-1] == "pelvis_t" else math.radians(values[column])
            coordinate.setValue(state, value, False)
        model.realizePosition(state)
        for name, (body, place) in looked_at.items():
            here = body.findStationLocationInGround(state, opensim.Vec3(*place))
            places[name].append([here[axis] for axis in range(3)])
    return places


if __name__ == "__main__":
    for mot in sorted(Path(sys.argv[1]).glob("*.mot")):
        found = {"trc": markers(mot.with_suffix(".trc")), "mot": motion(mot)}
        beside = mot.with_suffix(".bones")
        if beside.is_file():
            found["posed"] = posed(mot, json.loads(beside.read_text(encoding="utf-8")))
        Path(f"{mot.stem}.json").write_text(json.dumps(found), encoding="utf-8")
