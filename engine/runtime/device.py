"""Which device, number format and thread count the options mean on this machine."""

from dataclasses import dataclass

import torch

from engine.api.errors import ModelLoadError
from engine.api.options import EngineOptions
from engine.runtime.placement import ComponentPlacement, ModelPlacement

DTYPES = {
    "float32": torch.float32,
    "bfloat16": torch.bfloat16,
    "float16": torch.float16,
    "float64": torch.float64,  # for checks of the algebra
}
FAST_BFLOAT16 = ("avx512_bf16", "amx_bf16")


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
