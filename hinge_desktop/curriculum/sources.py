"""The facts the exercises rest on, by stable id, in our own words.

Five source texts stand behind the ladder: A a clinic's ten progressions, B a talk on why the hinge
matters, C a coach's tests and cues, D a physiotherapist's handout, E a home guide. Two published
studies say what speaks against the folk wisdom. ``ours`` marks what is none of theirs: conventions
and readings of this program.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OURS = "ours"
"""The mark of a convention or a reading of our own."""

FACTS: Mapping[str, str] = MappingProxyType(
    {
        "A1": "Ten progressions in a fixed order, from the hero squat to the kettlebell clean.",
        "A2": "The movement is at the hips, with the centre of gravity over the joints that carry it.",
        "A3": "Repetition and harder variations turn conscious practice into habit.",
        "A4": "It was first run as ten days, one step a day.",
        "A5": "Do not be afraid of this movement; you are an athlete every day.",
        "A-step-1": "The hero squat is for those who cannot yet control the hips; it takes the knees out.",
        "A-step-2": "The butt tap reaches the hips back to a wall while the weight stays over the feet.",
        "A-step-3": "A stick touches pelvis, mid back and head through the whole movement.",
        "A-step-4": "A band adds resistance once the hips are free and the spine stays neutral.",
        "A-step-5": "A heavier, free weight; it is felt in the hamstrings and need not be feared.",
        "A-step-6": "Free the hips, spine neutral, hinge until the hamstrings tighten, then bend the knees.",
        "A-step-7": "Arms up, hips back, then lower slowly into the squat.",
        "A-step-8": "The banded pull-through brings the first power from the hips.",
        "A-step-9": "Send the hips forward; catch the bell in a perfect hinge.",
        "A-step-10": "Hinge, lift, hip thrust and full squat in one; mobility and stability together.",
        "B1": "The hinge is the first part of sitting down: hips back, then lower.",
        "B2": "Sitting, a trunk that is hard to hold still, and a back that moves with the hips make hinging hard.",
        "B3": "The brain takes tightness for safety; lasting safety comes from strength.",
        "B4": "The ready position of many sports is a hinge held still.",
        "B5": "Lifting a child or a bag of dog food is a hinge.",
        "B6": "Steady the spine through the full range; find a neutral pelvis and keep it.",
        "B7": "Some conditions are exceptions and belong with a professional first.",
        "B8": "Most people gain from lifting, in small steps and nothing heavy at the start.",
        "B9": "Glutes, hamstrings, spinal erectors and deep and oblique abdominals work; the quadriceps in the squat.",
        "B10": "Hinge and squat differ, and both are needed.",
        "B11": "Common drifts: moving from the lower back, and little control of the pelvis.",
        "B12": "A lower back that tightens on sitting down or at sport is a sign that the hinge may help.",
        "C1": "The toe touch shows how the fold is shared between hips and back.",
        "C2": "The edge of a doorway gives a vertical line to compare with.",
        "C3": "A pelvic tilt comes first for those who cannot yet tilt the pelvis.",
        "C4": "Unloaded first, always.",
        "C5": "Feet shoulder width apart, one foot's length from the wall.",
        "C6": "Hands on lower ribs and small of the back, both kept still; chin tucked.",
        "C7": "Nearer the wall and with wider feet it is easier.",
        "C8": "Feet: grip, keep the arch, spread the floor, turn the heels as if into the ground.",
        "C9": "Load held in front: a kettlebell into the upper belly.",
        "C10": "Load behind: a kettlebell on the upper back.",
        "C11": "Pull-throughs load the hinge from another direction.",
        "C12": "Ready to lift: these can be done and are felt in hamstrings and glutes, not in the back.",
        "C13": "The hips travel back and forth, not up and down, and the trunk stays in one piece.",
        "C14": "Four lines on a card are enough to review the hinge.",
        "D1": "A sheet names purpose, pain level, indications, muscles, compensations, instructions, tips, rationale.",
        "D2": "Compensations: rounding the lower back, and bending from the knees.",
        "D3": "Close a drawer with your hips; feet hip width, knees slightly bent.",
        "D4": "A dowel on head, upper back and sacrum tells hip motion from spine motion.",
        "D5": "Six reasons for the hinge, from the pattern itself to confidence in daily lifting.",
        "D6": "No load, then a dowel, then a light band or weight as tolerance grows.",
        "E1": "The top of the thigh bone turns in its socket; the vertebrae keep their shape.",
        "E2": "Three steps: knees slightly bent, hips back, back flat.",
        "E3": "A stretch in the hamstrings is normal; where they tighten is your depth.",
        "E4": "The wall drill at one foot, shoulder blades drawn together.",
        "E5": "A light, tall object in front, such as an empty bin, to practise picking up.",
        "E6": "An object held to the chest tells you when you lose the shape.",
        "E7": "No ideal sets and repetitions: often, in daily life, consistently.",
        "E8": "After mastery comes the single-leg hinge.",
        "saraceni-2020": "A review of studies found no good evidence that a rounded back in lifting is a risk factor.",
        "von-arx-2021": "Modelled shear depends on the level of the spine and does not simply rise in a stoop.",
    }
)
"""Id -> the fact in one sentence of ours."""

SOURCE_IDS: tuple[str, ...] = (*FACTS, OURS)
"""What ``[record] sources`` may name."""

DOSE_NOTE = (
    "Sets, repetitions, tempo, rest and loads are conventions of this program; none of the sources prescribes them. "
    "Often, in daily life and consistently counts for more."
)
"""To be shown wherever a dose is shown."""
