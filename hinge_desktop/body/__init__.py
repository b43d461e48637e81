"""What a body is and how it moves. NumPy only: no Qt, no SQL, no files, no clock.

Inside: radians, metres, kilograms, seconds. Axes as in OpenSim: x forward, y up, z to the right.
"""
