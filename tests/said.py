"""Every sentence that a user of Hinge can see or hear, collected from where it is written.

Python is read as a syntax tree: each text constant with at least two words or a capital letter, and each text handed to
a translating call. What nobody is shown is left out: docstrings, the log, assertions, database and style sheets. A gap
in a sentence (of an f-string) is kept as ``{}``.

``python -m tests.said`` tells how readable it all is.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
MANUAL = tuple(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs" / "manual").glob("*.md")))
PAGES = ("README.md", "CHANGELOG.md", *MANUAL, "docs/gate.md")

LONG_WORDS = 25

_TRANSLATING = frozenset({"tr", "translate", "_tr", "_words", "words"})
_LOGS = frozenset({"log", "_log", "logger", "logging"})
_OURSELVES = frozenset({"RuntimeError", "AssertionError", "TypeError"})
"""What goes to the log, and what says to a programmer that the program contradicts itself."""
_PROSE = re.compile(r"[^\W\d_][,.;:]? +[^\W\d_{]{2}|^\W*[A-Z][a-z]")
_CODE = re.compile(
    r"^(PRAGMA|CREATE|ALTER|BEGIN|SELECT|INSERT|UPDATE|DELETE) |\{[^}]*:[^}]*;|^Q[A-Z]|^[A-Z][a-z]+[A-Z]"
)
_NOT_READ = frozenset({"id", "sources", "fault", "fails_as", "faults", "convention", "source"})
"""Keys of an exercise file whose values are ids."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it is written, and where: ``file`` from the top of the project, ``line`` 0 where it has none."""

    text: str
    file: str
    line: int = 0

    @property
    def sentences(self) -> tuple[str, ...]:
        """The text, cut where a sentence ends."""
        return tuple(one for one in re.split(r"(?<=[.?!])\s+|\n+| · ", self.text) if re.search(r"[^\W\d_]{2}", one))


def everything() -> tuple[Said, ...]:
    """All of it: the program, the exercises, the pages."""
    return (*program(), *exercises(), *pages())


def program() -> Iterator[Said]:
    """The texts in the program itself, and in the command that sets it up."""
    for path in (*sorted((ROOT / "hinge_desktop").rglob("*.py")), ROOT / "packaging" / "bootstrap.py"):
        yield from in_python(path.read_text(encoding="utf-8"), _name(path))


def exercises() -> Iterator[Said]:
    """The texts of the exercises that come along."""
    for path in sorted((ROOT / "assets" / "exercises").glob("*.toml")):
        for text in _values(tomllib.loads(path.read_text(encoding="utf-8"))):
            if _PROSE.search(text):
                yield Said(text, _name(path))


def pages() -> Iterator[Said]:
    """The pages beside the program, a paragraph or table row at a time, without their mark-up and commands."""
    for page in PAGES:
        yield from in_markdown((ROOT / page).read_text(encoding="utf-8"), page)


def in_python(source: str, file: str) -> Iterator[Said]:
    """The texts of one module."""
    tree = ast.parse(source)
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    yield from _below(tree, "", bare, file)


def in_markdown(source: str, file: str) -> Iterator[Said]:
    """The texts of one page."""
    source = re.sub(r"```.*?```|<!--.*?-->", "", source, flags=re.DOTALL)
    source = re.sub(r"!?\[([^]]*)\]\([^)]*\)", r"\1", source)
    source = re.sub(r"`[^`]*`", "`", source)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*#]|\d+\.)\s)|(?<=\|)\n", source):
        for cell in block.split("|"):
            text = re.sub(r"^(?:[\s#*-]|\d+\.\s)+", "", " ".join(cell.split())).replace("*", "")
            if _PROSE.search(text):
                yield Said(text, file)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _below(node: ast.AST, call: str, bare: set[int], file: str) -> Iterator[Said]:
    """Every text under ``node``; ``call`` names the innermost call it is handed to."""
    if id(node) in bare and isinstance(node, ast.Constant):
        return  # a docstring
    text = _text(node)
    if text is not None:
        if (call in _TRANSLATING and text.strip()) or (_PROSE.search(text) and not _CODE.search(text)):
            yield Said(text, file, getattr(node, "lineno", 0))
        gaps = node.values if isinstance(node, ast.JoinedStr) else []
        for gap in gaps:
            if isinstance(gap, ast.FormattedValue):
                yield from _below(gap.value, call, bare, file)
        return
    if isinstance(node, ast.Call):
        call = _called(node)
        if call in _OURSELVES or _on(node) in _LOGS:
            return
    for child in ast.iter_child_nodes(node):
        if not isinstance(node, ast.Assert) or child is not node.msg:
            yield from _below(child, call, bare, file)


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
    return None


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _on(node: ast.Call) -> str:
    """The name of what a method is called on: ``log`` in ``self.log.warning(...)``."""
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")


def _values(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, entry in value.items():
            if name not in _NOT_READ:
                yield from _values(entry, name)
    elif isinstance(value, list):
        for entry in value:
            yield from _values(entry, key)


def words_of(sentence: str) -> int:
    """How many words a sentence has; a gap is one."""
    return len(re.findall(r"[\w’'-]+|\{\}", sentence))


def long_share(sentences: Sequence[str]) -> float:
    """The share of sentences with more than 25 words, which are hard to follow at one reading."""
    return sum(words_of(one) > LONG_WORDS for one in sentences) / len(sentences)


def main() -> None:
    """Say how readable it all is, and show the ten longest sentences."""
    told = everything()
    for name in ("hinge_desktop", "assets", "docs", "README.md", "CHANGELOG.md", ""):
        part = [one for said in told if said.file.startswith(name) for one in said.sentences]
        lengths = [words_of(one) for one in part]
        whole = [length for length in lengths if length >= 4]
        print(
            f"{name or 'all':14} {len(part):5} sentences, median {median(lengths):g} words "
            f"({median(whole):g} without labels), {100 * long_share(part):.1f} % over {LONG_WORDS}"
        )
    longest = sorted(((words_of(one), said.file, one) for said in told for one in said.sentences), reverse=True)[:10]
    for length, file, sentence in longest:
        print(f"{length:3} {file}: {sentence}")


if __name__ == "__main__":
    main()
