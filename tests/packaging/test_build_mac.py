"""The recipe for macOS, as far as it can be tried elsewhere: its keys, its icon, and what it would run."""

from __future__ import annotations

import plistlib
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from tests.conftest import load_script

SECRETS = {"HINGE_MAC_APPLE_ID": "a@b.org", "HINGE_MAC_TEAM_ID": "T", "HINGE_MAC_PASSWORD": "p"}


@pytest.fixture(scope="module")
def builder(root: Path) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "packaging"))
        return load_script("build_mac")


def test_the_keys_are_a_property_list_that_macos_understands(builder: ModuleType) -> None:
    keys = plistlib.loads(plistlib.dumps(builder.property_list("1.4.0rc2")))
    assert keys["CFBundleIdentifier"] == "org.hinge.desktop"
    assert (keys["CFBundleShortVersionString"], keys["CFBundleVersion"]) == ("1.4.0rc2", "1.4.0")
    assert keys["LSMinimumSystemVersion"] == "13.0"
    assert keys["NSHighResolutionCapable"] is True
    assert keys["NSRequiresAquaSystemAppearance"] is False
    with pytest.raises(builder.MacError, match="does not begin with a number"):
        builder.property_list("next")


def test_the_spec_names_the_same_keys_and_the_icon(root: Path) -> None:
    spec = (root / "packaging" / "hinge.spec").read_text(encoding="utf-8")
    assert "build_mac.property_list(parts.version())" in spec
    assert "icons.write_icns" in spec


def test_the_icon_has_every_size_and_room_around_it(root: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "packaging"))
        icons = load_script("icons")
    with Image.open(icons.write_icns(tmp_path / "hinge.icns")) as icon:
        assert {width * scale for width, _height, scale in icon.info["sizes"]} == set(icons.ICNS_SIZES)
        large = icon.convert("RGBA")
    assert large.size == (1024, 1024)
    assert large.getpixel((512, 50)) == (0, 0, 0, 0)
    assert large.getpixel((512, 150))[3] == 255


def test_without_an_identity_nothing_is_signed(builder: ModuleType, tmp_path: Path) -> None:
    assert builder.signing(tmp_path / "Hinge.app", tmp_path / "e.plist", {}) == []
    assert builder.notarising(tmp_path / "Hinge.dmg", {}) == []


def test_with_an_identity_the_app_is_signed_and_looked_at(builder: ModuleType, tmp_path: Path) -> None:
    app, rights = tmp_path / "Hinge.app", tmp_path / "e.plist"
    sign, verify = builder.signing(app, rights, {"HINGE_MAC_IDENTITY": "Developer ID Application: Us"})
    assert sign[0] == "codesign"
    assert sign[sign.index("--sign") + 1 :] == ["Developer ID Application: Us", app]
    assert sign[sign.index("--options") + 1] == "runtime"
    assert sign[sign.index("--entitlements") + 1] == rights
    assert "--verify" in verify
    assert builder.ENTITLEMENTS["com.apple.security.cs.disable-library-validation"] is True


def test_apple_is_asked_with_all_secrets_only(builder: ModuleType, tmp_path: Path) -> None:
    image = tmp_path / "Hinge.dmg"
    with pytest.raises(builder.MacError, match=r"without HINGE_MAC_IDENTITY, HINGE_MAC_PASSWORD: set them all"):
        builder.notarising(image, SECRETS | {"HINGE_MAC_PASSWORD": ""})
    submit, staple = builder.notarising(image, SECRETS | {"HINGE_MAC_IDENTITY": "Us"})
    assert submit[:4] == ["xcrun", "notarytool", "submit", image]
    assert "--wait" in submit
    assert staple[-1] == image


def test_the_image_is_named_after_the_kind_of_mac(builder: ModuleType) -> None:
    assert builder.image_name("1.2.3", "arm64") == "Hinge-1.2.3-arm64.dmg"


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac can")
def test_elsewhere_it_says_what_it_needs(
    builder: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = tmp_path / "Hinge.app"
    assert builder.main([str(app)]) == 1
    assert "run packaging/build_folder.py on a Mac first" in capsys.readouterr().err
    (app / "Contents").mkdir(parents=True)
    (app / "Contents" / "Info.plist").write_bytes(b"")
    assert builder.main([str(app)]) == 1
    assert "only macOS can make its disk images" in capsys.readouterr().err
