"""The commands as a whole: whom they speak to, how their errors end, how Discord gets to know them.

Knows no single command.
"""

import asyncio
from typing import Any, Protocol

from discord import Locale, app_commands

from bot.interactions.fence import report
from bot.interactions.interaction import Interaction
from bot.language.commands import translated


class Speaks(Protocol):
    """What the commands ask of the client."""

    async def speak_with(self, interaction: Interaction) -> None: ...


class EaselTree(app_commands.CommandTree[Any]):
    """discord.py makes it for the client and asks it before every command and autocomplete."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Everybody may; from here on the task speaks the person's language."""
        client: Speaks = interaction.client
        await client.speak_with(interaction)
        return True

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        await report(interaction, error)

    async def payload(self) -> list[dict[str, Any]]:
        """All commands as Discord's registration wants them, in all languages there are."""
        locales = [locale.value for locale in Locale]
        plain = [command.to_dict(self) for command in self.get_commands()]
        return await asyncio.to_thread(lambda: [translated(part, locales) for part in plain])
