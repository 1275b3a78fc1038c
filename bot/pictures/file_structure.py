"""How a picture file is put together, read from its bytes before anything of it is decoded.

One pass from marker to marker; knows neither pixels nor colours.
"""

import re
from typing import Final

from bot.pictures.unfit import TOO_HARD, Unfit

JPEG: Final = b"\xff\xd8"
PNG: Final = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS: Final = 10_000  # of a PNG: 25 MB in pieces of 8 KB, as libpng writes them, are 3,200
MAX_SEGMENTS: Final = 10_000  # of a JPEG, bytes that only fill counted too
MAX_SCANS: Final = 100  # of a JPEG: encoders write ten, and each costs a pass over all pixels

_START_OF_SCAN: Final = 0xDA
_END: Final = 0xD9
_ALONE: Final = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a length: T.81, table B.1
# Whose name stands in the manifest of Content Credentials, as their services write it.
_SIGNERS: Final = (
    (b"OpenAI", "OpenAI"), (b"Google C2PA", "Google"), (b"Google LLC", "Google"),
    (b"Adobe_Firefly", "Adobe Firefly"), (b"Adobe Firefly", "Adobe Firefly"),
    (b"Microsoft", "Microsoft"), (b"Midjourney", "Midjourney"),
)  # fmt: skip
_MANIFEST: Final = re.compile(rb"jumb.{0,64}c2pa", re.DOTALL)  # the box of C2PA 1.0, 11.1
_MANIFEST_BYTES: Final = 256 * 1024  # from its beginning
# In a scan's data 0xFF stands before a zero or a restart; whatever else follows it is a marker.
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def check_structure(data: bytes) -> None:
    """Unfit where a file has more parts than any honest one; what it is else is not asked."""
    if data.startswith(PNG):
        _check_png(data)
    elif data.startswith(JPEG):
        _check_jpeg(data)


def _check_png(data: bytes) -> None:
    place, chunks = len(PNG), 0
    while place + 8 <= len(data):
        chunks += 1
        if chunks > MAX_CHUNKS:
            raise Unfit(TOO_HARD)
        place += 12 + int.from_bytes(data[place : place + 4], "big")  # length, name, sum


def _check_jpeg(data: bytes) -> None:
    """Up to the end marker: phones write whole films behind it."""
    place, segments, scans = len(JPEG), 0, 0
    while place + 1 < len(data):
        if data[place] != 0xFF:
            return  # broken: the decoder says so
        marker = data[place + 1]
        segments += 1
        scans += marker == _START_OF_SCAN
        if scans > MAX_SCANS or segments > MAX_SEGMENTS:
            raise Unfit(TOO_HARD)
        if marker == _END:
            return
        if marker == 0xFF or marker in _ALONE:
            place += 1 if marker == 0xFF else 2
            continue
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == _START_OF_SCAN:
            found = _AFTER_SCAN.search(data, place)
            place = len(data) if found is None else found.start()


def content_credentials(data: bytes) -> str | None:
    """Who signed the Content Credentials (C2PA) in a file; they name a maker and hold no prompt."""
    found = _MANIFEST.search(data)
    if found is None:
        return None
    manifest = data[found.start() : found.start() + _MANIFEST_BYTES]
    names = (name for mark, name in _SIGNERS if mark in manifest)
    return f"{next(names, 'Content Credentials')} (C2PA)"
