"""What the engine is asked besides pictures: questions, their limits, and how they are refused."""

from dataclasses import dataclass

from engine.api.errors import RequestError
from engine.api.events import Picture

MAX_DESCRIPTIONS = 8
MAX_READ_CHARACTERS = 6000  # of a text to weigh or to translate


@dataclass(frozen=True, slots=True)
class WordWeight:
    """A word of a text, and how much the text's meaning hangs on it: 0 nothing, 1 most of all."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class DescribePicture:
    """Answered by a tuple of texts. png: PNG, JPEG or WebP bytes.

    language: "en", "zh"; who has no words of it answers in English.
    """

    png: bytes
    seed: int
    count: int
    language: str = "en"


@dataclass(frozen=True, slots=True)
class WeighWords:
    """Answered by a tuple of WordWeight."""

    text: str


@dataclass(frozen=True, slots=True)
class TranslateText:
    """Answered by a text."""

    text: str


@dataclass(frozen=True, slots=True)
class CutWords:
    """Answered by a text: what a model leaves out of this one."""

    text: str
    model: str


@dataclass(frozen=True, slots=True)
class ScorePictures:
    """Answered by a tuple of numbers, one for each picture: the highest shows the text best."""

    pictures: tuple[Picture, ...]
    text: str
    model: str


Question = DescribePicture | WeighWords | TranslateText | CutWords | ScorePictures


def no_captioner(model: str) -> RequestError:
    return RequestError(
        f"{model} cannot describe pictures: the operator may set `captioner` in [engine]."
    )


def no_translator() -> RequestError:
    return RequestError(
        "There is no translation model here: the operator may set `translator` in [engine]."
    )


def no_scorer(model: str) -> RequestError:
    return RequestError(
        f"Nobody can tell which pictures of {model} are best: the operator may set `scorer` in "
        "[engine]."
    )


def check_count(count: int) -> None:
    """Raises RequestError for a number of descriptions that is not made."""
    if not 1 <= count <= MAX_DESCRIPTIONS:
        raise RequestError(f"A picture gets 1 to {MAX_DESCRIPTIONS} descriptions, not {count}.")


def check_text(text: str) -> None:
    """Raises RequestError for a text without words, or a very long one."""
    if not text.strip():
        raise RequestError("There are no words to read.")
    if len(text) > MAX_READ_CHARACTERS:
        raise RequestError(
            f"The text has {len(text)} characters: up to {MAX_READ_CHARACTERS} are read."
        )
