"""One look for every page: fonts, the palette and the style sheet made of it.

The colours live in ``stage/palette.py``; nothing here names one. The theme in force travels with
the application object, so that a widget that paints itself reads the same table as the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from hinge_desktop.stage.palette import LIGHT, PALETTES, Palette, ThemeName

BASE_PX = 15
"""Size of running text at a text scale of 1; larger when the system's own font is."""

_SIZES = {"display": 34, "title": 25, "heading": 18, "lead": 16, "body": BASE_PX, "small": 13}
_PROPERTY = "hinge_theme"

ROOMY = 1.22
"""A page in a large window sets its words this much larger: it is read from further away."""
_ROOMY_PX = (1500, 900)


@dataclass(frozen=True, slots=True)
class Theme:
    """What decides the look: a palette, the text scale (1.0 to 2.0) and whether things may move."""

    palette: Palette = LIGHT
    text_scale: float = 1.0
    reduced_motion: bool = False

    def px(self, size: float) -> int:
        """A length that grows with the text."""
        return round(size * self.text_scale)

    def space(self, size: float) -> int:
        """A gap: it grows with the text, but less, so that large text keeps its room."""
        return round(size * (1 + (self.text_scale - 1) * 0.3))

    def colour(self, role: str) -> QColor:
        """The colour of a role of the palette."""
        return QColor(getattr(self.palette, role))

    @property
    def edge(self) -> QColor:
        """The outline of something to press: stronger than that of a card, so that it is found."""
        border, muted = self.colour("border"), self.colour("muted")
        return QColor(
            (border.red() + muted.red()) // 2,
            (border.green() + muted.green()) // 2,
            (border.blue() + muted.blue()) // 2,
        )

    def is_roomy(self, window: QSize) -> bool:
        """Whether a window of this size has room for larger words."""
        return window.width() >= self.px(_ROOMY_PX[0]) and window.height() >= self.px(_ROOMY_PX[1])

    def font(self, role: str = "body", *, bold: bool = False) -> QFont:
        """The application's font at the size of a role, for widgets that paint their own words."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(_SIZES[role]))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


def resolve(choice: str) -> ThemeName:
    """The palette's name for a setting; ``system`` asks the desktop whether it is dark."""
    if choice in PALETTES:
        return choice
    hints = QGuiApplication.styleHints()
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def make_theme(choice: str, text_scale: float = 1.0, *, reduced_motion: bool = False) -> Theme:
    """The theme of a setting; never smaller than the system's own text."""
    system_px = QApplication.font().pixelSize()
    if system_px <= 0:
        system_px = round(QApplication.font().pointSizeF() * 96 / 72)
    grown = max(1.0, min(2.0, text_scale * max(1.0, system_px / BASE_PX)))
    return Theme(PALETTES[resolve(choice)], grown, reduced_motion)


def current_theme() -> Theme:
    """The theme in force."""
    app = QCoreApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    return theme if isinstance(theme, Theme) else Theme()


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Put a theme in force; every widget repaints."""
    app.setProperty(_PROPERTY, theme)
    style = app.style()
    if style.objectName() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_qt_palette(theme.palette))
    app.setStyleSheet(style_sheet(theme))


def _qt_palette(colours: Palette) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.surface,
        QPalette.ColorRole.Base: colours.card,
        QPalette.ColorRole.AlternateBase: colours.surface,
        QPalette.ColorRole.Button: colours.card,
        QPalette.ColorRole.ToolTipBase: colours.card,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.teal_fill,
        QPalette.ColorRole.HighlightedText: colours.on_teal,
        QPalette.ColorRole.Link: colours.teal_text,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Mid: colours.border,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, QColor(colours.muted))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(colours.muted))
    return palette


def style_sheet(theme: Theme) -> str:
    """The sheet of the whole program for a theme."""
    colours = theme.palette
    names = {field: getattr(colours, field) for field in colours.__slots__}
    names |= {f"px_{role}": f"{theme.px(size)}px" for role, size in _SIZES.items()}
    names |= {f"s{size}": f"{theme.space(size)}px" for size in (2, 4, 6, 8, 10, 12, 16, 20, 24, 32)}
    names |= {f"f{size}": f"{theme.space(size) - 2}px" for size in (4, 8, 12, 20)}
    names |= {f"h{size}": f"{theme.px(size)}px" for size in (12, 14, 18, 20, 22)}
    names["edge"] = theme.edge.name()
    return _SHEET.substitute(names) + _roomy_rules(theme)


def _roomy_rules(theme: Theme) -> str:
    """Larger words inside a widget whose property ``roomy`` is true."""
    grown = {role: f"{theme.px(size * ROOMY)}px" for role, size in _SIZES.items()}
    roles = {role: role for role in ("display", "title", "heading", "lead", "small")} | dict.fromkeys(
        ("eyebrow", "keycap", "tag", "day"), "small"
    )
    inside = '*[roomy="true"]'
    rules = [f"{inside} * {{ font-size: {grown['body']}; }}"]
    rules += [f'{inside} QLabel[role="{role}"] {{ font-size: {grown[size]}; }}' for role, size in roles.items()]
    rules.append(f'{inside} QPushButton[kind="big"] {{ font-size: {grown["heading"]}; }}')
    return "\n".join(rules)


_SHEET = Template("""
* { font-size: $px_body; }
QMainWindow, QDialog, QWidget#page, QStackedWidget { background: $surface; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QToolTip { background: $card; color: $text; border: 1px solid $border; padding: 4px 6px; }

QLabel { color: $text; background: transparent; }
QLabel[role="display"] { font-size: $px_display; font-weight: 700; }
QLabel[role="title"] { font-size: $px_title; font-weight: 700; }
QLabel[role="heading"] { font-size: $px_heading; font-weight: 600; }
QLabel[role="lead"] { font-size: $px_lead; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: $px_small; }
QLabel[role="eyebrow"] { color: $muted; font-size: $px_small; font-weight: 600; }
QLabel[role="accent"] { color: $accent_text; font-weight: 600; }
QLabel[role="teal"] { color: $teal_text; font-weight: 600; }
QLabel[role="keycap"] { color: $muted; background: $surface; border: 1px solid $border; border-bottom-width: 2px;
    border-radius: 5px; padding: 1px 6px; font-size: $px_small; font-weight: 600; }
QLabel[role="tag"] { color: $teal_text; background: $teal_soft; border-radius: 9px; padding: 2px 9px;
    font-size: $px_small; font-weight: 600; }
QLabel[role="day"] { color: $muted; background: $surface; border-radius: 9px; padding: 2px 9px; font-size: $px_small; }

QFrame[kind="card"] { background: $card; border: 1px solid $border; border-radius: 14px; }
QFrame[kind="note"] { background: $teal_soft; border: 1px solid $teal_soft; border-radius: 12px; }
QFrame[kind="warm"] { background: $accent_soft; border: 1px solid $accent; border-radius: 12px; }
QFrame[kind="banner"] { background: $accent_soft; border: none; border-bottom: 1px solid $border; }
QFrame[kind="banner"] QLabel { color: $text; }
QFrame[kind="foot"] { background: $teal_soft; border: none; border-top: 1px solid $border; }
QFrame[kind="undo"] { background: $sidebar; border: none; border-top: 1px solid $border; }
QFrame[kind="rule"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame#rail { background: $sidebar; border: none; border-right: 1px solid $border; }

QPushButton { color: $text; background: $card; border: 1px solid $edge; border-radius: $h14; padding: $s8 $s20;
    font-weight: 600; min-height: $h20; }
QPushButton:hover { border-color: $teal; }
QPushButton:pressed { background: $teal_soft; }
QPushButton:focus { border: 3px solid $focus; padding: $f8 $f20; }
QPushButton:disabled { color: $muted; background: transparent; border: 1px dashed $border; }
QPushButton[kind="primary"] { color: $on_accent; background: $accent_fill; border: 2px solid $accent_fill; }
QPushButton[kind="primary"]:hover { background: $accent_fill; border-color: $text; }
QPushButton[kind="primary"]:focus { border: 3px solid $focus; }
QPushButton[kind="primary"]:disabled { color: $muted; background: $track; border-color: $track; }
QPushButton[kind="big"] { color: $on_accent; background: $accent_fill; border: 2px solid $accent_fill;
    border-radius: 16px; padding: $s12 $s32; font-size: $px_heading; font-weight: 700; min-height: $h22; }
QPushButton[kind="big"]:hover { border-color: $text; }
QPushButton[kind="big"]:focus { border: 3px solid $focus; }
QPushButton[kind="big"]:disabled { color: $muted; background: $track; border-color: $track; }
QPushButton[kind="quiet"] { background: transparent; border: 2px solid transparent; color: $teal_text;
    padding: $s6 $s10; }
QPushButton[kind="quiet"]:hover { background: $teal_soft; }
QPushButton[kind="quiet"]:disabled { color: $muted; background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:focus { border: 2px solid $focus; }
QPushButton[kind="chip"], QPushButton[kind="segment"] { background: transparent; border: 1px solid $edge;
    color: $muted;
    border-radius: $h12; padding: $s4 $s12; font-weight: 600; min-height: $h18; }
QPushButton[kind="chip"]:hover, QPushButton[kind="segment"]:hover { border-color: $teal; color: $text; }
QPushButton[kind="chip"]:checked, QPushButton[kind="segment"]:checked { background: $teal_soft;
    border: 1px solid $teal;
    color: $teal_text; }
QPushButton[kind="chip"]:focus, QPushButton[kind="segment"]:focus { border: 3px solid $focus;
    padding: $f4 $f12; }
QPushButton[kind="chip"]:disabled, QPushButton[kind="segment"]:disabled { border: 1px dashed $border; }
QPushButton[kind="nav"] { background: transparent; border: 2px solid transparent; border-radius: 10px; color: $muted;
    text-align: left; padding: $s6 $s12; font-weight: 500; }
QPushButton[kind="nav"]:hover { color: $text; background: $teal_soft; }
QPushButton[kind="nav"]:checked { color: $teal_text; background: $teal_soft; font-weight: 600; }
QPushButton[kind="nav"]:focus { border: 2px solid $focus; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QComboBox { color: $text;
    background: $card; border: 1px solid $edge; border-radius: 8px; padding: $s6 $s10; min-height: $h20;
    selection-background-color: $teal_fill; selection-color: $on_teal; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateTimeEdit:focus,
QComboBox:focus { border: 2px solid $focus; }
QSpinBox:disabled, QDoubleSpinBox:disabled, QDateTimeEdit:disabled, QComboBox:disabled { color: $muted;
    border: 1px dashed $border; }
QSpinBox, QDoubleSpinBox, QDateTimeEdit { padding: $s4 $s8; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: $h22; border: none;
    background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(:/icons/up-$name.svg); width: $h12; height: $h12; }
QAbstractSpinBox::down-arrow, QComboBox::down-arrow { image: url(:/icons/down-$name.svg); width: $h12; height: $h12; }
QComboBox { padding-right: $h22; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: $h22; border: none; }
QComboBox QAbstractItemView { background: $card; color: $text; border: 1px solid $border;
    selection-background-color: $teal_soft; selection-color: $text; }
QCheckBox { color: $text; spacing: 10px; padding: 4px; border: 2px solid transparent; border-radius: 8px;
    background: transparent; }
QCheckBox:focus { border: 2px solid $focus; }
QCheckBox::indicator { width: $h18; height: $h18; border: 2px solid $muted; border-radius: 5px; background: $card; }
QCheckBox::indicator:checked { background: $teal_fill; border-color: $teal_fill; image: url(:/icons/tick-$name.svg); }

QSlider { border: 2px solid transparent; border-radius: 8px; background: transparent; min-height: $h22; }
QSlider:focus { border: 2px solid $focus; }
QSlider::groove:horizontal { height: 6px; border-radius: 3px; background: $track; }
QSlider::sub-page:horizontal { background: $teal; border-radius: 3px; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; background: $card;
    border: 2px solid $teal; }

QSlider::sub-page:horizontal:disabled { background: $track; }
QSlider::handle:horizontal:disabled { border: 2px solid $track; }

QMenu { background: $card; color: $text; border: 1px solid $border; padding: $s4; }
QMenu::item { padding: $s6 $s16; border-radius: 6px; }
QMenu::item:selected { background: $teal_soft; color: $teal_text; }
QMenu::item:disabled { color: $muted; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $track; border-radius: 4px; min-height: 36px; }
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: $track; border-radius: 4px; min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
    border: none;
    width: 0; height: 0; }

QListView, QTableView, QTreeView { background: $card; color: $text; border: 1px solid $border; border-radius: 10px;
    gridline-color: $border; selection-background-color: $teal_soft; selection-color: $text; }
QListView:focus, QTableView:focus, QTreeView:focus { border: 2px solid $focus; }
QListView[kind="contents"], QListView[kind="contents"]:focus { background: $sidebar; border: 2px solid transparent;
    border-radius: 0; outline: none; }
QListView[kind="contents"]:focus { border: 2px solid $focus; }
QListView[kind="contents"]::item { padding: $s4 $s8; border-radius: 8px; }
QListView[kind="contents"]::item:selected { background: $teal_soft; color: $teal_text; }
QListView[kind="contents"]::item:disabled { background: transparent; color: $muted; padding-top: $s12; }
QTextEdit[kind="manual"] { background: $card; border: 2px solid transparent; border-radius: 0; padding: 0; }
QTextEdit[kind="manual"]:focus { border: 2px solid $focus; }
QListView[kind="rows"]::item { padding: $s4 $s8; }
QTableView::item { padding: 0px $s4; }
QHeaderView::section { background: $card; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: $s6 $s8;
    font-size: $px_small; font-weight: 600; }
QTableCornerButton::section { background: $card; border: none; }
QTabBar::tab { color: $muted; background: transparent; padding: $s8 $s12; border: none;
    border-bottom: 2px solid transparent;
    font-weight: 500; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { color: $focus; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QPushButton, QCheckBox, QSlider, QTabBar, QTableView { outline: none; }
""")
