"""Texts longer than a CLIP encoder reads at once: encoded in parts, one after the other.

Rows of 77, 154, … tokens share a pass by repeating each whole sequence up to their least common
multiple: attention over keys that are all there k times is the same mean, so nothing is masked.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from engine.api.request import BREAK
from engine.runtime.stock import Stock
from engine.sampling.denoiser import EncodedText

WORD = re.compile(r"\S+")
MARKS = 2  # the tokens before and after every part


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, which begins at its character `start`."""

    text: str
    start: int


def split_text(text: str, tokenizer: Stock, length: int | None = None) -> list[Piece]:
    """Parts of whole words that the encoder reads without cutting, a new one at each BREAK.

    length: tokens that it reads, marks included; None: as its tokenizer says. A single word of
    more tokens than that is cut, as the stock pipelines cut a text.
    """
    room = (length or tokenizer.model_max_length) - MARKS
    if BREAK not in text:
        return _split(text, tokenizer, room)
    pieces, start = list[Piece](), 0
    for part in text.split(BREAK):
        if part.strip():
            own = _split(part, tokenizer, room)
            pieces += [Piece(piece.text, start + piece.start) for piece in own]
        start += len(part) + len(BREAK)
    return pieces or [Piece("", 0)]


def _split(text: str, tokenizer: Stock, room: int) -> list[Piece]:
    """A text of at most so many tokens is one part."""
    if len(tokenizer.tokenize(text)) <= room:
        return [Piece(text, 0)]
    begins: list[int] = []
    free = 0
    for word in WORD.finditer(text):
        tokens = len(tokenizer.tokenize(word.group()))
        if tokens > free:
            begins.append(word.start())
            free = room
        free -= tokens
    ends = [*begins[1:], len(text)]
    return [Piece(text[a:b].rstrip(), a) for a, b in zip(begins, ends, strict=True)]


def join(parts: Sequence[EncodedText]) -> EncodedText:
    """One after the other; what is pooled speaks for the first part."""
    if len(parts) == 1:
        return parts[0]
    return EncodedText(torch.cat([part.states for part in parts]), parts[0].pooled)


def stack(states: Sequence[torch.Tensor]) -> torch.Tensor:
    """R sequences (S, D) as one (R, S', D)."""
    length = math.lcm(*(len(own) for own in states))
    return torch.stack([own.repeat(length // len(own), 1) for own in states])
