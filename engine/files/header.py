"""The header of a safetensors file, read and checked; nothing in it is believed before that.

Every reader of weights comes through here first. Source of the format: safetensors, README.
"""

import json
import math
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from engine.api.errors import ModelLoadError
from engine.files.foreign import (
    AGAIN,
    FIRST_BYTES,
    IS_PICKLE,
    is_pickle_by_name,
    told_by_first_bytes,
)

LENGTH_BYTES = 8
MAX_HEADER_BYTES = 32_000_000  # the largest models have about a tenth of it
MAX_SIDES = 16  # of a tensor
BITS = {
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8,
    "F8_E5M2FNUZ": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U16": 16, "I16": 16, "F16": 16,
    "BF16": 16, "U32": 32, "I32": 32, "F32": 32, "U64": 64, "I64": 64, "F64": 64, "C64": 64,
}  # fmt: skip
DAMAGED = f"is damaged ({{}}): {AGAIN}"


@dataclass(frozen=True, slots=True)
class TensorEntry:
    dtype: str
    shape: tuple[int, ...]

    @property
    def values(self) -> int:
        return math.prod(self.shape)


Header = dict[str, TensorEntry]


def read_header(file: Path) -> Header:
    """The tensors of a safetensors file by their names.

    Raises ModelLoadError with a sentence that names the file, what is wrong and what to do.
    """
    try:
        return _read(file)
    except OSError as error:
        raise ModelLoadError(cannot_be_read(file, error)) from error


def cannot_be_read(file: Path, error: OSError) -> str:
    """The sentence for what the system says of a file or a folder."""
    if isinstance(error, PermissionError):
        return f"{file} may not be read by this user: change its permissions or its owner."
    if isinstance(error, FileNotFoundError):
        return f"There is no file {file}: download it, or correct the path."
    return f"{file} cannot be read: {error.strerror or error}."


def check_is_file(file: Path) -> None:
    """ModelLoadError for what is not there, or is no ordinary file."""
    if file.is_symlink() and not file.exists():
        raise ModelLoadError(
            f"{file} is a link to {file.readlink()}, which is not there: "
            "put the file there, or change the link."
        )
    mode = file.stat().st_mode
    if stat.S_ISDIR(mode):
        raise ModelLoadError(
            f"{file} is a folder and not a file: remove it, and download the file."
        )
    if not stat.S_ISREG(mode):
        raise ModelLoadError(f"{file} is no ordinary file: put the model's file in its place.")


def _read(file: Path) -> Header:
    check_is_file(file)
    size = file.stat().st_size
    with file.open("rb") as opened:
        first = opened.read(FIRST_BYTES)
        told = told_by_first_bytes(first)
        if told is not None:
            raise ModelLoadError(f"{file} {told}.")
        if size < LENGTH_BYTES:
            raise ModelLoadError(f"{file} has only {size} bytes: {AGAIN}.")
        (length,) = struct.unpack("<Q", first[:LENGTH_BYTES])
        if not 2 <= length <= MAX_HEADER_BYTES or first[LENGTH_BYTES : LENGTH_BYTES + 1] != b"{":
            raise ModelLoadError(f"{file} {_no_safetensors(file)}.")
        if LENGTH_BYTES + length > size:
            raise ModelLoadError(_cut_short(file, size, LENGTH_BYTES + length))
        opened.seek(LENGTH_BYTES)
        written = opened.read(length)
    header, data_bytes = _parsed(file, written)
    whole = LENGTH_BYTES + length + data_bytes
    if whole > size:
        raise ModelLoadError(_cut_short(file, size, whole))
    if whole < size:
        raise ModelLoadError(f"{file} {DAMAGED.format(f'{size - whole:,} bytes too many')}.")
    return header


def _no_safetensors(file: Path) -> str:
    if is_pickle_by_name(file):
        return IS_PICKLE
    return f"is no safetensors file, or its beginning is damaged: {AGAIN}"


def _cut_short(file: Path, size: int, least: int) -> str:
    """least: bytes of the whole file, or of the part of it that is certain."""
    return f"{file} is cut short ({least - size:,} of {least:,} bytes are missing): {AGAIN}."


def _parsed(file: Path, written: bytes) -> tuple[Header, int]:
    """The tensors, and how many bytes they take; they must lie one after the other."""
    try:
        entries: Any = json.loads(written)
    except (ValueError, RecursionError):
        raise ModelLoadError(
            f"{file} {DAMAGED.format('its list of tensors cannot be read')}."
        ) from None
    if not isinstance(entries, dict):
        raise ModelLoadError(f"{file} {DAMAGED.format('it has no list of tensors')}.")
    entries.pop("__metadata__", None)
    header: Header = {}
    places: list[tuple[int, int, str]] = []
    for name, entry in entries.items():
        header[name], place = _entry(file, name, entry)
        places.append((*place, name))
    end = 0
    for begin, stop, name in sorted(places):
        if begin != end:
            raise ModelLoadError(
                f"{file} {DAMAGED.format(f'the tensor {name[:80]} does not lie in its place')}."
            )
        end = stop
    return header, end


def _entry(file: Path, name: str, entry: Any) -> tuple[TensorEntry, tuple[int, int]]:  # noqa: ANN401
    short = name[:80]
    undescribed = DAMAGED.format(f"{short} is not described as tensors are")
    if not isinstance(entry, dict):
        raise ModelLoadError(f"{file} {undescribed}.")
    dtype, shape, offsets = (entry.get(key) for key in ("dtype", "shape", "data_offsets"))
    if not (_are_counts(shape) and len(shape) <= MAX_SIDES):
        raise ModelLoadError(f"{file} {undescribed}.")
    if not (_are_counts(offsets) and len(offsets) == 2):
        raise ModelLoadError(f"{file} {undescribed}.")
    if not isinstance(dtype, str) or dtype not in BITS:
        raise ModelLoadError(
            f"{file} holds the tensor {short} in the number format {str(dtype)[:20]}, which Easel "
            "does not know: take the file in float16, bfloat16 or float32."
        )
    tensor = TensorEntry(dtype, tuple(shape))
    begin, stop = offsets
    if (stop - begin) * 8 != tensor.values * BITS[dtype]:
        wrong = DAMAGED.format(f"the tensor {short} has not as many bytes as its shape says")
        raise ModelLoadError(f"{file} {wrong}.")
    return tensor, (begin, stop)


def _are_counts(values: object) -> TypeGuard[list[int]]:
    return isinstance(values, list) and all(type(one) is int and one >= 0 for one in values)
