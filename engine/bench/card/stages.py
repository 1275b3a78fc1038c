"""The stages of a card in their order, and a fence around each: one that fails is a line.

Needs are seconds on a large card, with random models still to be written; tiny ones need a tenth.
"""

import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.bench.card.card_run import CardRun
from engine.bench.card.compiled import compiled
from engine.bench.card.findings import CardFinding, CardReport, StageResult
from engine.bench.card.lost_device import lost_device
from engine.bench.card.machine import machine
from engine.bench.card.memory import memory_modes, sdxl
from engine.bench.card.parity import families, same_seed
from engine.bench.card.passes import graph, passes
from engine.bench.card.steps import step_parts, steps
from engine.bench.card.versus_stock import race
from engine.runtime.failure import Failure, attempt
from engine.runtime.memory import free_cache
from engine.runtime.stock import first_line

TINY_SHARE = 0.1
TRACEBACK = 4000  # its last characters are kept


@dataclass(frozen=True, slots=True)
class CardStage:
    """One question to a card, named in TITLES; what it found before it failed stays."""

    name: str
    need_s: float
    find: Callable[[CardRun], Iterable[CardFinding]]
    needs_cuda: bool = False


STAGES = (
    CardStage("machine", 5, machine),
    CardStage("families", 40, families),
    CardStage("same_seed", 30, same_seed),
    CardStage("passes", 40, passes),
    CardStage("steps", 40, steps),
    CardStage("step_parts", 20, step_parts),
    CardStage("graph", 30, graph, needs_cuda=True),
    CardStage("race", 90, race),
    CardStage("compiled", 110, compiled),
    CardStage("sdxl", 70, sdxl),
    CardStage("memory_modes", 40, memory_modes),
    CardStage("lost_device", 30, lost_device),
)


def run_stages(
    run: CardRun,
    out: Path,
    limit_s: float,
    tell: Callable[[StageResult], None],
    stages: Sequence[CardStage] = STAGES,
    clock: Callable[[], float] = time.monotonic,
) -> CardReport:
    """Each stage is told when it ends; `out/results.json` holds those that have ended."""
    began_s = clock()
    report = CardReport(())
    for stage in stages:
        skipped = _why_not(stage, run, limit_s - (clock() - began_s))
        if skipped is None:
            result = _result(stage, run, clock)
        else:
            result = StageResult(stage.name, 0.0, skipped=skipped)
        report = CardReport((*report.results, result))
        report.write(out / "results.json")
        tell(result)
    return report


def _why_not(stage: CardStage, run: CardRun, left_s: float) -> str | None:
    need_s = stage.need_s * (TINY_SHARE if run.is_tiny else 1)
    if stage.needs_cuda and not run.is_cuda:
        return "it needs a CUDA device."
    if left_s < need_s:
        return f"it may need {need_s:g} s, and {max(left_s, 0):.0f} s are left."
    return None


def _result(stage: CardStage, run: CardRun, clock: Callable[[], float]) -> StageResult:
    began_s = clock()
    findings: list[CardFinding] = []
    ended = attempt(_collect, stage, run, findings)
    failure = told = None
    if isinstance(ended, Failure):
        failure = f"{type(ended.error).__name__}: {first_line(ended.error)}"
        told = "".join(traceback.format_exception(ended.error))[-TRACEBACK:]
    del ended  # and with it the tensors of its frames
    free_cache()
    return StageResult(
        name=stage.name,
        seconds=clock() - began_s,
        findings=tuple(findings),
        failure=failure,
        traceback=told,
    )


def _collect(stage: CardStage, run: CardRun, findings: list[CardFinding]) -> None:
    for finding in stage.find(run):
        findings.append(finding)
