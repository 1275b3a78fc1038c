"""Which parts of a model stay on the device: decided from its free memory by arithmetic, and said.

The rungs of the ladder, each smaller than the one before:
    full        everything on the device
    balanced    the text encoders wait in main memory and pass through the device leaf by leaf;
                if need be, pictures are decoded in tiles
    low         also the denoiser: its weights stored in 8 bits, or, smaller still, passing through
Source of what each costs: diffusers, "Reduce memory usage" (group offloading, layerwise casting).
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch

from engine.api.errors import ModelLoadError
from engine.api.options import EngineOptions
from engine.files.header import read_header
from engine.files.json_object import read_object
from engine.files.weights import find_weights
from engine.runtime.device import ComponentPlacement, DeviceChoice, ModelPlacement
from engine.runtime.memory import memory_of
from engine.runtime.stock import Stock

MODES = ("auto", "full", "balanced", "low", "cpu")

# What a forward pass and a decoding need besides the weights: estimates from the widths of SDXL's
# networks (they are the widest for their size), to be on the safe side of its neighbours.
ROW_VALUES = 10_000  # alive at once for each latent cell of a row
ROWS = 2  # an image with guidance
PIXEL_VALUES = 6 * 128  # alive at once for each pixel that is decoded: 3 tensors of 256 channels
WORKSPACE_BYTES = 300_000_000  # of the kernels, and gaps between blocks
PASSING = 1 / 8  # of weights that pass through: the largest leaf, and the next one
CELL_PX = 8
TILE_PX = 512
TILE_ABOVE_PX = 1536 * 1024  # large pictures are always decoded in tiles
GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of parameters, and the bytes each takes where it computes."""

    denoiser: int
    text: int
    autoencoder: int
    native_px: int = 1024
    value_bytes: int = 2
    autoencoder_value_bytes: int = 2

    def needs(self, rung: "MemoryPlan") -> int:
        """Bytes on the device: weights and the larger of a forward pass and a decoding."""
        denoiser: float = self.denoiser * (1 if rung.is_cast else self.value_bytes)
        text: float = self.text * self.value_bytes
        denoiser *= PASSING if rung.denoiser_passes else 1
        text *= PASSING if rung.text_passes else 1
        cells = (self.native_px / CELL_PX) ** 2
        step = ROWS * cells * ROW_VALUES * self.value_bytes
        decoded_px = min(self.native_px**2, TILE_PX**2 if rung.is_tiled else math.inf)
        decoding = decoded_px * PIXEL_VALUES * self.autoencoder_value_bytes
        autoencoder = self.autoencoder * self.autoencoder_value_bytes
        return int(denoiser + text + autoencoder + max(step, decoding) + WORKSPACE_BYTES)


@dataclass(frozen=True, slots=True)
class MemoryPlan:
    mode: str
    text_passes: bool = False
    is_tiled: bool = False  # pictures of the native size too
    is_cast: bool = False  # the denoiser's weights are stored in 8 bits
    denoiser_passes: bool = False
    why: str = ""

    @property
    def keeps_denoiser(self) -> bool:
        """As it is on the device; what is moved or cast at each use cannot be compiled."""
        return not (self.is_cast or self.denoiser_passes)

    @property
    def tile_above_px(self) -> int:
        return TILE_PX**2 if self.is_tiled else TILE_ABOVE_PX

    def placement(self, choice: DeviceChoice) -> ModelPlacement:
        plain = choice.placement
        storage = torch.float8_e4m3fn if self.is_cast else None
        return ModelPlacement(
            for_denoiser=ComponentPlacement(
                choice.device, choice.dtype, self.denoiser_passes, storage
            ),
            for_text=ComponentPlacement(choice.device, choice.dtype, self.text_passes),
            for_autoencoder=plain.for_autoencoder,
        )


RUNGS = (
    MemoryPlan("full"),
    MemoryPlan("balanced", text_passes=True),
    MemoryPlan("balanced", text_passes=True, is_tiled=True),
    MemoryPlan("low", text_passes=True, is_tiled=True, is_cast=True),
    MemoryPlan("low", text_passes=True, is_tiled=True, denoiser_passes=True),
)
WHAT = {
    "full": "everything stays on the device",
    "balanced": "the text encoders wait in main memory",
    "low": "the text encoders wait in main memory, the denoiser's weights take 8 bits",
    "cpu": "everything is in main memory",
}


def plan_memory(free_bytes: int | None, sizes: Sizes, options: EngineOptions) -> MemoryPlan:
    """The first rung that fits, of the mode asked for or of all; if none does, the smallest.

    free_bytes: on the device before anything is loaded; None: there is no device but the CPU.
    """
    if options.memory not in MODES:
        raise ModelLoadError(unknown_mode(options.memory))
    if options.memory == "cpu" or (free_bytes is None and options.memory == "auto"):
        return MemoryPlan("cpu", why=f"cpu: {WHAT['cpu']}.")
    rungs = [rung for rung in RUNGS if options.memory in ("auto", rung.mode)]
    room = math.inf if free_bytes is None else free_bytes
    fitting = [rung for rung in rungs if sizes.needs(rung) <= room]
    chosen = fitting[0] if fitting else rungs[-1]
    return _said(chosen, sizes, free_bytes, is_asked=options.memory != "auto")


def _said(rung: MemoryPlan, sizes: Sizes, free_bytes: int | None, is_asked: bool) -> MemoryPlan:
    what = WHAT[rung.mode]
    if rung.denoiser_passes:
        what = "text encoders and denoiser wait in main memory and pass through, which is slow"
    if rung.is_tiled:
        what += ", pictures are decoded in tiles"
    needs = sizes.needs(rung)
    reason = "asked for; " if is_asked else ""
    reason += f"needs about {needs / GIB:.1f} GiB"
    if free_bytes is not None:
        reason += f", {free_bytes / GIB:.1f} GiB are free"
        full = sizes.needs(RUNGS[0])
        if not is_asked and rung.mode != "full":
            reason += f", full would need {full / GIB:.1f} GiB"
        if needs > free_bytes:
            reason += ": too little by this estimate, it may run out of memory"
    return MemoryPlan(
        rung.mode,
        rung.text_passes,
        rung.is_tiled,
        rung.is_cast,
        rung.denoiser_passes,
        f"{rung.mode}: {what} ({reason}).",
    )


def unknown_mode(word: str) -> str:
    meant = " (text_offload is called balanced now)" if word == "text_offload" else ""
    return f"engine.memory is {word}: use {', '.join(MODES[:-1])} or {MODES[-1]}{meant}."


def plan_for(path: Path, choice: DeviceChoice, options: EngineOptions) -> MemoryPlan:
    """For the model at this path, on the device as it is now. Main memory counts as no device."""
    wide = choice.placement.for_autoencoder.dtype.itemsize
    sizes = sizes_on_disk(path, choice.dtype.itemsize, wide)
    free = memory_of(choice.device).free_bytes if choice.device.type == "cuda" else None
    return plan_memory(free, sizes, options)


def set_tiles(plan: MemoryPlan, vae: Stock) -> None:
    """The tiles of a loaded autoencoder, where pictures of the native size are decoded in them."""
    if plan.is_tiled and hasattr(vae, "tile_latent_min_size"):
        cell_px = 2 ** (len(vae.config.block_out_channels) - 1)
        vae.tile_sample_min_size = TILE_PX
        vae.tile_latent_min_size = TILE_PX // cell_px


def sizes_on_disk(path: Path, value_bytes: int, autoencoder_value_bytes: int) -> Sizes:
    """Counted from the headers of the files that are loaded; nothing else of them is read."""
    counts = {"denoiser": 0, "text": 0, "autoencoder": 0}
    native_px = 1024
    if path.is_dir():
        for folder in path.iterdir():
            role = _role_of_folder(folder.name)
            if role:
                counts[role] += _values_in(folder, role)
        for config in (*path.glob("unet/config.json"), *path.glob("transformer/config.json")):
            native_px = _native_px(config) or native_px
    else:
        for name, entry in read_header(path).items():
            role = _role_of_tensor(name)
            if role:
                counts[role] += entry.values
        native_px = 512 if counts["denoiser"] < 1_500_000_000 else 1024  # SD1 and 2, or SDXL
    return Sizes(
        **counts,
        native_px=native_px,
        value_bytes=value_bytes,
        autoencoder_value_bytes=autoencoder_value_bytes,
    )


def _native_px(config: Path) -> int | None:
    """None where it is not said, or not readable: the loader will name such a file."""
    try:
        side = read_object(config).get("sample_size")
    except ModelLoadError:
        return None
    return side * CELL_PX if isinstance(side, int) else None


def _values_in(folder: Path, role: str) -> int:
    """0 for broken files, which the loader will name, and where the part is not used at all."""
    try:
        weights = find_weights(folder, is_diffusers=role != "text")
        return sum(entry.values for entry in weights.header().values())
    except ModelLoadError:
        return 0


def _role_of_folder(name: str) -> str | None:
    if name in ("unet", "transformer"):
        return "denoiser"
    if name.startswith("text_encoder"):
        return "text"
    return "autoencoder" if name == "vae" else None


def _role_of_tensor(name: str) -> str | None:
    if name.startswith("model.diffusion_model."):
        return "denoiser"
    if name.startswith(("conditioner.", "cond_stage_model.", "text_encoders.")):
        return "text"
    return "autoencoder" if name.startswith("first_stage_model.") else None
