"""What an uploaded file really is, read from its first bytes."""

from __future__ import annotations

import mimetypes
import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """Content type, and the size of a picture where it is one."""

    content_type: str
    width_px: int | None = None
    height_px: int | None = None


def file_kind(filename: str, data: bytes) -> FileKind:
    """Sniff pictures by their bytes; anything else goes by its name."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        return FileKind("image/png", *struct.unpack(">II", data[16:24]))
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        return FileKind("image/gif", *struct.unpack("<HH", data[6:10]))
    if data[:3] == b"\xff\xd8\xff":
        return _jpeg(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        return _webp(data)
    guess = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    if guess.startswith("image/") and guess != "image/svg+xml":
        guess = "application/octet-stream"
    return FileKind(f"{guess}; charset=utf-8" if guess.startswith("text/") else guess)


def _jpeg(data: bytes) -> FileKind:
    """Walk the segments to the frame header, which holds the size."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return FileKind("image/jpeg", width, height)
        at += 2 + length
    return FileKind("image/jpeg")


def _webp(data: bytes) -> FileKind:
    """Source: https://developers.google.com/speed/webp/docs/riff_container"""
    chunk = data[12:16]
    if chunk == b"VP8X":
        width = 1 + int.from_bytes(data[24:27], "little")
        return FileKind("image/webp", width, 1 + int.from_bytes(data[27:30], "little"))
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return FileKind("image/webp", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    width, height = struct.unpack("<HH", data[26:30])
    return FileKind("image/webp", width & 0x3FFF, height & 0x3FFF)
