"""What a message may hold, whichever route it comes by.

Source: https://discord.com/developers/docs/resources/message#create-message
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.local_discord.protocol.errors import ApiError, FieldPath
from bot.local_discord.protocol.message_types import ATTACHMENT_SCHEME, V2
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.rules.body_check import BodyCheck
from bot.local_discord.rules.component_limits import check_components
from bot.local_discord.rules.embed_limits import check_embeds

CONTENT_LIMIT = 2000  # 4000 in the specification's bot routes; 2000 is what the docs promise


def check_message(
    check: BodyCheck,
    path: FieldPath,
    payload: Json,
    files: Mapping[str, str],
    *,
    allowed_flags: int,
    known_files: Sequence[str] = (),
    is_v2: bool = False,
) -> None:
    """One message body; `files` are the names of its `files[n]` parts by n.

    known_files: names of attachments the message already has. is_v2: it already is a layout.
    """
    flags = payload.get("flags") or 0
    is_v2 = is_v2 or bool(flags & V2)
    if flags & ~allowed_flags:
        check.refuse((*path, "flags"), "BITFIELD_INVALID", "These flags cannot be set here.")
    check.longest((*path, "content"), payload.get("content"), CONTENT_LIMIT)
    check_embeds(check, (*path, "embeds"), payload.get("embeds"))
    check_components(check, (*path, "components"), payload.get("components"), is_v2=is_v2)
    names = _check_attachments(check, (*path, "attachments"), payload, files)
    _check_references(check, path, payload, {*names, *known_files})
    nonce = payload.get("nonce")
    if nonce is not None:
        check.longest((*path, "nonce"), str(nonce), 25)
    if is_v2:
        for key in ("content", "embeds", "poll", "stickers"):
            if payload.get(key):
                sentence = f"'{key}' cannot be used with MessageFlags.IS_COMPONENTS_V2"
                check.refuse((*path, key), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_V2", sentence)


def check_not_empty(payload: Json, files: Mapping[str, str]) -> None:
    """50006 for a new message that would show nothing."""
    keys = ("content", "embeds", "components", "sticker_ids", "poll")
    if not files and not any(payload.get(key) for key in keys):
        raise ApiError(400, 50006, "Cannot send an empty message")


def _check_attachments(
    check: BodyCheck, path: FieldPath, payload: Json, files: Mapping[str, str]
) -> list[str]:
    """Each `files[n]` is listed once (or nothing is listed); names of all listed ones."""
    listed = check.most(path, payload.get("attachments"), 10)
    if len(files) > 10:
        check.refuse(path, "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    new = [str(item.get("id")) for item in listed if _is_new(item)]
    for index, item in enumerate(listed):
        check.longest((*path, index, "description"), item.get("description"), 1024)
        if _is_new(item) and str(item["id"]) not in files:
            sentence = f"No file was sent for attachment {item['id']}."
            check.refuse((*path, index, "id"), "ATTACHMENT_NOT_FOUND", sentence)
    if payload.get("attachments") is not None:
        for number in files:
            if new.count(number) != 1:
                sentence = f"files[{number}] must be listed exactly once."
                check.refuse(path, "ATTACHMENT_NOT_LISTED", sentence)
    given = [str(item["filename"]) for item in listed if item.get("filename")]
    return [*given, *files.values()]


def _is_new(item: Json) -> bool:
    """Whether a listed attachment names a `files[n]` part rather than a kept one."""
    return item.get("id") is not None and int(item["id"]) < 1 << 22


def _check_references(check: BodyCheck, path: FieldPath, payload: Json, names: set[str]) -> None:
    for where, text in _strings(payload, path):
        if text.startswith(ATTACHMENT_SCHEME) and text.removeprefix(ATTACHMENT_SCHEME) not in names:
            sentence = f"The referenced attachment was not found: {text}"
            check.refuse(where, "ATTACHMENT_NOT_FOUND", sentence)


def _strings(node: JsonValue, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key != "content":
                yield from _strings(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _strings(value, (*path, index))
