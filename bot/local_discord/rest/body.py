"""Reads request bodies: JSON, or multipart with `payload_json` and `files[n]`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from bot.local_discord.messages.composer import UploadedFile
from bot.local_discord.protocol.errors import ApiError
from bot.local_discord.protocol.json_text import read_json
from bot.local_discord.protocol.shapes import JsonValue

REQUEST_LIMIT_BYTES = 25 * 1024 * 1024
_FILE_PART = re.compile(r"files\[(\d+)\]")


@dataclass(slots=True)
class Body:
    """What came: the JSON value (or None) and the files."""

    payload: JsonValue = None
    files: list[UploadedFile] = field(default_factory=list)


async def read_body(request: web.Request, file_limit_bytes: int) -> Body:
    """The body of a request; 40005 when it is too large, 50109 when it is no JSON."""
    if (request.content_length or 0) > REQUEST_LIMIT_BYTES:
        raise too_large()
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request, file_limit_bytes)
    text = await request.read()
    return Body(_parse(text)) if text else Body()


async def _read_multipart(request: web.Request, file_limit_bytes: int) -> Body:
    body = Body()
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise ApiError(400, 50109, "Nested multipart bodies are not read.")
        data = bytes(await part.read())
        name = part.name or ""
        numbered = _FILE_PART.fullmatch(name)
        if name == "payload_json":
            body.payload = _parse(data)
        elif numbered:
            if len(data) > file_limit_bytes:
                raise too_large()
            body.files.append(UploadedFile(numbered[1], part.filename or "file", data))
        else:
            raise ApiError(400, 50035, f"Invalid Form Body: unexpected part {name!r}")
    return body


def _parse(text: bytes) -> JsonValue:
    try:
        return read_json(text)
    except ValueError as error:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from error


def too_large() -> ApiError:
    return ApiError(413, 40005, "Request entity too large")
