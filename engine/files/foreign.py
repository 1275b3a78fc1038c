"""What a file is that should hold safetensors and does not, told by its first bytes.

Each is the end of a sentence that begins with the file's path: what it is, and what to do.
"""

from pathlib import Path

FIRST_BYTES = 1024
PICKLES = (".bin", ".ckpt", ".pt", ".pth", ".pkl", ".pickle")
AGAIN = "download it again"
CONVERT = (
    "which can run code when opened: convert the model to safetensors, as docs/models.md shows, or "
    "take its .safetensors"
)
IS_PICKLE = f"is a pickle, {CONVERT}"
LFS_POINTER = (
    "is a Git LFS pointer and not the file itself: run `git lfs install` and `git lfs pull` in its "
    "folder"
)
WEB_PAGE = (
    "is a web page and not a model: download the file itself (its own download link, signed in "
    "where the site asks for it)"
)
# By what a file begins with; the first that fits.
BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"version https://git-lfs", LFS_POINTER),
    (b"PK\x03\x04", f"is a zip archive, which is how torch writes pickles, {CONVERT}"),
    (b"GGUF", "is a GGUF file, which Easel does not read: take the .safetensors of the same model"),
    (b"\x89HDF", "is an HDF5 file (Keras): take the .safetensors of the same model"),
    (b"\x1f\x8b", "is a gzip archive: unpack it, and name the .safetensors in it"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive: unpack it, and name the .safetensors in it"),
    (b"Rar!", "is a RAR archive: unpack it, and name the .safetensors in it"),
    (b"\x28\xb5\x2f\xfd", "is a zstd archive: unpack it, and name the .safetensors in it"),
    (b"\x89PNG", "is a PNG picture: name the model's .safetensors"),
    (b"\xff\xd8\xff", "is a JPEG picture: name the model's .safetensors"),
    (b"RIFF", "is a picture, a film or a sound: name the model's .safetensors"),
    (b"%PDF", "is a PDF: name the model's .safetensors"),
    (b"SQLite format 3", "is an SQLite database: name the model's .safetensors"),
)
PAGE_BEGINNINGS = (b"<!doctype", b"<html", b"<head", b"<?xml", b"<body", b"<script", b"<!--")


def told_by_first_bytes(first: bytes) -> str | None:
    """The end of a sentence; None where the bytes may begin a safetensors file."""
    if not first:
        return f"is empty (0 bytes): {AGAIN}"
    if first[4:9] == b"\0\0\0\0{":
        return None  # the length of a header, and its beginning: nothing else looks like that
    if not any(first):
        return f"begins with nothing but zeros, as a download does that never arrived: {AGAIN}"
    for beginning, told in BEGINNINGS:
        if first.startswith(beginning):
            return told
    if first[:1] == b"\x80" and first[1:2] in b"\x02\x03\x04\x05":
        return IS_PICKLE
    if first[257:262] == b"ustar":
        return "is a tar archive: unpack it, and name the .safetensors in it"
    text = first.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(PAGE_BEGINNINGS):
        return WEB_PAGE
    if _is_text(first):
        return f"is a text and not a model ({_shown(first)}): {AGAIN}"
    return None


def is_pickle_by_name(file: Path) -> bool:
    return file.suffix.lower() in PICKLES


def _is_text(first: bytes) -> bool:
    """A safetensors file begins with a number of eight bytes, of which the last are zeros."""
    return all(byte in b"\t\n\r\x0c" or 32 <= byte != 127 for byte in first)


def _shown(first: bytes, length: int = 40) -> str:
    """Its beginning on one line, for who knows it by that."""
    text = " ".join(first.decode("utf-8", "replace").split())
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return f'it begins "{plain[:length]}"'
