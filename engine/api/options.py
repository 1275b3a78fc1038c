"""How the operator wants the engine to run; everything has a working default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EngineOptions:
    model: str = "builtin"  # builtin, a diffusers folder, a .safetensors file, or a hub id
    models: tuple[str, ...] = ()  # further ones, loaded when somebody wants one
    device: str = "auto"  # auto, cpu, cuda, cuda:1, mps; several with commas: cuda:0,cuda:1
    dtype: str = "auto"  # auto, float32, bfloat16, float16
    memory: str = "auto"  # auto, full, text_offload (text encoder waits in main memory)
    compile: bool = False
    max_batch: int = 16  # rows of one forward pass; an image with guidance takes two
    preview_every_s: float = 2.0  # 0: a preview after every step
    threads: int | None = None  # CPU threads; None: measured at start
    cache: str | None = None  # folder for what is measured once; None: the user's cache folder
    hang_s: float = 300.0  # without a sign of life in work: the device thread is given up
    load_s: float = 3600.0  # the same while a model is loaded, or fetched from the hub
    captioner: str | None = None  # folder or hub id of an image-to-text model; None: built-in's own
    upscaler: str | None = None  # a .safetensors file of the ESRGAN family; None: the shipped one
    translator: str | None = None  # folder or hub id of a Marian-type model into English

    @property
    def devices(self) -> tuple[str, ...]:
        """One engine thread each; never empty."""
        return tuple(name.strip() for name in self.device.split(","))
