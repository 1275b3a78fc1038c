"""Which device, number format and thread count the options mean here, and who computes where.

It knows no files: a component of a model is a network that somebody has loaded.
"""

from dataclasses import dataclass

import torch
from diffusers.hooks.group_offloading import apply_group_offloading

from engine.api.errors import ModelLoadError
from engine.api.options import EngineOptions
from engine.runtime.stock import Stock

DTYPES = {
    "float32": torch.float32,
    "bfloat16": torch.bfloat16,
    "float16": torch.float16,
    "float64": torch.float64,  # for checks of the algebra
}
FAST_BFLOAT16 = ("avx512_bf16", "amx_bf16")


@dataclass(frozen=True, slots=True)
class ComponentPlacement:
    """Where one component of the model computes, and in which number format.

    passes: its weights wait in main memory and pass through the device leaf by leaf;
    storage: the number format they are kept in, where it is a smaller one.
    """

    device: torch.device
    dtype: torch.dtype
    passes: bool = False
    storage: torch.dtype | None = None

    def place(self, network: Stock) -> Stock:
        """The loaded network, in evaluation mode, where it belongs."""
        if self.storage is not None:
            network.enable_layerwise_casting(storage_dtype=self.storage, compute_dtype=self.dtype)
        if not self.passes:
            return network.to(self.device).eval()
        apply_group_offloading(
            network,
            onload_device=self.device,
            offload_device=torch.device("cpu"),
            offload_type="leaf_level",  # one block of a UNet can be half of it
            use_stream=self.device.type == "cuda",
        )
        return network.eval()


@dataclass(frozen=True, slots=True)
class ModelPlacement:
    for_denoiser: ComponentPlacement
    for_text: ComponentPlacement
    for_autoencoder: ComponentPlacement


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    device: torch.device
    dtype: torch.dtype
    placement: ModelPlacement
    threads: int | None

    @property
    def latent_dtype(self) -> torch.dtype:
        """Latents stay in float32 between steps, whatever the network computes in."""
        return torch.float64 if self.dtype == torch.float64 else torch.float32

    @property
    def dtype_name(self) -> str:
        return str(self.dtype).removeprefix("torch.")


def choose_device(options: EngineOptions) -> DeviceChoice:
    """Raises ModelLoadError for a device that is not here or a word that means nothing."""
    use_same_kernels()
    device = _device("cpu" if options.memory == "cpu" else options.device)
    dtype = _dtype(options.dtype, device)
    wide = torch.float64 if dtype == torch.float64 else torch.float32
    placement = ModelPlacement(
        for_denoiser=ComponentPlacement(device, dtype),
        for_text=ComponentPlacement(device, dtype),
        # float16 overflows in some autoencoders and gives black pictures
        for_autoencoder=ComponentPlacement(device, dtype if dtype == torch.bfloat16 else wide),
    )
    return DeviceChoice(device, dtype, placement, options.threads)


def use_same_kernels() -> None:
    """The same kernels at every start, so that a seed gives the same bits; TF32 for float32 parts.

    cuDNN's own search would choose by a race; TF32 rounds less than the bfloat16 beside it.
    """
    torch.backends.cudnn.benchmark = False
    torch.backends.cudnn.allow_tf32 = True
    torch.backends.cuda.matmul.allow_tf32 = True


def _device(name: str) -> torch.device:
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda", 0)
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError:
        raise ModelLoadError(
            f"engine.device is {name}: use auto, cpu, cuda, cuda:1 or mps."
        ) from None
    if device.type == "cuda":
        if not torch.cuda.is_available():
            raise ModelLoadError(
                f"engine.device is {name}, but this torch sees no CUDA device: "
                "install a CUDA build of torch, or use auto."
            )
        if (device.index or 0) >= torch.cuda.device_count():
            raise ModelLoadError(
                f"engine.device is {name}, but there are {torch.cuda.device_count()} CUDA devices."
            )
    elif device.type == "mps" and not torch.backends.mps.is_available():
        raise ModelLoadError("engine.device is mps, but this machine has no Metal device.")
    return device


def _dtype(name: str, device: torch.device) -> torch.dtype:
    if name != "auto":
        if name not in DTYPES:
            known = ", ".join(["auto", *list(DTYPES)[:3]])
            raise ModelLoadError(f"engine.dtype is {name}: use one of {known}.")
        return DTYPES[name]
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    if device.type == "cpu" and any(torch.cpu.get_capabilities().get(k) for k in FAST_BFLOAT16):
        return torch.bfloat16  # 1.7 times as fast as float32 where the processor has it
    return torch.float32
