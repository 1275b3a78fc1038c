"""A JSON file that holds an object, read within bounds; the sentence where it does not."""

import json
from pathlib import Path
from typing import Any

from engine.api.errors import ModelLoadError
from engine.files.foreign import AGAIN, LFS_POINTER, WEB_PAGE
from engine.files.header import cannot_be_read, check_is_file

MAX_BYTES = 64_000_000  # the tokenizers of language models have a third of it


def read_object(file: Path) -> dict[str, Any]:
    """The object in a JSON file."""
    try:
        check_is_file(file)
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise ModelLoadError(f"{file} has {size:,} bytes, far too many: {AGAIN}.")
        written = file.read_bytes()
    except OSError as error:
        raise ModelLoadError(cannot_be_read(file, error)) from error
    if not written.strip():
        raise ModelLoadError(f"{file} is empty: {AGAIN}.")
    if written.startswith(b"version https://git-lfs"):
        raise ModelLoadError(f"{file} {LFS_POINTER}.")
    if written.lstrip()[:1] == b"<":
        raise ModelLoadError(f"{file} {WEB_PAGE}.")
    try:
        content = json.loads(written.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ModelLoadError(
            f"{file} is not valid JSON ({_where(error)}): correct it, or {AGAIN}."
        ) from error
    if not isinstance(content, dict):
        raise ModelLoadError(f"{file} does not hold a JSON object: correct it, or {AGAIN}.")
    return content


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} is no UTF-8"
    return "its brackets never end" if isinstance(error, RecursionError) else str(error)
