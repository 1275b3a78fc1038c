"""/prefer: a person's own options, their suffix, and three ways the bot behaves for them.

Each answer repeats what holds now.
"""

import asyncio
from collections.abc import Callable

from discord import app_commands
from discord.ext import commands

from bot.features.settings import own_options
from bot.features.settings.choices import edit_of
from bot.interactions import cards
from bot.interactions.answer import answer
from bot.interactions.chosen import preferences_of
from bot.interactions.commands import MAX_CHOICES
from bot.interactions.interaction import Interaction
from bot.interactions.wording import cut
from bot.language import say
from bot.orders.preferences import Preferences, change_preferences
from bot.queue.guards import TextGuard
from bot.running.current_menu import CurrentMenu
from storage import Storage

MAX_VALUE, MAX_SUFFIX = 1000, 1000


class PreferCog(
    commands.GroupCog, group_name="prefer", group_description="Your own options, suffix and ways"
):
    option = app_commands.Group(name="option", description="Your own short words for parameters")

    def __init__(self, storage: Storage, menu: CurrentMenu, words: TextGuard) -> None:
        self._storage = storage
        self._menu = menu
        self._words = words

    @option.command(
        name="set", description="Name words or parameters; an empty value deletes the name"
    )
    @app_commands.describe(
        option="The name you will type as --name",
        value="What it stands for: words first, parameters last. Empty: delete the option",
    )
    async def set_option(
        self,
        interaction: Interaction,
        option: app_commands.Range[str, 1, 100],
        value: app_commands.Range[str, 1, MAX_VALUE] | None = None,
    ) -> None:
        name, typed = option.strip().removeprefix("--"), (value or "").strip()
        menu = self._menu.require()
        if not typed:
            chosen = await self._change(interaction, lambda c: own_options.without_option(c, name))
            await _send_result(
                interaction, say("prefer-option-deleted", name=name), _listed(chosen)
            )
            return
        await self._words.check_texts((typed,), interaction.guild_id)
        kept = await asyncio.to_thread(own_options.option_of, name, typed, menu)
        chosen = await self._change(interaction, lambda c: own_options.with_option(c, name, kept))
        now = say("prefer-option-set", name=name, value=_plain(chosen.options[name]))
        await _send_result(interaction, now, say("prefer-option-use", name=name))

    @set_option.autocomplete("option")
    async def _own_names(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The names there are, each with its value."""
        chosen = await preferences_of(self._storage, interaction)
        wanted = typed.casefold().removeprefix("--")
        fitting = [name for name in sorted(chosen.options) if wanted in name]
        return [
            app_commands.Choice(name=cut(f"{name} → {chosen.options[name]}", 100), value=name)
            for name in fitting[:MAX_CHOICES]
        ]

    @option.command(name="list", description="Your own options and what they stand for")
    async def list_options(self, interaction: Interaction) -> None:
        chosen = await preferences_of(self._storage, interaction)
        await answer(interaction, cards.done(_listed(chosen), say("prefer-options-title")))

    @app_commands.command(description="Parameters behind every prompt of yours; empty: clear them")
    @app_commands.describe(new_value="Parameters only, such as --no text --ar 3:2")
    async def suffix(
        self,
        interaction: Interaction,
        new_value: app_commands.Range[str, 1, MAX_SUFFIX] | None = None,
    ) -> None:
        menu = self._menu.require()
        await self._words.check_texts((new_value or "",), interaction.guild_id)
        kept = await asyncio.to_thread(own_options.suffix_of, new_value or "", menu)
        chosen = await self._change(interaction, lambda c: c.with_(suffix=kept))
        if not chosen.suffix:
            await _send_result(interaction, say("prefer-suffix-cleared"))
        else:
            await _send_result(interaction, say("prefer-suffix-set", suffix=_plain(chosen.suffix)))

    @app_commands.command(description="Switch remix: variations and 🔄 ask for words first")
    async def remix(self, interaction: Interaction) -> None:
        chosen = await self._press(interaction, "remix")
        await _send_result(interaction, say(f"prefer-remix-{_on(chosen.is_remix)}"))

    @app_commands.command(description="Switch how far V1 to V4 go from the picture")
    async def variability(self, interaction: Interaction) -> None:
        chosen = await self._change(
            interaction,
            lambda c: c.with_(variability="low" if c.variability == "high" else "high"),
        )
        await _send_result(interaction, say(f"prefer-variability-{chosen.variability}"))

    @app_commands.command(name="auto_dm", description="Switch a copy of each result by DM")
    async def auto_dm(self, interaction: Interaction) -> None:
        chosen = await self._press(interaction, "dm")
        await _send_result(interaction, say(f"prefer-dm-{_on(chosen.is_auto_dm)}"))

    async def _press(self, interaction: Interaction, act: str) -> Preferences:
        """As the button of the panel."""
        edit = edit_of(act, "")
        assert edit is not None, act
        return await self._change(interaction, edit)

    async def _change(
        self, interaction: Interaction, edit: Callable[[Preferences], Preferences]
    ) -> Preferences:
        return await change_preferences(self._storage, interaction.user.id, edit)


async def _send_result(interaction: Interaction, *sentences: str) -> None:
    await answer(interaction, cards.done("\n".join(sentences), say("prefer-title")))


def _listed(chosen: Preferences) -> str:
    if not chosen.options:
        return say("prefer-no-options")
    lines = (f"`--{name}` → {_plain(value)}" for name, value in sorted(chosen.options.items()))
    return "\n".join(lines)


def _plain(typed: str) -> str:
    """Parameters as a code span."""
    return f"`{typed.replace('`', chr(39))}`"


def _on(is_on: bool) -> str:
    return "on" if is_on else "off"
