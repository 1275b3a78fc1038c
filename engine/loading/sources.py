"""What `engine.model` can be: builtin, a diffusers folder, a .safetensors file, or a hub id."""

import re
from pathlib import Path

import diffusers

from engine.api.errors import ModelLoadError
from engine.builtin import weights_folder
from engine.files.foreign import IS_PICKLE, is_pickle_by_name
from engine.files.header import cannot_be_read, check_is_file
from engine.loading.folder_without_index import single_file_in
from engine.loading.model_folder import ModelFolder
from engine.loading.single_file import SingleFile
from engine.models.components import ModelSource
from engine.runtime.failure import Failure, attempt
from engine.runtime.stock import first_line

HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
WEIGHT_ENDS = (".safetensors", ".sft", ".gguf", ".onnx")
MEANT = (
    "engine.model is builtin, a folder in diffusers format, a .safetensors file, or a hub id like "
    "owner/name."
)


def find(model: str) -> ModelSource:
    """Raises ModelLoadError when it is none of them, or cannot be read."""
    if model == "builtin":
        return ModelFolder(weights_folder())
    path = path_of(model)
    try:
        if path.is_dir():
            return _in_folder(path)
        if path.exists() or path.is_symlink():
            check_is_file(path)
            return _file(path)
    except OSError as error:
        raise ModelLoadError(cannot_be_read(path, error)) from error
    if is_pickle_by_name(path):
        raise ModelLoadError(f"{path} {IS_PICKLE}.")
    if path.suffix.lower() in WEIGHT_ENDS:
        raise ModelLoadError(f"There is no file {path}: download it, or correct engine.model.")
    if HUB_ID.fullmatch(model) and not path.is_absolute():
        return ModelFolder(_download(model), name=path.name)
    raise ModelLoadError(f"There is no model at {model}: {MEANT}")


def path_of(model: str) -> Path:
    """The path a name of the options may be; ModelLoadError for the home of nobody."""
    try:
        return Path(model).expanduser()
    except RuntimeError as error:
        raise ModelLoadError(f"There is no model at {model}, nor such a home: {MEANT}") from error


def _in_folder(path: Path) -> ModelSource:
    if (path / "model_index.json").is_symlink() or (path / "model_index.json").exists():
        return ModelFolder(path)
    return SingleFile(single_file_in(path))


def _file(path: Path) -> ModelSource:
    if path.suffix.lower() == ".json":
        raise ModelLoadError(
            f"{path} is a configuration and not a model: name the folder that it is in."
        )
    return SingleFile(path)


def _download(hub_id: str) -> Path:
    """The folder of a hub model in the local cache; only safetensors weights are fetched."""
    download = diffusers.DiffusionPipeline.download
    folder = attempt(
        download, hub_id, use_safetensors=True, safety_checker=None, feature_extractor=None
    )
    if isinstance(folder, Failure):
        raise ModelLoadError(
            f"The model {hub_id} could not be fetched from the hub: "
            f"{first_line(folder.error).split(' (')[0].rstrip('.')}."
        ) from folder.error
    return Path(folder)
