"""A model folder in diffusers format on disk: checked first, then loaded part by part, silently.

Only safetensors weights are read: other formats can run code while they are opened.
"""

from collections.abc import Callable
from pathlib import Path

import diffusers
import torch
import transformers

from engine.api.errors import ModelLoadError
from engine.files.config_types import check_types
from engine.files.json_object import read_object
from engine.files.tokenizer_files import check_tokenizer
from engine.files.weights import Weights, find_weights
from engine.loading.completeness import Difference, check_blocks, check_filled, shapes_of
from engine.runtime.device import ComponentPlacement
from engine.runtime.failure import Failure, attempt, is_out_of_memory
from engine.runtime.stock import Json, Stock, gist, quiet_scheduler

LIBRARIES = {"diffusers": diffusers, "transformers": transformers}
ENDLESS = 10**6  # tokens: what transformers says of a tokenizer that does not know its limit
CLIP_TOKENS = 77
SCHEDULER = "scheduler/scheduler_config.json"


class ModelFolder:
    """A ModelSource on disk."""

    def __init__(self, path: Path, name: str | None = None) -> None:
        self.path = path
        self.name = name or path.absolute().name
        if not path.is_dir():
            raise ModelLoadError(f"There is no model folder at {path}.")
        if not (path / "model_index.json").exists():
            raise ModelLoadError(
                f"{path} has no model_index.json: a model folder in diffusers format has one."
            )
        self.index = self.read_json("model_index.json")
        self.pipeline_name = pipeline_of(self.index, path)

    def settings(self) -> Json:
        return self.read_json("easel.json") if (self.path / "easel.json").is_file() else {}

    def read_json(self, name: str) -> Json:
        """The object in a JSON file of the folder."""
        if not (self.path / name).exists():
            raise ModelLoadError(f"{self.path} has no {name}: download it into that place.")
        return read_object(self.path / name)

    def scheduler_config(self) -> Json:
        config = self.read_json(SCHEDULER)
        named = getattr(diffusers, str(config.get("_class_name")), diffusers.DDIMScheduler)
        check_types(named, config, self.path / SCHEDULER)
        made = attempt(quiet_scheduler, config)
        if isinstance(made, Failure):
            raise wrong_scheduler(self.path, made.error)
        return config

    def stock_scheduler(self) -> Stock:
        return quiet_scheduler(self.scheduler_config())

    def has(self, name: str) -> bool:
        entry = self.index.get(name)
        return isinstance(entry, list) and len(entry) == 2 and entry[1] is not None

    def network(self, name: str, part: ComponentPlacement) -> Stock:
        component_class, folder = self.network_class(name), self.part_folder(name)
        is_diffusers = component_class.__module__.startswith("diffusers")
        check_types(component_class, read_object(folder / "config.json"), folder / "config.json")
        weights = find_weights(folder, is_diffusers)
        where = weights.files[0] if len(weights.files) == 1 else folder
        if is_diffusers:
            self._check_fit(component_class, folder, weights, where)
        loaded = attempt(
            _with_own_dtype,
            component_class.from_pretrained,
            folder,
            use_safetensors=True,
            variant=weights.variant,
            local_files_only=True,
            trust_remote_code=False,
            output_loading_info=True,
            ignore_mismatched_sizes=not is_diffusers,
            **{"torch_dtype" if is_diffusers else "dtype": part.dtype},
        )
        if isinstance(loaded, Failure):
            raise _not_loaded(folder, loaded.error)
        network, info = loaded
        Difference(
            tuple(sorted(info["missing_keys"])),
            tuple((key, tuple(there), tuple(own)) for key, there, own in info["mismatched_keys"]),
            tuple(sorted(info["unexpected_keys"])),
        ).check(where)
        check_filled(network, where)
        return part.place(network)

    def tokenizer(self, name: str) -> Stock:
        folder = self.part_folder(name)
        component_class = self._component_class(name)
        kinds = (transformers.PreTrainedTokenizerBase, transformers.AutoTokenizer)
        if not issubclass(component_class, kinds):
            raise self._wrong_kind(name, "a tokenizer")
        check_tokenizer(folder)
        loaded = attempt(
            component_class.from_pretrained, folder, local_files_only=True, trust_remote_code=False
        )
        if isinstance(loaded, Failure):
            raise _not_loaded(folder, loaded.error, "tokenizer_config.json")
        if loaded.model_max_length > ENDLESS:
            loaded.model_max_length = self._tokens_read(name)
        return loaded

    def check_weights(self) -> None:
        """Of every network of the folder, by their headers; ModelLoadError as at loading them."""
        for name in self.index:
            is_here = self.has(name) and (self.path / name).is_dir()
            library, named = self.index[name] if is_here else (None, None)
            found = getattr(LIBRARIES.get(str(library)), str(named), None)
            if isinstance(found, type) and issubclass(found, torch.nn.Module):
                find_weights(self.path / name, is_diffusers=library == "diffusers")

    def part_folder(self, name: str) -> Path:
        folder = self.path / name
        if not folder.is_dir():
            raise ModelLoadError(f"{self.path} has no {name} folder: download it into that place.")
        return folder

    def network_class(self, name: str) -> Stock:
        """Of diffusers or transformers; of nothing else is anything loaded."""
        found = self._component_class(name)
        if not issubclass(found, torch.nn.Module):
            raise self._wrong_kind(name, "a network")
        return found

    def outline(self, name: str) -> Stock:
        """The network of a part with shapes and no numbers."""
        component_class, folder = self.network_class(name), self.part_folder(name)
        check_types(component_class, read_object(folder / "config.json"), folder / "config.json")
        made = attempt(_without_numbers, component_class, folder)
        if isinstance(made, Failure):
            raise _not_loaded(folder, made.error)
        return made

    def _check_fit(
        self, component_class: Stock, folder: Path, weights: Weights, where: Path
    ) -> None:
        """By names and shapes alone, before anything large is read."""
        made = attempt(_without_numbers, component_class, folder)
        if isinstance(made, Failure):
            return  # some constructors need numbers: loading it tells
        there = {name: entry.shape for name, entry in weights.header().items()}
        made._fix_state_dict_keys_on_load(there)
        wanted = shapes_of(made)
        difference = Difference.between(wanted, there)
        difference.check(where)
        check_blocks(where, wanted, difference)

    def _component_class(self, name: str) -> Stock:
        entry = self.index.get(name)
        if not self.has(name):
            raise ModelLoadError(
                f"model_index.json of {self.path} names no {name}: download it again."
            )
        assert isinstance(entry, list)
        library = LIBRARIES.get(str(entry[0]))
        found = getattr(library, str(entry[1]), None) if library else None
        if not isinstance(found, type) or not hasattr(found, "from_pretrained"):
            raise ModelLoadError(
                f"model_index.json of {self.path} names an unknown {name}: {entry[0]}.{entry[1]} "
                "is not of diffusers or transformers; name a model without code of its own, for "
                "that is never run."
            )
        return found

    def _wrong_kind(self, name: str, wanted: str) -> ModelLoadError:
        library, named = self.index[name]
        return ModelLoadError(
            f"model_index.json of {self.path} says that the {name} is {library}.{named}, which is "
            f"not {wanted}: correct it, or download it again."
        )

    def _tokens_read(self, name: str) -> int:
        """What the text encoder beside a tokenizer reads at once, where that one does not know."""
        config = self.path / name.replace("tokenizer", "text_encoder") / "config.json"
        read = read_object(config).get("max_position_embeddings") if config.is_file() else None
        return read if type(read) is int and read > 0 else CLIP_TOKENS


def _with_own_dtype(load: Callable[..., Stock], *args: object, **kwargs: object) -> Stock:
    """diffusers sets torch's default number format while it loads, and leaves it at an error."""
    before = torch.get_default_dtype()
    try:
        return load(*args, **kwargs)
    finally:
        torch.set_default_dtype(before)


def pipeline_of(index: Json, path: Path) -> str:
    """The class of diffusers that model_index.json names; ModelLoadError for code of its own."""
    named = index.get("_class_name")
    if isinstance(named, list):
        raise ModelLoadError(
            f"model_index.json of {path} asks for code of its own ({named[0]}), which is never "
            "run: name a model of a pipeline that diffusers has."
        )
    if not isinstance(named, str):
        raise ModelLoadError(
            f"model_index.json of {path} names no pipeline (_class_name): download it again."
        )
    return named


def wrong_scheduler(path: Path, error: Exception) -> ModelLoadError:
    """The sentence about a scheduler_config.json that nothing can be made of."""
    made = ModelLoadError(
        f"{path / SCHEDULER} describes no noise schedule ({gist(error)}): correct it, or download "
        "it again."
    )
    made.__cause__ = error
    return made


def _without_numbers(component_class: Stock, folder: Path) -> Stock:
    with torch.device("meta"):
        if component_class.__module__.startswith("diffusers"):
            return component_class.from_config(component_class.load_config(folder))
        config = component_class.config_class.from_pretrained(folder, trust_remote_code=False)
        return component_class(config)


def _not_loaded(folder: Path, error: Exception, config: str = "config.json") -> Exception:
    """A sentence for whatever a library raised; a lack of memory stays what it is."""
    if isinstance(error, ModelLoadError) or is_out_of_memory(error):
        return error
    made = ModelLoadError(
        f"{folder} could not be loaded ({gist(error)}): correct its {config}, or download the "
        "folder again."
    )
    made.__cause__ = error
    return made
