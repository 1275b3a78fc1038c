"""A person's choice of the language of their client, and the guild's of its own."""

from __future__ import annotations

from bot.local_discord.gateway.announcer import Announcer
from bot.local_discord.protocol.errors import PageError
from bot.local_discord.protocol.locales import LOCALES
from bot.local_discord.protocol.permissions import Permission
from bot.local_discord.protocol.shapes import JsonValue
from bot.local_discord.world.world import User, World
from bot.local_discord.world.world_rows import WorldRows


class LanguageChoice:
    """Changes the locale of a person's client, or the one their server prefers."""

    def __init__(self, world: World, rows: WorldRows, announcer: Announcer) -> None:
        self._world = world
        self._rows = rows
        self._announcer = announcer

    def choose(self, person: User, locale: JsonValue) -> None:
        """From now on this person's interactions carry it as `locale`."""
        person.locale = _known(locale)
        person.has_chosen_locale = True
        self._rows.save_locale(person.id, person.locale)

    def follow(self, person: User, locale: JsonValue) -> None:
        """Their browser's language, as long as they have chosen none; it is not kept."""
        if not person.has_chosen_locale:
            person.locale = _known(locale)

    def choose_for_guild(self, person: User, locale: JsonValue) -> None:
        """From now on the server's interactions carry it as `guild_locale`; the bot is told."""
        if not self._world.may(person, None, Permission.MANAGE_GUILD):
            raise PageError("Only those who manage the server choose its language.", 403)
        self.set_for_guild(locale)

    def set_for_guild(self, locale: JsonValue) -> None:
        """As `choose_for_guild`, without asking who wishes it."""
        self._world.guild_locale = _known(locale)
        self._rows.save_locale(self._world.guild_id, self._world.guild_locale)
        self._announcer.guild_changed()


def _known(locale: JsonValue) -> str:
    if not isinstance(locale, str) or locale not in LOCALES:
        raise PageError(f"{locale} is no locale of Discord's.")
    return locale
