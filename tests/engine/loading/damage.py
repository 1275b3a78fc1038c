"""Ways to break a model.

Each changes the folder of a whole tiny Stable Diffusion, or makes something else beside it.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors.torch import load_file, save_file

from tests.engine.weight_files import write, write_header

UNET = "unet/diffusion_pytorch_model.safetensors"
VAE = "vae/diffusion_pytorch_model.safetensors"
TEXT = "text_encoder/model.safetensors"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 3438167536\n"
PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body></body></html>"
PICKLE = b"\x80\x02}q\x00X\x0a\x00\x00\x00state_dictq\x01}q\x02s."

Make = Callable[[Path], Path | str | None]


@dataclass(frozen=True)
class Case:
    """make: changes the folder; what it returns is the model that is named, else the folder.

    names: what of the file the sentence must name; told: what else must stand in it.
    """

    make: Make
    names: str
    told: str


def edit(file: str, **changes: Any) -> Make:
    def make(folder: Path) -> None:
        path = folder / file
        path.write_text(json.dumps(json.loads(path.read_text()) | changes))

    return make


def text(file: str, content: bytes) -> Make:
    def make(folder: Path) -> None:
        (folder / file).write_bytes(content)

    return make


def gone(name: str) -> Make:
    def make(folder: Path) -> None:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return make


def moved(old: str, new: str) -> Make:
    def make(folder: Path) -> None:
        (folder / old).rename(folder / new)

    return make


def emptied(name: str) -> Make:
    def make(folder: Path) -> None:
        for file in (folder / name).iterdir():
            file.unlink()

    return make


def cut(file: str, to: int) -> Make:
    """to: how many bytes stay; of a negative number, how many go."""

    def make(folder: Path) -> None:
        os.truncate(folder / file, to if to >= 0 else (folder / file).stat().st_size + to)

    return make


def longer(file: str, by: bytes) -> Make:
    def make(folder: Path) -> None:
        with (folder / file).open("ab") as opened:
            opened.write(by)

    return make


def header(file: str, content: bytes | dict[str, Any], data_bytes: int | None = 8) -> Make:
    def make(folder: Path) -> None:
        written = content if isinstance(content, bytes) else json.dumps(content).encode()
        write_header(folder / file, written, data_bytes)

    return make


def tensor(**changes: Any) -> dict[str, Any]:
    """A header of one tensor of eight bytes, changed."""
    return {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]} | changes}


def without(file: str, *names: str) -> Make:
    """Tensors whose names begin like these are left out."""

    def make(folder: Path) -> None:
        kept = load_file(folder / file)
        save_file({k: v.clone() for k, v in kept.items() if not k.startswith(names)}, folder / file)

    return make


def reshaped(file: str, name: str) -> Make:
    def make(folder: Path) -> None:
        kept = load_file(folder / file)
        kept[name] = kept[name][:1].clone()
        save_file(kept, folder / file)

    return make


def sharded(folder: Path, *, writes_index: bool = True, leaves_out: str = "") -> None:
    """The network in two files; leaves_out: a tensor that the index names and no file has."""
    weights = load_file(folder / UNET)
    (folder / UNET).unlink()
    told = {}
    halves: list[dict[str, Any]] = [{}, {}]
    for number, (name, value) in enumerate(sorted(weights.items())):
        file = f"diffusion_pytorch_model-0000{number % 2 + 1}-of-00002.safetensors"
        told[name] = file
        if name != leaves_out:
            halves[number % 2][name] = value
    for number, half in enumerate(halves):
        save_file(
            half, folder / f"unet/diffusion_pytorch_model-0000{number + 1}-of-00002.safetensors"
        )
    if writes_index:
        index = {"metadata": {}, "weight_map": told}
        (folder / f"{UNET}.index.json").write_text(json.dumps(index))


def half_of_shards(folder: Path) -> None:
    sharded(folder)
    (folder / "unet/diffusion_pytorch_model-00002-of-00002.safetensors").unlink()


def index_of(content: Any) -> Make:
    def make(folder: Path) -> None:
        (folder / UNET).unlink()
        (folder / f"{UNET}.index.json").write_text(json.dumps(content))

    return make


def file(name: str, content: bytes) -> Make:
    """A single file beside the folder."""

    def make(folder: Path) -> Path:
        path = folder.parent / name
        path.write_bytes(content)
        return path

    return make


def weights(name: str, *names: str) -> Make:
    """A single sound file with tensors of these names."""
    return lambda folder: write(folder.parent / name, names)


def dangling(folder: Path) -> None:
    (folder / UNET).unlink()
    (folder / UNET).symlink_to("/blobs/sha256-4d7a")


def heap(*kinds: str) -> Make:
    """A folder of files, each with one tensor of this name."""

    def make(folder: Path) -> Path:
        for number, name in enumerate(kinds):
            write(folder.parent / "heap" / f"{number}.safetensors", [name])
        return folder.parent / "heap"

    return make


def empty(folder: Path) -> Path:
    (folder.parent / "empty").mkdir()
    return folder.parent / "empty"


def only(name: str, content: bytes) -> Make:
    """A folder with one file."""

    def make(folder: Path) -> Path:
        path = folder.parent / "lonely" / name
        path.parent.mkdir()
        path.write_bytes(content)
        return path.parent

    return make


def words(count: int) -> Make:
    """A tokenizer with more words than the text encoder has numbers for."""

    def make(folder: Path) -> None:
        path = folder / "tokenizer/tokenizer.json"
        content = json.loads(path.read_text())
        content["model"]["vocab"] |= {f"word{number}": 190 + number for number in range(count)}
        path.write_text(json.dumps(content))

    return make


def fewer_blocks(folder: Path) -> None:
    """config.json names one layer of the text encoder's two, and the file of the unet has more."""
    extra = {f"up_blocks.1.resnets.{k}.conv1.weight": (8, 8, 3, 3) for k in (2, 3)}
    kept = {k: tuple(v.shape) for k, v in load_file(folder / UNET).items()}
    write(folder / UNET, kept | extra)
