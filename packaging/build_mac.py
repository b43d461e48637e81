"""Make the disk image for macOS out of the built app: ``dist/Hinge-VERSION-arm64.dmg``, or ``-x86_64``.

::

    .venv/bin/python packaging/build_folder.py      on a Mac; PyInstaller leaves dist/Hinge.app
    .venv/bin/python packaging/build_mac.py [APP]

For the kind of Mac it runs on; needs nothing but macOS. The last line it prints is the path of the image.

It is signed where HINGE_MAC_IDENTITY names a "Developer ID Application" in the keychain, and Apple is asked to check it
where HINGE_MAC_APPLE_ID, HINGE_MAC_TEAM_ID and HINGE_MAC_PASSWORD (one for apps) are set as well. Without them the app
has the signature of nobody, which Macs with Apple's processors want at least, and macOS asks before it opens it.

What can be tried elsewhere is in the tests: the keys, the icon, the commands. No Mac has run it yet.
"""

from __future__ import annotations

import argparse
import os
import platform
import plistlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import parts

ROOT = Path(__file__).resolve().parent.parent
IDENTIFIER = "org.hinge.desktop"
OLDEST_SYSTEM = "13.0"
"""What PySide6's wheels need."""
IDENTITY = "HINGE_MAC_IDENTITY"
NOTARY = ("HINGE_MAC_APPLE_ID", "HINGE_MAC_TEAM_ID", "HINGE_MAC_PASSWORD")
ENTITLEMENTS: Mapping[str, bool] = {
    "com.apple.security.cs.allow-unsigned-executable-memory": True,  # Python's ctypes
    "com.apple.security.cs.disable-library-validation": True,  # so that a user can put in a Qt of their own (LGPL)
}

Command = list[str | Path]


class MacError(Exception):
    """The image cannot be made; the message is one sentence."""


def property_list(version: str) -> dict[str, object]:
    """The keys of the app's Info.plist that are ours; PyInstaller adds its own."""
    numbers = re.match(r"\d+(\.\d+){0,2}", version)
    if numbers is None:
        raise MacError(f"the version {version} does not begin with a number, which macOS wants")
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": "Hinge",
        "CFBundleDisplayName": "Hinge",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": numbers[0],
        "CFBundleDevelopmentRegion": "en",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "LSApplicationCategoryType": "public.app-category.healthcare-fitness",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,  # it may be dark
        "NSHumanReadableCopyright": "The Hinge authors, MIT licence",
    }


def signing(app: Path, entitlements: Path, environment: Mapping[str, str]) -> list[Command]:
    """The commands that sign the app; none without an identity."""
    identity = environment.get(IDENTITY)
    if not identity:
        return []
    how = ["--force", "--deep", "--timestamp", "--options", "runtime", "--entitlements"]
    return [
        ["codesign", *how, entitlements, "--sign", identity, app],
        ["codesign", "--verify", "--deep", "--strict", app],
    ]


def packing(folder: Path, image: Path) -> list[Command]:
    """The command that makes the image of what lies in a folder."""
    return [["hdiutil", "create", "-volname", "Hinge", "-srcfolder", folder, "-format", "UDZO", "-ov", image]]


def notarising(image: Path, environment: Mapping[str, str]) -> list[Command]:
    """The commands that have Apple check the image; none without the secrets.

    Raises:
        MacError: some of the secrets are there and some are not, or nothing is signed.
    """
    missing = [name for name in NOTARY if not environment.get(name)]
    if len(missing) == len(NOTARY):
        return []
    if not environment.get(IDENTITY):
        missing.insert(0, IDENTITY)
    if missing:
        raise MacError(f"Apple cannot be asked to check it without {', '.join(missing)}: set them all, or none")
    apple_id, team, password = (environment[name] for name in NOTARY)
    who = ["--apple-id", apple_id, "--team-id", team, "--password", password]
    return [["xcrun", "notarytool", "submit", image, *who, "--wait"], ["xcrun", "stapler", "staple", image]]


def image_name(version: str, machine: str) -> str:
    """The name of the image, with the kind of Mac it is for."""
    return f"Hinge-{version}-{machine}.dmg"


def build(app: Path, image: Path, environment: Mapping[str, str]) -> Path:
    """Sign the app as far as can be, and make the image; returns its path.

    Raises:
        MacError: this is no Mac, the app is not there, or a command refused.
    """
    if not (app / "Contents" / "Info.plist").is_file():
        raise MacError(f"{app} is not there: run packaging/build_folder.py on a Mac first")
    if platform.system() != "Darwin":
        raise MacError("only macOS can make its disk images: run this on a Mac")
    checks = notarising(image, environment)  # before anything is done, what is missing is said
    image.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        entitlements, folder = Path(scratch) / "entitlements.plist", Path(scratch) / "Hinge"
        entitlements.write_bytes(plistlib.dumps(dict(ENTITLEMENTS)))
        _run(signing(app, entitlements, environment))
        folder.mkdir()
        _run([["ditto", app, folder / app.name]])  # keeps links and signatures as they are
        (folder / "Applications").symlink_to("/Applications")  # to drag it to
        shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
        _run(packing(folder, image))
    _run(checks)
    return image


def _run(commands: list[Command]) -> None:
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:  # without its words: they may hold a secret
            raise MacError(f"{command[0]} {command[1]} refused: {(done.stderr or done.stdout).strip()[-400:]}")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Make the disk image for macOS out of the built app.")
    parser.add_argument("app", type=Path, nargs="?", default=ROOT / "dist" / "Hinge.app")
    options = parser.parse_args(arguments)
    try:
        image = ROOT / "dist" / image_name(parts.version(), platform.machine())
        build(options.app, image, os.environ)
    except (MacError, parts.PartsError) as error:
        print(f"build_mac: {error}", file=sys.stderr)
        return 1
    signed = "signed" if os.environ.get(IDENTITY) else "signed by nobody"
    print(f"{image.stat().st_size / 1e6:.0f} MB, {signed}")
    print(image)
    return 0


if __name__ == "__main__":
    sys.exit(main())
