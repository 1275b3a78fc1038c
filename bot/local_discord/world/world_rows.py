"""What was added to the world or changed in it, kept across restarts."""

from __future__ import annotations

from dataclasses import asdict

from bot.local_discord.world.store import Store
from bot.local_discord.world.world import Channel, User, World


class WorldRows:
    """Loads saved people and channels into the world, and saves new ones."""

    def __init__(self, store: Store, world: World) -> None:
        self._store = store
        for _, row in store.each("user"):
            world.add_person(User(**row))
        for _, row in store.each("channel"):
            overwrites = {key: (pair[0], pair[1]) for key, pair in row["overwrites"].items()}
            channel = Channel(**row | {"overwrites": overwrites})
            world.channels[channel.id] = channel
        for key, row in store.each("locale"):
            if key == world.guild_id:
                world.guild_locale = row["locale"]
            elif key in world.people:
                world.people[key].locale = row["locale"]
                world.people[key].has_chosen_locale = True

    def save_person(self, person: User) -> None:
        self._store.put("user", person.id, asdict(person))

    def save_channel(self, channel: Channel) -> None:
        self._store.put("channel", channel.id, asdict(channel))

    def save_locale(self, key: str, locale: str) -> None:
        """The language of a person, or of the guild, by id."""
        self._store.put("locale", key, {"locale": locale})
