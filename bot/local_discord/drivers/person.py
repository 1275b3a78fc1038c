"""Test drivers: a person who uses the bot as the page would, through the same code.

For example (`handle` tells how the bot answered, `grid` is a message as Discord shows it):

    ada = server.person("ada")
    handle = await ada.slash("#general", "imagine", prompt="a fox")
    grid = await ada.wait_for("#general", lambda message: message["components"])
    await ada.click(grid, "U1")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.local_discord.core import Core
from bot.local_discord.drivers.interaction_handle import TIMEOUT_S, InteractionHandle
from bot.local_discord.drivers.typed_input import TypedInput, find_part, value_of
from bot.local_discord.interactions import interaction as kinds
from bot.local_discord.protocol.command_types import MESSAGE_MENU, USER_MENU
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.world.world import Channel, User

T = TypeVar("T")
Predicate = Callable[[Json], bool]


class Person:
    """One person at the page; every channel argument is `#name`, `dm` or a channel id."""

    def __init__(self, core: Core, user: User, *, locale: str | None = None) -> None:
        self.core = core
        self.user = user
        self._input = TypedInput(core)
        if locale is not None:
            self.speak(locale)

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
        data = self._input.command(command, options)
        return await self._begin(kinds.COMMAND, channel, data, wait=wait)

    async def type(
        self, channel: str, command: str, focused: str | None = None, /, **options: JsonValue
    ) -> InteractionHandle:
        """Type in an option that completes (the last one given) without awaiting the choices."""
        data = self._input.command(command, options, focused or list(options)[-1])
        return await self._begin(kinds.AUTOCOMPLETE, channel, data, wait=False)

    async def autocomplete(
        self, channel: str, command: str, focused: str, /, **options: JsonValue
    ) -> list[Json]:
        """The choices the bot offers while the option `focused` is typed."""
        handle = await self.type(channel, command, focused, **options)
        return (await handle.answered()).choices

    async def click(self, message: Json, button: str, *, wait: bool = True) -> InteractionHandle:
        """Press a button by its label, emoji or custom_id."""
        part = find_part(message, button)
        data = {"custom_id": part["custom_id"], "component_type": part["type"]}
        return await self._begin(kinds.COMPONENT, message["channel_id"], data, message, wait=wait)

    async def choose(
        self, message: Json, select: str, *values: str, wait: bool = True
    ) -> InteractionHandle:
        """Choose of a select (by placeholder or custom_id) options by label or value."""
        part = find_part(message, select)
        data: Json = {"custom_id": part["custom_id"], "component_type": part["type"]}
        data["values"] = [value_of(part, value) for value in values]
        return await self._begin(kinds.COMPONENT, message["channel_id"], data, message, wait=wait)

    async def menu(
        self, target: Json | Person, name: str, channel: str = "#general", *, wait: bool = True
    ) -> InteractionHandle:
        """Use a context menu on a message, or (in `channel`) on a person."""
        if isinstance(target, Person):
            kind, target_id, place = USER_MENU, target.id, channel
        else:
            kind, target_id, place = MESSAGE_MENU, target["id"], target["channel_id"]
        command = self._input.registered(name, kind)
        data = {"id": command["id"], "name": name, "type": kind, "target_id": target_id}
        return await self._begin(kinds.COMMAND, place, data, wait=wait)

    async def submit(
        self, form: InteractionHandle | Json, values: Mapping[str, JsonValue], *, wait: bool = True
    ) -> InteractionHandle:
        """Fill a form by labels or custom_ids and send it; what is not named stays as it was."""
        modal = form.modal if isinstance(form, InteractionHandle) else form
        if modal is None:
            raise LookupError("the bot opened no form")
        parts = self._input.answers(modal["components"], dict(values))
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

    def speak(self, locale: str) -> None:
        """Set the client to a language: `zh-CN`; interactions carry it as `locale`."""
        self.core.language_choice.choose(self.user, locale)

    def close_dms(self) -> None:
        """Let the bot's direct messages be refused (50007)."""
        self.user.has_closed_dms = True

    def open_dms(self) -> None:
        self.user.has_closed_dms = False

    def messages(self, channel: str) -> list[Json]:
        """All messages this person is shown there, oldest first."""
        return self.core.acts.visible(self.user, self._place(channel))

    def private(self, channel: str) -> list[Json]:
        """The messages there that only this person sees, oldest first."""
        return [message for message in self.messages(channel) if message["ephemeral"]]

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

        try:
            found: Json = await self.until(find, timeout_s)
        except TimeoutError as error:
            shown = "\n  ".join(message["content"][:200] for message in self.messages(channel))
            sentence = f"{self.user.username} waited in vain in {channel}; shown there:\n  {shown}"
            raise TimeoutError(sentence) from error
        return found

    async def until(self, probe: Callable[[], T | None], timeout_s: float = TIMEOUT_S) -> T:
        """Ask again after each thing that happens until the answer is true; TimeoutError else."""
        return await self.core.feed.until(probe, timeout_s)

    async def upload(self, filename: str, data: bytes) -> Json:
        return self.core.acts.upload(filename, data)

    async def _begin(
        self, kind: int, channel: str, data: Json, message: Json | None = None, *, wait: bool
    ) -> InteractionHandle:
        wish: Json = {"type": kind, "channel_id": self._place(channel).id, "data": data}
        if message is not None:
            wish["message_id"] = message["id"]
        handle = InteractionHandle(self.core, self.id, self.core.invocation.begin(self.user, wish))
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
