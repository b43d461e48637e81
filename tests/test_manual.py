"""The manual: every link leads somewhere, every page can be reached, and what it says is what the program has."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hinge_desktop import assets
from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.history.backup import ALL_OF
from hinge_desktop.history.journal import KEPT
from hinge_desktop.keeper import LOOK_AFTER_EACH_MS
from hinge_desktop.manual import FITTING, HOME, KEYS, Manual, anchor, resolve
from hinge_desktop.report import USUAL_WEEKS
from hinge_desktop.settings import EVERY_H, GET_READY_S, TEXT_SCALE
from hinge_desktop.training.course import UNPAUSE_S
from hinge_desktop.training.events import SWITCH_S
from hinge_desktop.training.ranges import DAILY_UP_TO, WEEKLY_UP_TO
from hinge_desktop.training.records import Felt
from hinge_desktop.training.reminders import LATE
from hinge_desktop.training.selftest import DUE_DAYS
from hinge_desktop.training.selftest_kinds import KINDS
from hinge_desktop.training.thresholds import THRESHOLDS
from hinge_desktop.training.tour import DAYS as TOUR_DAYS
from hinge_desktop.ui.follow_controls import REST_STEP_S
from hinge_desktop.ui.keys import key_table
from hinge_desktop.ui.library_player import SPEED
from hinge_desktop.ui.one_button import HOLD_MS
from hinge_desktop.ui.stage_view import FRAME_STEP_S
from hinge_desktop.ui.welcome_steps import FIRST_HINGE_S
from tests.conftest import ROOT, load_script

DOCS = ROOT / "docs"
LARGEST_PICTURE = 150_000
LINK = re.compile(r"!?\[[^]]*\]\(([^)\s]+)\)")
OUTSIDE = re.compile(r"[a-z]+:")
WORDS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def word(number: float) -> str:
    """A small whole number in letters."""
    assert number == int(number)
    return WORDS[int(number)]


@pytest.fixture(scope="module")
def manual() -> Manual:
    return Manual(assets.manual_texts())


def own_pages(manual: Manual) -> Iterator[tuple[str, str]]:
    """The pages for users alone: address, and text in one line without code and links' targets."""
    for page in manual.pages:
        if page.address.startswith("manual/") and page.address != KEYS:
            text = re.sub(r"`[^`]*`", "", re.sub(r"(!?\[[^]]*\])\([^)]*\)", r"\1", page.text))
            yield page.address, " ".join(text.split())


# -- links --------------------------------------------------------------------------------------


def every_page() -> list[Path]:
    """Each Markdown page of the project."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md")), *sorted((ROOT / "bench").glob("*.md"))]


@pytest.mark.parametrize("page", every_page(), ids=[str(one.relative_to(ROOT)) for one in every_page()])
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    base, lost = page.relative_to(ROOT).as_posix(), []
    for link in LINK.findall(re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)):
        if OUTSIDE.match(link):
            continue
        address, fragment = resolve(base, link)
        there = ROOT / address
        if not there.exists() or (fragment and fragment not in anchors(there)):
            lost.append(link)
    assert not lost


def anchors(page: Path) -> set[str]:
    return {anchor(one) for one in re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)}


def test_the_contents_lead_to_every_page(manual: Manual) -> None:
    there = {path.relative_to(DOCS).as_posix() for path in (DOCS / "manual").glob("*.md")}
    assert {page.address for page in manual.pages if page.address.startswith("manual/")} == there
    assert manual.pages[0].address == HOME
    assert all(page.group for page in manual.pages[1:])


def test_in_the_program_every_link_of_the_manual_leads_to_a_page_or_picture_that_is_there(manual: Manual) -> None:
    for page in manual.pages:
        if page.address.startswith("manual/"):
            for link in LINK.findall(page.text):
                address, fragment = resolve(page.address, link)
                assert address in manual or assets.read(posixpath.join("docs", address)), (page.address, link)
                assert not fragment or fragment in anchors(DOCS / address), (page.address, link)


def test_every_page_of_the_window_has_one_that_fits(manual: Manual) -> None:
    for link in FITTING.values():
        address, fragment = resolve("", link)
        assert address in manual
        assert not fragment or fragment in anchors(DOCS / address)


def test_a_link_is_resolved_from_the_page_it_stands_on() -> None:
    assert resolve("manual/today.md", "self-tests.md") == ("manual/self-tests.md", "")
    assert resolve("manual/today.md", "../gate.md#the-table") == ("gate.md", "the-table")
    assert resolve("manual/today.md", "#how-much") == ("manual/today.md", "how-much")
    assert resolve("manual/today.md", "https://hinge.invalid/x.md") == ("", "")
    assert resolve("manual/today.md", "/etc/passwd") == ("", "")
    assert anchor("Across the room, and with *one* button") == "across-the-room-and-with-one-button"


def test_pictures_are_small_and_come_light_and_dark() -> None:
    pictures = sorted((DOCS / "manual" / "pictures").glob("*.png"))
    assert pictures
    assert not [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE]
    names = {path.stem for path in pictures}
    assert {name.replace("-light", "-dark") for name in names if name.endswith("-light")} <= names


# -- keys and buttons ---------------------------------------------------------------------------

IN_WORDS = {"Left": "←", "Right": "→", "Return": "Enter"}
A_KEY = re.compile(
    r"\*\*((?:(?:Ctrl|Alt|Shift)\+)?(?:[A-Z0-9,.+←→?\[\]-]|F\d+|Space|Esc|Enter|Delete|Home|Tab|Pg\w+))\*\*"
)
OF_QT = frozenset({"Tab", "Enter"})


def known_keys() -> set[str]:
    """Every key of the table, as the manual writes it."""
    keys = {re.sub("Left|Right|Return", _written, one) for row in key_table() for one in row.sequences}
    return keys | set("0123456789") | OF_QT


def _written(found: re.Match[str]) -> str:
    return IN_WORDS[found[0]]


def test_every_key_of_the_program_is_on_the_page_of_keys() -> None:
    assert load_script("write_keys_page").main(["--check"]) == 0, "run python packaging/write_keys_page.py"


def test_every_key_that_the_manual_names_is_a_key_of_the_program(manual: Manual) -> None:
    named = {(address, key) for address, text in own_pages(manual) for key in A_KEY.findall(text)}
    assert len(named) > 25
    assert not [one for one in named if one[1] not in known_keys()]


# -- numbers ------------------------------------------------------------------------------------

GO, STAY, MORE = THRESHOLDS.go_most, THRESHOLDS.stay_most, THRESHOLDS.stay_most + 1
YEAR_DAYS = 366
COMPARED = {
    "first-steps": (f"every {THRESHOLDS.screening_days} days", f"for {FIRST_HINGE_S} seconds"),
    "today": (f"one step a day for {word(TOUR_DAYS)} days",),
    "following-along": (
        f"from {GET_READY_S[0]} to {GET_READY_S[1]} seconds",
        f"{word(SWITCH_S)} seconds to change",
        f"the rest by {word(REST_STEP_S)} seconds",
        f"gives you {word(UNPAUSE_S)} seconds",
        f"With pain of {GO + 1} to {STAY} the rest",
        f"From {MORE} of 10",
        f"Held for {word(HOLD_MS / 1000)} seconds",
    ),
    "after-the-session": (
        f"(keys **1** to **{len(Felt)}**)",
        f"pain of at most {GO} before, at its worst and after",
        f"at most {THRESHOLDS.morning_rise} above your usual pain",
        f"effort of at most {THRESHOLDS.effort_most}",
        f"after {THRESHOLDS.good_days} good days within {THRESHOLDS.window_days} days",
        f"Steps {THRESHOLDS.opt_in_steps[0]} and {THRESHOLDS.opt_in_steps[1]} ask for {THRESHOLDS.good_days_opt_in}",
        f"Staying at {THRESHOLDS.opt_in_steps[0] - 1} is",
        f"pain of {GO + 1} to {STAY}",
        f"pain of {MORE} or more",
    ),
    "self-tests": (f"{word(len(KINDS)).capitalize()} short looks", f"every {DUE_DAYS} days"),
    "through-the-day": (
        f"{word(LATE / timedelta(hours=1)).capitalize()} hours late at most",
        {1: "never twice in an hour"}[EVERY_H[0]],
    ),
    "looking-closely": (f"(1/{round(1 / FRAME_STEP_S)} s;", {(0.1, 2.0): "from a tenth to double"}[SPEED]),
    "reading-the-charts": (
        {1: "Above a year a mark is a week"}[DAILY_UP_TO // YEAR_DAYS],
        f"above {word(WEEKLY_UP_TO / YEAR_DAYS)} years a month",
    ),
    "settings": ({2.0: "words up to twice as large"}[TEXT_SCALE[1]],),
    "my-data": (
        {30: "Each half an hour"}[LOOK_AFTER_EACH_MS // 60_000],
        f"All copies of {word(ALL_OF.days)} days are kept",
        f"up to {KEPT} of them",
        f"looks back {word(USUAL_WEEKS)} weeks",
    ),
    "troubleshooting": (f"goes to {TEXT_SCALE[1] * 100:g} %",),
}
"""Page -> its sentences with a number, made from where the program has it."""
OF_ITS_OWN = {"first-steps": ("from 0 to 10",), "today": ("from 0 to 10",)}
"""The scale itself, which is no setting."""


@pytest.mark.parametrize(("name", "phrase"), [(name, phrase) for name, those in COMPARED.items() for phrase in those])
def test_a_number_of_the_manual_is_the_programs_own(manual: Manual, name: str, phrase: str) -> None:
    assert phrase in dict(own_pages(manual))[f"manual/{name}.md"]


def test_no_number_of_the_manual_is_left_uncompared(manual: Manual) -> None:
    for address, text in own_pages(manual):
        name = address.removeprefix("manual/").removesuffix(".md")
        for phrase in (*COMPARED.get(name, ()), *OF_ITS_OWN.get(name, ())):
            text = text.replace(phrase, "")
        left = re.sub(r"(?:^| )\d+\. (?=\*\*|[A-Z])|\*\*F?\d+\*\*", " ", text)  # a list's numbers, and keys
        assert not re.findall(r"\S*\d\S*", left), address


def test_the_readme_tells_the_programs_own_numbers() -> None:
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    beside = len(assets.shipped("exercises")) - len(LADDER)
    for phrase in (
        f"each of {word(len(LADDER))} steps",
        f"stand {word(beside)} more movements",
        f"a first hinge**, {FIRST_HINGE_S} seconds without weight",
        f"{word(REST_STEP_S)} seconds more or less of rest",
    ):
        assert phrase in readme, phrase
