"""Previews are a linear map from latents, close to what the decoder would show."""

from collections.abc import Callable

import pytest
import torch
from diffusers import AutoencoderKL

from engine.models.autoencoder import Autoencoder
from engine.models.preview import PreviewMap, fit
from tests.engine.tiny_flow_models import flux2_autoencoder
from tests.engine.tiny_models import kl_autoencoder, tiny_autoencoder


class Halves(torch.nn.Module):
    """A stock-like autoencoder whose latents are a known affine map of pooled colours."""

    class Config:
        block_out_channels = (1, 1)
        latent_channels = 3
        scaling_factor = 1.0

    config = Config()
    device = torch.device("cpu")
    dtype = torch.float32

    def encode(self, pixels: torch.Tensor) -> object:
        pooled = torch.nn.functional.avg_pool2d(pixels, 2)
        latents = torch.cat([3 * pooled[:, 1:2] + 1, pooled[:, :1], -pooled[:, 2:]], dim=1)
        return type("Encoded", (), {"latents": latents})()


def test_a_linear_autoencoder_is_fitted_exactly() -> None:
    previews = fit(Autoencoder(Halves()))
    red, green, blue = 0.8, 0.4, 0.2
    r, g, b = (2 * value - 1 for value in (red, green, blue))
    clean = torch.tensor([3 * g + 1, r, -b]).view(1, 3, 1, 1).expand(1, 3, 4, 6)
    picture = previews.pictures(clean)[0]
    assert (picture.width_px, picture.height_px) == (24, 16)
    assert set(zip(picture.rgb[0::3], picture.rgb[1::3], picture.rgb[2::3], strict=True)) == {
        (204, 102, 51)
    }


def test_numbers_that_are_not_finite_are_drawn_as_something() -> None:
    clean = torch.full((1, 4, 2, 2), torch.nan)
    assert len(PreviewMap(torch.ones(5, 3)).pictures(clean)[0].rgb) == 8 * 8 * 3


def with_statistics() -> AutoencoderKL:
    """Normalised by a mean and a spread of each channel."""
    vae = kl_autoencoder(channels=6)
    vae.register_to_config(latents_mean=[1.0] * 6, latents_std=[0.5] * 6)
    return vae


@pytest.mark.parametrize(
    ("make", "channels"),
    [
        (kl_autoencoder, 4),
        (tiny_autoencoder, 4),
        (lambda: kl_autoencoder(channels=16), 16),
        (with_statistics, 6),
        (flux2_autoencoder, 16),
    ],
)
def test_autoencoders_of_every_kind_can_be_fitted(
    make: Callable[[], torch.nn.Module], channels: int
) -> None:
    """Whatever the channels and their normalisation, grey is shown as something like grey."""
    autoencoder = Autoencoder(make())
    assert autoencoder.latent_channels == channels
    with torch.inference_mode():
        weights = fit(autoencoder).weights
        grey = autoencoder.encode(torch.zeros(1, 3, 64, 64)).mode()
        shown = PreviewMap(weights).pictures(grey)[0]
    assert weights.shape == (channels + 1, 3)
    assert torch.isfinite(weights).all()
    assert (shown.width_px, shown.height_px) == (4 * grey.shape[-1], 4 * grey.shape[-2])
    assert 64 < sum(shown.rgb) / len(shown.rgb) < 192


def test_what_is_encoded_is_decoded_with_the_same_normalisation() -> None:
    pixels = torch.rand(2, 3, 16, 16, generator=torch.Generator().manual_seed(1)) * 2 - 1
    for make in (kl_autoencoder, with_statistics, flux2_autoencoder):
        vae = make()
        with torch.inference_mode():
            wanted = vae.decode(vae.encode(pixels).latent_dist.mode()).sample
            autoencoder = Autoencoder(vae)
            got = autoencoder.decode(autoencoder.encode(pixels).mode())
        levels = ((wanted / 2 + 0.5).clamp(0, 1) * 255).permute(0, 2, 3, 1)
        assert (got - levels).abs().max() <= 1


def test_only_large_pictures_are_decoded_in_tiles() -> None:
    """A memory mode lowers what is large; in a batch each is decoded as alone, to rounding."""
    vae = kl_autoencoder()
    vae.tile_latent_min_size, vae.tile_sample_min_size = 8, 16
    latents = torch.randn(3, 4, 16, 16, generator=torch.Generator().manual_seed(2))  # 32 by 32 px
    with torch.inference_mode():
        whole = Autoencoder(vae, tile_above_px=32 * 32).decode(latents)
        alone = [Autoencoder(vae).decode(one[None])[0] for one in latents]
        tiled = Autoencoder(vae, tile_above_px=32 * 32 - 1).decode(latents)
    assert (whole.int() - torch.stack(alone).int()).abs().max() <= 1
    assert whole.shape == tiled.shape
    assert (whole.int() - tiled.int()).abs().max() > 1
