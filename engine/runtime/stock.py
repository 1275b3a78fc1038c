"""What we take from diffusers and transformers, whose objects carry no types of use to us."""

import json
import re
from pathlib import Path
from typing import Any, TypeAlias

import diffusers
import huggingface_hub
import torch
import transformers

Stock: TypeAlias = Any  # an object of one of their classes
Json: TypeAlias = dict[str, Any]

CLASS = re.compile(r"<class '(?:\w+\.)*(\w+)'>")


def be_silent() -> None:
    """No progress bars and no advice from the libraries on the operator's terminal."""
    for library in (diffusers, transformers, huggingface_hub):
        logging: Stock = library.utils.logging
        logging.set_verbosity_error()
    for library in (diffusers, transformers):
        library.utils.logging.disable_progress_bar()


def quiet_scheduler(config: Json) -> Stock:
    """For the constructors of stock pipelines, which warn about other settings than these."""
    scheduler_class: Stock = diffusers.DDIMScheduler
    return scheduler_class.from_config(config | {"steps_offset": 1, "clip_sample": False})


def flow_scheduler(config: Json) -> Stock:
    """For the stock pipelines of flow models, whose configuration says how sigmas are shifted."""
    scheduler_class: Stock = diffusers.FlowMatchEulerDiscreteScheduler
    return scheduler_class.from_config(config)


def weight_bytes(pipeline: Stock, device: torch.device) -> int:
    """Of all networks of a stock pipeline, as far as they are on this device."""
    parts = [part for part in pipeline.components.values() if isinstance(part, torch.nn.Module)]
    tensors = [tensor for part in parts for tensor in (*part.parameters(), *part.buffers())]
    return sum(tensor.nbytes for tensor in tensors if tensor.device.type == device.type)


def code_asked_for(folder: Path) -> str | None:
    """The code that the configuration of a folder names as its own (`auto_map`), if it does."""
    for file in sorted(folder.glob("*.json")):
        try:
            written = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue  # whoever loads it says what is wrong
        if isinstance(written, dict) and written.get("auto_map"):
            return f"`auto_map` in {file.name}"
    return None


def first_line(error: Exception) -> str:
    """The gist of a library's error, as the end of a sentence of ours."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") + "." if lines else f"{type(error).__name__}."


def gist(error: Exception, length: int = 200) -> str:
    """What a library's error says, short and on one line, for brackets in a sentence of ours."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = lines[0] if lines else type(error).__name__
    if told.endswith(":") and len(lines) > 1:
        told = f"{told} {lines[1]}"  # the first line only says where
    if isinstance(error, KeyError | IndexError | AttributeError | TypeError | AssertionError):
        told = f"{type(error).__name__} {told}"  # means little without it
    told = CLASS.sub(r"\1", told.split(". ")[0]).rstrip(".")
    return told if len(told) <= length else told[:length].rstrip() + "…"
