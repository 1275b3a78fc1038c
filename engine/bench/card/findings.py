"""What the stages of a card find, as lines of tables and as JSON. Imports no torch."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from pathlib import Path
from typing import Any

from engine.bench.figures import rounded

Decibels = float | str | None  # EQUAL where no value differs; None where it was not measured
EQUAL = "equal"
TITLES = {  # of the stages, in their order
    "machine": "The machine",
    "families": "Each family beside the CPU",
    "same_seed": "The same seed, alone and in company",
    "passes": "A forward pass by its rows",
    "steps": "What the loop adds to a pass",
    "step_parts": "What a step runs",
    "graph": "A pass as a CUDA graph",
    "race": "Beside the stock pipeline behind a lock",
    "compiled": "Compiling while serving",
    "sdxl": "SDXL beside the memory plan",
    "memory_modes": "The memory modes",
    "lost_device": "A device that is lost for good",
}
UNITS = {" db": " dB", " gib": " GiB"}


@dataclass(frozen=True, slots=True)
class CardFinding:
    """One line of a table; the names of its fields, with their units, are the head."""


@dataclass(frozen=True, slots=True)
class StageResult:
    """skipped, failure: one sentence why it has no findings, or not all of them."""

    name: str
    seconds: float
    findings: tuple[CardFinding, ...] = ()
    skipped: str | None = None
    failure: str | None = None
    traceback: str | None = None

    @property
    def title(self) -> str:
        return TITLES[self.name]

    def as_json(self) -> dict[str, Any]:
        told = {"seconds": self.seconds, "findings": list(map(asdict, self.findings))}
        why = {name: getattr(self, name) for name in ("skipped", "failure", "traceback")}
        return told | {name: value for name, value in why.items() if value is not None}


@dataclass(frozen=True, slots=True)
class CardReport:
    results: tuple[StageResult, ...]

    @property
    def failed(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.results if one.failure is not None)

    def as_json(self) -> dict[str, Any]:
        """The stages by their names, in their order."""
        found: dict[str, Any] = rounded({one.name: one.as_json() for one in self.results})
        return found

    def write(self, file: Path) -> None:
        text = json.dumps(self.as_json(), indent=1, ensure_ascii=False)
        file.write_text(text + "\n", encoding="utf-8")


def markdown(result: StageResult) -> str:
    """A heading, a table for each kind of finding, and why there are no more."""
    parts = [f"### {result.title}"]
    parts += [_table(list(alike)) for _, alike in groupby(result.findings, type)]
    if result.skipped is not None:
        parts.append(f"Skipped: {result.skipped}")
    if result.failure is not None:
        parts.append(f"Failed after {result.seconds:.0f} s: {result.failure}")
    elif result.skipped is None:
        parts.append(f"{result.seconds:.0f} s.")
    return "\n\n".join(parts) + "\n"


def _table(findings: Sequence[CardFinding]) -> str:
    names = [field.name for field in fields(findings[0])]
    lines = [[_cell(name, getattr(one, name)) for name in names] for one in findings]
    rule = "|---" * len(names) + "|"
    return "\n".join([_line(list(map(_head, names))), rule, *map(_line, lines)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _head(name: str) -> str:
    words = name.replace("_", " ")
    for plain, unit in UNITS.items():
        words = words.replace(plain, unit)
    return words


def _cell(name: str, value: object) -> str:
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, float):
        return f"{value:.2f}×" if name.endswith("ratio") else f"{value:.2f}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return " ".join(str(value).replace("|", "/").split())
