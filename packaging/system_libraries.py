"""What a built Hinge leaves to the system it runs on, and why. Linux only; everything else lies in its folder.

Bringing these along would do harm, or weighs and is on every desktop: the loader's own family must fit the kernel and
the drivers; graphics and fonts must fit the system's own; sound and message bus speak a private language with a daemon
of the system. ``build_folder.py`` keeps them out, ``build_deb.py`` declares their packages and checks that nothing else
is asked for, ``build_run.py`` looks for them before it installs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outside:
    """A library that is not in the folder.

    Attributes:
        soname: what the loader asks for.
        package: the Debian package that brings it; those that were renamed to ...t64 provide the old name.
        least: the oldest version of that package, where one is known.
        needed: the program does not start without it; else it goes without sound or voice and says so.
    """

    soname: str
    package: str
    least: str = ""
    needed: bool = True


LOADER = ("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2", "libutil.so.1",
          "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1")  # fmt: skip
"""Names of the C library; its least version is read from the built files."""

OUTSIDE = (
    *(Outside(soname, "libc6") for soname in LOADER),
    # The system's own drivers are loaded into the same process and want the system's, or newer. Qt 6.11 is built with
    # the C++ library of GCC 11.
    Outside("libgcc_s.so.1", "libgcc-s1"),
    Outside("libstdc++.so.6", "libstdc++6", "11"),
    Outside("libGL.so.1", "libgl1"),
    Outside("libEGL.so.1", "libegl1"),
    Outside("libX11.so.6", "libx11-6"),
    Outside("libX11-xcb.so.1", "libx11-xcb1"),
    Outside("libxcb.so.1", "libxcb1"),
    Outside("libwayland-client.so.0", "libwayland-client0"),
    Outside("libwayland-cursor.so.0", "libwayland-cursor0"),
    # Reads the system's configuration, which may be newer than we are.
    Outside("libfontconfig.so.1", "libfontconfig1"),
    Outside("libfreetype.so.6", "libfreetype6"),
    Outside("libexpat.so.1", "libexpat1"),
    Outside("libz.so.1", "zlib1g"),
    # Shared with what the system loads into us, and with daemons.
    Outside("libglib-2.0.so.0", "libglib2.0-0"),
    Outside("libgthread-2.0.so.0", "libglib2.0-0"),
    Outside("libdbus-1.so.3", "libdbus-1-3"),
    Outside("libpulse.so.0", "libpulse0", needed=False),
    Outside("libspeechd.so.2", "libspeechd2", needed=False),
)

BY_NAME = {library.soname: library for library in OUTSIDE}

ALONGSIDE = {
    "fontconfig-config": True,  # which letters the system shows; without it none
    "xkb-data": True,  # what a key is, read by the keyboard library in the folder
    "speech-dispatcher": False,  # the voice
    "speech-dispatcher-espeak-ng": False,
}
"""Debian packages that are used without being loaded: whether the program does not start without them."""
