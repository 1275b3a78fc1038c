"""What start-up measures: the size of pass that is worth sharing, and that compiling works."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from engine import EngineOptions, ModelLoadError
from engine.calibration import useful_lines
from engine.compiling import compile_network, refused
from engine.families import EncodedText, Line
from engine.loading import load as load_parts
from tests.engine.closed_form import ExactDenoiser, closed_form_model
from tests.engine.drive import latents_alone, load, request

LINE = Line(EncodedText(torch.zeros(3)))
LATENTS = torch.zeros((1, 3, 8, 8))


class Small(ExactDenoiser):
    """Has memory for four lines."""

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, lines: Sequence[Line]
    ) -> torch.Tensor:
        if len(lines) > 4:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return super().predict(latents, timesteps, lines)


def test_passes_double_while_that_pays() -> None:
    denoiser = ExactDenoiser()
    best = useful_lines(denoiser, LINE, LATENTS, 16)
    assert denoiser.lines[:2] == [2, 2]  # the first one does not count
    assert best in denoiser.lines
    assert max(denoiser.lines) <= 16


def test_what_does_not_fit_is_not_useful() -> None:
    assert useful_lines(Small(), LINE, LATENTS, 16) in (2, 4)


def test_larger_pictures_share_less() -> None:
    model = replace(closed_form_model(), useful_lines=8)
    assert model.useful_lines_of((3, 64, 64)) == 8
    assert model.useful_lines_of((3, 128, 128)) == 2
    assert model.useful_lines_of((3, 256, 256)) == 1
    assert model.useful_lines_of((3, 32, 64)) == 16


def test_a_loaded_model_was_measured(pixart_folder: Path) -> None:
    assert load(pixart_folder).useful_lines in (2, 4, 8, 16)


def test_a_compiled_network_makes_the_same_picture(pixart_folder: Path) -> None:
    one = request(steps=3)
    wanted = latents_alone(load(pixart_folder), one)
    loaded = load_parts(EngineOptions(model=str(pixart_folder), device="cpu", dtype="float32"))
    compile_network(loaded.parts.network, backend="eager")
    assert (latents_alone(loaded.model, one) - wanted).abs().max() < 1e-4 * wanted.abs().max()


def test_a_machine_that_cannot_compile_is_told_how_to_go_on() -> None:
    error = refused(RuntimeError("No working C++ compiler found.\nDetails follow."))
    assert isinstance(error, ModelLoadError)
    assert str(error).endswith("(No working C++ compiler found.) Set it to false.")
