"""Models that read, of the folders the operator names: looked for, loaded, and never trusted.

Only safetensors weights and classes that transformers has: nothing of a folder is run as code.
"""

from collections.abc import Callable
from pathlib import Path

import huggingface_hub
import torch

from engine.api.errors import RequestError
from engine.loading.sources import HUB_ID
from engine.runtime.stock import Stock, code_asked_for, first_line

FILES = ("*.json", "*.safetensors", "*.txt", "*.model", "*.spm")
REFUSALS = (OSError, ValueError, RuntimeError, TypeError, LookupError, AttributeError, ImportError)


def find_folder(named: str, kind: str) -> Path:
    """The folder, brought from the hub if it is the id of one; raises RequestError."""
    path = Path(named).expanduser()
    if path.is_dir():
        return path
    if not HUB_ID.fullmatch(named):
        raise RequestError(f"There is no {kind} at {named}: name a folder or a hub id.")
    try:
        return Path(huggingface_hub.snapshot_download(named, allow_patterns=list(FILES)))
    except (OSError, ValueError) as error:
        raise RequestError(
            f"The {kind} {named} could not be fetched from the hub: {first_line(error)}"
        ) from error


def load_network(auto_class: Stock, folder: Path, kind: str, device: torch.device) -> Stock:
    """In evaluation mode, in float32 on the CPU and in half precision elsewhere."""
    dtype = torch.float32 if device.type == "cpu" else torch.float16

    def load() -> Stock:
        network = auto_class.from_pretrained(
            folder,
            use_safetensors=True,
            local_files_only=True,
            trust_remote_code=False,
            dtype=dtype,
        )
        return network.to(device).eval()

    return load_or_refuse(load, folder, kind)


def load_or_refuse(load: Callable[[], Stock], folder: Path, kind: str) -> Stock:
    """What it gives; RequestError, in one sentence, for what the libraries raise."""
    try:
        return load()
    except REFUSALS as error:
        if code := code_asked_for(folder):
            raise RequestError(
                f"The {kind} in {folder} asks for code of its own ({code}), which is never run: "
                "name one that transformers knows."
            ) from error
        raise RequestError(
            f"The {kind} in {folder} could not be loaded: {first_line(error)}"
        ) from error
