"""What is to be said, as plain values, and the shapes Discord's library wants for it.

A post is written once and may be sent several times: files and buttons are built anew each time.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import discord

MAX_CONTENT: Final = 2000  # Discord: characters of a message


@dataclass(frozen=True, slots=True)
class Attachment:
    """`is_spoiler`: veiled until it is pressed."""

    name: str
    data: bytes
    alt_text: str | None = None
    is_spoiler: bool = False

    def to_file(self) -> discord.File:
        kind = _SpoilerFile if self.is_spoiler else discord.File
        return kind(io.BytesIO(self.data), self.name, description=self.alt_text)


class _SpoilerFile(discord.File):
    """Veiled by Discord's own field; discord.py 2.7 knows only the older `SPOILER_` in its name."""

    def to_dict(self, index: int) -> dict[str, Any]:
        return {**super().to_dict(index), "is_spoiler": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message. `files` None leaves an edited message's files as they are."""

    content: str
    files: tuple[Attachment, ...] | None = ()
    buttons: Callable[[], discord.ui.View] | None = None
    pings: int | None = None  # the one person this may notify
    reply_to: int | None = None  # a message in the channel it is sent to
    nonce: int | None = None

    def as_edit(self) -> dict[str, Any]:
        """For `message.edit`: what is not named here is taken off the message."""
        fields: dict[str, Any] = {
            "content": self.content,
            "view": self.buttons() if self.buttons else None,
            "allowed_mentions": self._mentions(),
        }
        if self.files is not None:
            fields["attachments"] = self._files()
        return fields

    def as_answer(self) -> dict[str, Any]:
        """For `response.send_message` and `webhook.send`, which know neither nonce nor reply."""
        fields: dict[str, Any] = {
            "content": self.content,
            "files": self._files(),
            "allowed_mentions": self._mentions(),
        }
        if self.buttons is not None:
            fields["view"] = self.buttons()
        return fields

    def as_message(self, channel_id: int | None = None) -> dict[str, Any]:
        """For `channel.send`; the reply only in the channel it belongs to."""
        fields = self.as_answer()
        if self.nonce is not None:
            fields["nonce"] = self.nonce
        if self.reply_to is not None and channel_id is not None:
            fields["reference"] = discord.MessageReference(
                message_id=self.reply_to, channel_id=channel_id, fail_if_not_exists=False
            )
        return fields

    def _files(self) -> list[discord.File]:
        return [attachment.to_file() for attachment in self.files or ()]

    def _mentions(self) -> discord.AllowedMentions:
        users = [discord.Object(self.pings)] if self.pings is not None else False
        return discord.AllowedMentions(everyone=False, roles=False, users=users, replied_user=False)
