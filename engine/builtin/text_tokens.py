"""The tokenizer: a byte-level BPE learned from captions, loaded as an ordinary CLIPTokenizer.

All 256 bytes are in the vocabulary, so any text in any script survives a round trip.
"""

import json
import random
from collections.abc import Iterator
from typing import Any

from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import CLIPTokenizer

from engine.builtin.captions import FILLERS, caption
from engine.builtin.scenes import sample_scene

MAX_TOKENS = 120
"""What the stock PixArt pipeline pads every prompt to."""
MERGES = 520
WORD_END = "</w>"


def build_tokenizer(captions: int = 12_000) -> CLIPTokenizer:
    """The same tokenizer every time, learned from `captions` random captions."""
    merges = _learn_merges(captions)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokens = [*alphabet, *(letter + WORD_END for letter in alphabet)]
    known = set(tokens)
    for left, right in merges:
        if left + right not in known:
            known.add(left + right)
            tokens.append(left + right)
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    vocabulary = {token: index for index, token in enumerate(tokens)}
    # CLIPTokenizer takes pairs, whatever its annotation says.
    pairs: Any = merges
    return CLIPTokenizer(vocab=vocabulary, merges=pairs, model_max_length=MAX_TOKENS)


def _learn_merges(captions: int) -> list[tuple[str, str]]:
    """Byte-pair merges, most frequent first."""
    stock: Any = CLIPTokenizer()._tokenizer
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix=WORD_END, continuing_subword_prefix=""))
    tokenizer.normalizer = stock.normalizer
    tokenizer.pre_tokenizer = stock.pre_tokenizer
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=len(alphabet) * 2 + MERGES,
        end_of_word_suffix=WORD_END,
        initial_alphabet=alphabet,
        min_frequency=4,
        show_progress=False,
    )
    tokenizer.train_from_iterator(_texts(captions), trainer)
    pairs = json.loads(tokenizer.to_str())["model"]["merges"]
    return [(pair[0], pair[1]) for pair in pairs]


def _texts(captions: int) -> Iterator[str]:
    rng = random.Random(7)
    for _ in range(captions):
        yield caption(sample_scene(rng), rng)
    yield from FILLERS
