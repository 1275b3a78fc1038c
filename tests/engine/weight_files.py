"""Safetensors files made by hand: sound ones of any names and shapes, and damaged ones.

Their numbers are a hole in the file, so a model of ten gigabytes takes a few kilobytes.
"""

import json
import math
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Shape = tuple[int, ...]
BYTES = 2  # of F16


def entries(shapes: Mapping[str, Shape]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    end = 0
    for name, shape in shapes.items():
        begin, end = end, end + BYTES * math.prod(shape)
        made[name] = {"dtype": "F16", "shape": list(shape), "data_offsets": [begin, end]}
    return made


def write(file: Path, shapes: Mapping[str, Shape] | Iterable[str]) -> Path:
    """A sound file with zeros in it; names alone stand for single numbers."""
    named = dict(shapes) if isinstance(shapes, Mapping) else dict.fromkeys(shapes, (1,))
    return write_header(file, json.dumps(entries(named)).encode())


def write_header(file: Path, header: bytes, data_bytes: int | None = None) -> Path:
    """data_bytes: None for as many as the header says."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if data_bytes is None:
        told = [one for name, one in json.loads(header).items() if name != "__metadata__"]
        data_bytes = max((one["data_offsets"][1] for one in told), default=0)
    with file.open("wb") as opened:
        opened.write(struct.pack("<Q", len(header)) + header)
        opened.truncate(8 + len(header) + data_bytes)
    return file
