"""The components of a model: where they come from, and what a family builds of them.

It knows no files: a folder, a single file or an outline without weights is a ModelSource alike.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from engine.api.errors import ModelLoadError
from engine.runtime.device import ComponentPlacement
from engine.runtime.stock import Json, Stock
from engine.sampling.denoiser import Denoiser


class ModelSource(Protocol):
    """Where the components of a model come from; everything raises ModelLoadError."""

    path: Path
    name: str  # what people call it
    pipeline_name: str  # the diffusers class

    @property
    def index(self) -> Json:
        """What model_index.json says."""
        ...

    def settings(self) -> Json:
        """What easel.json says, {} without one."""
        ...

    def scheduler_config(self) -> Json: ...

    def stock_scheduler(self) -> Stock:
        """For the constructor of a stock pipeline, which only looks at its configuration."""
        ...

    def has(self, name: str) -> bool:
        """Whether a component that may be left out is there."""
        ...

    def network(self, name: str, part: ComponentPlacement) -> Stock:
        """A component with weights, in evaluation mode, on its device."""
        ...

    def tokenizer(self, name: str) -> Stock: ...


def check_side(source: ModelSource, name: str, network: Stock) -> None:
    """ModelLoadError where a network does not say what size of latents it was trained with."""
    side = network.config.sample_size
    if type(side) is not int or side < 1:
        file = source.path / name / "config.json"
        raise ModelLoadError(
            f"{file} says sample_size = {json.dumps(side)}, which must be a whole number, "
            "the eighth of a picture's side for most models: correct it."
        )


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """What a family builds from a model folder. pipeline: the stock one around the same networks.

    The engine never calls the pipeline; the benchmark does, with these arguments besides the usual.
    """

    denoiser: Denoiser
    network: Stock  # the denoising network itself
    pipeline: Stock
    pipeline_arguments: dict[str, Stock]
