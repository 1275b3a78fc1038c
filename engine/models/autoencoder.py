"""Between pixels and latents: the autoencoders of diffusers for single pictures, used alike.

Batches are decoded one picture after the other, which costs no time and no memory; large pictures
in overlapping tiles, which changes them a little (soft seams), so only where they need it.
"""

from dataclasses import dataclass

import torch

from engine.runtime.stock import Stock

TILE_ABOVE_PX = 1536 * 1024  # a picture of more is decoded in tiles


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

    def raw_mode(self) -> torch.Tensor:
        """The most likely latents as the encoder gives them, neither scaled nor in patches."""
        raw: torch.Tensor = (
            self._encoded.latent_dist.mode()
            if hasattr(self._encoded, "latent_dist")
            else self._encoded.latents
        )
        return raw


@dataclass(frozen=True, slots=True, eq=False)
class LatentScale:
    """latent = (raw - shift) · factor, or by a mean and a spread per channel.

    patch 2: the latent has a quarter of the cells and four times the channels of what is encoded.
    """

    factor: float
    shift: float
    mean: torch.Tensor | None
    std: torch.Tensor | None
    patch: int = 1

    def shrink(self, raw: torch.Tensor) -> torch.Tensor:
        raw = torch.nn.functional.pixel_unshuffle(raw, self.patch)
        if self.mean is not None and self.std is not None:
            return (raw - self.mean.to(raw)) * self.factor / self.std.to(raw)
        return (raw - self.shift) * self.factor

    def enlarge(self, latents: torch.Tensor) -> torch.Tensor:
        if self.mean is not None and self.std is not None:
            latents = latents * self.std.to(latents) / self.factor + self.mean.to(latents)
        else:
            latents = latents / self.factor + self.shift
        return torch.nn.functional.pixel_shuffle(latents, self.patch)


def _per_channel(values: list[float] | None) -> torch.Tensor | None:
    return torch.tensor(values).view(1, -1, 1, 1) if values else None


def _scale_of(vae: Stock) -> LatentScale:
    """AutoencoderKLFlux2 normalises patches with the statistics of a batch norm it never runs."""
    config = vae.config
    if hasattr(vae, "bn"):
        mean, variance = (
            own.view(1, -1, 1, 1) for own in (vae.bn.running_mean, vae.bn.running_var)
        )
        return LatentScale(1.0, 0.0, mean, (variance + config.batch_norm_eps).sqrt(), patch=2)
    return LatentScale(
        factor=float(config.scaling_factor),
        shift=float(getattr(config, "shift_factor", None) or 0.0),
        mean=_per_channel(getattr(config, "latents_mean", None)),
        std=_per_channel(getattr(config, "latents_std", None)),
    )


class Autoencoder:
    """tile_above_px: larger pictures are decoded in tiles; a memory mode may lower it."""

    def __init__(self, vae: Stock, tile_above_px: int = TILE_ABOVE_PX) -> None:
        self._vae = vae.to(memory_format=torch.channels_last)  # a quarter faster, CPU and CUDA
        self._scale = _scale_of(vae)
        config = vae.config
        cell = 2 ** (len(config.block_out_channels) - 1)
        self.factor: int = cell * self._scale.patch  # pixels per latent cell
        self.latent_channels: int = config.latent_channels * self._scale.patch**2
        self.tile_above_px = tile_above_px
        if hasattr(vae, "enable_slicing"):
            vae.enable_slicing()

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
        cells = latents.shape[-2] * latents.shape[-1]
        self._vae.use_tiling = cells * self.factor**2 > self.tile_above_px
        raw = self._scale.enlarge(latents).to(self.device, self._vae.dtype)
        raw = raw.contiguous(memory_format=torch.channels_last)
        pixels: torch.Tensor = self._vae.decode(raw, return_dict=False)[0]
        return pixels
