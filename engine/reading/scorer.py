"""How well pictures show a text, by a CLIP model of transformers: cosine of picture and words."""

from collections.abc import Sequence
from pathlib import Path

import torch
from PIL import Image
from transformers import AutoImageProcessor, AutoTokenizer, CLIPModel

from engine.reading.networks import load_network, load_or_refuse
from engine.runtime.stock import Stock

KIND = "scorer"
AT_ONCE = 8  # pictures of one pass


class Scorer:
    """Of a folder; raises RequestError when it cannot be loaded."""

    def __init__(self, folder: Path, device: torch.device) -> None:
        self._network = load_network(CLIPModel, folder, KIND, device)

        def load(load_class: Stock) -> Stock:
            return load_or_refuse(
                lambda: load_class.from_pretrained(
                    folder, local_files_only=True, trust_remote_code=False
                ),
                folder,
                KIND,
            )

        self._images, self._words = load(AutoImageProcessor), load(AutoTokenizer)

    @torch.inference_mode()
    def scores(self, pictures: Sequence[Image.Image], text: str) -> tuple[float, ...]:
        """One for each picture, -1 to 1; the highest shows the text best."""
        network = self._network
        longest = network.config.text_config.max_position_embeddings
        words = self._words(text, truncation=True, max_length=longest, return_tensors="pt")
        seen: list[torch.Tensor] = []
        for start in range(0, len(pictures), AT_ONCE):
            some = list(pictures[start : start + AT_ONCE])
            pixels = self._images(images=some, return_tensors="pt")["pixel_values"]
            told = network(
                input_ids=words["input_ids"].to(network.device),
                attention_mask=words["attention_mask"].to(network.device),
                pixel_values=pixels.to(network.device, network.dtype),
            )
            # both are unit vectors
            seen.append((told.image_embeds.float() @ told.text_embeds.float().T)[:, 0])
        return tuple(torch.cat(seen).tolist())
