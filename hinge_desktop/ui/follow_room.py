"""How the Follow-along page shares its room: near and far view, low windows, large text, a question."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.training.events import BlockKind
from hinge_desktop.ui.follow_cards import ReviewCard, WordsCard
from hinge_desktop.ui.follow_controls import LARGE_TEXT, Foot
from hinge_desktop.ui.follow_stage import FollowStage
from hinge_desktop.ui.ring import BigWord, CountRing
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Card, set_roomy

LOW_PX = 760
LEAST_NUMBER_PX = 250
"""The card of the number is at least this high where words stand below it."""
SMALL_NUMBER_PX = 190
"""So wide is it where the words to keep in mind stand beside the figure, before a set."""
FAR_FIGURE = 36
"""Hundredths of the width that the figure has in the far view; the number, which is wider, has the rest."""
FIGURE = 68
"""The same where the figure stands beside the number."""
FIGURE_BESIDE = 82
"""The same where the words to keep in mind stand beside the figure as well."""


CAPTION_LINES = 2
"""So many lines are kept free below the figure, whatever is said."""


@dataclass(frozen=True, slots=True)
class Form:
    """What decides how the room is shared.

    Attributes:
        far: figure, number, word and bar alone.
        asking: ``leave``, ``pain`` or empty.
        kind: the block under way.
    """

    far: bool = False
    asking: str = ""
    kind: BlockKind = BlockKind.GET_READY


class CountCard(Card):
    """Number and word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=18, gap_px=4)
        self.ring = CountRing(self)
        self.word = BigWord(self)
        self.add(self.ring, 4)
        self.add(self.word, 1)


class Room:
    """The layouts of the page, and who stands in them."""

    def __init__(self, page: QWidget, place: QWidget, stage_card: FollowStage, foot: Foot) -> None:
        """``place``: the stack of figure and pain panel; ``stage_card``: the figure's."""
        self._page, self._stage_card, self._foot = page, stage_card, foot
        self.count = CountCard(page)
        self.words, self.review = WordsCard(page), ReviewCard(page)
        self.far_caption = BigWord(page)
        self._column, self._top, self._side = QVBoxLayout(page), QHBoxLayout(), QVBoxLayout()
        self._side.addWidget(self.count, 5)
        self._side.addWidget(self.words, 4)
        self._side.addWidget(self.review, 4)
        self._top.addWidget(place, 68)
        self._top.addLayout(self._side, 32)
        self._column.addLayout(self._top, 1)
        self._column.addWidget(self.far_caption)
        self._column.addWidget(foot)
        self._beside = False

    def settle(self) -> None:
        """Lay everything out now, before the next frame: or the figure would jump."""
        self._column.activate()

    def share(self, form: Form) -> None:
        """Who is shown, and how the room is shared."""
        theme, page = current_theme(), self._page
        set_roomy(page, theme.is_roomy(page.window().size()))
        low, large = page.height() < LOW_PX, theme.text_scale > LARGE_TEXT
        far = form.far and form.asking != "pain"  # a question has no far form
        alone = form.asking == "pain" and large  # the question needs the room
        side, gap = theme.space(12 if low or far else 20), theme.space(12 if low else 16)
        self._column.setContentsMargins(side, side, side, side)
        for layout in (self._column, self._top, self._side):
            layout.setSpacing(gap)
        self._foot.set_far(max(14, page.height() // 28) if far else 0, asked=form.asking == "leave")
        self._foot.setVisible(not alone)
        self.count.setVisible(not alone)
        self._share_stage(far=far, low=low, large=large)
        room_px = page.height() - self._foot.sizeHint().height() - 2 * side - 2 * gap
        self._share_words(form, room_px, shown=not far and not alone, low=low)
        wide = SMALL_NUMBER_PX if self._beside else max(230, page.width() * 29 // 100)
        self.count.setMinimumWidth(0 if far else wide)
        figure = FAR_FIGURE if far else FIGURE_BESIDE if self._beside else FIGURE
        self._top.setStretch(0, figure)
        self._top.setStretch(1, 0 if alone else 100 - figure)

    def _share_stage(self, *, far: bool, low: bool, large: bool) -> None:
        card = self._stage_card
        card.set_far(far)
        if low and large and not far:
            card.cue.hide()  # its words stand below the figure, too
        line_px = card.caption.fontMetrics().lineSpacing()
        card.caption.setFixedHeight(CAPTION_LINES * line_px)  # or the figure would grow and shrink with every line
        card.title.set_role("heading" if large and low else "title")  # the figure needs the room
        inside = 14 if low or far else 24
        card.column.setContentsMargins(inside, inside, inside, inside)
        self.count.ring.set_far(far)
        self.far_caption.setVisible(far)
        self.far_caption.setFixedHeight(max(40, self._page.height() // 13))
        self.count.column.setStretch(0, 7 if far else 4)
        self.count.column.setStretch(1, 2 if far else 1)

    def _share_words(self, form: Form, room_px: int, *, shown: bool, low: bool) -> None:
        """The words to keep in mind while working, the four lines before a set, each as far as it has room.

        Where the words have none below the number, they stand beside the figure before a set.
        """
        wide = max(220, self._page.width() * 29 // 100)
        least = room_px - LEAST_NUMBER_PX
        self.words.set_tight(low)
        self.review.set_tight(low)
        self._put_words(beside=False)
        self.words.set_feel(True)
        for brief in (False, True):
            self.words.set_brief(brief)
            fits = self.words.heightForWidth(wide) <= least
            if fits:
                break
        before = form.kind in (BlockKind.GET_READY, BlockKind.REST)
        review = before and fits and self.review.heightForWidth(wide) <= least
        beside = before and not fits and shown
        if beside:
            self._put_words(beside=True)
            self.words.set_feel(self._fits_beside(room_px))
        self.words.setVisible(shown and (beside or (fits and not review)))
        self.review.setVisible(shown and review)

    def _fits_beside(self, room_px: int) -> bool:
        """All of the words have room beside the figure; a banner above the page takes much of it."""
        card = self._stage_card
        margins = card.column.contentsMargins()
        around = margins.top() + margins.bottom() + 2 * card.column.spacing()
        high = room_px - around - card.title.sizeHint().height() - card.caption.height()
        wide = (self._page.width() * FIGURE_BESIDE // 100 - margins.left() - margins.right()) * 3 // 5
        return self.words.heightForWidth(wide) <= high

    def _put_words(self, *, beside: bool) -> None:
        """Below the number, or beside the figure in place of the line above it."""
        self.words.set_small(beside)
        self._stage_card.share(beside=beside)
        if beside:
            self._stage_card.cue.hide()
        if beside == self._beside:
            return
        self._beside = beside
        if beside:
            self._side.removeWidget(self.words)
            self._stage_card.beside.addWidget(self.words)
        else:
            self._stage_card.beside.removeWidget(self.words)
            self._side.insertWidget(1, self.words, 4)
