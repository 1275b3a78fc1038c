"""/settings, the lanes (/turbo, /fast, /relax), and for whose eyes: /stealth and /public."""

from discord import app_commands

from bot.features.settings.settings import SettingsPanel
from bot.interactions import cards
from bot.interactions.answer import Refusal, answer
from bot.interactions.commands import EaselCog
from bot.interactions.interaction import Interaction
from bot.language import say
from bot.orders.preferences import change_preferences
from bot.prompt import Speed, Visibility
from bot.running.current_menu import CurrentMenu
from storage import Storage


class SettingsCog(EaselCog):
    def __init__(self, storage: Storage, menu: CurrentMenu, panel: SettingsPanel) -> None:
        self._storage = storage
        self._menu = menu
        self._panel = panel

    @app_commands.command(description="Your defaults: model, style, speed and more")
    async def settings(self, interaction: Interaction) -> None:
        await self._panel.show(interaction)

    @app_commands.command(description="Your jobs go before all others and cost twice the credits")
    async def turbo(self, interaction: Interaction) -> None:
        menu = self._menu.known
        if menu is not None and not menu.is_turbo_allowed:
            raise Refusal(cards.not_available(say("speed-no-turbo")))
        await self._switch(interaction, "turbo")

    @app_commands.command(description="Your jobs use your credits and go before the free ones")
    async def fast(self, interaction: Interaction) -> None:
        await self._switch(interaction, "fast")

    @app_commands.command(description="Your jobs cost nothing and wait behind the fast ones")
    async def relax(self, interaction: Interaction) -> None:
        menu = self._menu.known
        if menu is not None and not menu.is_relax_allowed:
            raise Refusal(cards.not_available(say("speed-no-relax")))
        await self._switch(interaction, "relax")

    async def _switch(self, interaction: Interaction, speed: Speed) -> None:
        await change_preferences(
            self._storage, interaction.user.id, lambda old: old.with_(speed=speed)
        )
        title, text = say(f"speed-{speed}-title"), say(f"speed-{speed}")
        await answer(interaction, cards.done(text, title))

    @app_commands.command(description="Your pictures come by direct message, for your eyes only")
    async def stealth(self, interaction: Interaction) -> None:
        await self._hide(interaction)

    @app_commands.command(description="The same as /stealth")
    async def private(self, interaction: Interaction) -> None:
        await self._hide(interaction)

    @app_commands.command(description="Your pictures are posted where you ask for them")
    async def public(self, interaction: Interaction) -> None:
        await self._choose(interaction, "public")

    async def _hide(self, interaction: Interaction) -> None:
        menu = self._menu.known
        if menu is not None and not menu.is_stealth_allowed:
            raise Refusal(cards.not_available(say("stealth-off")))
        await self._choose(interaction, "stealth")

    async def _choose(self, interaction: Interaction, visibility: Visibility) -> None:
        await change_preferences(
            self._storage, interaction.user.id, lambda old: old.with_(visibility=visibility)
        )
        title, text = say(f"visibility-{visibility}-title"), say(f"visibility-{visibility}")
        await answer(interaction, cards.done(text, title))
