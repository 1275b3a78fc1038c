"""A model folder in diffusers format on disk: checked first, then loaded part by part, silently.

Only safetensors weights are read: other formats can run code while they are opened.
"""

import json
from pathlib import Path

import diffusers
import transformers

from engine.api.errors import ModelLoadError
from engine.runtime.device import ComponentPlacement
from engine.runtime.stock import Json, Stock, first_line, quiet_scheduler

PICKLES = (".bin", ".ckpt", ".pt", ".pth", ".pkl")


def read_object(file: Path) -> Json:
    """The object in a JSON file."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ModelLoadError(f"{file} is not valid JSON: {error}.") from error
    if not isinstance(content, dict):
        raise ModelLoadError(f"{file} does not hold a JSON object.")
    return content


class ModelFolder:
    """A ModelSource on disk."""

    def __init__(self, path: Path, name: str | None = None) -> None:
        self.path = path
        self.name = name or path.name
        if not path.is_dir():
            raise ModelLoadError(f"There is no model folder at {path}.")
        if not (path / "model_index.json").is_file():
            raise ModelLoadError(
                f"{path} has no model_index.json: a model folder in diffusers format has one."
            )
        self.index = self.read_json("model_index.json")
        self.pipeline_name = str(self.index.get("_class_name", "pipeline without a name"))

    def settings(self) -> Json:
        return self.read_json("easel.json") if (self.path / "easel.json").is_file() else {}

    def read_json(self, name: str) -> Json:
        """The object in a JSON file of the folder."""
        if not (self.path / name).is_file():
            raise ModelLoadError(f"{self.path} has no {name}.")
        return read_object(self.path / name)

    def scheduler_config(self) -> Json:
        return self.read_json("scheduler/scheduler_config.json")

    def stock_scheduler(self) -> Stock:
        return quiet_scheduler(self.scheduler_config())

    def has(self, name: str) -> bool:
        return (self.index.get(name) or [None])[-1] is not None

    def network(self, name: str, part: ComponentPlacement) -> Stock:
        component_class = self._component_class(name)
        subfolder = self.path / name
        variant = self._variant(subfolder)
        is_diffusers = component_class.__module__.startswith("diffusers")
        kind = {"torch_dtype": part.dtype} if is_diffusers else {"dtype": part.dtype}
        try:
            network = component_class.from_pretrained(
                subfolder,
                use_safetensors=True,
                variant=variant,
                local_files_only=True,
                trust_remote_code=False,
                **kind,
            )
        except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
            raise ModelLoadError(f"{subfolder} could not be loaded: {first_line(error)}") from error
        return part.place(network)

    def tokenizer(self, name: str) -> Stock:
        subfolder = self.path / name
        if not subfolder.is_dir():
            raise ModelLoadError(f"{self.path} has no {name} folder.")
        try:
            return self._component_class(name).from_pretrained(
                subfolder, local_files_only=True, trust_remote_code=False
            )
        except (OSError, ValueError, TypeError) as error:
            raise ModelLoadError(f"{subfolder} could not be loaded: {first_line(error)}") from error

    def _component_class(self, name: str) -> Stock:
        entry = self.index.get(name)
        if not isinstance(entry, list) or len(entry) != 2 or entry[1] is None:
            raise ModelLoadError(f"model_index.json of {self.path} names no {name}.")
        library = {"diffusers": diffusers, "transformers": transformers}.get(entry[0])
        found = getattr(library, str(entry[1]), None) if library else None
        if found is None or not hasattr(found, "from_pretrained"):
            raise ModelLoadError(
                f"model_index.json of {self.path} names an unknown {name}: {entry[0]}.{entry[1]}."
            )
        return found

    def _variant(self, subfolder: Path) -> str | None:
        """None, or "fp16" where only weights of that variant are there."""
        if not subfolder.is_dir():
            raise ModelLoadError(f"{self.path} has no {subfolder.name} folder.")
        weights = [file for file in subfolder.iterdir() if file.name.endswith(".safetensors")]
        if not weights:
            pickles = [file.name for file in subfolder.iterdir() if file.suffix in PICKLES]
            if pickles:
                raise ModelLoadError(
                    f"{subfolder / pickles[0]} is a pickle, which can run code when opened: "
                    "convert the model to safetensors."
                )
            raise ModelLoadError(f"{subfolder} holds no .safetensors weights.")
        is_half = all(".fp16." in file.name or ".fp16-" in file.name for file in weights)
        return "fp16" if is_half else None
