"""One thing a person does on Discord, and who they are there: all that rights are asked about.

Knows no job and no database.
"""

from dataclasses import dataclass
from typing import Any, Self

import discord

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, and where; `guild_id` None: in direct messages, where nobody moderates."""

    id: int
    guild_id: int | None = None
    channel_id: int | None = None
    is_moderator: bool = False  # may manage messages here
    is_manager: bool = False  # may manage the server

    @classmethod
    def of(cls, interaction: Interaction) -> Self:
        """As Discord tells it with the interaction: the permissions are those of this moment."""
        is_here = interaction.guild_id is not None
        return cls(
            id=interaction.user.id,
            guild_id=interaction.guild_id,
            channel_id=interaction.channel_id,
            is_moderator=is_here and interaction.permissions.manage_messages,
            is_manager=is_here and interaction.permissions.manage_guild,
        )


def roles_of(interaction: Interaction) -> list[int]:
    """The roles of a member; nobody has any in direct messages."""
    return [role.id for role in getattr(interaction.user, "roles", ())]
