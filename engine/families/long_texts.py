"""Texts longer than a CLIP encoder reads at once: encoded in parts, one after the other.

Lines of 77, 154, … tokens share a pass by repeating each whole sequence up to their least common
multiple: attention over keys that are all there k times is the same mean, so nothing is masked.
"""

import math
from collections.abc import Sequence

import torch

from engine.families import EncodedText
from engine.stock import Stock

MARKS = 2  # the tokens before and after every part


def split(text: str, tokenizer: Stock) -> list[str]:
    """Parts of whole words that the encoder reads without cutting; a short text is one part.

    A single word of more tokens than that is cut, as the stock pipelines cut a text.
    """
    room = tokenizer.model_max_length - MARKS
    if len(tokenizer.tokenize(text)) <= room:
        return [text]
    parts: list[str] = []
    free = 0
    for word in text.split():
        tokens = len(tokenizer.tokenize(word))
        if tokens > free:
            parts.append(word)
            free = room
        else:
            parts[-1] += " " + word
        free -= tokens
    return parts


def join(parts: Sequence[EncodedText]) -> EncodedText:
    """One after the other; what is pooled speaks for the first part."""
    if len(parts) == 1:
        return parts[0]
    return EncodedText(torch.cat([part.states for part in parts]), parts[0].pooled)


def stack(states: Sequence[torch.Tensor]) -> torch.Tensor:
    """R sequences (S, D) as one (R, S', D)."""
    length = math.lcm(*(len(own) for own in states))
    return torch.stack([own.repeat(length // len(own), 1) for own in states])
