"""Write what a built folder is made of as a CycloneDX bill of materials, for tools that look for known weaknesses.

::

    .venv-release/bin/python packaging/sbom.py [-o FILE]

Needs ``build/parts.json``, which ``packaging/build_folder.py`` leaves, and cyclonedx-python-lib from ``release.lock``
in an environment of its own. The result, ``dist/hinge-desktop-VERSION-SYSTEM.cdx.json``, is checked against CycloneDX's
own schema before it is written, and is the same for the same contents: its number comes from them, its time from
``SOURCE_DATE_EPOCH`` where that is set.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import parts
from system_parts import IN_ITS_TEXT, Part

if TYPE_CHECKING:
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component

NUMBERS = uuid.UUID("6f0b7a52-6d0c-4f0e-8b52-0f6b6a1d9a11")
"""Under which the serial number of each bill is made from its contents."""


class BillError(Exception):
    """The bill cannot be made; the message is one sentence for the maintainer."""


def default_path(contents: parts.Contents) -> Path:
    """Where the bill goes unless told otherwise."""
    return parts.ROOT / "dist" / f"hinge-desktop-{contents.version}-{contents.system}.cdx.json"


def bill(contents: parts.Contents) -> Bom:
    """The contents in CycloneDX's words: Hinge, and that it depends on each of the works."""
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    whole = json.dumps(asdict(contents), sort_keys=True)
    result = Bom(serial_number=uuid.uuid5(NUMBERS, whole))
    result.metadata.timestamp = _moment()
    purl = PackageURL("pypi", name="hinge-desktop", version=contents.version)
    hinge = Component(
        name="hinge-desktop",
        version=contents.version,
        type=ComponentType.APPLICATION,
        bom_ref="hinge-desktop",
        purl=purl,
        description=f"built for {contents.system}",
        licenses=_licences("MIT"),
    )
    result.metadata.component = hinge
    works = [_component(part) for part in contents.parts]
    for work in works:
        result.components.add(work)
        result.register_dependency(work)
    result.register_dependency(hinge, works)
    return result


def _moment() -> datetime:
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC).replace(microsecond=0)


def _component(part: Part) -> Component:
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType.DATA if part.kind == "font" else ComponentType.LIBRARY,
        bom_ref=part.purl or part.name,
        purl=PackageURL.from_string(part.purl) if part.purl else None,
        licenses=_licences(part.licence),
    )


def _licences(words: str) -> list[object]:
    from cyclonedx.contrib.license.factories import LicenseFactory

    return [LicenseFactory().make_from_string(words)] if words != IN_ITS_TEXT else []


def as_json(made: Bom) -> str:
    """The bill as CycloneDX 1.6 JSON, checked against its strict schema.

    Raises:
        BillError: it does not keep the schema, which says where.
    """
    from cyclonedx.output.json import JsonV1Dot6
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text: str = JsonV1Dot6(made).output_as_string(indent=1)
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error is not None:
        raise BillError(f"the bill does not keep CycloneDX's schema: {error.data}")
    return text + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write what a built folder is made of as a CycloneDX bill.")
    parser.add_argument("-o", "--output", type=Path, help="the file to write")
    parser.add_argument("--parts", type=Path, default=parts.PARTS_FILE, help="what the build left (build/parts.json)")
    options = parser.parse_args(arguments)
    try:
        contents = parts.read(options.parts)
        text = as_json(bill(contents))
        path = options.output or default_path(contents)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except ModuleNotFoundError as error:
        print(f"sbom: {error.name} is not installed for this Python: install release.lock first", file=sys.stderr)
        return 1
    except (parts.PartsError, BillError, OSError) as error:
        print(f"sbom: {error}", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
