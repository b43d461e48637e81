"""Every key of the program, in one place; the pages bind from it and ``?`` shows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.manual import KEYS
from hinge_desktop.ui.follow_controls import REST_STEP_S
from hinge_desktop.ui.one_button import HOLD_MS
from hinge_desktop.ui.sheet import Sheet
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, ScrollPage, Words


@dataclass(frozen=True, slots=True)
class KeyRow:
    """Keys that do one thing.

    Attributes:
        action: its id, for the pages.
        sequences: what Qt calls the keys (``QKeySequence``).
        caps: as they are shown.
        text: what they do.
        where: a page (``follow``, ``today``, ``library``, ``progress``, ``help``), ``anywhere`` or ``questions``.
    """

    action: str
    sequences: tuple[str, ...]
    caps: str
    text: str
    where: str


def key_table() -> tuple[KeyRow, ...]:
    """All keys, in the order they are shown."""

    def words(text: str) -> str:
        return QCoreApplication.translate("Keys", text)

    return (
        KeyRow("toggle", ("Space",), "Space", words("start, pause, go on; done at your own pace"), "follow"),
        KeyRow("next", ("Right", "N"), "→ N", words("next: skip this rest or set"), "follow"),
        KeyRow(
            "previous",
            ("Left", "P", "PgUp"),
            "← P PgUp",
            words("this repetition again; early in it or in a rest, an unfinished set before"),
            "follow",
        ),
        KeyRow("repeat", ("R",), "R", words("say the cue again"), "follow"),
        KeyRow(
            "rest",
            ("+", "-"),
            "+ −",
            words("rest longer or shorter by {seconds} seconds").format(seconds=f"{REST_STEP_S:g}"),
            "follow",
        ),
        KeyRow("tempo", ("[", "]"), "[ ]", words("slower, faster"), "follow"),
        KeyRow("pain", ("X",), "X", words("stop: it hurts"), "follow"),
        KeyRow("voice", ("V",), "V", words("voice on or off"), "follow"),
        KeyRow("mute", ("M",), "M", words("sound on or off"), "follow"),
        KeyRow("ghost", ("G",), "G", words("before a set: what can drift"), "follow"),
        KeyRow("far", ("F", "F5", "Shift+F5"), "F F5", words("far view, readable across the room"), "follow"),
        KeyRow("full", ("F11",), "F11", words("far view on the whole screen"), "follow"),
        KeyRow("act", ("PgDown",), "PgDn", words("presenter: what is next (one button)"), "follow"),
        KeyRow("black", (".", "B"), ". B", words("presenter: pause, go on"), "follow"),
        KeyRow("leave", ("Esc",), "Esc", words("leave the session (asks first)"), "follow"),
        KeyRow("flare", ("D",), "D", words("on Today: a flare-up day, shorter and easier"), "today"),
        KeyRow("twin", ("G",), "G", words("in the Library: show what can drift"), "library"),
        KeyRow("frame", (",", "."), ", .", words("in the Library: one frame back, one on"), "library"),
        KeyRow(
            "pages",
            ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"),
            "Ctrl 1–4",
            words("Today, Library, Progress, Settings"),
            "anywhere",
        ),
        KeyRow(
            "undo",
            ("Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z"),
            "Ctrl Z, Y",
            words("take the last change back, do it again"),
            "anywhere",
        ),
        KeyRow("export", ("Ctrl+E",), "Ctrl E", words("export your history"), "anywhere"),
        KeyRow("help", ("F1",), "F1", words("the manual, at the page that fits"), "anywhere"),
        KeyRow("keys", ("?",), "?", words("this list"), "anywhere"),
        KeyRow("find", ("Ctrl+F",), "Ctrl F", words("in Help: search all pages"), "help"),
        KeyRow("back", ("Alt+Left", "Alt+Right"), "Alt ← →", words("in Help: back, and on again"), "help"),
        KeyRow("along", ("Left", "Right"), "← →", words("on a chart: the mark before, the next one"), "progress"),
        KeyRow("zoom", ("+", "-", "Home"), "+ − Home", words("on a chart: nearer, further, everything"), "progress"),
        KeyRow("table", ("T",), "T", words("a chart as a table"), "progress"),
        KeyRow("take", ("Ctrl+C", "Ctrl+S"), "Ctrl C, S", words("copy the values of a chart, save it"), "progress"),
        KeyRow(
            "sessions", ("Return", "Delete"), "Enter Del", words("in the table: open a session, bin it"), "progress"
        ),
        KeyRow("scale", (), "0–9", words("answer a scale; ten is 1 then 0"), "questions"),
        KeyRow("yesno", ("Y", "N"), "Y N", words("answer yes or no, and go on to the next question"), "questions"),
        KeyRow("save", ("Ctrl+Return",), "Ctrl Enter", words("done with the questions; save a session"), "questions"),
        KeyRow("felt", (), "1–6", words("where you felt it; more than one may be chosen"), "questions"),
        KeyRow(
            "one",
            (),
            words("One button"),
            words("takes what is marked; held for {seconds} seconds: it hurts").format(seconds=f"{HOLD_MS / 1000:g}"),
            "questions",
        ),
    )


def sequences(action: str) -> tuple[str, ...]:
    """The keys of an action. Raises KeyError for an action that has none."""
    for row in key_table():
        if row.action == action:
            return row.sequences
    raise KeyError(action)


def written(action: str) -> tuple[str, ...]:
    """The keys of an action as this system writes them. Raises KeyError as ``sequences`` does."""
    native = QKeySequence.SequenceFormat.NativeText
    return tuple(QKeySequence(keys).toString(native) for keys in sequences(action))


_COLUMN_PX = 400
_SHARES: tuple[tuple[tuple[int, ...], ...], ...] = (
    ((0,), (1, 2), (3, 4)),
    ((0, 3), (1, 2, 4), ()),
    ((0, 1, 2, 3, 4), (), ()),
)
"""Which parts stand in which column, by the room there is."""


class KeySheet(Sheet):
    """The list of keys, over the window. Esc, Enter or ``?`` close it."""

    FITTING = KEYS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        page = ScrollPage(self)
        head = QHBoxLayout()
        head.addWidget(Words(self.tr("Keys"), "title", page), 1)
        close = Button(self.tr("Close"), "primary", page, key="Esc")
        close.clicked.connect(self.accept)
        head.addWidget(close)
        page.column.addLayout(head)
        self._parts = [
            _section(("follow",), self.tr("While following along"), page),
            _section(("questions",), self.tr("Answering"), page),
            _section(("anywhere",), self.tr("Anywhere"), page),
            _section(("today", "library", "help"), self.tr("Elsewhere"), page),
            _section(("progress",), self.tr("On Progress"), page),
        ]
        self._columns = [QVBoxLayout() for _ in _SHARES[0]]
        beside = QHBoxLayout()
        beside.setSpacing(16)
        for each in self._columns:
            each.setSpacing(16)
            beside.addLayout(each, 1)
        self._beside = beside
        page.column.addLayout(beside)
        page.column.addStretch(1)
        column.addWidget(page)
        theme = current_theme()
        room = parent.window().size() if parent is not None else QSize(1280, 800)
        self.resize(QSize(theme.px(1240), theme.px(710)).boundedTo(room))
        self._arrange()
        close.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as can be read."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() // current_theme().px(_COLUMN_PX)
        shares = next((one for one in _SHARES if len([part for part in one if part]) <= wide), _SHARES[-1])
        for index, (column, share) in enumerate(zip(self._columns, shares, strict=True)):
            while column.count():
                column.takeAt(0)
            for part in share:
                column.addWidget(self._parts[part])
            column.addStretch(1)
            self._beside.setStretch(index, 1 if share else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by the key that opened it, too."""
        if event.text() == "?":
            self.accept()
            return
        super().keyPressEvent(event)


def _section(where: tuple[str, ...], title: str, parent: QWidget) -> Card:
    card = Card(parent)
    card.add(Words(title, "eyebrow", card))
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for line, row in enumerate(row for row in key_table() if row.where in where):
        grid.addWidget(
            Words(row.caps, "keycap", card), line, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        grid.addWidget(Words(row.text, "body", card), line, 1)
    card.column.addLayout(grid)
    card.column.addStretch(1)
    return card
