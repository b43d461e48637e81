"""What of others is inside a built folder, and the two readings of it: the licences and the bill of materials."""

from __future__ import annotations

import importlib
import json
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from email.message import Message
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def scripts(root: Path) -> Iterator[None]:
    """The scripts import each other by name, as they do when one of them is run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "packaging"))
        yield


@pytest.fixture(scope="module")
def parts(scripts: None) -> ModuleType:
    return importlib.import_module("parts")


@pytest.fixture(scope="module")
def licences(scripts: None) -> ModuleType:
    return importlib.import_module("licences")


@pytest.fixture(scope="module")
def system_parts(scripts: None) -> ModuleType:
    return importlib.import_module("system_parts")


def _source(distribution: str, name: str) -> str:
    files = metadata.distribution(distribution).files or ()
    return str(next(file.locate() for file in files if str(file) == name))


@pytest.fixture(scope="module")
def contents(parts: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> object:
    """As of a small folder: a module of each of two distributions, FFmpeg, a font, our own file, one of nobody."""
    scratch = tmp_path_factory.mktemp("sources")
    stranger = scratch / "msvcrt-of-somewhere.dll"
    stranger.write_bytes(b"")
    font = scratch / "LICENSE-Inter.txt"
    font.write_text("The words of the OFL\n", encoding="utf-8")
    return parts.gather(
        [
            ("PySide6/__init__.py", _source("PySide6-Essentials", "PySide6/__init__.py")),
            ("numpy/__init__.py", _source("numpy", "numpy/__init__.py")),
            ("numpy/version.py", _source("numpy", "numpy/version.py")),
            ("encodings/__init__.py", os.__file__),
            ("PySide6/Qt/lib/libavcodec.so.61", _source("PySide6-Essentials", "PySide6/__init__.py")),
            ("hinge_desktop/fonts/LICENSE-Inter.txt", str(font)),
            ("hinge_desktop/app.py", str(parts.ROOT / "hinge_desktop" / "app.py")),
            (stranger.name, str(stranger)),
        ]
    )


def test_every_file_is_given_to_the_work_it_belongs_to(contents: object) -> None:
    told = {part.name: part for part in contents.parts}  # type: ignore[attr-defined]
    assert told["numpy"].files == 2
    assert told["numpy"].purl == f"pkg:pypi/numpy@{metadata.version('numpy')}"
    assert told["PySide6_Essentials"].licence == "LGPL-3.0-only"
    assert told["CPython"].version == ".".join(map(str, sys.version_info[:3]))
    assert told["pyinstaller"].kind == "runtime"
    assert told["FFmpeg"].licence == "LGPL-2.1-or-later"
    assert told["Inter"].texts == (("LICENSE-Inter.txt", "The words of the OFL"),)
    assert "hinge-desktop" not in told
    assert "app.py" not in told


def test_a_file_of_nobody_is_told_and_not_hidden(contents: object) -> None:
    strangers = [part.name for part in contents.parts if part.kind == "system" and not part.purl]  # type: ignore[attr-defined]
    assert "msvcrt-of-somewhere.dll" in strangers


def test_every_work_that_is_no_library_of_the_system_has_its_text(contents: object) -> None:
    for part in contents.parts:  # type: ignore[attr-defined]
        assert part.kind == "system" or part.texts, part.name


def test_all_that_the_program_needs_has_a_licence_text(root: Path, parts: ModuleType) -> None:
    """A dependency that is added without one is found out here and not on the day of a release."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in ["shiboken6", *(re.split("[<>=;]", needed)[0] for needed in project["dependencies"])]:
        distribution = metadata.distribution(name)
        known = parts.KNOWN.get(parts.canonical(name), ("", ()))[1]
        assert known or parts.licence_texts(distribution), name
        assert all(parts.stored_text(file) for file in known)


def test_contents_are_kept_and_read_again(parts: ModuleType, contents: object, tmp_path: Path) -> None:
    assert parts.read(parts.write(contents, tmp_path / "parts.json")) == contents


@pytest.mark.parametrize(("text", "told"), [(None, "run packaging/build_folder.py first"), ("{}", "cannot be read")])
def test_no_contents_are_one_sentence(parts: ModuleType, tmp_path: Path, text: str | None, told: str) -> None:
    path = tmp_path / "parts.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(parts.PartsError, match=told):
        parts.read(path)


def test_the_licence_is_read_from_what_the_metadata_has(parts: ModuleType) -> None:
    told = Message()
    told["Classifier"] = "License :: OSI Approved :: MIT License"
    assert parts.licence_of(told) == "MIT License"
    told["License"] = "The text\nof a whole licence"
    assert parts.licence_of(told) == "MIT License"
    told["License-Expression"] = "MIT AND 0BSD"
    assert parts.licence_of(told) == "MIT AND 0BSD"
    assert parts.licence_of(Message()) == "see its text"


def test_a_debian_copyright_file_brings_the_texts_it_points_at(
    system_parts: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "LGPL-2.1").write_text("The LGPL\n", encoding="utf-8")
    monkeypatch.setattr(system_parts, "COMMON_LICENCES", tmp_path)
    text = "On Debian systems see /usr/share/common-licenses/LGPL-2.1. Or /usr/share/common-licenses/GPL-9."
    assert [told for _title, told in system_parts.with_common_licences(text)] == [text, "The LGPL"]


# ---------------------------------------------------------------------------------------------------- licences


@pytest.mark.parametrize(("system", "folder"), [("linux", "_internal/"), ("windows", "_internal\\"), ("macos", ".app")])
def test_the_licences_say_how_to_exchange_qt(
    parts: ModuleType, licences: ModuleType, contents: object, system: str, folder: str
) -> None:
    told = licences.document(parts.Contents("1.2.3", f"{system}-x86_64", contents.parts))  # type: ignore[attr-defined]
    assert "The works of others in Hinge 1.2.3" in told
    assert f"version\n{metadata.version('PySide6-Essentials')}, copyright (C) The Qt Company" in told
    assert folder in told
    assert "exchange these libraries for your own" in told
    assert "{" not in licences.notice(contents)


def test_each_text_stands_in_the_licences_once(licences: ModuleType, contents: object) -> None:
    told = licences.document(contents)
    assert told.count("This version of the GNU Lesser General Public License incorporates") == 1
    assert told.count("The words of the OFL") == 1
    for part in contents.parts:  # type: ignore[attr-defined]
        assert all(text in told for _title, text in part.texts)


def test_ffmpeg_is_spoken_of_only_where_it_is_inside(parts: ModuleType, licences: ModuleType, contents: object) -> None:
    without = [part for part in contents.parts if part.name != "FFmpeg"]  # type: ignore[attr-defined]
    assert "FFMPEG" in licences.notice(contents)
    assert "FFMPEG" not in licences.notice(parts.Contents("1.2.3", "linux-x86_64", tuple(without)))


def test_the_licences_are_written_and_their_path_is_printed(
    parts: ModuleType, licences: ModuleType, contents: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = parts.write(contents, tmp_path / "parts.json")
    target = tmp_path / "out" / "licences.txt"
    assert licences.main(["--parts", str(kept), "-o", str(target)]) == 0
    assert capsys.readouterr().out.strip() == str(target)
    assert "WHAT IS INSIDE" in target.read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------- bill of materials


def test_the_bill_names_every_work_and_keeps_the_schema(
    scripts: None, contents: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("cyclonedx", reason="only the environment of a release has it")
    sbom = importlib.import_module("sbom")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    text = sbom.as_json(sbom.bill(contents))
    told = json.loads(text)
    assert {work["name"] for work in told["components"]} == {part.name for part in contents.parts}  # type: ignore[attr-defined]
    assert told["metadata"]["component"]["name"] == "hinge-desktop"
    whole = next(row for row in told["dependencies"] if row["ref"] == "hinge-desktop")
    assert len(whole["dependsOn"]) == len(told["components"])
    assert text == sbom.as_json(sbom.bill(contents))


def test_without_its_library_the_bill_says_what_to_install(
    scripts: None,
    parts: ModuleType,
    contents: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sbom = importlib.import_module("sbom")
    for name in ("cyclonedx", "cyclonedx.model", "cyclonedx.model.bom"):
        monkeypatch.setitem(sys.modules, name, None)
    kept = parts.write(contents, tmp_path / "parts.json")
    assert sbom.main(["--parts", str(kept), "-o", str(tmp_path / "bill.json")]) == 1
    assert "install release.lock first" in capsys.readouterr().err
    assert not (tmp_path / "bill.json").exists()
