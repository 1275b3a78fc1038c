"""Whether every tensor that a network wants stands in its files: nothing is loaded with holes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from engine.api.errors import ModelLoadError
from engine.runtime.stock import Stock

TensorShape = tuple[int, ...]
NAMED = 3  # of what is wrong; then only how many
NUMBER = re.compile(r"\d+")
SAME_MODEL = "download it and its config.json again, from the same model"


@dataclass(frozen=True, slots=True)
class Difference:
    """Between the tensors a network wants and those that are there.

    misshaped: for each name the shape in the file and the shape wanted.
    """

    missing: tuple[str, ...] = ()
    misshaped: tuple[tuple[str, TensorShape, TensorShape], ...] = ()
    unexpected: tuple[str, ...] = ()

    @classmethod
    def between(
        cls, wanted: Mapping[str, TensorShape], there: Mapping[str, TensorShape]
    ) -> "Difference":
        both = sorted(wanted.keys() & there.keys())
        return cls(
            tuple(sorted(wanted.keys() - there.keys())),
            tuple(
                (name, there[name], wanted[name]) for name in both if there[name] != wanted[name]
            ),
            tuple(sorted(there.keys() - wanted.keys())),
        )

    def further_blocks(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Unexpected tensors that are as others but for a number: of blocks that would be left out.

        A network that leaves out the last of its blocks loads, and draws nonsense.
        """
        known = {NUMBER.sub("#", name) for name in wanted}
        return tuple(name for name in self.unexpected if NUMBER.sub("#", name) in known)

    def check(self, where: Path) -> None:
        """ModelLoadError where tensors are missing or have another shape."""
        if not self.missing and not self.misshaped:
            return
        shapes = [
            f"{name} is {_by(there)}, not {_by(wanted)}" for name, there, wanted in self.misshaped
        ]
        told = [
            _told(self.missing, "missing"),
            _told(shapes, "of another shape"),
            _told(self.unexpected, "without a place"),
        ]
        wrong = "; ".join(one for one in told if one)
        raise ModelLoadError(f"{where} does not fit its config.json ({wrong}): {SAME_MODEL}.")


def check_blocks(where: Path, wanted: Iterable[str], difference: Difference) -> None:
    """ModelLoadError where a network would be loaded without some of its blocks."""
    left_out = difference.further_blocks(wanted)
    if left_out:
        told = _told(left_out, "of blocks that config.json does not name")
        raise ModelLoadError(f"{where} does not fit its config.json ({told}): {SAME_MODEL}.")


def check_filled(network: torch.nn.Module, where: Path, part: str | None = None) -> None:
    """ModelLoadError for tensors that have a shape and no numbers; part: of several in one file."""
    tensors = (*network.named_parameters(), *network.named_buffers())
    empty = sorted(name for name, tensor in tensors if tensor.is_meta)
    if empty:
        of_part = f" of its {part}" if part else ""
        told = _told(empty, f"missing{of_part}")
        raise ModelLoadError(f"{where} is not whole ({told}): download it again.")


def shapes_of(network: Stock) -> dict[str, TensorShape]:
    """Of all that stands in the files of a network."""
    return {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}


def _told(names: Iterable[str], what: str) -> str:
    """ "2 tensors missing: a, b"; empty for none."""
    every = list(names)
    if not every:
        return ""
    plural = "s" if len(every) > 1 else ""
    more = ", …" if len(every) > NAMED else ""
    return f"{len(every)} tensor{plural} {what}: {', '.join(every[:NAMED])}{more}"


def _by(shape: TensorShape) -> str:
    return "×".join(map(str, shape)) or "a single number"
