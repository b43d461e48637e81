"""The trial under wine, as far as it can be tried without wine: what it asks for, and what it makes for wine."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import load_script

LOCK = """\
always==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
numpy==2.4 ; python_full_version < '3.12' \\
    --hash=sha256:cc
numpy==2.5 ; python_full_version >= '3.12' \\
    --hash=sha256:dd
jeepney==0.9 ; sys_platform == 'linux' \\
    --hash=sha256:ee
pefile==2024.8 ; sys_platform == 'win32' \\
    --hash=sha256:ff
"""


@pytest.fixture(scope="module")
def stand_ins() -> ModuleType:
    return load_script("wine_stand_ins")


@pytest.fixture(scope="module")
def wine(root: Path) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "packaging"))
        return load_script("wine")


def test_windows_gets_what_the_lock_says_for_windows(wine: ModuleType) -> None:
    assert wine.windows_requirements(LOCK).splitlines() == [
        "always==1.0 \\",
        "    --hash=sha256:aa \\",
        "    --hash=sha256:bb",
        "numpy==2.5 \\",
        "    --hash=sha256:dd",
        "pefile==2024.8 \\",
        "    --hash=sha256:ff",
    ]


def test_the_real_lock_gives_one_version_of_each(wine: ModuleType, root: Path) -> None:
    text = wine.windows_requirements((root / "requirements.lock").read_text(encoding="utf-8"))
    names = [line.split("==")[0] for line in text.splitlines() if not line.startswith(" ")]
    assert len(names) == len(set(names))
    assert {"numpy", "pefile", "pyinstaller", "pyside6-essentials", "pywin32-ctypes"} <= set(names)
    assert not {"jeepney", "macholib"} & set(names)


def test_a_path_is_told_as_wine_knows_it(wine: ModuleType) -> None:
    assert wine.on_windows(Path("/some folder/in it")) == "Z:\\some folder\\in it"


def test_our_dll_computes_what_is_complex_and_passes_on_the_rest(stand_ins: ModuleType) -> None:
    code, exports = stand_ins.mathematics_source(["cabsf", "ceil", "cexpl", "cos", "cpow", "log"])
    assert code.splitlines() == [
        "#include <complex.h>",
        "float hinge_cabsf(float _Complex a) { return cabsf(a); }",
        "double _Complex hinge_cexpl(double _Complex a) { return cexp(a); }",
        "double _Complex hinge_cpow(double _Complex a, double _Complex b) { return cpow(a, b); }",
    ]
    assert exports.split() == [
        *("EXPORTS", "cabsf", "=", "hinge_cabsf", "ceil", "=", "ucrtbase.ceil", "cexpl", "=", "hinge_cexpl"),
        *("cos", "=", "ucrtbase.cos", "cpow", "=", "hinge_cpow", "log", "=", "ucrtbase.log"),
    ]


def test_the_name_written_over_numpys_is_as_long(stand_ins: ModuleType) -> None:
    assert len(stand_ins.OURS) == len(stand_ins.MATHEMATICS)


def test_the_stand_in_for_icu_answers_nothing(stand_ins: ModuleType) -> None:
    assert stand_ins.icu_source(["ucnv_open"]) == "__declspec(dllexport) void *ucnv_open(void) { return 0; }\n"
