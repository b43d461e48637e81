"""Hinge: learn and practise the hip hinge, one step at a time."""

__version__ = "0.1.0"
