"""Which card, which driver, which libraries."""

import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

import torch

from engine.bench.card.card_run import CardRun
from engine.bench.card.findings import CardFinding
from engine.bench.card.timing import GIB
from engine.bench.machine import name_of
from engine.runtime.memory import memory_of

ASK_DRIVER = ("nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader")


@dataclass(frozen=True, slots=True)
class CardMachine(CardFinding):
    """bfloat16: native, emulated (below compute capability 8) or none."""

    card: str
    memory_gib: float | None
    capability: str | None
    bfloat16: str | None
    driver: str | None
    torch: str
    diffusers: str
    transformers: str
    python: str


def machine(run: CardRun) -> Iterator[CardFinding]:
    device = torch.device(run.device)
    memory_gib = capability = bfloat16 = driver = None
    if run.is_cuda:
        memory_gib = torch.cuda.get_device_properties(device).total_memory / GIB
        capability = ".".join(map(str, torch.cuda.get_device_capability(device)))
        bfloat16 = _bfloat16()
        driver = _driver()
    elif (free := memory_of(device).free_bytes) is not None:
        memory_gib = free / GIB
    yield CardMachine(
        card=name_of(device),
        memory_gib=memory_gib,
        capability=capability,
        bfloat16=bfloat16,
        driver=driver,
        torch=torch.__version__,
        diffusers=version("diffusers"),
        transformers=version("transformers"),
        python=platform.python_version(),
    )


def _bfloat16() -> str:
    if torch.cuda.is_bf16_supported(including_emulation=False):
        return "native"
    return "emulated" if torch.cuda.is_bf16_supported() else "none"


def _driver() -> str | None:
    """None where the tool that knows it is not installed, or does not answer."""
    if shutil.which(ASK_DRIVER[0]) is None:
        return None
    asked = subprocess.run(ASK_DRIVER, capture_output=True, text=True, timeout=30, check=False)
    return asked.stdout.strip() or None
