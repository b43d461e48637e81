"""The wheel: complete, and the same bytes when it is built again."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from hinge_desktop import __version__
from tests.conftest import load_script


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    return load_script("build_wheel")


@pytest.fixture(scope="module")
def built(builder: ModuleType, root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheel and sdist, built from the tree."""
    wheel, sdist = builder.build(root, tmp_path_factory.mktemp("dist"))
    return wheel, sdist


def test_both_carry_the_programs_version(built: tuple[Path, Path]) -> None:
    wheel, sdist = built
    assert wheel.name == f"hinge_desktop-{__version__}-py3-none-any.whl"
    assert sdist.name == f"hinge_desktop-{__version__}.tar.gz"


def test_a_second_build_elsewhere_and_one_from_the_sdist_give_the_same_bytes(
    builder: ModuleType, built: tuple[Path, Path], root: Path
) -> None:
    assert builder.compare(*built, root) == []


def test_what_differs_is_told(builder: ModuleType, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a/one.whl", "b/one.whl", "b/other.whl")]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(path), encoding="utf-8")
    told = builder.differences(paths[0], {"today": paths[1], "elsewhere": paths[2]})
    assert told == ["one.whl has other bytes when built today", "one.whl is called other.whl when built elsewhere"]


def test_a_tree_that_cannot_be_built_is_one_sentence(builder: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    with pytest.raises(builder.WheelError, match=r"^the wheel could not be built: .+"):
        builder.build(tmp_path, tmp_path / "dist", ["wheel"])
    assert not (tmp_path / "dist").exists()


def test_the_wheel_has_the_program_its_resources_and_nothing_else(built: tuple[Path, Path], root: Path) -> None:
    with zipfile.ZipFile(built[0]) as wheel:
        names = set(wheel.namelist())
        commands = wheel.read(next(name for name in names if name.endswith("entry_points.txt"))).decode()
    assert "hinge_desktop/resources.rcc" in names
    assert "hinge_desktop/py.typed" in names
    modules = {path.relative_to(root).as_posix() for path in (root / "hinge_desktop").rglob("*.py")}
    assert modules <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"hinge_desktop"}
    assert "hinge-desktop = hinge_desktop.__main__:main" in commands


def test_the_sdist_has_all_that_the_tests_and_the_packages_need(built: tuple[Path, Path], root: Path) -> None:
    with tarfile.open(built[1]) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames()}
    for folder in ("assets", "bench", "docs", "packaging", "tests"):
        wanted = {
            path.relative_to(root).as_posix()
            for path in (root / folder).rglob("*")
            if path.is_file() and path.suffix != ".pyc"
        }
        assert wanted <= names, folder
    assert {"hinge", "hinge.cmd", "requirements.lock", "judges.lock", "resources.qrc", "LICENSE"} <= names
