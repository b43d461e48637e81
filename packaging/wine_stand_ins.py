"""What Debian's wine lacks and Windows has, for packaging/try_windows.py: two small DLLs, made with mingw.

- ``icuuc.dll``: Windows 10 brings ICU along, wine does not. Qt asks it only for old text encodings, which Hinge never
  uses, so a DLL whose functions answer nothing is enough.
- The complex functions of C's mathematics: wine's ``ucrtbase.dll`` ends the program when ``cexp`` and its kin are
  called. NumPy asks for them by the name of a DLL that wine looks up by rules of its own, so the name inside NumPy's
  library is changed, in the copy for wine only, to that of a DLL of ours with the same number of letters. It passes
  everything else on to wine's.

None of it ever gets into a package.
"""

from __future__ import annotations

import contextlib
import importlib
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

COMPILER = "x86_64-w64-mingw32-gcc"
ICU = "icuuc.dll"
MATHEMATICS = b"api-ms-win-crt-math-l1-1-0.dll"
OURS = b"hinge-for-wine-mathematics.dll"
"""The name that NumPy asks for, and ours; as long as each other, because the one is written over the other."""

COMPLEX = re.compile(
    r"(?P<stem>c(?:abs|acos|acosh|arg|asin|asinh|atan|atanh|cos|cosh|exp|imag|log|log10|pow|real|sin|sinh|sqrt|tan|tanh))"
    r"(?P<kind>[fl]?)"
)
REAL_OF_C = frozenset({"cos", "cosf", "cosl", "cosh", "coshf", "coshl"})
REAL_RESULT = frozenset({"cabs", "carg", "creal", "cimag"})


def imported(library: Path, asked: str, packages: Path) -> list[str]:
    """Names that a Windows ``library`` imports from the DLL called ``asked``; pefile is among the ``packages``."""
    sys.path.append(str(packages))
    try:
        pefile = importlib.import_module("pefile")
    finally:
        sys.path.remove(str(packages))
    with contextlib.closing(pefile.PE(str(library), fast_load=True)) as image:
        image.parse_data_directories(directories=[pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
        return sorted(
            entry.name.decode()
            for origin in getattr(image, "DIRECTORY_ENTRY_IMPORT", [])
            if origin.dll.decode().lower() == asked
            for entry in origin.imports
            if entry.name
        )


def icu_source(names: Iterable[str]) -> str:
    """C of a DLL whose functions answer nothing."""
    return "".join(f"__declspec(dllexport) void *{name}(void) {{ return 0; }}\n" for name in names)


def mathematics_source(names: Iterable[str]) -> tuple[str, str]:
    """C and definition file of a DLL that computes the complex functions itself and passes on the rest.

    In Microsoft's C a ``long double`` is a ``double``, so that ``cexpl`` is ``cexp``.
    """
    code, exports = ["#include <complex.h>"], ["EXPORTS"]
    for name in names:
        match = None if name in REAL_OF_C else COMPLEX.fullmatch(name)
        if match is None:
            exports.append(f"    {name} = ucrtbase.{name}")
            continue
        single = match["kind"] == "f"
        real, call = ("float", match["stem"] + "f") if single else ("double", match["stem"])
        number = f"{real} _Complex"
        result = real if match["stem"] in REAL_RESULT else number
        takes, gives = (f"{number} a, {number} b", "a, b") if match["stem"] == "cpow" else (f"{number} a", "a")
        code.append(f"{result} hinge_{name}({takes}) {{ return {call}({gives}); }}")
        exports.append(f"    {name} = hinge_{name}")
    return "\n".join(code) + "\n", "\n".join(exports) + "\n"


def compile_dll(target: Path, code: str, definitions: str, scratch: Path) -> None:
    """Compile ``code`` into the DLL ``target``."""
    scratch.mkdir(parents=True, exist_ok=True)
    source, exports = scratch / f"{target.stem}.c", scratch / f"{target.stem}.def"
    source.write_text(code, encoding="utf-8")
    exports.write_text(definitions, encoding="utf-8")
    sources: list[str | Path] = [source, exports] if definitions else [source]
    subprocess.run([COMPILER, "-shared", "-static-libgcc", "-O", "-o", target, *sources], check=True)


def provide(packages: Path, system_folder: Path, scratch: Path) -> None:
    """Put both DLLs into wine's ``system_folder`` and let the NumPy below ``packages`` ask for ours."""
    qt = packages / "PySide6" / "Qt6Core.dll"
    compile_dll(system_folder / ICU, icu_source(imported(qt, ICU, packages)), "", scratch)
    names: set[str] = set()
    for library in (packages / "numpy").rglob("*.pyd"):
        content = library.read_bytes()
        if MATHEMATICS in content:
            names.update(imported(library, MATHEMATICS.decode(), packages))
            library.write_bytes(content.replace(MATHEMATICS, OURS))
    if names:
        compile_dll(system_folder / OURS.decode(), *mathematics_source(sorted(names)), scratch)
