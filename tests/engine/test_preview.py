"""Previews are a linear map from latents, close to what the decoder would show."""

import torch

from engine.autoencoder import Autoencoder
from engine.preview import PreviewMap, fit
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


def test_real_autoencoders_can_be_fitted() -> None:
    for vae in (kl_autoencoder(), tiny_autoencoder()):
        with torch.inference_mode():
            weights = fit(Autoencoder(vae)).weights
        assert weights.shape == (5, 3)
        assert torch.isfinite(weights).all()
