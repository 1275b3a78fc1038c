"""Sending and editing messages, shared by channel, webhook and callback routes."""

from __future__ import annotations

from bot.local_discord.core import Core
from bot.local_discord.messages.composer import UploadedFile
from bot.local_discord.messages.message import Message
from bot.local_discord.protocol.errors import ApiError, FieldPath, unknown
from bot.local_discord.protocol.message_types import (
    EPHEMERAL,
    LOADING,
    SILENT,
    SUPPRESS_EMBEDS,
    V2,
)
from bot.local_discord.protocol.permissions import Permission
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.rules.body_check import BodyCheck
from bot.local_discord.rules.message_limits import check_message, check_not_empty
from bot.local_discord.world.world import THREAD, Channel

SENT_BY_BOT = V2 | SUPPRESS_EMBEDS | SILENT
SENT_BY_TOKEN = SENT_BY_BOT | EPHEMERAL
EDITED = V2 | SUPPRESS_EMBEDS


class Posting:
    """Checks a message body, then lets it become or change a message."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def channel(self, channel_id: str, *needed: Permission) -> Channel:
        """A channel in which the bot holds these permissions; 10003, 50001 or 50013."""
        world = self._core.world
        channel = world.channels.get(channel_id)
        if channel is None:
            raise unknown("Channel")
        if not world.can_see(world.bot, channel):
            raise ApiError(403, 50001, "Missing Access")
        if not all(world.may(world.bot, channel, permission) for permission in needed):
            raise ApiError(403, 50013, "Missing Permissions")
        return channel

    def sendable(self, channel_id: str, payload: Json, files: list[UploadedFile]) -> Channel:
        """A channel the bot may send this to by its own token; 50007 for a closed DM."""
        channel = self.channel(channel_id)
        if channel.is_dm:
            if self._core.world.people[channel.recipient_id or ""].has_closed_dms:
                raise ApiError(403, 50007, "Cannot send messages to this user")
            return channel
        is_thread = channel.type == THREAD
        needed = [
            Permission.SEND_MESSAGES_IN_THREADS if is_thread else Permission.SEND_MESSAGES,
            *([Permission.ATTACH_FILES] if files else []),
            *([Permission.EMBED_LINKS] if payload.get("embeds") else []),
            *([Permission.READ_MESSAGE_HISTORY] if payload.get("message_reference") else []),
        ]
        return self.channel(channel_id, *needed)

    def message(self, channel: Channel, message_id: str) -> Message:
        """A message the bot's own token can reach: ephemeral ones are unknown to it."""
        message = self._core.messages.get(channel.id, message_id)
        if message is None or message.audience is not None:
            raise unknown("Message")
        return message

    def send(
        self,
        channel: Channel,
        payload: Json,
        files: list[UploadedFile],
        *,
        path: FieldPath = (),
        allowed_flags: int = SENT_BY_BOT,
        audience: str | None = None,
        **extra: JsonValue,
    ) -> Message:
        """A new message by the bot, announced; path: where the body sits in the request."""
        check = BodyCheck()
        names = {file.number: file.filename for file in files}
        check_message(check, path, payload, names, allowed_flags=allowed_flags)
        check.settle()
        check_not_empty(payload, names)
        self._open(channel)
        message = self._core.composer.draft(channel, self._core.world.bot, payload, files, **extra)
        message.audience = audience if message.flags & EPHEMERAL else None
        if payload.get("nonce") is not None:
            message.nonce = str(payload["nonce"])
        self._core.messages.save(message)
        self._core.announcer.created(message)
        return message

    def edit(
        self,
        message: Message,
        payload: Json,
        files: list[UploadedFile],
        *,
        path: FieldPath = (),
    ) -> Message:
        """Apply an edit and announce it; the ephemeral flag stays as it is."""
        if self._core.world.channels[message.channel_id].is_archived:
            raise _archived()
        body = message.body
        check = BodyCheck()
        check_message(
            check,
            path,
            payload,
            {file.number: file.filename for file in files},
            allowed_flags=EDITED | (body["flags"] & (EPHEMERAL | LOADING | SILENT)),
            known_files=[r["filename"] for r in [*body["attachments"], *message.embedded]],
            is_v2=bool(body["flags"] & V2),
        )
        self._check_layout_alone(check, message, payload)
        check.settle()
        self._check_stays_something(message, payload, files)
        self._core.composer.revise(message, payload, files)
        self._core.messages.save(message)
        self._core.announcer.updated(message)
        return message

    def _open(self, channel: Channel) -> None:
        """A new message opens an archived thread; a locked one opens to moderators only.

        Source: https://docs.discord.com/developers/topics/threads
        """
        world = self._core.world
        if channel.is_locked and not world.may(world.bot, channel, Permission.MANAGE_THREADS):
            raise _archived() if channel.is_archived else ApiError(400, 160005, "Thread is locked")
        if channel.is_archived:
            channel.is_archived = False
            self._core.rows.save_channel(channel)
            self._core.announcer.channel_changed(channel, "THREAD_UPDATE")

    def _check_layout_alone(self, check: BodyCheck, message: Message, payload: Json) -> None:
        """A message that becomes a layout must give up its content and embeds."""
        if (payload.get("flags") or 0) & V2:
            for key in ("content", "embeds"):
                if payload.get(key, message.body[key]) and not payload.get(key):
                    code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_V2"
                    check.refuse((key,), code, f"'{key}' must be emptied for a layout.")

    def _check_stays_something(
        self, message: Message, payload: Json, files: list[UploadedFile]
    ) -> None:
        """50006 for an edit that would leave nothing to see."""
        keys = ("content", "embeds", "attachments", "components")
        after = {key: payload.get(key, message.body[key]) for key in keys}
        if not files and not any(after.values()) and not message.flags & LOADING:
            raise ApiError(400, 50006, "Cannot send an empty message")


def _archived() -> ApiError:
    return ApiError(400, 50083, "Tried to perform an operation on an archived thread")
