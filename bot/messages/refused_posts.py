"""What is done when Discord refuses a post: one table, by the code of its answer.

Whatever is not in the table and is refused for good is tried elsewhere, so that a code nobody has
met costs nobody their pictures. Knows no job and sends nothing.
"""

from enum import Enum
from typing import Final

import discord


class NextTry(Enum):
    """What to do with a post that was refused."""

    ELSEWHERE = "this place takes it from nobody, or not from us: by the interaction, else by DM"
    SMALLER = "the same post with smaller files"
    NOWHERE = "the post itself is wrong, so that no place would take it: our own fault"


# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
EXPLICIT: Final = 20009  # explicit content cannot be sent to the desired recipient
BY_CODE: Final = {
    10003: NextTry.ELSEWHERE,  # unknown channel
    EXPLICIT: NextTry.ELSEWHERE,
    40005: NextTry.SMALLER,  # request entity too large
    50001: NextTry.ELSEWHERE,  # missing access
    50006: NextTry.NOWHERE,  # empty message
    50007: NextTry.ELSEWHERE,  # this person's direct messages are closed
    50008: NextTry.ELSEWHERE,  # a channel without text
    50013: NextTry.ELSEWHERE,  # missing permissions
    50035: NextTry.NOWHERE,  # invalid form body
    50045: NextTry.SMALLER,  # file exceeds the maximum size
    50083: NextTry.ELSEWHERE,  # archived thread: posting would have opened it were it not locked
    50109: NextTry.NOWHERE,  # no JSON
    160002: NextTry.ELSEWHERE,  # no reply without reading the history
    160005: NextTry.ELSEWHERE,  # locked thread
    200000: NextTry.ELSEWHERE,  # blocked by the server's automatic moderation
    240000: NextTry.ELSEWHERE,  # blocked by the filter of harmful links
}
_TOO_LARGE: Final = 413  # also from a proxy before Discord, without a code


def next_try(error: discord.HTTPException) -> NextTry | None:
    """What to do about it; None where Discord itself is broken, busy, or does not know us."""
    if error.status == _TOO_LARGE:
        return NextTry.SMALLER
    if error.code in BY_CODE:
        return BY_CODE[error.code]
    return NextTry.ELSEWHERE if error.status in (400, 403, 404) else None
