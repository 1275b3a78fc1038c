"""The language of the person behind an interaction: chosen in /settings, else their Discord's."""

import logging
import sqlite3

from bot.interactions.chosen import preferences_of
from bot.interactions.interaction import Interaction
from bot.language import speak
from storage import Storage, StorageBroken, StorageError

log = logging.getLogger(__name__)


class Speaker:
    """Reads what people have chosen."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def speak_with(self, interaction: Interaction) -> None:
        """From here on the running task speaks this person's language.

        Where the choice cannot be read, Discord's locale holds: the work will tell them why.
        """
        speak(interaction.locale.value)
        try:
            chosen = await preferences_of(self._storage, interaction)
        except StorageBroken:
            return  # told once for all by `bot/running/disk_watch.py`
        except (StorageError, sqlite3.Error, ValueError, TypeError) as error:
            log.warning("the chosen language cannot be read (%s)", error)
            return
        if chosen.language is not None:
            speak(chosen.language)
