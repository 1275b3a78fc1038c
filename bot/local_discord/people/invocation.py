"""A person uses the bot: commands, buttons, selects, menus and forms become interactions.

The page's HTTP calls and the test driver come through here alike.
"""

from __future__ import annotations

from bot.local_discord.gateway.announcer import Announcer
from bot.local_discord.gateway.gateway import Gateway
from bot.local_discord.interactions import interaction as kinds
from bot.local_discord.interactions.command_book import CommandBook
from bot.local_discord.interactions.interaction import Interaction, InteractionBook
from bot.local_discord.interactions.interaction_payload import InteractionPayloads
from bot.local_discord.messages.message import Message, MessageBook
from bot.local_discord.people.command_options import checked_options, focused_option, wanted_objects
from bot.local_discord.people.form_values import (
    SELECT_TABLES,
    checked_select,
    filled_form,
    given_values,
)
from bot.local_discord.protocol.command_types import CHAT, GROUP, SUB_COMMAND, USER_MENU
from bot.local_discord.protocol.component_types import BUTTON, SELECTS, UPLOAD, walk
from bot.local_discord.protocol.errors import PageError
from bot.local_discord.protocol.message_types import MENU_ANSWER, SLASH_ANSWER
from bot.local_discord.protocol.shapes import Json
from bot.local_discord.settings.clock import Clock
from bot.local_discord.settings.faults import Faults
from bot.local_discord.settings.options import ServerOptions
from bot.local_discord.world.world import Channel, User, World
from bot.local_discord.world.world_json import user_json


class Invocation:
    """Opens interactions for people and sends them to the bot."""

    def __init__(
        self,
        *,
        world: World,
        clock: Clock,
        options: ServerOptions,
        commands: CommandBook,
        messages: MessageBook,
        book: InteractionBook,
        payloads: InteractionPayloads,
        gateway: Gateway,
        announcer: Announcer,
        faults: Faults,
    ) -> None:
        self._world = world
        self._clock = clock
        self._options = options
        self._commands = commands
        self._messages = messages
        self._book = book
        self._payloads = payloads
        self._gateway = gateway
        self._announcer = announcer
        self._faults = faults

    def begin(self, person: User, wish: Json) -> Interaction:
        """Open what the page's `POST /local/interactions` describes; refused in one sentence."""
        channel = self._world.channels.get(str(wish.get("channel_id")))
        if channel is None or not self._world.can_see(person, channel):
            raise PageError("You cannot see that channel.", 403)
        kind, data = wish.get("type"), wish.get("data")
        if not isinstance(data, dict):
            raise PageError("An interaction needs data.")
        nonce = str(wish.get("nonce") or "")
        if kind in (kinds.COMMAND, kinds.AUTOCOMPLETE):
            return self._command(person, channel, kind, data, nonce)
        if kind == kinds.COMPONENT:
            return self._press(person, channel, data, nonce, str(wish.get("message_id")))
        if kind == kinds.MODAL_SUBMIT:
            return self._submit(person, channel, data, nonce)
        raise PageError("That is no type of interaction.")

    def _command(
        self, person: User, channel: Channel, kind: int, data: Json, nonce: str
    ) -> Interaction:
        command = self._commands.find(str(data.get("id")))
        if command is None:
            raise PageError("This command is outdated, please try again in a few minutes.", 404)
        if not self._commands.is_offered(command, person, channel):
            raise PageError("You do not have permission to use this command here.", 403)
        body: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
        if command.get("guild_id"):
            body["guild_id"] = command["guild_id"]
        if command["type"] == CHAT:
            is_draft = kind == kinds.AUTOCOMPLETE
            given = data.get("options") or []
            body["options"] = checked_options(command["options"], given, is_draft=is_draft)
            wanted = [] if is_draft else wanted_objects(body["options"])
            if is_draft:
                focused_option(body["options"])
        else:
            body["target_id"] = str(data.get("target_id"))
            wanted = [("users" if command["type"] == USER_MENU else "messages", body["target_id"])]
            self._check_target(person, channel, *wanted[0])
        if wanted:
            body["resolved"] = self._payloads.resolved(channel, wanted)
        interaction = self._book.open(kind, person.id, channel.id, nonce)
        interaction.message_type = SLASH_ANSWER if command["type"] == CHAT else MENU_ANSWER
        about: Json = {"name": _whole_name(body), "command_type": command["type"]}
        if command["type"] != CHAT:
            key = "target_user" if command["type"] == USER_MENU else "target_message_id"
            target = body["target_id"]
            about[key] = body["resolved"]["users"][target] if key == "target_user" else target
        return self._dispatch(interaction, body, about=about)

    def _check_target(self, person: User, channel: Channel, table: str, target_id: str) -> None:
        """A context menu needs a message this person sees."""
        message = self._messages.get(channel.id, target_id)
        if table == "messages" and (message is None or not message.is_for(person.id)):
            raise PageError("That message is gone.", 404)

    def _press(
        self, person: User, channel: Channel, data: Json, nonce: str, message_id: str
    ) -> Interaction:
        message = self._messages.get(channel.id, message_id)
        if message is None or not message.is_for(person.id):
            raise PageError("That message is gone.", 404)
        part = self._part(message, str(data.get("custom_id")))
        body: Json = {
            "custom_id": part["custom_id"],
            "component_type": part["type"],
            "id": part["id"],
        }
        if part["type"] in SELECTS:
            body["values"] = checked_select(part, list(data.get("values") or []))
            table = SELECT_TABLES.get(part["type"])
            if table is not None:
                wanted = [(table, value) for value in body["values"]]
                body["resolved"] = self._payloads.resolved(channel, wanted)
        interaction = self._book.open(kinds.COMPONENT, person.id, channel.id, nonce)
        interaction.pressed_message_id = message.id
        about = {"interacted_message_id": message.id}
        return self._dispatch(interaction, body, message, about=about)

    def _part(self, message: Message, custom_id: str) -> Json:
        for _, part in walk(message.body["components"]):
            is_usable = part["type"] == BUTTON or part["type"] in SELECTS
            if is_usable and part.get("custom_id") == custom_id:
                if part.get("disabled"):
                    raise PageError("That is disabled.")
                return part
        raise PageError("That message has no such button.", 404)

    def _submit(self, person: User, channel: Channel, data: Json, nonce: str) -> Interaction:
        custom_id = str(data.get("custom_id"))
        opener = self._book.open_forms.get((person.id, custom_id))
        if opener is None or opener.modal is None or opener.channel_id != channel.id:
            raise PageError("That form is no longer open.", 404)
        given = given_values(data.get("components") or [])
        filled = filled_form(opener.modal["components"], given)
        del self._book.open_forms[person.id, custom_id]
        wanted = []
        for _, part in walk(filled):
            table = "attachments" if part["type"] == UPLOAD else SELECT_TABLES.get(part["type"])
            wanted += [(table, value) for value in part.get("values", []) if table is not None]
        body: Json = {"custom_id": custom_id, "components": filled}
        if wanted:
            body["resolved"] = self._payloads.resolved(channel, wanted)
        interaction = self._book.open(kinds.MODAL_SUBMIT, person.id, channel.id, nonce)
        message = None
        if opener.pressed_message_id is not None:
            message = self._messages.get(channel.id, opener.pressed_message_id)
            interaction.pressed_message_id = message.id if message else None
        about = {"triggering_interaction_metadata": opener.metadata}
        return self._dispatch(interaction, body, message, about=about)

    def _dispatch(
        self, interaction: Interaction, data: Json, message: Message | None = None, *, about: Json
    ) -> Interaction:
        payload = interaction.payload = self._payloads.build(interaction, data, message)
        interaction.metadata = {
            "id": interaction.id,
            "type": interaction.kind,
            "user": user_json(self._world.people[interaction.user_id]),
            "authorizing_integration_owners": payload["authorizing_integration_owners"],
            **about,
        }
        deadline_s = self._options.callback_deadline_s
        interaction.timer = self._clock.call_later(deadline_s, lambda: self._give_up(interaction))
        channel = self._world.channels[interaction.channel_id]
        guild_id = None if channel.is_dm else self._world.guild_id
        for _ in range(2 if self._faults.take_duplicate() else 1):
            self._gateway.dispatch("INTERACTION_CREATE", interaction.payload, guild_id=guild_id)
        self._announcer.interaction(interaction)
        return interaction

    def _give_up(self, interaction: Interaction) -> None:
        """Nobody answered in time: the person is told, and the token is dead."""
        if interaction.answer is None:
            interaction.state, interaction.error = kinds.FAILED, kinds.NO_ANSWER
            self._announcer.interaction(interaction)


def _whole_name(data: Json) -> str:
    """`quota show`, as the client names a subcommand."""
    for option in data.get("options") or []:
        if option["type"] in (SUB_COMMAND, GROUP):
            return f"{data['name']} {_whole_name(option)}"
    return str(data["name"])
