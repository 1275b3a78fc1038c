"""Pictures described by an image-to-text model of transformers: BLIP, GIT, vision encoder-decoders.

Its words are drawn (nucleus sampling, Holtzman et al. 2020) from a generator of the call, the first
description of seed 0 excepted, which is its likeliest.
"""

import io
from pathlib import Path

import torch
from PIL import Image, ImageOps, UnidentifiedImageError
from transformers import (
    AutoImageProcessor,
    AutoModelForImageTextToText,
    AutoProcessor,
    AutoTokenizer,
)

from engine.api.errors import RequestError
from engine.reading.networks import load_network, load_or_refuse
from engine.runtime.stock import Stock

KIND = "captioner"
TOKENS = 48
TOP_P = 0.9
TRIES = 3
MAX_SIDE_PX = 1024  # more than such models look at


class Captioner:
    """Of a folder; raises RequestError when it cannot be loaded."""

    def __init__(self, folder: Path, device: torch.device) -> None:
        self._network = load_network(AutoModelForImageTextToText, folder, KIND, device)
        is_pair = self._network.config.model_type == "vision-encoder-decoder"
        image_class: Stock = AutoImageProcessor if is_pair else AutoProcessor
        text_class: Stock = AutoTokenizer

        def load(load_class: Stock) -> Stock:
            return load_or_refuse(
                lambda: load_class.from_pretrained(
                    folder, local_files_only=True, trust_remote_code=False
                ),
                folder,
                KIND,
            )

        self._images = load(image_class)
        self._words = load(text_class) if is_pair else self._images

    def describe(self, encoded: bytes, seed: int, count: int) -> tuple[str, ...]:
        """Up to `count` different ones; fewer where it has no more to say."""
        picture = read_picture(encoded)
        seen = self._images(images=picture, return_tensors="pt")
        pixels = seen["pixel_values"].to(self._network.device, self._network.dtype)
        found: dict[str, None] = {}
        if seed == 0:
            found |= dict.fromkeys(self._say(pixels, do_sample=False))
        with torch.random.fork_rng(devices=_devices(pixels.device)):
            torch.manual_seed(seed)
            for trial in range(TRIES):
                if len(found) >= count:
                    break
                heat = 1.0 + 0.3 * trial
                said = self._say(
                    pixels,
                    do_sample=True,
                    top_p=TOP_P,
                    temperature=heat,
                    num_return_sequences=count,
                )
                found |= dict.fromkeys(said)
        if not found:
            raise RequestError("The captioner found no words for this picture.")
        return tuple(found)[:count]

    def _say(self, pixels: torch.Tensor, **how: Stock) -> list[str]:
        written = self._network.generate(
            pixel_values=pixels, max_new_tokens=TOKENS, num_beams=1, **how
        )
        texts = self._words.batch_decode(written, skip_special_tokens=True)
        return [text for text in (" ".join(own.split()) for own in texts) if text]


def read_picture(encoded: bytes) -> Image.Image:
    """RGB, upright, no larger than is looked at; raises RequestError."""
    try:
        with Image.open(io.BytesIO(encoded), formats=("PNG", "JPEG", "WEBP")) as opened:
            opened.draft("RGB", (MAX_SIDE_PX, MAX_SIDE_PX))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise RequestError("The picture is no readable PNG, JPEG or WebP.") from error
    picture.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX))
    return picture


def _devices(device: torch.device) -> list[int]:
    return [device.index or 0] if device.type == "cuda" else []
