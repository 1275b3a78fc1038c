"""Commands for those who may manage the server: the check that both groups of them share."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

if TYPE_CHECKING:
    from bot.client import EaselBot


def must_manage(bot: "EaselBot", interaction: discord.Interaction[Any]) -> bool:
    """Discord hides such commands from others; this asks again at each use. Raises, or True."""
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    is_owner = interaction.user.id in bot.operator_ids
    if not interaction.permissions.manage_guild and not is_owner:
        raise app_commands.MissingPermissions(["manage_guild"])
    return True
