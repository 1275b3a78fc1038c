"""What every group of commands has in common. Knows no single command."""

from collections.abc import Sequence
from typing import Final

from discord import app_commands
from discord.ext import commands

from bot.interactions.wording import cut

MAX_TYPED: Final = 6000  # Discord: characters of one text option
MAX_CHOICES, MAX_CHOICE_NAME = 25, 100  # Discord: of an autocomplete


class EaselCog(commands.Cog):
    """Commands that people type; context menus cannot be declared in a cog, so they stand beside.

    The client registers both.
    """

    context_menus: Sequence[app_commands.ContextMenu] = ()


def choice_name(text: str) -> str:
    """The text as the name of a choice: one line, `…` where it was cut."""
    return cut(" ".join(text.split()), MAX_CHOICE_NAME)
