"""The manual: its pages in their order, and the ways between them. One source for the repository and for Help.

A page is a Markdown file in ``docs/``; its address is its path there, such as ``manual/today.md``. The first page is
the list of contents: its headings and links say which pages there are, in which order, and what they are called.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

HOME = "manual/README.md"
KEYS = "manual/keys.md"
FITTING = {
    "today": "manual/today.md",
    "follow": "manual/following-along.md",
    "finish": "manual/after-the-session.md",
    "library": "manual/looking-closely.md",
    "progress": "manual/reading-the-charts.md",
    "settings": "manual/settings.md",
    "welcome": "manual/first-steps.md",
    "screening": "manual/first-steps.md",
    "self-tests": "manual/self-tests.md",
    "session": "manual/my-data.md#putting-a-session-right",
    "my-data": "manual/my-data.md",
}
"""A page of the window, and where the manual tells about it."""

_LINE = re.compile(r"^(?:## (?P<group>.+)|- \[(?P<title>[^]]+)\]\((?P<link>[^)]+)\).*)$")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        address: its path in ``docs/``.
        title: what the list of contents calls it.
        group: the heading there under which it stands; empty for the contents themselves.
        text: Markdown.
    """

    address: str
    title: str
    group: str
    text: str


class Manual:
    """All pages. ``texts``: address -> Markdown; what the contents do not name is left out.

    Raises:
        KeyError: the contents name a page that is not there (a bug: a test looks at each of them).
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        home = texts[HOME]
        pages, group = [Page(HOME, _headings(home)[0], "", home)], ""
        for line in home.splitlines():
            found = _LINE.match(line)
            if found is None:
                continue
            group = found["group"] or group
            if found["link"]:
                address, _ = resolve(HOME, found["link"])
                pages.append(Page(address, found["title"], group, texts[address]))
        self.pages = tuple(pages)
        self._by_address = {page.address: page for page in pages}

    def __contains__(self, address: str) -> bool:
        return address in self._by_address

    def page(self, address: str) -> Page:
        """The page at an address. Raises KeyError where there is none."""
        return self._by_address[address]


def resolve(base: str, link: str) -> tuple[str, str]:
    """Where a link on the page ``base`` leads: an address and an anchor, either of which may be empty.

    Only what lies in the same tree has an address: for ``https:`` and the like it is empty.
    """
    path, _, fragment = link.partition("#")
    if re.match(r"[a-z][a-z0-9+.-]*:|/", path, re.IGNORECASE):
        return "", ""
    return (posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base), fragment


def anchor(heading: str) -> str:
    """What a heading is called in a link, as the hosts of repositories make it."""
    plain = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


def _headings(text: str) -> list[str]:
    return _HEADING.findall(_FENCED.sub("", text))
