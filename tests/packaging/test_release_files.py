"""The checksums of a release, and its notes."""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def checksums(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return importlib.import_module("checksums")


@pytest.fixture
def release_notes(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return importlib.import_module("release_notes")


@pytest.fixture
def released(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "hinge-desktop").mkdir(parents=True)
    (folder / "hinge-desktop" / "inside").write_bytes(b"not released by itself")
    (folder / "b.run").write_bytes(b"second")
    (folder / "a.deb").write_bytes(b"first")
    return folder


def test_the_list_is_what_sha256sum_reads(checksums: ModuleType, released: Path) -> None:
    told = checksums.write(released).read_text(encoding="utf-8")
    wanted = [(b"first", "a.deb"), (b"second", "b.run")]
    assert told == "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for content, name in wanted)
    assert checksums.check(released) == ()


def test_the_list_does_not_list_itself(checksums: ModuleType, released: Path) -> None:
    first = checksums.write(released).read_bytes()
    assert checksums.write(released).read_bytes() == first


def test_a_file_that_changed_came_or_went_is_told(
    checksums: ModuleType, released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checksums.main([str(released)]) == 0
    assert capsys.readouterr().out.strip() == str(released / "SHA256SUMS")
    (released / "a.deb").write_bytes(b"other")
    (released / "b.run").unlink()
    (released / "c.exe").write_bytes(b"new")
    assert checksums.main(["--check", str(released)]) == 1
    told = capsys.readouterr().err
    assert "a.deb is not the file that was listed" in told
    assert "b.run is listed but not there" in told
    assert "c.exe is there but not listed" in told


def test_nothing_to_release_is_one_sentence(
    checksums: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checksums.main([str(tmp_path / "nowhere")]) == 1
    assert "build the packages first" in capsys.readouterr().err


CHANGELOG = """# Changelog

## [Unreleased]

## [1.2.0] - 2026-11-30

### Added

- A thing.

## [1.1.0] - 2026-10-01

- Older.

## [1.0.0]
"""


def test_the_notes_are_the_section_of_the_version(release_notes: ModuleType) -> None:
    assert release_notes.section(CHANGELOG, "1.2.0") == "### Added\n\n- A thing."
    told = release_notes.notes(CHANGELOG, "1.2.0")
    assert "hinge-desktop_1.2.0_amd64.deb" in told
    assert told.endswith("- A thing.\n")
    assert "Older" not in told


def test_links_of_the_notes_lead_somewhere(release_notes: ModuleType) -> None:
    text = "See [the gate](docs/gate.md), [SemVer](https://semver.org) and [below](#below)."
    assert release_notes.with_links(text, "https://example.org/v1/") == text.replace(
        "(docs/", "(https://example.org/v1/docs/"
    )
    assert release_notes.with_links(text, "") == text


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("2.0.0", "has no section ## \\[2.0.0\\]"),
        ("1.0.0", "names no day for 1.0.0"),
        ("Unreleased", "names no day"),
    ],
)
def test_a_version_that_cannot_be_released_is_one_sentence(release_notes: ModuleType, version: str, told: str) -> None:
    with pytest.raises(release_notes.NotesError, match=told):
        release_notes.section(CHANGELOG, version)


def test_an_empty_section_is_one_sentence(release_notes: ModuleType) -> None:
    with pytest.raises(release_notes.NotesError, match="says nothing of"):
        release_notes.section("## [1.2.0] - 2026-11-30\n\n## [1.1.0] - 2026-10-01\n- Older.\n", "1.2.0")


def test_the_tag_must_name_the_version_of_the_program(
    release_notes: ModuleType, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release_notes.check_tag("v1.2.0", "1.2.0")
    assert release_notes.main(["--tag", "v99.0.0", "-o", str(tmp_path / "notes.md")]) == 1
    assert "needs the tag v" in capsys.readouterr().err
    assert not (tmp_path / "notes.md").exists()


# ------------------------------------------------------------------------------------------ put together


@pytest.fixture
def assemble_release(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return importlib.import_module("assemble_release")


def test_a_release_is_complete_or_it_is_none(assemble_release: ModuleType, release_notes: ModuleType) -> None:
    promised = [name for _whom, names in release_notes.files("1.2.0") for name in names]
    assemble_release.check_complete(promised, "1.2.0")
    with pytest.raises(assemble_release.AssemblyError, match=f"missing: {promised[0]}"):
        assemble_release.check_complete(promised[1:], "1.2.0")
    with pytest.raises(assemble_release.AssemblyError, match=r"not promised: stray\.bin"):
        assemble_release.check_complete([*promised, "stray.bin"], "1.2.0")


def test_the_jobs_packages_come_together_with_their_checksums(
    assemble_release: ModuleType, checksums: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    incoming, target = tmp_path / "incoming", tmp_path / "dist"
    for name in ("linux/dist/a.deb", "windows/b.exe", "notes/release-notes.md"):
        path = incoming / name
        path.parent.mkdir(parents=True)
        path.write_text(name, encoding="utf-8")
    assert assemble_release.main(["--partly", str(incoming), str(target)]) == 0
    assert sorted(path.name for path in target.iterdir()) == ["SHA256SUMS", "a.deb", "b.exe"]
    assert checksums.check(target) == ()
    assert str(target / "SHA256SUMS") in capsys.readouterr().out


def test_a_program_without_its_font_is_not_released(
    assemble_release: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.deb").write_bytes(b"a package")
    told = '{"version": "1.2.0", "system": "linux-x86_64", "parts": []}'
    (tmp_path / "parts.json").write_text(told, encoding="utf-8")
    assert assemble_release.main(["--partly", str(tmp_path), str(tmp_path / "dist")]) == 1
    assert "what was built for linux-x86_64 has no font" in capsys.readouterr().err


def test_the_same_name_from_two_jobs_is_told(
    assemble_release: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for job in ("one", "two"):
        (tmp_path / job).mkdir()
        (tmp_path / job / "a.deb").write_text(job, encoding="utf-8")
    assert assemble_release.main(["--partly", str(tmp_path), str(tmp_path / "dist")]) == 1
    assert "a.deb is there twice" in capsys.readouterr().err
