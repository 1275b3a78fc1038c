"""The first answer to an interaction: what each type does."""

from __future__ import annotations

import copy

from bot.local_discord.core import Core
from bot.local_discord.interactions import interaction as kinds
from bot.local_discord.interactions.interaction import Interaction
from bot.local_discord.messages.composer import UploadedFile
from bot.local_discord.messages.layout import number_parts
from bot.local_discord.messages.message import Message
from bot.local_discord.people.command_options import focused_option
from bot.local_discord.protocol.errors import InvalidForm, WrongField, unknown
from bot.local_discord.protocol.message_types import EPHEMERAL, LOADING, REPLY
from bot.local_discord.protocol.shapes import Json
from bot.local_discord.rest.posting import SENT_BY_TOKEN, Posting
from bot.local_discord.rest.route import NO_CONTENT, Answer, Call, Route
from bot.local_discord.rules.body_check import BodyCheck
from bot.local_discord.rules.command_limits import check_choice
from bot.local_discord.rules.modal_limits import check_modal


class CallbackRoutes:
    """The one route below `/interactions`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._posting = Posting(core)

    def routes(self) -> list[Route]:
        path = "/interactions/{interaction}/{token}/callback"
        return [Route("POST", path, self.answer, needs_token=False)]

    async def answer(self, call: Call) -> Answer:
        body, book = call.body(), self._core.interactions
        interaction = book.to_answer(call["interaction"], call["token"], is_late=call.is_late)
        kind = body.get("type")
        if kind not in interaction.legal_answers():
            sentence = f"Answer type {kind} is not allowed for interaction type {interaction.kind}."
            wrong = WrongField(("type",), "INTERACTION_CALLBACK_TYPE_INVALID", sentence)
            raise InvalidForm([wrong])
        message = self._apply(interaction, kind, body.get("data") or {}, call.files)
        interaction.answer = kind
        interaction.state = _STATES.get(kind, kinds.DONE)
        if interaction.timer is not None:
            interaction.timer.cancel()
        if message is not None:
            interaction.message_id = message.id
            interaction.message_ids.add(message.id)
        self._core.announcer.interaction(interaction)
        if call.query.get("with_response", "").lower() not in ("1", "true"):
            return NO_CONTENT
        return Answer(self._described(interaction, message))

    def _apply(
        self, interaction: Interaction, kind: int, data: Json, files: list[UploadedFile]
    ) -> Message | None:
        """Do what the answer says; what comes back is the message `@original` names."""
        if kind == kinds.MESSAGE:
            return self._message(interaction, data, files)
        if kind == kinds.DEFERRED_MESSAGE:
            return self._thinking(interaction, data)
        if kind == kinds.CHOICES:
            self._choices(interaction, data)
            return None
        if kind == kinds.MODAL:
            self._modal(interaction, data)
            return None
        pressed = self._core.messages.get(
            interaction.channel_id, str(interaction.pressed_message_id)
        )
        if pressed is None:
            raise unknown("Message")
        if kind == kinds.UPDATE:
            self._posting.edit(pressed, data, files, path=("data",))
        return pressed

    def _message(self, interaction: Interaction, data: Json, files: list[UploadedFile]) -> Message:
        channel = self._core.world.channels[interaction.channel_id]
        return self._posting.send(
            channel,
            data,
            files,
            path=("data",),
            allowed_flags=SENT_BY_TOKEN,
            audience=interaction.user_id,
            **message_parts(self._core, interaction, interaction.pressed_message_id),
        )

    def _thinking(self, interaction: Interaction, data: Json) -> Message:
        """The message that says "is thinking" until its first edit."""
        flags = data.get("flags") or 0
        if flags & ~EPHEMERAL or set(data) - {"flags"}:
            sentence = "A deferred answer carries only the ephemeral flag."
            raise InvalidForm([WrongField(("data", "flags"), "BITFIELD_INVALID", sentence)])
        core = self._core
        channel = core.world.channels[interaction.channel_id]
        parts = message_parts(core, interaction, interaction.pressed_message_id)
        body: Json = {"flags": flags | LOADING}
        message = core.composer.draft(channel, core.world.bot, body, [], **parts)
        message.audience = interaction.user_id if flags & EPHEMERAL else None
        core.messages.save(message)
        core.announcer.created(message)
        return message

    def _choices(self, interaction: Interaction, data: Json) -> None:
        check = BodyCheck()
        path = ("data", "choices")
        kind = focused_option(interaction.payload["data"]["options"])["type"]
        for index, choice in enumerate(check.most(path, data.get("choices"), 25)):
            check_choice(check, (*path, index), choice, kind)
        check.settle()
        interaction.choices = data["choices"]

    def _modal(self, interaction: Interaction, data: Json) -> None:
        check = BodyCheck()
        check_modal(check, ("data",), data)
        check.settle()
        modal = copy.deepcopy(data)
        number_parts(modal["components"])
        interaction.modal = modal | {"channel_id": interaction.channel_id}
        key = (interaction.user_id, modal["custom_id"])
        self._core.interactions.open_forms[key] = interaction

    def _described(self, interaction: Interaction, message: Message | None) -> Json:
        """The body that `with_response` asks for."""
        about: Json = {"id": interaction.id, "type": interaction.kind}
        if message is not None:
            about["response_message_id"] = message.id
            about["response_message_loading"] = bool(message.flags & LOADING)
            about["response_message_ephemeral"] = message.audience is not None
        if message is None or interaction.answer not in (kinds.MESSAGE, kinds.UPDATE):
            return {"interaction": about}
        resource = {"type": interaction.answer, "message": self._core.views.plain(message)}
        return {"interaction": about, "resource": resource}


_STATES = {kinds.MODAL: kinds.MODAL_STATE, kinds.CHOICES: kinds.CHOICES_STATE}


def message_parts(core: Core, interaction: Interaction, replied_id: str | None) -> Json:
    """The extra keys of a message that answers an interaction."""
    app_id = core.world.application_id
    parts: Json = {
        "webhook_id": app_id,
        "application_id": app_id,
        "interaction_metadata": interaction.metadata,
        "type": interaction.message_type,
    }
    if replied_id is not None:
        reference = {"type": 0, "channel_id": interaction.channel_id, "message_id": replied_id}
        if not core.world.channels[interaction.channel_id].is_dm:
            reference["guild_id"] = core.world.guild_id
        parts |= {"type": REPLY, "message_reference": reference}
    return parts
