"""A law's verdict on one file, and the report that gathers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What one law found: its worst value, the bound it must keep, and where the worst is."""

    law: str
    value: float
    bound: str
    ok: bool
    where: str = ""

    def __str__(self) -> str:
        verdict = "ok      " if self.ok else "VIOLATED"
        return f"{verdict} {self.law:<26} {self.value:>10.4g}  {self.bound:<28} {self.where}"


@dataclass(frozen=True, slots=True)
class Report:
    """Every law's finding on one file."""

    subject: str
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether every law is kept."""
        return all(finding.ok for finding in self.findings)

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings of the laws that are broken."""
        return tuple(finding for finding in self.findings if not finding.ok)

    @property
    def broken(self) -> frozenset[str]:
        """Names of the laws that are broken."""
        return frozenset(finding.law for finding in self.violations)

    def __str__(self) -> str:
        lines = [f"{self.subject}: {'accepted' if self.ok else 'REJECTED'}"]
        lines += [f"  {finding}" for finding in self.findings]
        return "\n".join(lines)


def at_most(law: str, candidates: Iterable[tuple[float, str]], bound: float, unit: str) -> Finding:
    """The largest of ``candidates`` (value, where) must not exceed ``bound``. NaN counts as broken."""
    value, where = max(candidates, key=_nan_last, default=(0.0, "nothing to check"))
    return Finding(law, value, f"<= {bound:g} {unit}".rstrip(), value <= bound, where)


def at_least(law: str, candidates: Iterable[tuple[float, str]], bound: float, unit: str) -> Finding:
    """The smallest of ``candidates`` must not be below ``bound``. NaN counts as broken."""
    value, where = min(candidates, key=lambda item: -_nan_last((-item[0], "")), default=(bound, "nothing to check"))
    return Finding(law, value, f">= {bound:g} {unit}".rstrip(), value >= bound, where)


def within(law: str, value: float, low: float, high: float, unit: str, where: str = "") -> Finding:
    """``low <= value <= high``."""
    return Finding(law, value, f"[{low:g}, {high:g}] {unit}".rstrip(), low <= value <= high, where)


def _nan_last(item: tuple[float, str]) -> float:
    return float("inf") if item[0] != item[0] else item[0]
