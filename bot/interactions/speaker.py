"""The language of the person behind an interaction: chosen in /settings, else their Discord's."""

import logging
import sqlite3
from typing import Any

import discord

from bot.language import speak
from bot.orders.preferences import read_preferences
from storage import StorageError

log = logging.getLogger(__name__)


async def speak_with(interaction: discord.Interaction[Any]) -> None:
    """From here on the running task speaks this person's language.

    Where the choice cannot be read, Discord's locale holds: the work itself will tell them why.
    """
    speak(interaction.locale.value)
    try:
        chosen = await read_preferences(interaction.client.storage, interaction.user.id)
    except (StorageError, sqlite3.Error, ValueError, TypeError) as error:
        log.warning("the chosen language cannot be read (%s)", error)
        return
    if chosen.language is not None:
        speak(chosen.language)
