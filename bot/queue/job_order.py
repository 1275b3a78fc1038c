"""What is handed to the queue: a job as it is ordered, and how a pressed message shall change."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.orders.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOrder:
    """A job before it is priced and stored; `pictures` by the order of its links.

    `mask`: PNG of the part that is drawn anew, for the kinds that draw a part.

    `account_guild_id`: whose credits it takes, where it is ordered in direct messages.
    """

    kind: str
    prompt: str
    record: Record
    pictures: Sequence[bytes] = ()
    mask: bytes | None = None
    parent_id: str | None = None
    parent_index: int | None = None
    account_guild_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What becomes of the message that was pressed; one for all jobs of an order.

    `footer`: the command, which a refusal repeats. `view`: its buttons from now on.
    """

    footer: str | None = None
    view: discord.ui.View | None = None
    strips_buttons: bool = False
