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
ENGLISH_TOKENS = 560
"""Letters and merges of English captions; all their frequent words are then whole."""
CHINESE_TOKENS = 420
"""Characters and words of Chinese captions, before their twins at the end of a run."""
SELDOM = 4
"""What occurs less often gets no token."""
SELDOM_LAST = 40
"""What ends a run of Chinese less often gets no token for that."""
WORD_END = "</w>"
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
    """Byte-pair merges, most frequent first."""
    stock: Any = CLIPTokenizer()._tokenizer
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix=WORD_END, continuing_subword_prefix=""))
    tokenizer.normalizer = stock.normalizer
    tokenizer.pre_tokenizer = stock.pre_tokenizer
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=len(alphabet) + ENGLISH_TOKENS,
        end_of_word_suffix=WORD_END,
        initial_alphabet=alphabet,
        min_frequency=SELDOM,
        show_progress=False,
    )
    rng = random.Random(7)
    texts = [caption_in(sample_scene(rng), rng, "english") for _ in range(captions)]
    tokenizer.train_from_iterator([*texts, *ENGLISH_FILLERS], trainer)
    return _pairs(tokenizer)


def _chinese_merges(captions: int) -> Merges:
    """Merges of bytes into characters, then of characters into words; ends of runs have their own.

    CLIP marks the end of a run of letters, and Chinese has no spaces: a word needs a second token
    where it is the last one.
    """
    rng = random.Random(7)
    texts = [caption_in(sample_scene(rng), rng, "chinese") for _ in range(captions)]
    text = "\n".join([*texts, *CHINESE_FILLERS])
    often = {c for c, times in Counter(text).items() if times >= SELDOM and ord(c) >= 0x3000}
    runs = re.findall(f"[{''.join(sorted(often - {*PUNCTUATION}))}]+|[{PUNCTUATION}]", text)
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
    words |= {"风格", "一幅", "画的是", "的"}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _letters(text: str) -> str:
    """How byte-level BPE writes the bytes of a text."""
    encoder = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    return encoder.pre_tokenize_str(text)[0][0]


def _pairs(tokenizer: Tokenizer) -> Merges:
    pairs = json.loads(tokenizer.to_str())["model"]["merges"]
    return [(pair[0], pair[1]) for pair in pairs]
