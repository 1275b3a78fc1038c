"""A model tried out before it is served: do its parts fit together, has each word its numbers?

On a GPU a wrong index ends the whole program; here it ends in a sentence.
"""

from pathlib import Path

import torch

from engine.api.errors import ModelLoadError
from engine.models.model import Model
from engine.runtime.failure import Failure, attempt, is_out_of_memory
from engine.runtime.stock import Stock, gist
from engine.sampling.denoiser import Row
from engine.sampling.guidance import RowText

ENDINGS = ("", "_2", "_3")  # of the tokenizers of a pipeline, and of their text encoders


def check_words(path: Path, pipeline: Stock) -> None:
    """ModelLoadError for a tokenizer with words that its text encoder has no numbers for."""
    for ending in ENDINGS:
        tokenizer = getattr(pipeline, f"tokenizer{ending}", None)
        encoder = getattr(pipeline, f"text_encoder{ending}", None)
        if tokenizer is None or encoder is None:
            continue
        known = encoder.get_input_embeddings().num_embeddings
        highest = max(tokenizer.get_vocab().values(), default=-1)
        if not 0 <= highest < known:
            raise ModelLoadError(
                f"{path / f'tokenizer{ending}'} knows {highest + 1} words and the text "
                f"encoder beside it {known}: download both again, from the same model."
            )


def try_out(model: Model, path: Path) -> None:
    """Read a text, make a pass, decode, at the smallest size; ModelLoadError where that fails."""
    tried = attempt(_small_picture, model)
    if not isinstance(tried, Failure):
        return
    if isinstance(tried.error, ModelLoadError) or is_out_of_memory(tried.error):
        raise tried.error
    raise ModelLoadError(
        f"The parts of {path} do not fit together ({gist(tried.error)}): download it "
        "again, all parts from the same model."
    ) from tried.error


@torch.inference_mode()
def _small_picture(model: Model) -> None:
    home, card = model.home, model.card
    side = 2 * card.size_multiple_px // model.autoencoder.factor
    text = model.encode_row(RowText("a trial"))
    extra = model.denoiser.extra_channels
    channels = torch.zeros(extra, side, side, device=home.device, dtype=home.dtype)
    row = Row(text, card.guidance, channels if extra else None)
    shape = (1, model.denoiser.latent_channels, side, side)
    latents = torch.zeros(shape, device=home.device, dtype=home.dtype)
    timesteps = torch.full((1,), 500.0, device=home.device, dtype=home.dtype)
    model.denoiser.predict(latents, timesteps, [row])
    model.autoencoder.decode(latents)
