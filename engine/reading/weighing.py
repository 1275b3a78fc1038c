"""How much a model's reading of a text hangs on each word: leave one out, see how far it moves.

weight of word i = |v(text) - v(text without i)| / the largest of these, where v is the pooled text,
or the largest value of each channel of its states where the model has none. (On the built-in model
the mean of the states takes "please" for the main word, the largest values the subject.)
"""

from collections.abc import Sequence
from math import ceil

import torch

from engine.api.questions import WordWeight
from engine.prompts.words import Word, words_of
from engine.sampling.denoiser import Denoiser, EncodedText
from engine.sampling.guidance import RowText

MAX_READINGS = 48  # of one text; of longer ones, neighbours are left out together


def weigh(denoiser: Denoiser, text: str, vocabulary: Sequence[str]) -> tuple[WordWeight, ...]:
    """One pass of the text encoder over the text and all that is left of it without a word."""
    words = words_of(text, vocabulary)
    if not words:
        return ()
    size = ceil(len(words) / MAX_READINGS)
    groups = [words[k : k + size] for k in range(0, len(words), size)]
    rows = [RowText(text), *(RowText(_without(text, group)) for group in groups)]
    whole, *others = [_meaning(one) for one in denoiser.encode_texts(rows)]
    moved = [float((other - whole).norm()) for other in others]
    most = max(moved) or 1.0
    return tuple(
        WordWeight(word.text, round(distance / most, 4))
        for group, distance in zip(groups, moved, strict=True)
        for word in group
    )


def _without(text: str, group: Sequence[Word]) -> str:
    return text[: group[0].start].rstrip() + " " + text[group[-1].end :].lstrip()


def _meaning(text: EncodedText) -> torch.Tensor:
    """(D,) in float32."""
    if text.pooled is not None:
        return text.pooled.float()
    return text.states.float().amax(0)
