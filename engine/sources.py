"""What `engine.model` can be: builtin, a diffusers folder, a .safetensors file, or a hub id."""

import re
from pathlib import Path

import diffusers
from diffusers.loaders.single_file_utils import SingleFileComponentError
from safetensors import SafetensorError, safe_open

from engine.builtin import weights_folder
from engine.errors import ModelLoadError
from engine.model_folder import PICKLES, ModelFolder, ModelSource, Part
from engine.stock import Json, Stock, first_line, quiet_scheduler

UNREADABLE = (OSError, ValueError, RuntimeError, LookupError, SingleFileComponentError)
HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")


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
        return ModelFolder(_download(model))
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
    """A whole Stable Diffusion or SDXL model in one file, as they are often shared.

    Its configuration comes from a model_index.json beside it, or, once, from the hub.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pipeline_name = _pipeline_in(path)
        local = path.parent if (path.parent / "model_index.json").is_file() else None
        try:
            self._pipeline = getattr(diffusers, self.pipeline_name).from_single_file(
                path, config=local and str(local), local_files_only=local is not None
            )
        except UNREADABLE as error:
            raise ModelLoadError(_why(path, local, error)) from error
        self.index: Json = dict(self._pipeline.config)

    def settings(self) -> Json:
        return {"name": self.path.stem}

    def scheduler_config(self) -> Json:
        return dict(self._pipeline.scheduler.config)

    def stock_scheduler(self) -> Stock:
        return quiet_scheduler(self.scheduler_config())

    def network(self, name: str, part: Part) -> Stock:
        return getattr(self._pipeline, name).to(part.device, part.dtype).eval()

    def tokenizer(self, name: str) -> Stock:
        return getattr(self._pipeline, name)


def _why(path: Path, local: Path | None, error: Exception) -> str:
    if local is not None:
        return f"{path} does not fit the model_index.json beside it: {first_line(error)}"
    return (
        f"{path} needs the configuration of its base model, from the hub or in a model_index.json "
        f"folder around it: {first_line(error)}"
    )


def _pipeline_in(path: Path) -> str:
    """Told from the names of the tensors; nothing else of the file is read."""
    if not path.is_file():
        raise ModelLoadError(f"There is no file {path}.")
    try:
        with safe_open(path, framework="pt") as file:
            names = set(file.keys())
    except (SafetensorError, OSError) as error:
        raise ModelLoadError(f"{path} is no readable safetensors file: {error}.") from error
    if not any(name.startswith("model.diffusion_model.") for name in names):
        raise ModelLoadError(f"{path} holds no whole Stable Diffusion model (a LoRA, or a VAE?).")
    is_sdxl = any(name.startswith("conditioner.embedders.1.") for name in names)
    return "StableDiffusionXLPipeline" if is_sdxl else "StableDiffusionPipeline"
