"""What `engine.model` can be: builtin, a diffusers folder, a .safetensors file, or a hub id."""

import re
from pathlib import Path

import diffusers
from diffusers.loaders.single_file_utils import SingleFileComponentError
from safetensors import SafetensorError, safe_open

from engine.api.errors import ModelLoadError
from engine.builtin import weights_folder
from engine.loading.model_folder import PICKLES, ModelFolder, read_object
from engine.models.components import ModelSource
from engine.runtime.device import ComponentPlacement
from engine.runtime.stock import Json, Stock, first_line, quiet_scheduler

UNREADABLE = (OSError, ValueError, RuntimeError, LookupError, SingleFileComponentError)
HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
# The pipeline of a checkpoint by the beginning of a tensor's name; the last one fits them all.
KINDS = {
    "model.diffusion_model.joint_blocks.0.": "StableDiffusion3Pipeline",
    "conditioner.embedders.1.": "StableDiffusionXLPipeline",
    "model.diffusion_model.": "StableDiffusionPipeline",
}
T5 = "text_encoders.t5xxl."
# Tensors that some checkpoints carry for no other reason than to say how they were trained.
MARKS: dict[str, Json] = {
    "v_pred": {"prediction_type": "v_prediction"},
    "ztsnr": {"rescale_betas_zero_snr": True, "timestep_spacing": "trailing"},
}


def find(model: str) -> ModelSource:
    """Raises ModelLoadError when it is none of them, or cannot be read."""
    path = Path(model).expanduser()
    if model == "builtin":
        return ModelFolder(weights_folder())
    if path.is_dir():
        return ModelFolder(path)
    if path.suffix in PICKLES:
        raise ModelLoadError(
            f"{path} is a pickle, which can run code when opened: use a .safetensors file."
        )
    if path.suffix == ".safetensors":
        return SingleFile(path)
    if HUB_ID.fullmatch(model) and not path.is_absolute():
        return ModelFolder(_download(model), name=path.name)
    raise ModelLoadError(
        f"There is no model at {model}: engine.model is builtin, a folder in diffusers format, "
        "a .safetensors file, or a hub id like owner/name."
    )


def _download(hub_id: str) -> Path:
    """The folder of a hub model in the local cache; only safetensors weights are fetched."""
    try:
        folder = diffusers.DiffusionPipeline.download(
            hub_id, use_safetensors=True, safety_checker=None, feature_extractor=None
        )
    except (OSError, ValueError) as error:
        raise ModelLoadError(
            f"The model {hub_id} could not be fetched from the hub: "
            f"{first_line(error).split(' (')[0].rstrip('.')}."
        ) from error
    return Path(folder)


class SingleFile:
    """A whole Stable Diffusion 1, 2, XL or 3 model in one file, as they are often shared.

    Its configuration comes from a model_index.json beside it, or, once, from the hub.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem
        names = _tensor_names(path)
        self.pipeline_name = _pipeline_of(path, names)
        self._marked: Json = {}
        for mark in MARKS.keys() & names:
            self._marked |= MARKS[mark]
        local = path.parent if (path.parent / "model_index.json").is_file() else None
        left_out: Json = {}
        if "StableDiffusion3" in self.pipeline_name and not any(n.startswith(T5) for n in names):
            left_out = dict.fromkeys(("text_encoder_3", "tokenizer_3"))
        try:
            self._pipeline = getattr(diffusers, self.pipeline_name).from_single_file(
                path,
                config=local and str(local),
                local_files_only=local is not None,
                **left_out,
            )
        except UNREADABLE as error:
            raise ModelLoadError(_why(path, local, error)) from error
        self.index: Json = dict(self._pipeline.config)

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


def _why(path: Path, local: Path | None, error: Exception) -> str:
    if local is not None:
        return f"{path} does not fit the model_index.json beside it: {first_line(error)}"
    return (
        f"{path} needs the configuration of its base model, from the hub or in a model_index.json "
        f"folder around it: {first_line(error)}"
    )


def _tensor_names(path: Path) -> set[str]:
    if not path.is_file():
        raise ModelLoadError(f"There is no file {path}.")
    try:
        with safe_open(path, framework="pt") as file:
            return set(file.keys())
    except (SafetensorError, OSError) as error:
        raise ModelLoadError(f"{path} is no readable safetensors file: {error}.") from error


def _pipeline_of(path: Path, names: set[str]) -> str:
    """Told from the names of the tensors; nothing else of the file is read."""
    for start, pipeline_name in KINDS.items():
        if any(name.startswith(start) for name in names):
            return pipeline_name
    raise ModelLoadError(f"{path} holds no whole Stable Diffusion model (a LoRA, or a VAE?).")
