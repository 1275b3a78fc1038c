"""What a PNG of ours tells of its own making, and reading it back. Opens no file.

Two texts: `parameters`, as AUTOMATIC1111's web UI writes it and many programs read it, and `easel`,
JSON of all that was resolved, from which the same order is read back exactly.
"""

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from bot.orders.record import Record
from bot.prompt import ImagineOrder

PARAMETERS: Final = "parameters"
EASEL: Final = "easel"
VERSION: Final = 1
LONGEST_TEXT: Final = 300_000  # characters of ours: two thousand brackets, each told twice
# By AUTOMATIC1111's names, of its modules/sd_samplers_kdiffusion.py.
_SAMPLERS: Final = {
    "dpm++2m": "DPM++ 2M",
    "dpm++2m_sde": "DPM++ 2M SDE",
    "euler": "Euler",
    "euler_a": "Euler a",
    "heun": "Heun",
    "ddim": "DDIM",
    "lcm": "LCM",
    "unipc": "UniPC",
    "lms": "LMS",
    "dpm2": "DPM2",
    "dpm2_a": "DPM2 a",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """Of one picture (`index` 1 to 4), or of the grid (`index` None) whose first seed it names."""

    record: Record
    job_id: str
    model: str
    seed: int
    index: int | None = None

    @property
    def order(self) -> ImagineOrder:
        """As it was placed, with its seed."""
        return self.record.order

    def texts(self) -> Mapping[str, str]:
        """What is written into the file, by keyword."""
        about = {
            "version": VERSION,
            "job": self.job_id,
            "model": self.model,
            "seed": self.seed,
            "index": self.index,
            "order": json.loads(self.record.to_json()),
        }
        return {
            PARAMETERS: self.parameters(),
            EASEL: json.dumps(about, ensure_ascii=False, separators=(",", ":")),
        }

    def parameters(self) -> str:
        """Prompt, negative prompt and one line of values."""
        order, effects = self.record.order, self.record.effects
        values = {
            "Steps": effects.steps,
            "Sampler": _SAMPLERS.get(order.sampler, order.sampler),
            "CFG scale": f"{effects.guidance:g}",
            "Seed": self.seed,
            "Size": f"{order.width_px}x{order.height_px}",
            "Model": self.model.replace(",", " "),
        }
        if effects.strength is not None:
            values["Denoising strength"] = f"{effects.strength:g}"
        if effects.is_tile:
            values["Tiling"] = "True"
        lines = [_one_line(order.text)]
        if order.left_out:
            lines.append(f"Negative prompt: {_one_line(order.left_out)}")
        lines.append(", ".join(f"{name}: {value}" for name, value in values.items()))
        return "\n".join(lines)


def read_metadata(texts: Mapping[str, str]) -> Metadata | None:
    """What `Metadata.texts` wrote, read back; None for the texts of any other picture."""
    text = texts.get(EASEL)
    return None if text is None else _from_text(text)


def exact_prompt(metadata: Metadata) -> str:
    """The prompt of one of our pictures as it was shown, its seed said out loud."""
    order = metadata.order
    is_told = order.seed is None or order.sources.get("seed") not in ("drawn", None)
    return order.echo if is_told else f"{order.echo} --seed {order.seed}"


def _from_text(text: str) -> Metadata | None:
    """Whatever a stranger wrote there: ours, or None."""
    if len(text) > LONGEST_TEXT:
        return None
    try:
        values: dict[str, Any] = json.loads(text)
        if values["version"] != VERSION:
            return None
        record = _checked(Record.from_json(json.dumps(values["order"], allow_nan=False)))
        index = None if values["index"] is None else int(values["index"])
        job_id, model = str(values["job"]), str(values["model"])
        return Metadata(record, job_id, model, int(values["seed"]), index)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _checked(record: Record) -> Record:
    """The same; ValueError where a field holds another type than it says, or no number at all."""
    numbers = (record.order.width_px, record.order.height_px, record.order.guidance)
    if min(numbers) <= 0 or not all(map(math.isfinite, numbers)):
        raise ValueError("this is no order that can be made")
    return _record_type().validate_json(json.dumps(asdict(record), allow_nan=False), strict=True)


@functools.cache
def _record_type() -> TypeAdapter[Record]:
    return TypeAdapter(Record)


def _one_line(text: str) -> str:
    return " ".join(text.split())
