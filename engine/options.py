"""How the operator wants the engine to run; everything has a working default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EngineOptions:
    model: str = "builtin"  # builtin, a diffusers folder, a .safetensors file, or a hub id
    device: str = "auto"  # auto, cpu, cuda, cuda:1, mps
    dtype: str = "auto"  # auto, float32, bfloat16, float16
    memory: str = "auto"  # auto, full, text_offload (text encoder waits in main memory)
    compile: bool = False
    max_batch: int = 16  # lines of one forward pass; an image with guidance takes two
    preview_every_s: float = 2.0  # 0: a preview after every step
    threads: int | None = None  # CPU threads; None: chosen by the engine
