"""The models of one device: loaded when somebody waits for one, the least recently used evicted.

Only weights leave. Images on their way, their latents and their encoded texts stay where they are
and go on when their model is back. Which model is loaded when is the batcher's choice.
"""

import difflib
import gc
import logging
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from engine.api.errors import ModelLoadError, RequestError
from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions
from engine.loading.load import no_memory_for
from engine.loading.outline import names_of_cards, outlined_cards
from engine.loop.batcher import LoadCost
from engine.models.model import Model
from engine.runtime.failure import Failure, attempt, is_out_of_memory
from engine.runtime.memory import free_cache, memory_of

logger = logging.getLogger(__name__)

DEFAULT = "default"  # what a request calls the first model
SPARE = 0.25  # of the free memory stays free for the work of the models
NEEDS_ALL = 10**15  # bytes of a model that did not fit beside others: they all must go
RETRY_S = 60.0  # before a model that could not be loaded is tried again


class ModelCache:
    """Names are those of the options: `model`, then `models`.

    free_bytes: what is free on the device now, None where it does not say: then all may stay.
    """

    def __init__(
        self,
        options: EngineOptions,
        load: Callable[[EngineOptions], Model],
        clock: Callable[[], float] = time.perf_counter,
        free_bytes: Callable[[], int | None] | None = None,
    ) -> None:
        self.names = tuple(dict.fromkeys((options.model, *options.models)))
        self.loaded_s = clock()  # when a model was last loaded
        self._options = options
        self._load = load
        self._clock = clock
        self._free_bytes = free_bytes or self._free_on_device
        self._models: dict[str, Model] = {}  # the least recently used first
        self._called: dict[str, str] = {}  # what people call a model that was loaded once
        self._sizes = {name: _file_bytes(name) for name in self.names}  # until it is measured
        self._load_s: dict[str, float] = {}
        self._failures: dict[str, tuple[float, ModelLoadError]] = {}

    @property
    def loaded(self) -> tuple[str, ...]:
        return tuple(model.card.name for model in self._models.values())

    @property
    def compiling(self) -> str | None:
        """How far it is, of the models where it is on."""
        compiled = [model.compiled for model in self._models.values() if model.compiled]
        return "; ".join(one.state for one in compiled) or None

    def learn_cards(self) -> dict[str, ModelCard]:
        """Of all models, by what people call them; those not loaded are read without weights."""
        first = {name: model.card for name, model in self._models.items()}
        others = [name for name in self.names if name not in first]
        cards = first | outlined_cards(self._options, others)
        self._called |= names_of_cards(cards)
        return {
            self._called[name]: replace(card, name=self._called[name])
            for name, card in cards.items()
        }

    def has(self, name: str) -> bool:
        return name in self._models

    def get(self, name: str) -> Model:
        """A model that is here; it becomes the last to be evicted."""
        model = self._models[name] = self._models.pop(name)
        return model

    def learn_one(self) -> bool:
        """Measures one size of one model that was only guessed; False when there is none."""
        measured = [model.capacities for model in self._models.values() if model.capacities]
        return any(capacities.learn_one() for capacities in measured)

    def name_of(self, wanted: str) -> str:
        """RequestError for a model that is not served; ModelLoadError for one that just failed."""
        called = {self._called.get(name, name): name for name in self.names}
        known = {DEFAULT: self.names[0]} | called | {name: name for name in self.names}
        name = known.get(wanted)
        if name is None:
            near = difflib.get_close_matches(wanted, known, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise RequestError(f"There is no model {wanted}: use {', '.join(called)}.{meant}")
        failed_s, error = self._failures.get(name, (0.0, None))
        if error is not None and self._clock() - failed_s < RETRY_S:
            raise error
        return name

    def load_cost(self, name: str, busy: Collection[str]) -> LoadCost:
        """busy: models with unfinished images."""
        seconds = self._load_s.get(name, max(self._load_s.values(), default=0.0))
        return LoadCost(seconds, not self._to_evict(name, busy).isdisjoint(busy))

    def load(self, name: str, busy: Collection[str] = ()) -> Model:
        """Loads it, after making room.

        Raises ModelLoadError; out of memory only beside busy models, which it displaces next time.
        """
        for other in self._to_evict(name, busy):
            self._evict(other)
        began_s = self._clock()
        model = self._load_model(name, busy)
        self.loaded_s = self._clock()
        self.device = model.home.device
        self._models[name] = model
        self._called.setdefault(name, model.card.name)
        self._sizes[name] = model.weight_bytes
        self._load_s[name] = self.loaded_s - began_s
        return model

    def _load_model(self, name: str, busy: Collection[str]) -> Model:
        options = replace(self._options, model=name, models=())
        while True:
            loaded = attempt(self._load, options)
            if not isinstance(loaded, Failure):
                self._failures.pop(name, None)
                return loaded
            error = loaded.error
            del loaded  # the frames of an error that is kept must not keep a half-loaded model
            idle = [other for other in self._models if other not in busy]
            if is_out_of_memory(error) and idle:
                del error
                self._evict(idle[0])
                continue
            if is_out_of_memory(error) and self._models:
                self._sizes[name] = NEEDS_ALL
                raise error
            if is_out_of_memory(error):
                error = no_memory_for(name)
            elif not isinstance(error, ModelLoadError):
                logger.error("loading the model %s failed", name, exc_info=error)
                error = ModelLoadError(f"The model {name} could not be loaded: {error}")
            self._failures[name] = (self._clock(), error)
            raise error.with_traceback(None)

    def _evict(self, name: str) -> None:
        del self._models[name]
        gc.collect()  # its components refer to each other
        free_cache()

    def _to_evict(self, name: str, busy: Collection[str]) -> set[str]:
        """Whose weights must go so that those of `name` fit; models at work only if need be."""
        free = self._free_bytes()
        if free is None:
            return set()
        size = self._sizes[name] or max(self._sizes.values())  # unknown: as the largest known
        lacking = size - (1 - SPARE) * free
        evicted: set[str] = set()
        for other in sorted(self._models, key=lambda other: other in busy):  # stable: oldest first
            if lacking <= 0:
                break
            evicted.add(other)
            lacking -= (1 - SPARE) * self._sizes[other]
        return evicted

    def _free_on_device(self) -> int | None:
        return memory_of(self.device).free_bytes if self._called else None


def _file_bytes(name: str) -> int:
    """What the model's files hold, 0 where that cannot be seen."""
    path = Path(name).expanduser()
    files = path.rglob("*.safetensors") if path.is_dir() else [path] if path.is_file() else []
    return sum(file.stat().st_size for file in files)
