"""Makes messages out of checked request bodies, and revises them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.local_discord.messages.attachments import IS_SPOILER, MESSAGE_FILES, Attachments
from bot.local_discord.messages.layout import displayed_texts, laid_out, measures, resolved
from bot.local_discord.messages.message import Message
from bot.local_discord.protocol.message_types import LOADING, SUPPRESS_EMBEDS, V2
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.settings.clock import Clock
from bot.local_discord.world.snowflake import Snowflakes
from bot.local_discord.world.world import Channel, User, World
from bot.local_discord.world.world_json import user_json

_USER_MENTION = re.compile(r"<@!?(\d+)>")
_ROLE_MENTION = re.compile(r"<@&(\d+)>")


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """One `files[n]` part of a request."""

    number: str
    filename: str
    data: bytes


class Composer:
    """Builds and changes messages; who may do so was decided before."""

    def __init__(
        self, world: World, attachments: Attachments, snowflakes: Snowflakes, clock: Clock
    ) -> None:
        self._world = world
        self._attachments = attachments
        self._snowflakes = snowflakes
        self._clock = clock

    def draft(
        self,
        channel: Channel,
        author: User,
        payload: Json,
        files: list[UploadedFile],
        *,
        replied_to: str | None = None,
        **extra: JsonValue,
    ) -> Message:
        """A new message; `extra` are further keys of its body (type, metadata, reference).

        replied_to: id of the user whose message it answers, pinged unless that is forbidden.
        """
        body: Json = {
            "id": self._snowflakes.next(),
            "channel_id": channel.id,
            "author": user_json(author),
            "content": payload.get("content") or "",
            "embeds": [],
            "attachments": [],
            "components": [],
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": bool(payload.get("tts")),
            "type": 0,
            "flags": payload.get("flags") or 0,
            "timestamp": self._clock.now().isoformat(),
            "edited_timestamp": None,
        }
        message = Message(body | extra)
        self._fill(message, {**payload, "attachments": payload.get("attachments") or []}, files)
        self._mention(message, payload.get("allowed_mentions"), replied_to)
        return message

    def revise(self, message: Message, payload: Json, files: list[UploadedFile]) -> None:
        """Apply an edit: keys that are absent stay as they are."""
        body = message.body
        if "content" in payload:
            body["content"] = payload["content"] or ""
        if payload.get("flags") is not None:
            settable = V2 | SUPPRESS_EMBEDS
            body["flags"] = (body["flags"] & ~SUPPRESS_EMBEDS) | (payload["flags"] & settable)
        self._fill(message, payload, files)
        if body["flags"] & LOADING:
            body["flags"] &= ~LOADING
        else:
            body["edited_timestamp"] = self._clock.now().isoformat()
        if "content" in payload:
            self._mention(message, payload.get("allowed_mentions"))

    def _fill(self, message: Message, payload: Json, files: list[UploadedFile]) -> None:
        """Attachments first, then the embeds and components that may point at them."""
        body = message.body
        everything = self._attached(message, payload, files)
        known = {record["filename"]: record for record in everything}
        if payload.get("embeds") is not None:
            body["embeds"] = [self._embed(embed, known) for embed in payload["embeds"]]
        if payload.get("components") is not None:
            parts = self._attachments.contract(payload["components"])
            body["components"] = laid_out(parts, known, self._snowflakes)
        shown = {url for embed in body["embeds"] for url in _embed_urls(embed)}
        message.embedded = [record for record in everything if record["url"] in shown]
        body["attachments"] = [record for record in everything if record["url"] not in shown]

    def _attached(self, message: Message, payload: Json, files: list[UploadedFile]) -> list[Json]:
        """What the message holds after the edit: kept files, then new ones."""
        old = [*message.body["attachments"], *message.embedded]
        listed = payload.get("attachments")
        by_number = {str(item.get("id")): item for item in listed or []}
        kept = old if listed is None else [item for item in old if item["id"] in by_number]
        for item in old:
            if item not in kept:
                self._attachments.forget(item["id"])
        place = f"{MESSAGE_FILES}/{message.channel_id}"
        new = []
        for file in files:
            item = by_number.get(file.number, {})
            name, text = item.get("filename") or file.filename, item.get("description")
            flags = IS_SPOILER if item.get("is_spoiler") else None
            kept_file = self._attachments.keep(
                place, name, file.data, description=text, flags=flags
            )
            new.append(kept_file)
        return [*kept, *new]

    def _embed(self, embed: Json, known: dict[str, Json]) -> Json:
        body: Json = resolved(self._attachments.contract(embed), known)
        body["type"] = "rich"
        for key in ("image", "thumbnail"):
            if body.get(key):
                body[key] |= measures(body[key]["url"], known)
        return {key: value for key, value in body.items() if value is not None}

    def _mention(
        self, message: Message, allowed: Json | None, replied_to: str | None = None
    ) -> None:
        """Note who is pinged: what the text names, as far as `allowed_mentions` lets it."""
        body = message.body
        text = "\n".join([body["content"], *displayed_texts(body["components"])])
        rules = {"parse": ["users", "roles", "everyone"]} if allowed is None else allowed
        parse = rules.get("parse") or []
        users = {str(user) for user in rules.get("users") or []}
        roles = {str(role) for role in rules.get("roles") or []}
        named = dict.fromkeys(_USER_MENTION.findall(text))
        pinged = [user for user in named if "users" in parse or user in users]
        if replied_to is not None and rules.get("replied_user", allowed is None):
            pinged.append(replied_to)
        people = [self._world.user(user_id) for user_id in dict.fromkeys(pinged)]
        body["mentions"] = [user_json(user) for user in people if user is not None]
        named_roles = dict.fromkeys(_ROLE_MENTION.findall(text))
        body["mention_roles"] = [r for r in named_roles if "roles" in parse or r in roles]
        is_broadcast = "@everyone" in text or "@here" in text
        body["mention_everyone"] = is_broadcast and "everyone" in parse


def _embed_urls(embed: Json) -> list[str]:
    parts = [embed.get("image"), embed.get("thumbnail")]
    icons = [(embed.get(key) or {}).get("icon_url") for key in ("author", "footer")]
    return [*(part["url"] for part in parts if part), *(icon for icon in icons if icon)]
