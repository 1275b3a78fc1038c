"""A folder that is named as a model and has no model_index.json: the one file in it, or a sentence.

It may hold a single checkpoint, a heap of LoRAs, a part of a model, or models a level below.
"""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from engine.api.errors import ModelLoadError
from engine.files.foreign import IS_PICKLE, is_pickle_by_name
from engine.files.header import read_header
from engine.files.json_object import read_object
from engine.files.kinds import kind_of

INDEX = "model_index.json"
ENDS = (".safetensors", ".sft")
BELOW = (f"*/{INDEX}", f"*/*/{INDEX}", f"*/*/*/{INDEX}")  # as in the cache of the hub
LOOKED_AT = 200  # files of a folder


def single_file_in(folder: Path) -> Path:
    """The checkpoint in a folder that holds one file of weights; else ModelLoadError."""
    entries = sorted(islice(folder.iterdir(), LOOKED_AT))
    if not entries:
        raise ModelLoadError(f"{folder} is empty: download the model into it, or name its folder.")
    below = next((found for pattern in BELOW for found in sorted(folder.glob(pattern))), None)
    if below is not None:
        raise ModelLoadError(f"{folder} has no {INDEX}: name the folder {below.parent} in it.")
    if (folder / "config.json").is_file():
        raise ModelLoadError(_part(folder))
    files = [entry for entry in entries if entry.suffix.lower() in ENDS]
    if len(files) == 1:
        return files[0]
    if files:
        raise ModelLoadError(_several(folder, files))
    pickle = next((entry for entry in entries if is_pickle_by_name(entry)), None)
    if pickle is not None:
        raise ModelLoadError(f"{pickle} {IS_PICKLE}.")
    gguf = next((entry for entry in entries if entry.suffix.lower() == ".gguf"), None)
    if gguf is not None:
        read_header(gguf)  # which says what it is
    raise ModelLoadError(
        f"{folder} has no {INDEX}: a model folder in diffusers format has one; download the whole "
        "model, or name its folder."
    )


def _part(folder: Path) -> str:
    config = read_object(folder / "config.json")
    architectures = config.get("architectures")
    named = config.get("_class_name") or (architectures or [None])[0] or "a network"
    whole = folder.absolute().parent
    if (whole / INDEX).is_file():
        return f"{folder} is one part of a model ({named}): name the whole model, {whole}."
    return f"{folder} is a single network ({named}) and no model that draws: name one that does."


def _several(folder: Path, files: Sequence[Path]) -> str:
    """Which of them is a model, or what the first of them is instead."""
    whats = {file: _what(file) for file in files}
    models = [file for file, (_, is_model) in whats.items() if is_model]
    told = f"{folder} has no {INDEX} and {len(files)} files of weights"
    if models:
        return f"{told}: name the one that is meant, such as {models[0]}."
    what, _ = whats[files[0]]
    return f"{told}, none of them a model ({files[0].name} is {what}): name a model that draws."


def _what(file: Path) -> tuple[str, bool]:
    try:
        kind = kind_of(read_header(file))
    except ModelLoadError:
        return "damaged", False
    return kind.what, kind.pipeline is not None
