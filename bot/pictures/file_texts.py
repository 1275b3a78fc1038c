"""What stands in a picture's file beside its pixels, as text: keywords of PNG, EXIF, comments, XMP.

Each piece by itself, so that a broken one takes none of the others along. Called in the decoder's
process alone; knows no program by its way of writing.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from PIL import ExifTags, Image

from bot.pictures.file_structure import content_credentials
from bot.pictures.unfit import BROKEN

MAX_TEXTS: Final = 1024 * 1024  # characters of all texts of one file
MAX_BYTES: Final = 4 * MAX_TEXTS  # of one of them, before it is read as text
# By their names in EXIF 2.32; Windows keeps the XP… ones in UTF-16.
_FIELDS: Final = (
    ExifTags.Base.ImageDescription, ExifTags.Base.Make, ExifTags.Base.Model,
    ExifTags.Base.Software, ExifTags.Base.Artist, ExifTags.Base.UserComment,
    ExifTags.Base.XPComment, ExifTags.Base.XPTitle, ExifTags.Base.XPKeywords,
)  # fmt: skip
_CODES: Final = (b"UNICODE", b"ASCII", b"JIS")  # EXIF 2.32, table 9: eight bytes before a comment
_CODE_BYTES: Final = 8
_COMFYUI: Final = b"comf"  # a chunk of its own in animated PNG, keyword and text as in tEXt


def texts_of(opened: Image.Image, data: bytes) -> Mapping[str, str]:
    """The shortest first, as many as fit; those of a PNG may stand behind its pixels.

    `data` are the bytes of the same file.
    """
    found = dict[str, str]()
    for keyword, text in _pieces(opened, data):
        text = text.strip("\0")
        if text.strip() and keyword not in found:
            found[keyword] = text
    texts, left = {}, MAX_TEXTS
    for keyword, text in sorted(found.items(), key=lambda one: len(one[1])):
        left -= len(keyword) + len(text)
        if left >= 0:
            texts[keyword] = text
    return texts


def _pieces(opened: Image.Image, data: bytes) -> Iterator[tuple[str, str]]:
    for key, value in opened.info.items():
        if isinstance(value, str):
            keyword = "XMP" if key == "XML:com.adobe.xmp" else str(key)
            yield keyword, in_utf8(str(value))
    for name, body, *_ in getattr(opened, "private_chunks", ()):
        if name == _COMFYUI and b"\0" in body[:80]:
            keyword, _, text = body.partition(b"\0")
            yield keyword.decode("latin-1"), _plain(text)
    comment, xmp = opened.info.get("comment"), opened.info.get("xmp")
    yield from _exif(opened)
    if isinstance(comment, bytes):
        yield "Comment", _plain(comment)
    if isinstance(xmp, bytes):
        yield "XMP", _plain(xmp)
    if who := content_credentials(data):
        yield "C2PA", who


def _exif(opened: Image.Image) -> Iterator[tuple[str, str]]:
    """The fields that hold text, wherever a program put them."""
    try:
        whole = opened.getexif()
        inside = whole.get_ifd(ExifTags.IFD.Exif)
    except BROKEN:
        return
    for field in _FIELDS:
        value = inside.get(field, whole.get(field))
        if isinstance(value, str):
            yield field.name, in_utf8(value)
        elif isinstance(value, bytes) and field.name.startswith("XP"):
            yield field.name, value[:MAX_BYTES].decode("utf-16-le", "replace")
        elif isinstance(value, bytes):
            yield field.name, user_comment(value)


def user_comment(value: bytes) -> str:
    """A comment behind the eight bytes that name its character code, which many write wrongly.

    `UNICODE` is UTF-16 in either order of bytes, and UTF-8 or no code at all occur in the wild.
    """
    value = value[:MAX_BYTES]
    code = value[:_CODE_BYTES].rstrip(b"\0 ")
    has_code = code in _CODES or not code
    text = value[_CODE_BYTES:] if has_code else value
    if code == b"UNICODE" or 3 * text[:4096].count(0) > len(text[:4096]):
        return _utf_16(text)
    return _plain(text)


def _utf_16(text: bytes) -> str:
    """By its mark or by whichever order gives more plain letters: settings are in English."""
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        return text.decode("utf-16", "replace")
    if not text[:4096].count(0):
        return _plain(text)
    big, little = (text.decode(name, "replace") for name in ("utf-16-be", "utf-16-le"))
    return max(big, little, key=lambda one: sum(letter.isascii() for letter in one[:4096]))


def _plain(text: bytes) -> str:
    return in_utf8(text[:MAX_BYTES].decode("latin-1"))


def in_utf8(text: str) -> str:
    """Many programs write UTF-8 where PNG says Latin-1, as which it was read."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
