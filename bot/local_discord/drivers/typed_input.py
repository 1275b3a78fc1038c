"""Turns what a test says ("prompt", a person, a file) into the data of Discord's client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from bot.local_discord.core import Core
from bot.local_discord.protocol.command_types import CHAT, GROUP, SUB_COMMAND
from bot.local_discord.protocol.component_types import CHECKBOX_GROUP, SELECTS, UPLOAD, walk
from bot.local_discord.protocol.shapes import Json, JsonValue

_LISTS = (*SELECTS, UPLOAD, CHECKBOX_GROUP)


@runtime_checkable
class HasId(Protocol):
    """A person, role or channel."""

    @property
    def id(self) -> str: ...


class TypedInput:
    """Looks names up and uploads files."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def registered(self, name: str, kind: int) -> Json:
        """The command of this name and type; an unknown one is an error of the test."""
        for command in self._core.commands.everything():
            if command["name"] == name and command["type"] == kind:
                return command
        raise KeyError(f"no command {name!r} is registered")

    def command(
        self, words: str, options: Mapping[str, JsonValue], focused: str | None = None
    ) -> Json:
        """A command's data as the client sends it; `quota show` names a subcommand."""
        first, *path = words.split()
        command = self.registered(first, CHAT)
        definitions = command["options"]
        kinds_of_path = []
        for word in path:
            inner = next(part for part in definitions if part["name"] == word)
            kinds_of_path.append((word, inner["type"]))
            definitions = inner.get("options") or []
        types = {part["name"]: part["type"] for part in definitions}
        given: list[Json] = []
        for name, value in options.items():
            option = {"name": name, "type": types.get(name), "value": self.value(value)}
            given.append(option | ({"focused": True} if name == focused else {}))
        for word, kind in reversed(kinds_of_path):
            assert kind in (SUB_COMMAND, GROUP), f"{word} is no subcommand"
            given = [{"name": word, "type": kind, "options": given}]
        return {"id": command["id"], "name": first, "type": CHAT, "options": given}

    def value(self, value: JsonValue) -> JsonValue:
        """An object becomes its id; a pair of file name and bytes is uploaded first."""
        if isinstance(value, HasId):
            return value.id
        if isinstance(value, tuple):
            return self._core.acts.upload(*value)["id"]
        return value

    def answers(self, components: list[Json], values: Json) -> list[Json]:
        """The form's parts filled in; a name that no part has is an error of the test."""
        answers = []
        labels = {
            part["component"]["custom_id"]: part["label"]
            for _, part in walk(components)
            if isinstance(part.get("component"), dict)
        }
        for _, part in walk(components):
            custom_id = part.get("custom_id")
            if custom_id is None:
                continue
            keys = (custom_id, labels.get(custom_id, part.get("label")))
            named = next((key for key in keys if key in values), None)
            answers.append(self._answer(part, values.pop(named) if named else None))
        if values:
            raise KeyError(f"the form has no {', '.join(values)}")
        return answers

    def _answer(self, part: Json, value: JsonValue) -> Json:
        body: Json = {"type": part["type"], "custom_id": part["custom_id"]}
        defaults = [o["value"] for o in part.get("options") or [] if o.get("default")]
        defaults += [preset["id"] for preset in part.get("default_values") or []]
        if part["type"] in _LISTS:
            chosen = value if isinstance(value, list) else [] if value is None else [value]
            found = [value_of(part, self.value(item)) for item in chosen]
            return body | {"values": found or defaults}
        if value is not None:
            return body | {"value": value_of(part, value)}
        return body | {"value": part.get("value", part.get("default", next(iter(defaults), None)))}


def value_of(part: Json, name: JsonValue) -> JsonValue:
    """The value of the option that is labelled so; any other name is a value itself."""
    options = part.get("options") or []
    return next((option["value"] for option in options if option["label"] == name), name)


def find_part(message: Json, name: str) -> Json:
    """The button or select with this label, placeholder, emoji or custom_id."""
    for _, part in walk(message["components"]):
        emoji = (part.get("emoji") or {}).get("name")
        names = (part.get("custom_id"), part.get("label"), part.get("placeholder"), emoji)
        if part.get("custom_id") and name in names:
            return part
    raise KeyError(f"the message has nothing called {name!r}")
