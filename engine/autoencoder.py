"""Between pixels and latents: AutoencoderKL and AutoencoderTiny behind one small face."""

from dataclasses import dataclass

import torch

from engine.stock import Stock


@dataclass(frozen=True, slots=True, eq=False)
class EncodedPicture:
    """What the encoder found, ready to be drawn from."""

    _encoded: Stock
    _scale: "LatentScale"

    def sample(self, generator: torch.Generator) -> torch.Tensor:
        """A latent (C, h, w). An AutoencoderKL draws from the generator, the tiny one does not."""
        if hasattr(self._encoded, "latent_dist"):
            return self._scale.shrink(self._encoded.latent_dist.sample(generator))[0]
        return self._scale.shrink(self._encoded.latents)[0]

    def mode(self) -> torch.Tensor:
        """The most likely latents (B, C, h, w)."""
        if hasattr(self._encoded, "latent_dist"):
            return self._scale.shrink(self._encoded.latent_dist.mode())
        return self._scale.shrink(self._encoded.latents)


@dataclass(frozen=True, slots=True, eq=False)
class LatentScale:
    """latent = (raw - shift) · factor, or by a mean and a spread per channel."""

    factor: float
    shift: float
    mean: torch.Tensor | None
    std: torch.Tensor | None

    def shrink(self, raw: torch.Tensor) -> torch.Tensor:
        if self.mean is not None and self.std is not None:
            return (raw - self.mean.to(raw)) * self.factor / self.std.to(raw)
        return (raw - self.shift) * self.factor

    def enlarge(self, latents: torch.Tensor) -> torch.Tensor:
        if self.mean is not None and self.std is not None:
            return latents * self.std.to(latents) / self.factor + self.mean.to(latents)
        return latents / self.factor + self.shift


def _per_channel(values: list[float] | None) -> torch.Tensor | None:
    return torch.tensor(values).view(1, -1, 1, 1) if values else None


class Autoencoder:
    def __init__(self, vae: Stock) -> None:
        self._vae = vae.to(memory_format=torch.channels_last)  # a quarter faster, CPU and CUDA
        config = vae.config
        self.factor: int = 2 ** (len(config.block_out_channels) - 1)  # pixels per latent cell
        self._scale = LatentScale(
            factor=float(config.scaling_factor),
            shift=float(getattr(config, "shift_factor", None) or 0.0),
            mean=_per_channel(getattr(config, "latents_mean", None)),
            std=_per_channel(getattr(config, "latents_std", None)),
        )

    @property
    def device(self) -> torch.device:
        return torch.device(self._vae.device)

    def encode(self, pixels: torch.Tensor) -> EncodedPicture:
        """pixels: (B, 3, H, W) in [-1, 1]."""
        return EncodedPicture(
            self._vae.encode(pixels.to(self.device, self._vae.dtype)), self._scale
        )

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        """(B, C, h, w) to 8-bit RGB on the CPU, (B, H, W, 3), rounded as the stock pipelines do.

        A half-precision decoder that overflows is widened to float32 for good and asked again.
        """
        pixels = self._decode(latents)
        if not torch.isfinite(pixels).all() and self._vae.dtype == torch.float16:
            self._vae.to(torch.float32)
            pixels = self._decode(latents)
        if not torch.isfinite(pixels).all():
            raise FloatingPointError("the decoder gave numbers that are not finite")
        unit = (pixels.float() * 0.5 + 0.5).clamp(0, 1)
        return (unit * 255).round().to(torch.uint8).permute(0, 2, 3, 1).cpu().contiguous()

    def _decode(self, latents: torch.Tensor) -> torch.Tensor:
        raw = self._scale.enlarge(latents).to(self.device, self._vae.dtype)
        raw = raw.contiguous(memory_format=torch.channels_last)
        pixels: torch.Tensor = self._vae.decode(raw, return_dict=False)[0]
        return pixels
