"""Who and what exists: one guild, its people, roles and channels, and the bot.

Nouns and look-ups only; messages, commands and connections live elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.local_discord.protocol.permissions import EVERYONE, EVERYTHING, Permission, overlay

GUILD_TEXT, DM, THREAD = 0, 1, 11  # channel types; source: Discord's documentation, "Channel Types"


@dataclass(slots=True)
class User:
    """A person, or the bot."""

    id: str
    username: str
    global_name: str | None
    is_bot: bool = False
    role_ids: list[str] = field(default_factory=list)
    has_closed_dms: bool = False
    is_member: bool = True
    locale: str = "en-US"
    """The language of this person's client."""
    has_chosen_locale: bool = False
    """Whether they chose it; else it is their browser's."""


@dataclass(slots=True)
class Role:
    id: str
    name: str
    permissions: int
    position: int
    color: int = 0
    is_managed: bool = False


@dataclass(slots=True)
class Channel:
    """A text channel or thread of the guild, or one person's DM with the bot."""

    id: str
    type: int
    name: str
    position: int = 0
    topic: str | None = None
    parent_id: str | None = None
    recipient_id: str | None = None
    overwrites: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Allow and deny bits by role or user id."""
    is_archived: bool = False
    is_locked: bool = False
    """Of threads: an archived one opens by being posted to, a locked one to moderators only."""

    @property
    def is_dm(self) -> bool:
        return self.type == DM


@dataclass(slots=True)
class World:
    """Everything that is there before anybody speaks."""

    guild_id: str
    guild_name: str
    owner_id: str
    bot: User
    application_id: str
    people: dict[str, User]
    roles: dict[str, Role]
    channels: dict[str, Channel]
    guild_locale: str = "en-US"
    """The language the guild prefers."""

    @classmethod
    def default(cls) -> World:
        """The guild "Easel Studio" with Ada (owner), Ben and Chloe."""
        guild_id = "800000000000000001"
        patron = Role("800000000000000201", "Patron", 0, 1, 0xE0A458)
        everyone = Role(guild_id, "@everyone", EVERYONE, 0)
        admin = Role("800000000000000202", "Admin", int(Permission.ADMINISTRATOR), 2, 0x6C8AE4)
        app = Role("800000000000000203", "Easel", EVERYONE, 3, is_managed=True)
        people = [
            User("600000000000000001", "ada", "Ada", role_ids=[admin.id]),
            User("600000000000000002", "ben", "Ben"),
            User("600000000000000003", "chloe", "Chloe", role_ids=[patron.id]),
        ]
        texts = [
            Channel("800000000000000101", GUILD_TEXT, "general", 0, "Anything goes"),
            Channel("800000000000000102", GUILD_TEXT, "gallery", 1, "Pictures worth keeping"),
            Channel("800000000000000103", GUILD_TEXT, "quiet", 2, "For slow afternoons"),
        ]
        bot = User("900000000000000001", "Easel", None, is_bot=True, role_ids=[app.id])
        world = cls(
            guild_id=guild_id,
            guild_name="Easel Studio",
            owner_id=people[0].id,
            bot=bot,
            application_id=bot.id,
            people={},
            roles={role.id: role for role in (everyone, patron, admin, app)},
            channels={channel.id: channel for channel in texts},
        )
        for person in people:
            world.add_person(person)
        return world

    def add_person(self, person: User) -> Channel:
        """Let somebody in; what comes back is their DM channel with the bot."""
        self.people[person.id] = person
        dm = Channel(str(int(person.id) + 100_000), DM, person.username, recipient_id=person.id)
        return self.channels.setdefault(dm.id, dm)

    def user(self, user_id: str) -> User | None:
        return self.bot if user_id == self.bot.id else self.people.get(user_id)

    def person_named(self, name: str) -> User:
        for person in self.people.values():
            if name.lower() in (person.username.lower(), (person.global_name or "").lower()):
                return person
        raise KeyError(f"nobody here is called {name}")

    def role_named(self, name: str) -> Role:
        return next(role for role in self.roles.values() if role.name == name)

    def channel_named(self, name: str) -> Channel:
        bare = name.removeprefix("#")
        for channel in self.channels.values():
            if not channel.is_dm and channel.name == bare:
                return channel
        raise KeyError(f"there is no channel #{bare}")

    def dm_with(self, user_id: str) -> Channel | None:
        found = (c for c in self.channels.values() if c.is_dm and c.recipient_id == user_id)
        return next(found, None)

    def in_guild(self) -> list[Channel]:
        return [c for c in self.channels.values() if c.type == GUILD_TEXT]

    def threads(self) -> list[Channel]:
        return [c for c in self.channels.values() if c.type == THREAD]

    def members(self) -> list[User]:
        return [self.bot, *(person for person in self.people.values() if person.is_member)]

    def permissions(self, user: User, channel: Channel | None = None) -> int:
        """What a user may do in a channel, or in the guild at large.

        Source: https://discord.com/developers/docs/topics/permissions#permission-overwrites
        """
        if channel is not None and channel.is_dm:
            return EVERYONE if channel.recipient_id == user.id or user.is_bot else 0
        if user.id == self.owner_id:
            return EVERYTHING
        held = [self.roles[role_id] for role_id in user.role_ids if role_id in self.roles]
        base = self.roles[self.guild_id].permissions
        for role in held:
            base |= role.permissions
        if base & Permission.ADMINISTRATOR:
            return EVERYTHING
        if channel is None:
            return base
        rules = self.channels[channel.parent_id] if channel.parent_id else channel
        ranked = [self.guild_id, *(role.id for role in held), user.id]
        return overlay(base, [rules.overwrites[key] for key in ranked if key in rules.overwrites])

    def may(self, user: User, channel: Channel | None, needed: Permission) -> bool:
        """Whether a user holds every bit of `needed` there."""
        return self.permissions(user, channel) & needed == needed

    def can_see(self, user: User, channel: Channel) -> bool:
        return self.may(user, channel, Permission.VIEW_CHANNEL)
