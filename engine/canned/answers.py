"""What the canned engine says of words and pictures: made up, and always the same."""

import hashlib
import random
from collections.abc import Sequence

from engine.api.errors import RequestError
from engine.api.events import Picture
from engine.api.model_card import ModelCard
from engine.api.questions import (
    WordWeight,
    check_count,
    check_text,
    no_captioner,
    no_scorer,
    no_translator,
)
from engine.prompts.words import words_of

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")  # how PNG, JPEG and WebP begin
SMALL_WORDS = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "by", "with", "and", "or", "to", "is", "very")
)
COLOURS = ("red", "blue", "green", "golden", "white")
PLACES = ("at sunset", "in the rain", "by the sea", "in the snow", "at night")


def describe(card: ModelCard, png: bytes, seed: int, count: int) -> tuple[str, ...]:
    """Descriptions of a picture, all different; another seed gives others."""
    if not card.can_describe:
        raise no_captioner(card.name)
    check_count(count)
    if not png.startswith(PICTURES):
        raise RequestError("This is not a picture: send a PNG, JPEG or WebP file.")
    rng = random.Random(f"{seed} {hashlib.sha256(png).hexdigest()}")
    nouns = [word for word in card.vocabulary if word.isascii() and " " not in word] or ["picture"]
    styles = card.styles or ("photograph",)
    found: dict[str, None] = {}
    while len(found) < count:
        what = f"a {rng.choice(COLOURS)} {rng.choice(nouns)} {rng.choice(PLACES)}"
        found[f"{what}, {rng.choice(styles)}"] = None
    return tuple(found)


def weigh_words(card: ModelCard, text: str) -> tuple[WordWeight, ...]:
    """Small words weigh little, the heaviest word 1."""
    check_text(text)
    words = [word.text for word in words_of(text, card.vocabulary)]
    weights = list(map(_weight, words))
    most = max(weights, default=1.0)
    return tuple(
        WordWeight(word, round(weight / most, 4))
        for word, weight in zip(words, weights, strict=True)
    )


def translate(card: ModelCard, text: str) -> str:
    """English words that follow from the text; no translation."""
    if not card.can_translate:
        raise no_translator()
    check_text(text)
    return f"a translation of {hashlib.sha256(text.encode()).hexdigest()[:6]}"


def score(card: ModelCard, pictures: Sequence[Picture], text: str) -> tuple[float, ...]:
    """0 to 1, by chance that follows from each picture and the text."""
    if not card.can_score:
        raise no_scorer(card.name)
    digests = (hashlib.sha256(text.encode() + picture.rgb).digest() for picture in pictures)
    return tuple(digest[0] / 255 for digest in digests)


def _weight(word: str) -> float:
    if word.lower() in SMALL_WORDS:
        return 0.05
    return 0.3 + 0.7 * hashlib.sha256(word.lower().encode()).digest()[0] / 255
