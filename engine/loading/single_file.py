"""A whole model in one safetensors file, as they are often shared: SD 1 and 2, SDXL, SD 3."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import diffusers
import torch

from engine.api.errors import ModelLoadError
from engine.files.header import Header, read_header
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
    """Its configuration comes from a model_index.json beside it, or, once, from the hub.

    Only its header is read before somebody asks for a part of it. marked: what its tensors say of
    its noise schedule; configuration: the folder of that model_index.json.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem
        header = read_header(path)
        self.pipeline_name = _pipeline_of(path, header)
        self.marked: Json = {}
        for mark in MARKS.keys() & header.keys():
            self.marked |= MARKS[mark]
        has_index = (path.parent / "model_index.json").exists()
        self.configuration = path.parent if has_index else None
        self._has_t5 = any(name.startswith(T5) for name in header)

    @property
    def index(self) -> Json:
        return dict(self._pipeline.config)

    @cached_property
    def _pipeline(self) -> Stock:
        """Whole: raises ModelLoadError where a tensor is missing."""
        left_out: Json = {}
        if "StableDiffusion3" in self.pipeline_name and not self._has_t5:
            left_out = dict.fromkeys(("text_encoder_3", "tokenizer_3"))
        pipeline = self._load(left_out)
        for name, part in pipeline.components.items():
            if isinstance(part, torch.nn.Module):
                check_filled(part, self.path, name)
        return pipeline

    def _load(self, left_out: Json) -> Stock:
        local = self.configuration
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
        return dict(self._pipeline.scheduler.config) | self.marked

    def stock_scheduler(self) -> Stock:
        return quiet_scheduler(self.scheduler_config())

    def has(self, name: str) -> bool:
        return getattr(self._pipeline, name, None) is not None

    def network(self, name: str, part: ComponentPlacement) -> Stock:
        return part.place(getattr(self._pipeline, name).to(part.dtype))

    def tokenizer(self, name: str) -> Stock:
        return getattr(self._pipeline, name)


def _pipeline_of(path: Path, header: Header) -> str:
    """The class of diffusers for this file; ModelLoadError says what it is where there is none."""
    kind = kind_of(header)
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
