"""What the engine thread is asked besides pictures; frozen, as all that crosses to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Describe:
    """Answered by a tuple of texts. png: PNG, JPEG or WebP bytes."""

    png: bytes
    seed: int
    count: int


@dataclass(frozen=True, slots=True)
class Weigh:
    """Answered by a tuple of WordWeight."""

    text: str


@dataclass(frozen=True, slots=True)
class Translate:
    """Answered by a text."""

    text: str


@dataclass(frozen=True, slots=True)
class CutWords:
    """Answered by a text: what a model leaves out of this one."""

    text: str
    model: str


Question = Describe | Weigh | Translate | CutWords
