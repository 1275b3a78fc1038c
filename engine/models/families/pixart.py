"""PixArt-Alpha and PixArt-Sigma folders, with a T5 or a CLIP text encoder.

What a CLIP encoder does not read at once it reads in parts (see long_texts); T5 cuts the text.

Padded text tokens are cut off after encoding: cross attention masks them out, so leaving them away
changes nothing but the time. Rows of different length are padded again, with a mask.

A folder may hold a second network, the painter: rows that see a picture besides go through it.
"""

from collections.abc import Sequence

import diffusers
import torch

from engine.api.errors import ModelLoadError
from engine.models.components import Components, ModelSource, check_side
from engine.models.families import long_texts
from engine.models.families.long_texts import Piece
from engine.models.families.tokens import offset_tokens
from engine.runtime.device import ModelPlacement
from engine.runtime.stock import Stock
from engine.sampling.denoiser import EncodedText, Row, TextToken
from engine.sampling.guidance import RowText
from engine.sampling.noise_schedule import Spacing

PAINTER = "painter"
DEFAULT_TOKENS = {"PixArtAlphaPipeline": 120, "PixArtSigmaPipeline": 300}  # of their `__call__`


class PixArtDenoiser:
    family = "pixart"
    extra_channels = 0
    can_guide = True
    guidance_offset = 0.0

    def __init__(self, pipeline: Stock, painter: Stock | None = None) -> None:
        self._pipeline = pipeline
        self._painter = painter
        self.has_painter = painter is not None
        self.max_references = int(self.has_painter)
        self._transformer = pipeline.transformer
        config = self._transformer.config
        factor = pipeline.vae_scale_factor
        self.latent_channels: int = config.in_channels
        self.native_px: int = config.sample_size * factor
        self.size_multiple_px: int = config.patch_size * factor
        self._factor: int = factor
        self._dtype: torch.dtype = self._transformer.dtype
        self._device: torch.device = self._transformer.device
        self.reads_in_parts: bool = pipeline.text_encoder.config.model_type.startswith("clip")
        self.max_tokens = min(
            DEFAULT_TOKENS[type(pipeline).__name__],
            pipeline.tokenizer.model_max_length,
            getattr(pipeline.text_encoder.config, "max_position_embeddings", 10**6),
        )

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        parts = [self._parts(row.text) for row in texts]
        encoded = iter(self._encode([part.text for own in parts for part in own]))
        return [long_texts.join([next(encoded) for _ in own]) for own in parts]

    def tokens(self, text: str) -> list[TextToken]:
        tokenizer, length = self._pipeline.tokenizer, self.max_tokens
        return [
            token
            for part in self._parts(text)
            for token in offset_tokens(
                tokenizer, _lowered(part.text), length, is_padded=False, shift=part.start
            )
        ]

    def _parts(self, text: str) -> list[Piece]:
        """A CLIP encoder reads long texts in parts; T5 cuts them."""
        if not self.reads_in_parts:
            return [Piece(text.strip(), len(text) - len(text.lstrip()))]
        return long_texts.split_text(text, self._pipeline.tokenizer, self.max_tokens)

    def _encode(self, texts: list[str]) -> list[EncodedText]:
        states, masks, _, _ = self._pipeline.encode_prompt(
            texts,
            do_classifier_free_guidance=False,
            device=self._pipeline.text_encoder.device,
            clean_caption=False,
            max_sequence_length=self.max_tokens,
        )
        states = states.to(self._device, self._dtype)
        lengths = masks.sum(1).clamp(min=1).tolist()
        return [
            EncodedText(own[: int(length)]) for own, length in zip(states, lengths, strict=True)
        ]

    def spacing(self, shape: torch.Size, steps: int) -> Spacing:
        return Spacing()

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        painted = [k for k, row in enumerate(rows) if row.channels is not None]
        if not painted:
            return self._output(self._transformer, latents.to(self._dtype), timesteps, rows)
        output = torch.empty_like(latents, dtype=self._dtype)
        plain = [k for k, row in enumerate(rows) if row.channels is None]
        if plain:
            own = [rows[k] for k in plain]
            seen = latents[plain].to(self._dtype)
            output[plain] = self._output(self._transformer, seen, timesteps[plain], own)
        own = [rows[k] for k in painted]
        channels = torch.stack([row.channels for row in own if row.channels is not None])
        seen = torch.cat([latents[painted], channels], dim=1).to(self._dtype)
        output[painted] = self._output(self._painter, seen, timesteps[painted], own)
        return output

    def _output(
        self, network: Stock, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        """latents: with the channels that the painter sees."""
        texts = [row.text.states for row in rows]
        states = torch.nn.utils.rnn.pad_sequence(texts, batch_first=True)
        lengths = torch.tensor(list(map(len, texts)))
        mask = torch.arange(states.shape[1])[None] < lengths[:, None]  # (R, S), True: a real token
        output: torch.Tensor = network(
            latents,
            encoder_hidden_states=states,
            encoder_attention_mask=mask.to(self._device, self._dtype),
            timestep=timesteps,
            added_cond_kwargs=self._size_conditions(latents),
            return_dict=False,
        )[0]
        return output[:, : self.latent_channels]  # a learned variance is left out

    def _size_conditions(self, latents: torch.Tensor) -> dict[str, torch.Tensor | None]:
        if not self._transformer.use_additional_conditions:
            return {"resolution": None, "aspect_ratio": None}
        rows, _, height, width = latents.shape
        size = torch.tensor([[height * self._factor, width * self._factor]])
        aspect = torch.tensor([[height / width]])
        return {
            "resolution": size.repeat(rows, 1).to(self._device, self._dtype),
            "aspect_ratio": aspect.repeat(rows, 1).to(self._device, self._dtype),
        }


def _lowered(text: str) -> str:
    """As the stock pipeline reads it, every character in its place (it strips the ends too)."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _check_painter(source: ModelSource, painter: Stock, transformer: Stock) -> None:
    seen, wanted = painter.config.in_channels, 2 * transformer.config.in_channels + 1
    if seen != wanted:
        raise ModelLoadError(
            f"{source.path / PAINTER} sees {seen} channels and not {wanted}: it belongs to another "
            "model."
        )


def build(source: ModelSource, placement: ModelPlacement) -> Components:
    """A stock pipeline object around the loaded components; only its `encode_prompt` is used."""
    transformer = source.network("transformer", placement.for_denoiser)
    check_side(source, "transformer", transformer)
    pipeline = getattr(diffusers, source.pipeline_name)(
        tokenizer=source.tokenizer("tokenizer"),
        text_encoder=source.network("text_encoder", placement.for_text),
        vae=source.network("vae", placement.for_autoencoder),
        transformer=transformer,
        scheduler=source.stock_scheduler(),
    )
    painter = None
    if source.has(PAINTER):
        painter = source.network(PAINTER, placement.for_denoiser)
        _check_painter(source, painter, transformer)
    denoiser = PixArtDenoiser(pipeline, painter)
    arguments = {
        "clean_caption": False,
        "use_resolution_binning": False,
        "max_sequence_length": denoiser.max_tokens,
    }
    return Components(denoiser, pipeline.transformer, pipeline, arguments)
