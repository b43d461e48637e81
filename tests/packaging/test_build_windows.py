"""The Windows installer: what it takes away is what it brought, and its pictures are there. Without wine."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from tests.conftest import load_script


@pytest.fixture(scope="module")
def builder(root: Path) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "packaging"))
        return load_script("build_windows")


@pytest.fixture(scope="module")
def icons(builder: ModuleType) -> ModuleType:
    module: ModuleType = builder.icons
    return module


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("1.2", "1.2.0.0"), ("2.0.0rc1", "2.0.0.0"), ("1.2.3.4.5", "1.2.3.4")],
)
def test_windows_takes_four_numbers(builder: ModuleType, version: str, numbers: str) -> None:
    assert builder.four_numbers(version) == numbers


def test_what_is_removed_is_what_was_brought_and_folders_only_when_empty(builder: ModuleType) -> None:
    assert builder.removal(["b.exe", "in/a.txt", "in/deep er/$x"]).splitlines() == [
        'Delete "$INSTDIR\\b.exe"',
        'Delete "$INSTDIR\\in\\a.txt"',
        'Delete "$INSTDIR\\in\\deep er\\$$x"',
        'RMDir "$INSTDIR\\in\\deep er"',
        'RMDir "$INSTDIR\\in"',
    ]


def test_a_folder_without_the_program_is_one_sentence(
    builder: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert builder.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err.endswith(
        "holds no hinge-desktop.exe: run packaging/build_folder.py on Windows first\n"
    )


def test_without_makensis_it_says_what_to_install(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hinge-desktop.exe").write_bytes(b"MZ")
    for name in ("PATH", "ProgramFiles", "ProgramFiles(x86)"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(builder.InstallerError, match="makensis is not here: install NSIS 3"):
        builder.build(tmp_path, tmp_path / "out" / "setup.exe")


def _has(builder: ModuleType, stub: str) -> bool:
    """Whether this NSIS can make an installer that runs as ``stub``; only Debian's can make one of 64 bits."""
    compiler = Path(builder.makensis()).resolve()
    folders = (compiler.parent / "Stubs", compiler.parent.parent / "Stubs", Path("/usr/share/nsis/Stubs"))
    return any((folder / f"lzma_solid-{stub}").is_file() for folder in folders)


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed")
@pytest.mark.parametrize(("stub", "machine"), [("x86-unicode", 0x14C), ("amd64-unicode", 0x8664)])
def test_makensis_takes_the_script_without_a_warning(
    builder: ModuleType, tmp_path: Path, stub: str, machine: int
) -> None:
    if stub != builder.STUB and not _has(builder, stub):
        pytest.skip(f"this NSIS has no {stub}")
    payload = tmp_path / "payload"
    (payload / "in" / "a folder").mkdir(parents=True)
    for name in ("hinge-desktop.exe", "in/a folder/$file.txt"):
        (payload / name).write_bytes(b"something")
    more = [] if stub == builder.STUB else [stub]
    content = builder.build(payload, tmp_path / "out" / "HingeSetup.exe", *more).read_bytes()
    header = int.from_bytes(content[0x3C:0x40], "little")
    assert content[header : header + 6] == b"PE\0\0" + machine.to_bytes(2, "little")


def test_the_icon_of_windows_has_a_drawing_for_each_size(icons: ModuleType, tmp_path: Path) -> None:
    with Image.open(icons.write_ico(tmp_path / "new" / "hinge.ico")) as icon:
        assert icon.info["sizes"] == {(size, size) for size in icons.ICO_SIZES}


def test_small_icons_are_drawn_and_not_shrunk(icons: ModuleType, tmp_path: Path) -> None:
    with Image.open(icons.write_ico(tmp_path / "hinge.ico")) as icon:
        icon.size = (16, 16)
        assert icon.convert("RGBA").tobytes() == icons.drawn(16).convert("RGBA").tobytes()


def test_the_side_picture_is_what_the_installer_reads(icons: ModuleType, tmp_path: Path) -> None:
    with Image.open(icons.write_side(tmp_path / "side.bmp")) as picture:
        assert (picture.format, picture.size) == ("BMP", (icons.SIDE_WIDTH, icons.SIDE_HEIGHT))
        assert len(picture.getcolors(100_000)) > 10


@pytest.mark.parametrize(
    ("place", "stays"),
    [
        (r"PySide6\plugins\platforms\qwindows.dll", True),
        (r"PySide6\plugins\platforms\qoffscreen.dll", True),
        (r"PySide6\plugins\platforms\qdirect2d.dll", False),
        (r"PySide6\plugins\platforminputcontexts\qtvirtualkeyboardplugin.dll", False),
        (r"PySide6\plugins\iconengines\qsvgicon.dll", True),
        (r"PySide6\plugins\styles\qmodernwindowsstyle.dll", True),
        (r"PySide6\plugins\texttospeech\qtexttospeech_sapi.dll", True),
        (r"PySide6\opengl32sw.dll", False),
    ],
)
def test_the_folder_of_windows_has_what_a_desktop_loads_and_no_more(root: Path, place: str, stays: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "packaging"))
        assert load_script("prune").wanted(place) is stays
