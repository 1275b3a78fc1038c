"""Test drivers: a person who uses the bot as the page would, through the same code.

ada = server.person("ada")
handle = await ada.slash("#general", "imagine", prompt="a fox")
grid = await ada.wait_for("#general", lambda m: "U1" in labels(m))
await ada.click(grid, "U1")
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.local_discord import interactions as kinds
from bot.local_discord.command_options import GROUP, SUB_COMMAND
from bot.local_discord.core import Core
from bot.local_discord.interactions import Interaction
from bot.local_discord.rules.components import SELECTS, walk
from bot.local_discord.rules.messages import LOADING
from bot.local_discord.shapes import Json, JsonValue
from bot.local_discord.world import Channel, Role, User

TIMEOUT_S = 10.0
T = TypeVar("T")
Predicate = Callable[[Json], bool]


class InteractionHandle:
    """What a person sees of one interaction they began."""

    def __init__(self, person: Person, interaction: Interaction) -> None:
        self._person = person
        self._interaction = interaction

    @property
    def id(self) -> str:
        return self._interaction.id

    @property
    def state(self) -> str:
        """`pending`, `done`, `failed`, `modal` or `choices`."""
        return self._interaction.state

    @property
    def response(self) -> int | None:
        """The type of the bot's answer (4 to 9), None while there is none."""
        return self._interaction.answer

    @property
    def failed(self) -> str | None:
        """The sentence the page shows when nobody answered in time."""
        return self._interaction.error

    @property
    def modal(self) -> Json | None:
        """The form the bot opened."""
        return self._interaction.modal

    @property
    def choices(self) -> list[Json]:
        """The answers to an autocomplete."""
        return self._interaction.choices

    @property
    def message(self) -> Json | None:
        """The answering (or updated) message as this person sees it now, None when gone."""
        found = self._person.core.messages.find(self._interaction.message_id or "")
        if found is None or not found.is_for(self._person.id):
            return None
        return self._person.core.views.for_person(found, self._person.id)

    async def answered(self, timeout_s: float = TIMEOUT_S) -> InteractionHandle:
        """Wait until the bot has answered or failed to."""
        await self._person.until(lambda: self.state != kinds.PENDING, timeout_s)
        return self

    async def finished(self, timeout_s: float = TIMEOUT_S) -> Json:
        """Wait until the answer is more than "thinking"; what comes back is the message."""

        def done() -> Json | None:
            message = self.message
            return message if message and not message["flags"] & LOADING else None

        return await self._person.until(done, timeout_s)


class Person:
    """One person at the page; every channel argument is `#name`, `dm` or a channel id."""

    def __init__(self, core: Core, user: User) -> None:
        self.core = core
        self.user = user

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def mention(self) -> str:
        return f"<@{self.user.id}>"

    async def slash(
        self, channel: str, command: str, /, *, wait: bool = True, **options: JsonValue
    ) -> InteractionHandle:
        """Use a command (`"quota show"` for subcommands) and wait for its first answer.

        options: by name; persons, roles and channels may be objects of the server, a pair of
        `(filename, bytes)` is uploaded first. wait=False returns before the bot has answered.
        """
        data = await self._command(command, options)
        return await self._begin(kinds.COMMAND, channel, data, wait=wait)

    async def autocomplete(
        self, channel: str, command: str, focused: str, /, **options: JsonValue
    ) -> list[Json]:
        """The choices the bot offers while the option `focused` is typed."""
        data = await self._command(command, options, focused)
        handle = await self._begin(kinds.AUTOCOMPLETE, channel, data, wait=True)
        return handle.choices

    async def click(self, message: Json, button: str, *, wait: bool = True) -> InteractionHandle:
        """Press a button by its label, emoji or custom_id."""
        part = _find_part(message, button)
        data = {"custom_id": part["custom_id"], "component_type": part["type"]}
        return await self._begin(kinds.COMPONENT, message["channel_id"], data, message, wait=wait)

    async def choose(
        self, message: Json, select: str, *values: str, wait: bool = True
    ) -> InteractionHandle:
        """Choose values of a select by its placeholder or custom_id."""
        part = _find_part(message, select)
        data: Json = {"custom_id": part["custom_id"], "component_type": part["type"]}
        data["values"] = list(values)
        return await self._begin(kinds.COMPONENT, message["channel_id"], data, message, wait=wait)

    async def menu(
        self, target: Json | Person, name: str, channel: str = "#general", *, wait: bool = True
    ) -> InteractionHandle:
        """Use a context menu on a message, or (in `channel`) on a person."""
        is_user = isinstance(target, Person)
        kind, target_id = (2, target.id) if isinstance(target, Person) else (3, target["id"])
        place = channel if is_user or isinstance(target, Person) else target["channel_id"]
        command = self._registered(name, kind)
        data = {"id": command["id"], "name": name, "type": kind, "target_id": target_id}
        return await self._begin(kinds.COMMAND, place, data, wait=wait)

    async def submit(
        self, form: InteractionHandle | Json, values: Mapping[str, JsonValue], *, wait: bool = True
    ) -> InteractionHandle:
        """Fill a form by labels or custom_ids and send it; what is not named stays as it was."""
        modal = form.modal if isinstance(form, InteractionHandle) else form
        if modal is None:
            raise LookupError("the bot opened no form")
        parts = await self._answers(modal["components"], dict(values))
        data = {"custom_id": modal["custom_id"], "components": parts}
        return await self._begin(kinds.MODAL_SUBMIT, modal["channel_id"], data, wait=wait)

    async def say(self, channel: str, content: str) -> Json:
        """Send a message of one's own."""
        return self.core.acts.say(self.user, self._place(channel).id, content)

    async def react(self, message: Json, emoji: str) -> None:
        self.core.acts.react(self.user, message["channel_id"], message["id"], emoji)

    async def unreact(self, message: Json, emoji: str) -> None:
        self.core.acts.unreact(self.user, message["channel_id"], message["id"], emoji)

    async def dismiss(self, message: Json) -> None:
        """Take an ephemeral message away."""
        self.core.acts.dismiss(self.user, message["channel_id"], message["id"])

    def close_dms(self) -> None:
        """Let the bot's direct messages be refused (50007)."""
        self.user.has_closed_dms = True

    def open_dms(self) -> None:
        self.user.has_closed_dms = False

    def messages(self, channel: str) -> list[Json]:
        """All messages this person is shown there, oldest first."""
        return self.core.acts.visible(self.user, self._place(channel))

    def commands(self, channel: str) -> list[str]:
        """Names of the commands offered to this person there."""
        book, place = self.core.commands, self._place(channel)
        return [c["name"] for c in book.everything() if book.is_offered(c, self.user, place)]

    def is_pinged_by(self, message: Json) -> bool:
        return any(user["id"] == self.id for user in message["mentions"])

    async def wait_for(
        self, channel: str, predicate: Predicate, timeout_s: float = TIMEOUT_S
    ) -> Json:
        """The newest message shown there that fits, as soon as there is one."""

        def find() -> Json | None:
            shown = reversed(self.messages(channel))
            return next((message for message in shown if predicate(message)), None)

        return await self.until(find, timeout_s)

    async def until(
        self, probe: Callable[[], JsonValue], timeout_s: float = TIMEOUT_S
    ) -> JsonValue:
        """Ask again after each thing that happens until the answer is true; TimeoutError else."""
        async with asyncio.timeout(timeout_s):
            while not (found := probe()):
                await self.core.feed.change()
            return found

    async def upload(self, filename: str, data: bytes) -> Json:
        return self.core.acts.upload(filename, data)

    async def _begin(
        self, kind: int, channel: str, data: Json, message: Json | None = None, *, wait: bool
    ) -> InteractionHandle:
        wish: Json = {"type": kind, "channel_id": self._place(channel).id, "data": data}
        if message is not None:
            wish["message_id"] = message["id"]
        handle = InteractionHandle(self, self.core.invocation.begin(self.user, wish))
        return await handle.answered() if wait else handle

    def _place(self, channel: str) -> Channel:
        world = self.core.world
        if channel in world.channels:
            return world.channels[channel]
        if channel.lower() != "dm":
            return world.channel_named(channel)
        found = world.dm_with(self.id)
        if found is None:
            raise KeyError(f"{self.user.username} has no DM with the bot")
        return found

    def _registered(self, name: str, kind: int) -> Json:
        for command in self.core.commands.everything():
            if command["name"] == name and command["type"] == kind:
                return command
        raise KeyError(f"no command {name!r} is registered")

    async def _command(
        self, words: str, options: Mapping[str, JsonValue], focused: str | None = None
    ) -> Json:
        first, *path = words.split()
        command = self._registered(first, 1)
        definitions = command["options"]
        kinds_of_path = []
        for word in path:
            inner = next(part for part in definitions if part["name"] == word)
            kinds_of_path.append((word, inner["type"]))
            definitions = inner.get("options") or []
        types = {part["name"]: part["type"] for part in definitions}
        given: list[Json] = []
        for name, value in options.items():
            option = {"name": name, "type": types.get(name), "value": await self._value(value)}
            given.append(option | ({"focused": True} if name == focused else {}))
        for word, kind in reversed(kinds_of_path):
            assert kind in (SUB_COMMAND, GROUP), f"{word} is no subcommand"
            given = [{"name": word, "type": kind, "options": given}]
        return {"id": command["id"], "name": first, "type": 1, "options": given}

    async def _value(self, value: JsonValue) -> JsonValue:
        if isinstance(value, Person | User | Role | Channel):
            return value.id
        if isinstance(value, tuple):
            return (await self.upload(*value))["id"]
        return value

    async def _answers(self, components: list[Json], values: Json) -> list[Json]:
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
            answers.append(await self._answer(part, values.pop(named) if named else None))
        if values:
            raise KeyError(f"the form has no {', '.join(values)}")
        return answers

    async def _answer(self, part: Json, value: JsonValue) -> Json:
        body: Json = {"type": part["type"], "custom_id": part["custom_id"]}
        if part["type"] in SELECTS or part["type"] in (19, 22):
            chosen = value if isinstance(value, list) else [] if value is None else [value]
            defaults = [o["value"] for o in part.get("options", []) if o.get("default")]
            found = [await self._value(item) for item in chosen]
            return body | {"values": found or defaults}
        return body | {"value": part.get("value") if value is None else value}


def _find_part(message: Json, name: str) -> Json:
    for _, part in walk(message["components"]):
        emoji = (part.get("emoji") or {}).get("name")
        names = (part.get("custom_id"), part.get("label"), part.get("placeholder"), emoji)
        if part.get("custom_id") and name in names:
            return part
    raise KeyError(f"the message has nothing called {name!r}")
