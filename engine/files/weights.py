"""The weight files of one part of a model: which there are, which of them is to be loaded.

A part is a folder (`unet`, `vae`, `text_encoder`) as diffusers and transformers write it: one file
or several with an index, perhaps of a variant (`fp16`, `bf16`) alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.api.errors import ModelLoadError
from engine.files.foreign import AGAIN, IS_PICKLE, is_pickle_by_name
from engine.files.header import Header, cannot_be_read, read_header
from engine.files.json_object import read_object

END = ".safetensors"
SHARD = re.compile(r"-\d{5}-of-\d{5}$")
LIKED_VARIANTS = ("fp32", "fp16", "bf16")  # the first that is there
STEMS = {True: "diffusion_pytorch_model", False: "model"}  # of diffusers, of transformers


@dataclass(frozen=True, slots=True)
class Weights:
    """variant: the word in the names of its files; None where there is none."""

    files: tuple[Path, ...]
    variant: str | None = None

    def header(self) -> Header:
        """Of all files together."""
        return {name: entry for file in self.files for name, entry in read_header(file).items()}


def find_weights(folder: Path, is_diffusers: bool) -> Weights:
    """Those to load, with sound headers; ModelLoadError for what is missing, foreign or damaged."""
    stem = STEMS[is_diffusers]
    try:
        names = sorted(file.name for file in folder.iterdir())
    except OSError as error:
        raise ModelLoadError(cannot_be_read(folder, error)) from error
    variant = _variant(folder, names, stem)
    plain = f"{stem}.{variant}{END}" if variant else f"{stem}{END}"
    index = f"{stem}{END}.index.{variant}.json" if variant else f"{stem}{END}.index.json"
    if plain in names:
        weights = Weights((folder / plain,), variant)
    else:
        weights = Weights(_shards(folder / index, names), variant)
    for file in weights.files:
        read_header(file)
    return weights


def _variant(folder: Path, names: Sequence[str], stem: str) -> str | None:
    """None where there are plain files; else the best of those that are there."""
    found: list[str | None] = []
    for name in names:
        if name.startswith(f"{stem}{END}.index.") and name.endswith(".json"):
            word = name.removeprefix(f"{stem}{END}.index.").removesuffix("json").rstrip(".")
            found.append(word or None)
        elif name.startswith(stem) and name.endswith(END):
            word = SHARD.sub("", name.removeprefix(stem).removesuffix(END)).lstrip(".")
            found.append(word or None)
    if not found:
        raise ModelLoadError(_without_weights(folder, names, stem))
    if None in found:
        return None
    words = sorted({word for word in found if word})
    return next((word for word in LIKED_VARIANTS if word in words), words[0])


def _shards(index: Path, names: Sequence[str]) -> tuple[Path, ...]:
    if index.name not in names:
        raise ModelLoadError(
            f"{index} is missing, which says what stands in which of the files beside it: "
            "download it into this folder."
        )
    told = read_object(index).get("weight_map")
    if not isinstance(told, dict) or not told or not all(_is_name(one) for one in told.values()):
        raise ModelLoadError(f"{index} names no files: {AGAIN}.")
    wanted = sorted(set(told.values()))
    missing = [name for name in wanted if name not in names]
    if missing:
        raise ModelLoadError(
            f"{index.parent / missing[0]} is missing ({len(missing)} of {len(wanted)} files that "
            f"{index.name} names): download what is missing."
        )
    return tuple(index.parent / name for name in wanted)


def _is_name(value: object) -> bool:
    """Of a file in this very folder."""
    return isinstance(value, str) and value.endswith(END) and Path(value).name == value


def _without_weights(folder: Path, names: Sequence[str], stem: str) -> str:
    wanted = f"{stem}{END}"
    likely = [name for name in names if name.lower().endswith((END, ".sft"))]
    pickles = [name for name in names if is_pickle_by_name(Path(name))]
    if likely:
        return f"{folder / likely[0]} has a name that is not looked for: call it {wanted}."
    if pickles:
        return f"{folder / pickles[0]} {IS_PICKLE}."
    if not names:
        return f"{folder} is empty: download {wanted} and config.json into it."
    return f"{folder} holds no weights: download {wanted} into it."
