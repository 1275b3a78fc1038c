"""Where a job is spoken of, in ids alone, and the numbers its messages are sent under."""

import base64
from dataclasses import dataclass
from typing import Final, Literal, Self

from storage import Job

NONCE_BITS: Final = 63  # Discord keeps 25 characters of a nonce
MessageKind = Literal["result", "progress", "opening", "copy"]
# Numbers of the first release, under which messages may be on their way.
_TAGS: Final[dict[MessageKind, int]] = {"result": 0, "progress": 1, "opening": 2, "copy": 4}


@dataclass(frozen=True, slots=True)
class JobAddress:
    """Ids only, so that it outlives every restart.

    A stealth job is charged to its server and spoken of in direct messages, which have none.
    """

    job_id: str
    user_id: int
    guild_id: int | None
    channel_id: int
    message_id: int | None = None  # its progress message, as far as the database knows

    @classmethod
    def of(cls, job: Job) -> Self:
        guild_id = None if job.visibility == "stealth" else job.guild_id
        return cls(job.id, job.user_id, guild_id, job.channel_id, job.progress_message_id)

    def link(self, message_id: int | None) -> str:
        """Jumps to a message there; None: to the channel."""
        return link_to(self.guild_id, self.channel_id, message_id)


def link_to(guild_id: int | None, channel_id: int, message_id: int | None) -> str:
    """The address of a message, or of its channel; no server: direct messages."""
    parts = (guild_id or "@me", channel_id, message_id or "")
    return "https://discord.com/channels/" + "/".join(map(str, parts)).rstrip("/")


def nonce_for(job_id: str, message: MessageKind) -> int:
    """The number under which one of a job's messages is sent, the same for every attempt.

    Discord answers a second message of one number with the first.
    """
    raw = base64.urlsafe_b64decode(job_id + "==")
    return int.from_bytes(raw, "big") & ((1 << NONCE_BITS) - 1) ^ _TAGS[message]
