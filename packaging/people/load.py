"""What bears on the back and the joints, beside what others measured or modelled."""

from __future__ import annotations

from collections.abc import Iterator

from people.solved import Row, compression, motion, per_kg, span


def load_rows() -> Iterator[Row]:
    plain = motion("weighted-hip-hinge", None, 0.0)
    lifts = {fault: motion("kettlebell-lift", fault, 20.0) for fault in (None, "lumbar-rounding", "knees-first")}
    good, rounded, knees = (compression(one) for one in lifts.values())
    yield Row(
        "pressure in the disc L4/L5 against standing: bent forward; 20 kg with a round back; with bent knees",
        "2.2; 4.6; 3.4",
        "Wilke 1999, one person",
        f"{compression(plain):.1f} (hinge, nothing in the hands); {rounded:.1f}; {knees:.1f} "
        f"(kettlebell lift from the knees; well done {good:.1f})",
        "An index, not newtons: one muscle and no co-contraction, so that standing comes out too low and bending "
        "too high. The hinge is deeper, and the knees-first lift more upright, than his.",
    )
    yield Row(
        "stoop against squat lift, largest force on the back",
        "1.33 times",
        "La Torre 2017, model of one person",
        f"{rounded / knees:.2f} times",
        "The order is theirs; a shallower trunk in ours makes the difference larger.",
    )
    yield Row(
        "stoop against squat: compression 0.3 to 1.0 body weights less; shear more above L4/L5, less at L5/S1",
        "so",
        "von Arx 2021, 30 people",
        f"index of a rounded lift {rounded / good:.2f} times that of a good one",
        "The evidence is mixed. Ours holds the trunk still and shortens the muscle's lever; theirs compares whole "
        "lifts. We show no shear and claim nothing of it.",
    )
    yield Row(
        "range of the lumbar curve, 15 kg box: stoop, free, squat",
        "35.9 ± 10.1, 24.2 ± 7.3, 25.1 ± 8.2°",
        "von Arx 2021",
        f"rounded {span(lifts['lumbar-rounding'], 'lumbar_flexion'):.0f}°, "
        f"good {span(lifts[None], 'lumbar_flexion'):.0f}°, "
        f"from the knees {span(lifts['knees-first'], 'lumbar_flexion'):.0f}°",
        "The rounded form is drawn so that it is seen at once.",
    )
    hinge, dead = motion("weighted-hip-hinge"), motion("deadlift")
    yield Row(
        "moment of the knee: Romanian against conventional deadlift",
        "-0.28 against +0.21 N m/(kg cm): bending against straightening",
        "Lee 2018, 21 people",
        f"weighted hinge {per_kg(hinge, 'knee_r'):+.2f}, deadlift {per_kg(dead, 'knee_r'):+.2f} N m/kg a leg",
        "The signs are theirs. The sizes are not compared: their measure also holds the bar's weight and a length.",
    )
    ankles = [per_kg(one, "ankle_r") for one in (hinge, dead)]
    yield Row(
        "moment of the ankle, the same two",
        "-0.29 and -0.33: nearly alike",
        "Lee 2018",
        f"{ankles[0]:.2f} and {ankles[1]:.2f} N m/kg a leg",
        "Nearly alike, by balance over the middle of the foot; our sign counts the sole pressing down as positive.",
    )
