"""What the rest of the program may rely on: kept by the real engine and by the canned one."""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Protocol, Self

from engine.api.events import Picture
from engine.api.model_card import ModelCard
from engine.api.questions import WordWeight
from engine.api.request import ImageRequest
from engine.api.statistics import EngineStatistics
from engine.api.stream import EventStream


class ImageEngine(Protocol):
    """Open with `async with`: entering starts the loading, leaving stops all work.

    All methods belong to the event loop the engine was entered on.
    """

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    async def card_from_files(self) -> ModelCard:
        """What the default model can do, as soon as that is known: mostly before it is loaded.

        Raises ModelLoadError where it cannot be.
        """
        ...

    @property
    def is_ready(self) -> bool:
        """Whether the model is loaded; requests and questions wait until then."""
        ...

    async def ready(self) -> ModelCard:
        """The card of the loaded model; raises ModelLoadError."""
        ...

    def submit(self, request: ImageRequest) -> EventStream:
        """Hand the request over at once; the stream tells what becomes of it.

        A request the model cannot serve ends as Failed(RequestError). Closing the stream cancels.
        ValueError: a request of this id is still being worked on.
        """
        ...

    def cancel(self, request_id: str) -> None:
        """Stop before the next step; the stream ends with Cancelled. Unknown ids are ignored."""
        ...

    @property
    def cards(self) -> Mapping[str, ModelCard]:
        """Of every model served, by the name a request calls it; the default one first.

        There after `card_from_files()`; a model that cannot be read is not among them.
        """
        ...

    async def describe(
        self, png: bytes, *, seed: int = 0, count: int = 4, language: str = "en"
    ) -> tuple[str, ...]:
        """Different prompts that could have made this picture; another seed words others.

        language: "en", "zh"; English where nobody here has words of it.
        RequestError: there is no captioner (`can_describe` of the card), or this is no picture.
        """
        ...

    async def weigh_words(self, text: str) -> tuple[WordWeight, ...]:
        """How much the default model's reading of the text hangs on each word, in its order."""
        ...

    async def translate(self, text: str) -> str:
        """Into English. RequestError: there is no translator (`can_translate` of the card)."""
        ...

    async def cut_words(self, text: str, *, model: str = "default") -> str:
        """The end of the text that this model does not read, "" where it reads all of it."""
        ...

    async def score(
        self, pictures: Sequence[Picture], text: str, *, model: str = "default"
    ) -> tuple[float, ...]:
        """One number for each picture of this model: the highest shows the text best.

        RequestError: nobody can tell (`can_score` of the card).
        """
        ...

    @property
    def statistics(self) -> EngineStatistics: ...
