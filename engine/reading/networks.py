"""Models that read, of the folders the operator names: looked for, loaded, and never trusted.

Only safetensors weights and classes that transformers has: nothing of a folder is run as code.
"""

from collections.abc import Callable
from pathlib import Path

import huggingface_hub
import torch

from engine.api.errors import ModelLoadError, RequestError
from engine.files.json_object import read_object
from engine.files.weights import find_weights
from engine.loading.completeness import Difference, check_filled
from engine.loading.sources import HUB_ID
from engine.runtime.failure import Failure, attempt, is_out_of_memory
from engine.runtime.stock import Stock, code_asked_for, first_line, gist

FILES = ("*.json", "*.safetensors", "*.txt", "*.model", "*.spm")


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
        read_object(folder / "config.json")
        weights = find_weights(folder, is_diffusers=False)
        network, info = auto_class.from_pretrained(
            folder,
            use_safetensors=True,
            variant=weights.variant,
            local_files_only=True,
            trust_remote_code=False,
            dtype=dtype,
            output_loading_info=True,
        )
        Difference(missing=tuple(sorted(info["missing_keys"]))).check(weights.files[0])
        check_filled(network, weights.files[0])
        return network.to(device).eval()

    return load_or_refuse(load, folder, kind)


def load_or_refuse(load: Callable[[], Stock], folder: Path, kind: str) -> Stock:
    """What it gives; RequestError, in one sentence, for whatever the libraries raise."""
    loaded = attempt(load)
    if not isinstance(loaded, Failure):
        return loaded
    error = loaded.error
    if is_out_of_memory(error):
        raise error
    if isinstance(error, ModelLoadError):
        told = f"The {kind} in {folder} could not be loaded: {error}"
    elif code := code_asked_for(folder):
        told = (
            f"The {kind} in {folder} asks for code of its own ({code}), which is never run: "
            "name one that transformers knows."
        )
    else:
        told = (
            f"The {kind} in {folder} could not be loaded ({gist(error)}): download it again, or "
            "name another."
        )
    raise RequestError(told) from error
