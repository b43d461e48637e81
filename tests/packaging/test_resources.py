"""The resources: nothing forgotten, nothing stale, the same bytes each time, readable through Qt."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from hinge_desktop import assets


@pytest.fixture(scope="module")
def compiler(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_resources", root / "packaging" / "compile_resources.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def small_tree(tmp_path: Path, compiler: ModuleType) -> Path:
    """A tree of three assets, listed."""
    (tmp_path / "hinge_desktop").mkdir()
    for name in ("exercises/b.toml", "exercises/a.toml", "icons/play & pause.svg"):
        path = tmp_path / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}\n", encoding="utf-8")
    (tmp_path / "assets" / "README.md").write_text("about the assets", encoding="utf-8")
    (tmp_path / "resources.qrc").write_text(compiler.listing(tmp_path), encoding="utf-8")
    return tmp_path


def test_the_list_is_what_stands_in_assets(root: Path, compiler: ModuleType) -> None:
    assert (root / "resources.qrc").read_text(encoding="utf-8") == compiler.listing(root), (
        "resources.qrc is stale; run: python packaging/compile_resources.py --list"
    )


def test_every_shipped_file_reads_the_same_through_the_resources(root: Path, compiler: ModuleType) -> None:
    for name in compiler.shipped_files(root):
        assert assets.read(compiler.alias(name)) == (root / name).read_bytes(), name


def test_compiling_twice_gives_the_same_bytes(small_tree: Path, compiler: ModuleType, tmp_path: Path) -> None:
    first = compiler.compile_resources(small_tree).read_bytes()
    copy = tmp_path / "copy"
    shutil.copytree(small_tree, copy, ignore=shutil.ignore_patterns("copy", "*.rcc"))  # new file times
    for path in copy.rglob("*.toml"):
        path.touch()
    assert compiler.compile_resources(copy).read_bytes() == first


def test_compiling_again_leaves_an_unchanged_file_alone(small_tree: Path, compiler: ModuleType) -> None:
    target = compiler.compile_resources(small_tree)
    before = target.stat()
    compiler.compile_resources(small_tree)
    assert (target.stat().st_mtime_ns, target.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert [path.name for path in target.parent.iterdir()] == ["resources.rcc"]


def test_a_forgotten_file_is_named(small_tree: Path, compiler: ModuleType) -> None:
    (small_tree / "assets" / "icons" / "stop.svg").write_text("<svg/>", encoding="utf-8")
    with pytest.raises(compiler.ResourcesError, match=r"not listed: assets/icons/stop\.svg"):
        compiler.compile_resources(small_tree)


def test_a_file_that_went_away_is_named(small_tree: Path, compiler: ModuleType) -> None:
    (small_tree / "assets" / "exercises" / "a.toml").unlink()
    with pytest.raises(compiler.ResourcesError, match=r"gone: assets/exercises/a\.toml"):
        compiler.compile_resources(small_tree)


def test_a_page_of_the_manual_is_shipped_as_it_stands(small_tree: Path, compiler: ModuleType) -> None:
    page = small_tree / "docs" / "manual" / "keys.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Keys\n", encoding="utf-8")
    (small_tree / "docs" / "body.md").write_text("for who builds it\n", encoding="utf-8")
    assert "docs/manual/keys.md" in compiler.shipped_files(small_tree)
    assert "docs/body.md" not in compiler.shipped_files(small_tree)
    assert compiler.alias("docs/manual/keys.md") == "docs/manual/keys.md"


def test_exercise_texts_are_keyed_by_file_name(root: Path) -> None:
    texts = assets.exercise_texts()
    assert set(texts) == {path.name for path in (root / "assets" / "exercises").glob("*.toml")}
    assert all("\n[movement]" in text for text in texts.values())


def test_an_unknown_resource_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        assets.read("exercises/no-such.toml")
    with pytest.raises(KeyError, match="is not one of"):
        assets.icon("no-such-icon")


def test_without_a_font_folder_no_font_is_loaded(tmp_path: Path) -> None:
    assert assets.load_fonts(tmp_path / "fonts") == ()
