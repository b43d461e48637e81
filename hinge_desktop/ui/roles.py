"""What a widget that paints itself is to a screen reader. Qt takes them all for bare panes, which are passed over."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

ROLES = {
    "NumberScale": QAccessible.Role.Slider,
    "FollowPage": QAccessible.Role.Grouping,
    "CountRing": QAccessible.Role.StaticText,
    "BigWord": QAccessible.Role.StaticText,
    "StageView": QAccessible.Role.Graphic,
    "SessionBar": QAccessible.Role.ProgressBar,
}
"""Class name -> role. Names, so that nothing is loaded before it is shown."""
_INSTALLED = "hinge-roles"


def install(application: QApplication) -> None:
    """From now on these widgets tell their role. Doing it again does nothing."""
    if not application.property(_INSTALLED):
        application.setProperty(_INSTALLED, True)
        QAccessible.installFactory(_described)


def _described(class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    """Called for each class of a widget, the nearest first; None leaves it to the next, at last to Qt."""
    role = ROLES.get(class_name)
    return None if role is None or not isinstance(thing, QWidget) else QAccessibleWidget(thing, role)
