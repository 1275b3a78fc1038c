"""What is wrong with a configuration, in words: the key, the value, what is allowed.

Told the sections and one validation error; never shows the value of a secret.
"""

from collections.abc import Mapping

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.nearest import nearest

Sections = Mapping[str, type[BaseModel]]

_ALLOWED = {
    "discord.api_url": "an address such as https://discord.com/api/v10",
    "discord.guild_ids": "a list of server ids, such as [81384788765712384]",
    "discord.owner_ids": "a list of user ids, such as [80351110224678912]",
    "engine.device": "auto, cpu, mps, cuda, cuda:1, or several such as cuda:0,cuda:1",
    "engine.model": "builtin, a folder, a .safetensors file or a hub id",
    "engine.models": 'a list of models, such as ["anime", "models/photo.safetensors"]',
    "engine.upscaler": 'a .safetensors file, or "" for the shipped one',
    "engine.captioner": 'a folder or a hub id, or "" for none',
    "engine.scorer": 'a folder or a hub id, or "" for none',
    "engine.translator": 'a folder or a hub id, or "" for none',
    "prompt.niji": 'the name of a model, or ""',
    "quota.credits": 'a number from 0 to 1000000, or "unlimited"',
    "quota.ceiling": 'a number from 0 to 1000000, "credits" or "unlimited"',
    "quota.direct_messages": 'a number from 0 to 1000000, or "unlimited"',
    "storage.directory": "a path",
    "web.public_url": 'an address such as https://easel.example.org, or ""',
    "web.host": "an address of this machine, such as 127.0.0.1 or 0.0.0.0",
}


def sentence(error: ErrorDetails, sections: Sections) -> str:
    """One validation error as a person reads it."""
    place = tuple(str(piece) for piece in error["loc"] if not isinstance(piece, int))
    if error["type"] == "extra_forbidden":
        return unknown(place, sections)
    key = ".".join(place[:2])
    if key == "discord.token":
        return "`discord.token` must be text."
    if len(place) == 1:
        return f"`{key}` is a section: write [{key}] and its keys below it."
    return f"`{key}` is {error['input']!r}, but takes {_allowed(place, sections)}."


def unknown(place: tuple[str, ...], sections: Sections) -> str:
    """A key or section that does not exist, with the nearest that does."""
    if place[0] not in sections:
        guess = nearest(place[0], sections)
        hint = f"Did you mean [{guess}]?" if guess else f"There are {', '.join(sections)}."
        return f"There is no section [{place[0]}]. {hint}"
    keys = sections[place[0]].model_fields
    guess = nearest(place[1], keys)
    hint = f"Did you mean `{guess}`?" if guess else f"It has {', '.join(keys)}."
    return f"There is no key `{place[1]}` in [{place[0]}]. {hint}"


def _allowed(place: tuple[str, ...], sections: Sections) -> str:
    """What a key takes, from its type: `a number from 1 to 60`, `true or false`, `one of …`."""
    key = ".".join(place[:2])
    if key in _ALLOWED:
        return _ALLOWED[key]
    field = sections[place[0]].model_fields[place[1]]
    if field.annotation is bool:
        return "true or false"
    if field.annotation in (int, float):
        low = next(bound.ge for bound in field.metadata if isinstance(bound, Ge))
        high = next(bound.le for bound in field.metadata if isinstance(bound, Le))
        return f"a {'whole ' if field.annotation is int else ''}number from {low} to {high}"
    return "one of " + ", ".join(map(str, getattr(field.annotation, "__args__", ())))
