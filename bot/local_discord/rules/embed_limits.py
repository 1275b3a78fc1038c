"""Limits of embeds. Source: https://discord.com/developers/docs/resources/message#embed-object"""

from __future__ import annotations

from bot.local_discord.protocol.errors import FieldPath
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.rules.body_check import BodyCheck

SUM_LIMIT = 6000


def check_embeds(check: BodyCheck, path: FieldPath, embeds: JsonValue) -> None:
    """At most ten embeds, each part within its limit, all text within 6000 characters."""
    total = 0
    for index, embed in enumerate(check.most(path, embeds, 10)):
        total += _check_embed(check, (*path, index), embed)
    if total > SUM_LIMIT:
        sentence = f"Embeds together must be {SUM_LIMIT} or fewer in length."
        check.refuse(path, "MAX_EMBED_SIZE_EXCEEDED", sentence)


def _check_embed(check: BodyCheck, path: FieldPath, embed: Json) -> int:
    """Refuse what is too long; what comes back is the length of all text."""
    footer, author = embed.get("footer") or {}, embed.get("author") or {}
    texts = [
        ((*path, "title"), embed.get("title"), 256),
        ((*path, "description"), embed.get("description"), 4096),
        ((*path, "footer", "text"), footer.get("text"), 2048),
        ((*path, "author", "name"), author.get("name"), 256),
    ]
    for index, part in enumerate(check.most((*path, "fields"), embed.get("fields"), 25)):
        for key, limit in (("name", 256), ("value", 1024)):
            where = (*path, "fields", index, key)
            if not part.get(key):
                check.refuse(where, "BASE_TYPE_REQUIRED", "This field is required")
            texts.append((where, part.get(key), limit))
    for where, text, limit in texts:
        check.longest(where, text, limit)
    colour = embed.get("color")
    if colour is not None and not (isinstance(colour, int) and 0 <= colour <= 0xFFFFFF):
        sentence = "int value should be less than or equal to 16777215."
        check.refuse((*path, "color"), "NUMBER_TYPE_MAX", sentence)
    return sum(len(text) for _, text, _ in texts if isinstance(text, str))
