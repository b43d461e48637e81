"""All the laws over one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .balance_laws import balance_findings
from .ballistic_laws import ballistic_findings
from .body_laws import body_findings
from .carried_laws import carried_findings
from .fault_laws import fault_findings
from .findings import Finding, Report
from .form_laws import form_findings
from .ground_laws import ground_findings
from .held_laws import held_findings
from .proportion_laws import proportion_findings
from .reading import MotionFileError, parse_motion
from .time_laws import time_findings


def check(raw: Mapping[str, Any], subject: str = "") -> Report:
    """The report on one file's JSON object. A file that cannot be read breaks the law ``structure``."""
    try:
        motion = parse_motion(raw)
    except MotionFileError as error:
        broken = Finding("structure", float("nan"), "hinge-motion/1", False, str(error))
        return Report(subject or "motion file", (broken,))
    groups = (
        body_findings,
        proportion_findings,
        ground_findings,
        balance_findings,
        held_findings,
        carried_findings,
        time_findings,
        form_findings,
        ballistic_findings,
        fault_findings,
    )
    findings = [Finding("structure", float(len(motion.time_s)), "hinge-motion/1", True, "frames")]
    findings += [finding for group in groups for finding in group(motion)]
    return Report(subject or motion.subject, tuple(findings))


def check_file(path: Path) -> Report:
    """The report on one file. Raises OSError, and json.JSONDecodeError for what is not JSON."""
    return check(json.loads(path.read_text(encoding="utf-8")), path.name)
