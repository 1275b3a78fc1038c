"""The judge for finished pictures: they go through the encoder again, as a drawing would."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from PIL import Image
from torch import Tensor

from engine.builtin import JUDGE_FILE
from engine.builtin.encoding import encode_scaled
from engine.builtin.judge_network import LatentJudge, load_judge
from engine.builtin.scenes import VOCABULARY, Scene
from engine.runtime.stock import Stock


@dataclass(frozen=True, slots=True)
class PictureJudge:
    """The judge of a weights folder with the eyes it was trained with."""

    autoencoder: Stock
    judge: LatentJudge

    @torch.inference_mode()
    def features(self, pictures: Sequence[Image.Image]) -> Tensor:
        """What it reads the attributes from, (n, 3072): distances between pictures' contents."""
        features: Tensor = self.judge.features(self._latents(pictures))
        return features

    @torch.inference_mode()
    def right(self, pictures: Sequence[Image.Image], scenes: Sequence[Scene]) -> dict[str, Tensor]:
        """For each attribute, which pictures show what their scene says, (n,) bool."""
        return self.judge.right(self._latents(pictures), scenes)

    @torch.inference_mode()
    def probabilities(self, pictures: Sequence[Image.Image]) -> dict[str, Tensor]:
        """For each attribute, the probabilities of its values, (n, values)."""
        logits = self.judge(self._latents(pictures))
        return {name: logits[name].softmax(1) for name in VOCABULARY}

    def _latents(self, pictures: Sequence[Image.Image]) -> Tensor:
        return encode_scaled(self.autoencoder, np.stack([np.asarray(p) for p in pictures]))


def load_picture_judge(folder: Path) -> PictureJudge:
    """The judge that ships in a weights folder."""
    autoencoder: Stock = AutoencoderTiny.from_pretrained(  # type: ignore[no-untyped-call]
        folder, subfolder="vae", trust_remote_code=False
    )
    return PictureJudge(autoencoder.eval(), load_judge(folder / JUDGE_FILE))


def probability(table: dict[str, Tensor], name: str, values: Sequence[str]) -> Tensor:
    """The probability of one value of an attribute in each row, (n,)."""
    columns = torch.tensor([VOCABULARY[name].index(value) for value in values])
    return table[name].gather(1, columns[:, None])[:, 0]
