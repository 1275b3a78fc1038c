"""What a benchmark ran on: device, threads, versions, memory."""

import platform
from importlib.metadata import version

import torch

from engine.api.options import EngineOptions
from engine.bench.figures import Bench
from engine.bench.load import Kitchen
from engine.models.model import Model

LIBRARIES = ("torch", "diffusers", "transformers")


def bench_of(options: EngineOptions, model: Model, kitchen: Kitchen, path: str) -> Bench:
    card = model.card
    return Bench(
        model=card.name,
        family=card.family,
        sampler=card.sampler,
        size_px=kitchen.side_px,
        guidance=kitchen.guidance,
        steps=kitchen.steps,
        device=card.device,
        machine=name_of(model.home.device),
        dtype=card.dtype,
        threads=torch.get_num_threads(),
        max_batch=options.max_batch,
        is_compiled=options.compile,
        versions={name: version(name) for name in LIBRARIES},
        path=path,
    )


def peak_memory_bytes(model: Model) -> int | None:
    """Of both sides together, in the tensors of a GPU; None elsewhere."""
    device = model.home.device
    return torch.cuda.max_memory_allocated(device) if device.type == "cuda" else None


def name_of(device: torch.device) -> str:
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    found = torch.cpu.get_capabilities().get("cpu_name") or platform.processor()
    return str(found or platform.machine())
