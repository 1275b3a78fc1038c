"""A model whose answer is known: every text stands for one flat picture, and the denoiser knows it.

For a text whose clean latent is x0, the exact noise in x = αx0 + σ̃n is (x - αx0) / σ̃. So whatever
the steps and the sampler, the result is x0; with guidance g it is u + g·Σ ŵᵢ(cᵢ - u).
"""

import hashlib
from collections.abc import Sequence

import torch
from diffusers import DDIMScheduler

from engine import ModelCard, Picture
from engine.models.autoencoder import EncodedPicture
from engine.models.model import Model
from engine.models.start import Home
from engine.sampling.denoiser import EncodedText, Row, TextToken
from engine.sampling.guidance import RowText
from engine.sampling.noise_schedule import Spacing
from engine.sampling.samplers import Samplers

NOISE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
CONFIG = {"_class_name": "DDIMScheduler", "timestep_spacing": "leading", "steps_offset": 1} | NOISE
SAMPLERS = ("ddim", "euler", "euler_a", "heun", "dpm++2m", "dpm++2m_sde")
CARD = ModelCard(
    name="closed form",
    family="closed form",
    native_px=64,
    size_multiple_px=4,
    steps=6,
    min_steps=1,
    max_steps=50,
    guidance=2.0,
    max_guidance=10.0,
    sampler="ddim",
    samplers=SAMPLERS,
    can_negative=True,
    can_weights=True,
    can_img2img=True,
    max_aspect=4.0,
    device="cpu",
    dtype="float64",
)


def colour_of(text: str) -> torch.Tensor:
    """(3,): the flat latent a text stands for, each value in [-0.5, 0.5]."""
    digest = hashlib.sha256(text.encode()).digest()[:3]
    return torch.tensor(list(digest), dtype=torch.float64) / 255 - 0.5


class ExactDenoiser:
    family = "closed form"
    latent_channels = 3
    native_px = 64
    size_multiple_px = 4
    can_guide = True
    reads_in_parts = False
    guidance_offset = 0.0
    extra_channels = 0
    has_painter = False
    max_references = 0

    def __init__(self) -> None:
        self.alphas = DDIMScheduler(**NOISE).alphas_cumprod.double()
        self.texts_encoded: list[str] = []
        self.rows: list[int] = []  # of each forward pass

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        self.texts_encoded += [row.text for row in texts]
        return [EncodedText(colour_of(row.text)) for row in texts]

    def tokens(self, text: str) -> list[TextToken]:
        return []

    def spacing(self, shape: torch.Size, steps: int) -> Spacing:
        return Spacing()

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        self.rows.append(len(rows))
        alpha = self.alphas[timesteps.long()].sqrt().view(-1, 1, 1, 1)
        sigma = (1 - alpha**2).sqrt()
        clean = torch.stack([row.text.states for row in rows])[:, :, None, None]
        return (latents - alpha * clean) / sigma


class _Encoded:
    def __init__(self, latents: torch.Tensor) -> None:
        self.latents = latents


class _NoScale:
    def shrink(self, raw: torch.Tensor) -> torch.Tensor:
        return raw


class FlatAutoencoder:
    """One latent cell is one pixel of the same colour."""

    factor = 1

    def encode(self, pixels: torch.Tensor) -> EncodedPicture:
        return EncodedPicture(_Encoded(pixels / 2), _NoScale())  # type: ignore[arg-type]

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        unit = (latents + 0.5).clamp(0, 1)
        return (unit * 255).round().to(torch.uint8).permute(0, 2, 3, 1).contiguous()


class CleanPreviews:
    """A preview shows the clean estimate itself."""

    def pictures(self, clean: torch.Tensor) -> tuple[Picture, ...]:
        pixels = FlatAutoencoder().decode(clean)
        return tuple(Picture(p.shape[1], p.shape[0], p.numpy().tobytes()) for p in pixels)


def closed_form_model(denoiser: ExactDenoiser | None = None) -> Model:
    return Model(
        card=CARD,
        denoiser=denoiser or ExactDenoiser(),
        autoencoder=FlatAutoencoder(),
        plans=Samplers(CONFIG),
        previews=CleanPreviews(),
        home=Home(torch.device("cpu"), torch.float64),
    )
