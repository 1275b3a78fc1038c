"""A whole model in one safetensors file, as they are often shared: SD 1 and 2, SDXL, SD 3."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import diffusers
import torch

from engine.api.errors import ModelLoadError
from engine.files.header import read_header
from engine.files.json_object import read_object
from engine.files.kinds import kind_of
from engine.loading.completeness import check_filled
from engine.loading.model_folder import LIBRARIES
from engine.runtime.device import ComponentPlacement
from engine.runtime.failure import Failure, attempt, is_out_of_memory
from engine.runtime.stock import Json, Stock, gist, quiet_scheduler

END = ".safetensors"
T5 = "text_encoders.t5xxl."
# Tensors that some checkpoints carry for no other reason than to say how they were trained.
MARKS: dict[str, Json] = {
    "v_pred": {"prediction_type": "v_prediction"},
    "ztsnr": {"rescale_betas_zero_snr": True, "timestep_spacing": "trailing"},
}


class SingleFile:
    """Its configuration comes from a model_index.json beside it, or, once, from the hub."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem
        header = read_header(path)
        self.pipeline_name = pipeline_of(path)
        self._marked: Json = {}
        for mark in MARKS.keys() & header.keys():
            self._marked |= MARKS[mark]
        left_out: Json = {}
        if "StableDiffusion3" in self.pipeline_name and not any(n.startswith(T5) for n in header):
            left_out = dict.fromkeys(("text_encoder_3", "tokenizer_3"))
        self._pipeline = self._load(left_out)
        for name, part in self._pipeline.components.items():
            if isinstance(part, torch.nn.Module):
                check_filled(part, path, name)
        self.index: Json = dict(self._pipeline.config)

    def _load(self, left_out: Json) -> Stock:
        local = self.path.parent if (self.path.parent / "model_index.json").exists() else None
        if local is not None:
            _check_index(local)
        pipeline_class = getattr(diffusers, self.pipeline_name)
        with _called_safetensors(self.path) as file:
            loaded = attempt(
                pipeline_class.from_single_file,
                file,
                config=local and str(local),
                local_files_only=local is not None,
                **left_out,
            )
        if isinstance(loaded, Failure):
            if is_out_of_memory(loaded.error):
                raise loaded.error
            raise ModelLoadError(_why(self.path, local, loaded.error)) from loaded.error
        return loaded

    def settings(self) -> Json:
        own = self.path.with_suffix(".json")
        return read_object(own) if own.is_file() else {}

    def scheduler_config(self) -> Json:
        return dict(self._pipeline.scheduler.config) | self._marked

    def stock_scheduler(self) -> Stock:
        return quiet_scheduler(self.scheduler_config())

    def has(self, name: str) -> bool:
        return getattr(self._pipeline, name, None) is not None

    def network(self, name: str, part: ComponentPlacement) -> Stock:
        return part.place(getattr(self._pipeline, name).to(part.dtype))

    def tokenizer(self, name: str) -> Stock:
        return getattr(self._pipeline, name)


def pipeline_of(path: Path) -> str:
    """The class of diffusers for this file; ModelLoadError says what it is where there is none."""
    kind = kind_of(read_header(path))
    if kind.pipeline is None:
        raise ModelLoadError(f"{path} is {kind.what}: {kind.advice}.")
    return kind.pipeline


@contextmanager
def _called_safetensors(path: Path) -> Iterator[Path]:
    """The file under a name that diffusers reads as safetensors and never as a pickle."""
    if path.name.endswith(END):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="easel-") as folder:
        link = Path(folder) / f"{path.stem}{END}"
        link.symlink_to(path.absolute())
        yield link


def _check_index(folder: Path) -> None:
    """The parts it names are those of diffusers and transformers."""
    for name, entry in read_object(folder / "model_index.json").items():
        if not isinstance(entry, list) or len(entry) != 2 or entry[1] is None:
            continue
        if entry[0] not in (*LIBRARIES, "stable_diffusion"):
            raise ModelLoadError(
                f"model_index.json of {folder} names an unknown {name}: {entry[0]}.{entry[1]} is "
                "not of diffusers or transformers; name a model without code of its own, for that "
                "is never run."
            )


def _why(path: Path, local: Path | None, error: Exception) -> str:
    if local is not None:
        return (
            f"{path} does not fit the model_index.json beside it ({gist(error)}): put the "
            "configuration of its base model there, or move it into a folder of its own."
        )
    return (
        f"{path} needs the configuration of its base model ({gist(error)}): let it be fetched "
        "from the hub once, or put that model's folder, without its weights, around the file."
    )
