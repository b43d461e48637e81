"""Hinges, stoops, lifts and squats beside people's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hinge_desktop.body.motion import Motion
from people.solved import Row, form, hips_moved, most, motion, span, trunk_on_thigh


def hinge_rows() -> Iterator[Row]:
    back, front = motion("back-loaded-hinge"), motion("weighted-hip-hinge")
    schellenberg = "Schellenberg 2013, 13 people, a quarter of their weight"
    yield Row(
        "good morning: knee, most / range",
        "5.3 ± 6.7 / 7.8 ± 5.5°",
        schellenberg,
        f"back-loaded {most(back, 'knee_flexion_r'):.0f} / {span(back, 'knee_flexion_r'):.0f}°, "
        f"weighted {most(front, 'knee_flexion_r'):.0f} / {span(front, 'knee_flexion_r'):.0f}°",
        "Their knees stayed nearly straight; our sources teach soft ones.",
    )
    yield Row(
        "good morning: hip, most / range",
        "75.3 ± 9.2 / 58.4°",
        schellenberg,
        f"back-loaded {most(back, 'hip_flexion_r'):.0f} / {span(back, 'hip_flexion_r'):.0f}°, "
        f"weighted {most(front, 'hip_flexion_r'):.0f} / {span(front, 'hip_flexion_r'):.0f}°",
        "Softer knees let the hamstrings go further. Their hips stand flexed by 17°, ours are straight.",
    )
    yield Row(
        "good morning: thorax on pelvis, least to most",
        "7.0 ± 3.1 to 23.8 ± 6.3°",
        schellenberg,
        f"{most(front, 'lumbar_flexion'):.0f}°",
        "The ideal figure keeps its own curve; people who try to do so still lose 17°. What is judged allows for it.",
    )
    loads = [motion("back-loaded-hinge", load_kg=load) for load in (8.0, 24.0)]
    knees = [most(one, "knee_flexion_r") for one in loads]
    yield Row(
        "good morning, heavier: knees bend more; back, hips and ankles do not",
        "so",
        "Vigotsky 2015, 15 people, 50 to 90 % of their best",
        f"knees {knees[0]:.0f}° with 8 kg, {knees[1]:.0f}° with 24 kg",
        "Our angles do not change with the load; only balance does.",
    )
    at = int(np.argmax(front.angles["trunk_inclination"] >= np.radians(30)))
    moved = front.hip_path[at] - front.hip_path[0]
    knee, shank = (
        float(np.degrees(front.angles[name][at] - front.angles[name][0]))
        for name in ("knee_flexion_r", "shank_inclination_r")
    )
    yield Row(
        "a lean of 30°: knee, shank, hips back / down",
        "4.5°, -5°, 0.11 / 0.01 m",
        "recordings, 83 reaches to a table",
        f"{knee:.1f}°, {shank:.0f}°, {-moved[0]:.2f} / {-moved[1]:.2f} m (weighted hinge on its way down)",
        "A lean needs no knees; a hinge that will go on to 60° has begun to bend them.",
    )


def fold_rows() -> Iterator[Row]:
    test, rounded = motion("toe-touch-test"), motion("toe-touch-test", "lumbar-rounding")
    yield Row(
        "bending forward: all, lower back, hips",
        "111°, 41.6°, 69.4°",
        "Esola 1996, 41 people",
        f"as the test passes {most(test, 'lumbar_flexion') + most(test, 'hip_flexion_r'):.0f}°, "
        f"{most(test, 'lumbar_flexion'):.0f}°, {most(test, 'hip_flexion_r'):.0f}°; rounded "
        f"{most(rounded, 'lumbar_flexion') + most(rounded, 'hip_flexion_r'):.0f}°, "
        f"{most(rounded, 'lumbar_flexion'):.0f}°, {most(rounded, 'hip_flexion_r'):.0f}°",
        "They bent as they liked, between the two. Ours stops where the hamstrings do.",
    )
    stoop = motion("weighted-hip-hinge", "lumbar-rounding")
    back, down = hips_moved(stoop)
    yield Row(
        "stoop: trunk, pelvis, thorax, knee; hips back / down",
        "78, 46, 95, 31°; 0.18 / 0.02 m",
        "recording, one person (CMU 115_01)",
        f"{most(stoop, 'trunk_inclination'):.0f}, {most(stoop, 'pelvic_tilt'):.0f}, "
        f"{np.degrees(np.max(stoop.angles['pelvic_tilt'] + stoop.angles['lumbar_flexion'])):.0f}, "
        f"{most(stoop, 'knee_flexion_r'):.0f}°; {-back:.2f} / {-down:.2f} m (weighted hinge, rounded)",
        "They reached the floor. Ours shows the same rounding, 45° and more, at the depth of a hinge.",
    )
    yield Row(
        "share of the lower back in a stoop; when bending freely; good morning; deadlift",
        "0.44; 0.37; 0.22; 0.19",
        "recording; Esola 1996; Schellenberg 2013 (computed from the table)",
        f"rounded {form('weighted-hip-hinge', 'lumbar-rounding')['lumbar_share']:.2f}, "
        f"toe touch {form('toe-touch-test')['lumbar_share']:.2f}, "
        f"kettlebell lift {form('kettlebell-lift')['lumbar_share']:.2f}",
        "The ideal is below what people do and the rounded form above, so that both can be told.",
    )


def lift_rows() -> Iterator[Row]:
    bell, dead = motion("kettlebell-lift"), motion("deadlift")
    schellenberg = "Schellenberg 2013, a quarter and half of their weight"
    both = "kettlebell lift {:.0f}°, deadlift {:.0f}°"

    def pair(angle: str) -> str:
        return both.format(most(bell, angle), most(dead, angle))

    yield Row(
        "deadlift: knee, most",
        "107.8 ± 22.4, 103.4 ± 22.6°; 56 to 69° at lift-off in four earlier studies",
        schellenberg,
        pair("knee_flexion_r"),
        "Our sources lift hips first and bend the knees only to reach the handle; it lies near the earlier studies.",
    )
    yield Row(
        "deadlift: hip, most",
        "103.2 ± 4.8, 101.7 ± 6.0°; 108 to 124° in four earlier studies",
        schellenberg,
        pair("hip_flexion_r"),
        "Like the earlier studies: the hips do what the knees leave to them.",
    )
    yield Row(
        "deadlift: thorax on pelvis, least to most",
        "6.4 ± 2.2 to 27.4 ± 5.4°, 6.8 to 25.7 ± 4.7°",
        schellenberg,
        pair("lumbar_flexion"),
        "The ideal figure again; what is judged allows for more.",
    )
    yield Row(
        "lordosis lost from standing to the start of a deadlift, upper and lower part",
        "13 and 20°",
        "Bengtsson 2022, 24 lifters",
        pair("lumbar_flexion"),
        "Even those whose aim is a neutral back lose this much. Zero is not what people do.",
    )
    yield Row(
        "deadlift, trunk / knee / trunk on thigh at the start",
        "71 / 76 / 129°",
        "recording, one person; its absolute values are little to be trusted",
        f"{most(dead, 'trunk_inclination'):.0f} / {most(dead, 'knee_flexion_r'):.0f} / {trunk_on_thigh(dead):.0f}° "
        f"(kettlebell lift {most(bell, 'trunk_inclination'):.0f} / {most(bell, 'knee_flexion_r'):.0f} / "
        f"{trunk_on_thigh(bell):.0f}°)",
        "Near it.",
    )
    heel = dead.footing.points
    width = float(heel["ankle_r"][2] - heel["ankle_l"][2])
    toe = heel["toe_r"] - heel["heel_r"]
    yield Row(
        "stance: width, feet turned out",
        "conventional 32 ± 8 cm, 14 ± 6°; sumo 70 ± 11 cm, 42 ± 8°",
        "Escamilla 2000, 24 lifters",
        f"{width * 100:.0f} cm, {np.degrees(np.arctan2(toe[2], toe[0])):.0f}°",
        "Room for the bell between the feet; a bar lies in front of them.",
    )
    squatted = motion("kettlebell-lift", "knees-first")
    yield Row(
        "box lifted from a squat: knee, trunk on thigh, trunk, shank, hips back : down",
        "122 ± 9, 132 ± 5, 46 ± 4, 35 ± 3°, 0.37 ± 0.07",
        "recordings, 7 men",
        f"{most(squatted, 'knee_flexion_r'):.0f}, {trunk_on_thigh(squatted):.0f}, "
        f"{most(squatted, 'trunk_inclination'):.0f}, {most(squatted, 'shank_inclination_r'):.0f}°, "
        f"{form('kettlebell-lift', 'knees-first')['hip_excursion_ratio']:.2f} (kettlebell lift from the knees)",
        "What the form with the knees first drifts towards; it is drawn so that it is seen at once.",
    )
    yield Row(
        "ground's push in front of the ankles",
        "0.04 m standing, 0.08 to 0.13 m lifting",
        "recordings, 4 people",
        f"{form('kettlebell-lift')['balance_m']:.3f} m",
        "Our slow figures keep it over the middle of the foot; people load the balls of their feet when they squat.",
    )
    yield from _timing_rows(bell)


def _timing_rows(bell: Motion) -> Iterator[Row]:
    speed = np.linalg.norm(np.gradient(bell.hip_path, bell.time_s, axis=0), axis=1)
    parts = []
    for name in ("eccentric", "concentric"):
        phase = next(one for one in bell.phases if one.name == name)
        during = speed[(bell.time_s >= phase.start_s) & (bell.time_s <= phase.end_s)]
        parts.append(f"{np.max(during) / np.mean(during):.2f} at {np.argmax(during) / len(during):.2f}")
    yield Row(
        "hips' fastest speed against their mean, and when: down; up",
        "2.0 at 0.52; 1.81 at 0.35 of the way",
        "recordings, 82 lifts (medians)",
        "; ".join(parts),
        "Minimum-jerk moves, one after the other; going up the knees lead.",
    )
    fall = np.gradient(bell.hip_path[:, 1], bell.time_s)
    yield Row(
        "hips' fastest fall and rise",
        "-0.64 / 0.70 m/s",
        "recordings, 82 lifts (medians)",
        f"{np.min(fall):.2f} / {np.max(fall):.2f} m/s",
        "We teach slowly: three seconds down, two up.",
    )
    yield Row(
        "time of a lift: free, squat, stoop",
        "4.6 ± 0.7, 4.9 ± 0.7, 5.9 ± 1.1 s",
        "von Arx 2021, 30 people",
        f"{bell.duration_s:.1f} s with the rest at the top",
        "Practice is slower than work.",
    )
    down, up = form("kettlebell-lift")["order_down_s"], form("kettlebell-lift")["order_up"]
    yield Row(
        "hips begin before the knees; trunk's way done when the knees have 70 % of theirs",
        "0.13 s before; 13 %",
        "recordings, 82 lifts (medians)",
        f"{-down:.2f} s before; {up * 100:.0f} %",
        "Both in the same order; these trunks waited longer, for knees that were bent almost twice as far.",
    )


def squat_rows() -> Iterator[Row]:
    squat, chair = motion("hinge-to-squat"), motion("sit-to-stand")
    moved = hips_moved(squat)
    yield Row(
        "squat: knee, hip, trunk, shank, hips back : down",
        "97 to 106, 98 to 103, 51 to 60, 26 to 30°, 0.72 to 0.89",
        "recordings of one person, 5 repetitions",
        f"{most(squat, 'knee_flexion_r'):.0f}, {most(squat, 'hip_flexion_r'):.0f}, "
        f"{most(squat, 'trunk_inclination'):.0f}, {most(squat, 'shank_inclination_r'):.0f}°, "
        f"{abs(moved[0] / moved[1]):.2f}",
        "Ours goes deeper, with the arms raised, which keeps the trunk more upright.",
    )
    sat = hips_moved(chair)
    yield Row(
        "standing up from a chair: hips back : down; hip against knee",
        "0.59 to 0.85; 0.8",
        "recordings, 2 people",
        f"{abs(sat[0] / sat[1]):.2f}; {form('sit-to-stand')['hip_knee_ratio']:.2f}",
        "Ours sits down by a hinge, hips first.",
    )
