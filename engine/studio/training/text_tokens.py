"""The tokenizer: a byte-level BPE learned from captions, loaded as an ordinary CLIPTokenizer.

All 256 bytes are in the vocabulary, so any text in any script survives a round trip. Chinese is
learned by character and within words, so that no token is one character and a third of the next.
"""

import json
import random
import re
from collections import Counter
from typing import Any

from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers
from transformers import CLIPTokenizer

from engine.builtin import words_chinese
from engine.builtin.captions import CHINESE_FILLERS, ENGLISH_FILLERS, caption_in
from engine.builtin.scenes import sample_scene

MAX_TOKENS = 120
"""What the stock PixArt pipeline pads every prompt to."""
ENGLISH_TOKENS = 530
"""Merges of English captions; all their frequent words are then whole."""
CHINESE_TOKENS = 420
"""Characters and words of Chinese captions, before their twins at the end of a run."""
SELDOM = 4
"""What occurs less often gets no token."""
SELDOM_LAST = 40
"""What ends a run of Chinese less often gets no token for that."""
WORD_END = "</w>"
LAST_LETTERS = 0xE000
"""Where the private characters begin that stand for the last letters of words in training."""
PUNCTUATION = "，。："

Merges = list[tuple[str, str]]


def build_tokenizer(captions: int = 12_000) -> CLIPTokenizer:
    """The same tokenizer every time, learned from `captions` random captions of each language."""
    merges = _english_merges(captions) + _chinese_merges(captions)
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


def _english_merges(captions: int) -> Merges:
    """Byte-pair merges, most frequent first.

    The trainer breaks ties by the numbers of its letters, and numbers those with a suffix by
    chance; so the last letter of a word is a private letter to it, and gets its suffix here.
    """
    stock: Any = CLIPTokenizer()._tokenizer
    rng = random.Random(7)
    texts = [caption_in(sample_scene(rng), rng, "english") for _ in range(captions)]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    last = {letter: chr(LAST_LETTERS + index) for index, letter in enumerate(alphabet)}
    words = [
        word[:-1] + last[word[-1]]
        for text in (*texts, *ENGLISH_FILLERS)
        for word, _ in stock.pre_tokenizer.pre_tokenize_str(stock.normalizer.normalize_str(text))
    ]
    tokenizer = Tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(
        vocab_size=2 * len(alphabet) + ENGLISH_TOKENS,
        initial_alphabet=[*alphabet, *last.values()],
        min_frequency=SELDOM,
        show_progress=False,
    )
    tokenizer.train_from_iterator(words, trainer)
    suffixed = str.maketrans({mark: letter + WORD_END for letter, mark in last.items()})
    return [
        (left.translate(suffixed), right.translate(suffixed)) for left, right in _pairs(tokenizer)
    ]


def _chinese_merges(captions: int) -> Merges:
    """Merges of bytes into characters, then of characters into words; ends of runs have their own.

    CLIP marks the end of a run of letters, and Chinese has no spaces: a word needs a second token
    where it is the last one.
    """
    rng = random.Random(7)
    texts = [caption_in(sample_scene(rng), rng, "chinese") for _ in range(captions)]
    text = "\n".join([*texts, *CHINESE_FILLERS])
    often = {c for c, times in Counter(text).items() if times >= SELDOM and ord(c) >= 0x3000}
    letters = "".join(sorted(often - {*PUNCTUATION}))
    runs = re.findall(f"[{letters}]+|[{PUNCTUATION}]", text)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(_known_words()), "isolated")
    trainer = trainers.BpeTrainer(
        vocab_size=CHINESE_TOKENS, min_frequency=SELDOM, show_progress=False
    )
    tokenizer.train_from_iterator(runs, trainer)
    words = _pairs(tokenizer)
    ends = Counter(run[-length:] for run in runs for length in range(1, 9) if length <= len(run))
    merges: Merges = []
    for character in sorted(often):
        first, second, third = list(_letters(character))
        merges += [(first, second), (first + second, third)]
        if ends[character] >= SELDOM_LAST:
            merges.append((first + second, third + WORD_END))
    for left, right in words:
        merges.append((_letters(left), _letters(right)))
        if ends[left + right] >= SELDOM_LAST:
            merges.append((_letters(left), _letters(right) + WORD_END))
    return list(dict.fromkeys(merges))


def _known_words() -> str:
    """A pattern of all Chinese words, the longest first."""
    words = {word for table in words_chinese.TABLES for group in table.values() for word in group}
    words |= {*words_chinese.FILLERS, *words_chinese.ADJECTIVES, *words_chinese.REQUESTS}
    words |= {*words_chinese.STRANGERS}
    words |= {"风格", "一幅", "画的是", "的"}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _letters(text: str) -> str:
    """How byte-level BPE writes the bytes of a text."""
    encoder = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    return encoder.pre_tokenize_str(text)[0][0]


def _pairs(tokenizer: Tokenizer) -> Merges:
    pairs = json.loads(tokenizer.to_str())["model"]["merges"]
    return [(pair[0], pair[1]) for pair in pairs]
