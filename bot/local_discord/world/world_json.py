"""The world in Discord's own shapes."""

from __future__ import annotations

from bot.local_discord.protocol.shapes import Json
from bot.local_discord.world.world import Channel, Role, User, World

JOINED_AT = "2026-01-05T09:00:00+00:00"


def user_json(user: User) -> Json:
    body: Json = {
        "id": user.id,
        "username": user.username,
        "discriminator": "0",
        "global_name": user.global_name,
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
        "banner": None,
        "accent_color": None,
        "clan": None,
    }
    return body | {"bot": True} if user.is_bot else body


def own_user_json(bot: User) -> Json:
    """The bot's own user, as `GET /users/@me` and READY show it."""
    extra = {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}
    return user_json(bot) | extra | {"bio": ""}


def member_json(user: User, *, with_user: bool = True) -> Json:
    body: Json = {
        "roles": list(user.role_ids),
        "joined_at": JOINED_AT,
        "premium_since": None,
        "nick": None,
        "avatar": None,
        "banner": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
    }
    return body | {"user": user_json(user)} if with_user else body


def role_json(role: Role) -> Json:
    return {
        "id": role.id,
        "name": role.name,
        "description": None,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": role.is_managed,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def channel_json(world: World, channel: Channel, last_message_id: str | None = None) -> Json:
    """A channel or thread of the guild, or a DM with its recipient."""
    if channel.is_dm:
        recipient = world.people[channel.recipient_id or ""]
        body: Json = {"id": channel.id, "type": channel.type, "flags": 0}
        return body | {"recipients": [user_json(recipient)], "last_message_id": last_message_id}
    body = {
        "id": channel.id,
        "type": channel.type,
        "guild_id": world.guild_id,
        "name": channel.name,
        "parent_id": channel.parent_id,
        "rate_limit_per_user": 0,
        "last_message_id": last_message_id,
        "flags": 0,
    }
    if channel.parent_id is not None:
        return body | _thread_part(world, channel)
    overwrites = [
        {"id": key, "type": 0 if key in world.roles else 1, "allow": str(allow), "deny": str(deny)}
        for key, (allow, deny) in channel.overwrites.items()
    ]
    return body | {
        "position": channel.position,
        "topic": channel.topic,
        "nsfw": False,
        "permission_overwrites": overwrites,
    }


def _thread_part(world: World, thread: Channel) -> Json:
    metadata = {
        "archived": thread.is_archived,
        "auto_archive_duration": 1440,
        "locked": thread.is_locked,
    }
    return {
        "owner_id": world.owner_id,
        "thread_metadata": metadata | {"archive_timestamp": JOINED_AT},
        "message_count": 0,
        "member_count": len(world.people),
        "total_message_sent": 0,
    }


def guild_json(world: World) -> Json:
    """The guild as `GET /guilds/{id}` answers it."""
    return {
        "id": world.guild_id,
        "name": world.guild_name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "owner_id": world.owner_id,
        "region": "local",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw": False,
        "nsfw_level": 0,
        "application_id": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": world.guild_locale,
        "vanity_url_code": None,
        "max_members": 500_000,
        "max_presences": None,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "home_header": None,
        "incidents_data": None,
        "latest_onboarding_question_id": None,
        "features": [],
        "roles": [role_json(role) for role in world.roles.values()],
        "emojis": [],
        "stickers": [],
    }


def guild_create_json(world: World, *, has_member_intent: bool) -> Json:
    """The guild as GUILD_CREATE brings it; without the intent the bot sees only itself."""
    members = world.members() if has_member_intent else [world.bot]
    return guild_json(world) | {
        "joined_at": JOINED_AT,
        "large": False,
        "unavailable": False,
        "member_count": len(world.members()),
        "members": [member_json(user) for user in members],
        "channels": [channel_json(world, channel) for channel in world.in_guild()],
        "threads": [channel_json(world, one) for one in world.threads() if not one.is_archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def application_json(world: World) -> Json:
    """The application as `GET /oauth2/applications/@me` answers it."""
    return {
        "id": world.application_id,
        "name": world.bot.username,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": own_user_json(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": user_json(world.people[world.owner_id]),
        "team": None,
        "integration_types_config": {"0": {}},
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
    }
