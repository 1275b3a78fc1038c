"""The nouns of a REST call: a route, a call that came by it, and its answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.local_discord.messages.composer import UploadedFile
from bot.local_discord.protocol.errors import ApiError
from bot.local_discord.protocol.shapes import Json, JsonValue


@dataclass(frozen=True, slots=True)
class Call:
    """A call whose body was read and fits the specification."""

    parameters: dict[str, str]
    query: dict[str, str]
    payload: JsonValue = None
    files: list[UploadedFile] = field(default_factory=list)
    is_late: bool = False
    """A planned fault: treat an interaction's answer as past its deadline."""

    def __getitem__(self, name: str) -> str:
        """A parameter of the path."""
        return self.parameters[name]

    def body(self) -> Json:
        """The JSON object of the call; 50109 when there is none."""
        if not isinstance(self.payload, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.payload


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and, unless it is 204, a JSON body."""

    body: JsonValue = None
    status: int = 200


NO_CONTENT = Answer(status=204)

CallHandler = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path template below `/api/v10`."""

    method: str
    template: str
    handler: CallHandler
    needs_token: bool = True
    """Whether the bot's token is asked for; interaction routes carry their own in the path."""
