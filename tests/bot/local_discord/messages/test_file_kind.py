"""What uploaded bytes are, whatever their name says."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.local_discord.messages.file_kind import FileKind, file_kind


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_pictures_are_told_by_their_bytes(kind: str) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (37, 21)).save(buffer, kind)
    expected = FileKind(f"image/{kind.lower()}", 37, 21)
    assert file_kind("wrong.txt", buffer.getvalue()) == expected


def test_lossless_and_transparent_webp_are_told_with_their_sides() -> None:
    for mode, options in (("RGB", {"lossless": True}), ("RGBA", {"exif": b"Exif\x00\x00"})):
        buffer = io.BytesIO()
        Image.new(mode, (300, 200)).save(buffer, "WEBP", **options)
        assert file_kind("a", buffer.getvalue()) == FileKind("image/webp", 300, 200)


def test_other_files_go_by_name_but_never_as_a_picture() -> None:
    assert file_kind("prompt.txt", b"hello").content_type == "text/plain; charset=utf-8"
    assert file_kind("fake.png", b"<script>").content_type == "application/octet-stream"
    assert file_kind("unknown", b"").content_type == "application/octet-stream"
    assert file_kind("a.jpg", b"\xff\xd8\xff").content_type == "image/jpeg"
