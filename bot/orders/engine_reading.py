"""What is asked of the engine in words: a picture described, words weighed, a text translated.

The engine keeps it; /imagine, /describe and /shorten see no more of the engine than this.
"""

from typing import TYPE_CHECKING, Protocol

from engine import RequestError

if TYPE_CHECKING:
    from engine import WordWeight

__all__ = ["EngineReading", "RequestError"]


class EngineReading(Protocol):
    """All of it may take seconds, and waits its turn behind a step of drawing."""

    @property
    def is_ready(self) -> bool:
        """Whether the model is loaded; all questions wait until then."""
        ...

    async def describe(
        self, png: bytes, *, seed: int = 0, count: int = 4, language: str = "en"
    ) -> tuple[str, ...]:
        """Prompts that might have made this picture; another seed gives others.

        language: "en", "zh"; English where nobody here has words of it.
        RequestError: there is no captioner, or that is no picture.
        """
        ...

    async def weigh_words(self, text: str) -> "tuple[WordWeight, ...]":
        """How much each word counts for the default model, 0 to 1, in the order of the text."""
        ...

    async def cut_words(self, text: str, *, model: str = "default") -> str:
        """The end of the text that this model does not read, "" where it reads all of it."""
        ...

    async def translate(self, text: str) -> str:
        """The text in English; RequestError: there is no translator."""
        ...
