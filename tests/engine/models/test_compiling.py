"""Compiling happens beside the work: nobody waits for it, and nothing ends when it fails."""

import threading
from pathlib import Path

import pytest
import torch

from engine import EngineOptions
from engine.loading.load import LoadedModel, load_with_components
from engine.models import compiling
from engine.models.compiling import attach
from engine.runtime import environment
from tests.engine.drive import Drive, latents_alone, load, request

pytestmark = pytest.mark.slow

ONE = request(steps=3)


def loaded_from(folder: Path) -> LoadedModel:
    return load_with_components(
        EngineOptions(model=str(folder), device="cpu", dtype="float32", threads=1)
    )


@pytest.mark.parametrize("source", ["pixart_folder", "stable_diffusion_folder", "sdxl_folder"])
def test_a_compiled_network_makes_the_same_picture(
    source: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(source)
    loaded = loaded_from(folder)
    wanted = latents_alone(loaded.model, ONE)
    compiled = attach(loaded.components, backend="eager")
    latents_alone(loaded.model, ONE)
    assert compiled.wait(60)
    assert compiled.state == "ready for 1 of 1 sizes"
    calls = count_calls(compiled)
    got = latents_alone(loaded.model, ONE)
    assert calls == {"eager": 0, "compiled": 3}
    assert (got - wanted).abs().max() < 1e-4 * wanted.abs().max()


def count_calls(compiled: compiling.CompiledDenoiser) -> dict[str, int]:
    calls = {"eager": 0, "compiled": 0}
    for name in calls:
        inner = getattr(compiled, f"_{name}")

        def counted(*given: object, name: str = name, inner: object = inner) -> object:
            calls[name] += 1
            return inner(*given)  # type: ignore[operator]

        setattr(compiled, f"_{name}", counted)
    return calls


def test_nobody_waits_for_compiling(pixart_folder: Path) -> None:
    """The switch happens between two steps, as soon as the size is warm, and only for that size."""
    loaded = loaded_from(pixart_folder)
    compiled = attach(loaded.components, backend="eager")
    may_compile, inner = threading.Event(), compiled._compiled

    def slow(*given: torch.Tensor) -> torch.Tensor:
        may_compile.wait(20)
        return inner(*given)  # type: ignore[arg-type]

    compiled._compiled = slow  # type: ignore[method-assign,assignment]
    calls = count_calls(compiled)
    drive = Drive(loaded.model)
    drive.add(request(steps=6))
    drive.step(3)
    assert calls["eager"] == 3  # made while the other thread still compiles
    assert "warming for" in compiled.state
    may_compile.set()
    assert compiled.wait(60)
    drive.finish()
    assert calls == {"eager": 3, "compiled": 2 + 3}  # one row, two rows, and the steps
    latents_alone(loaded.model, request(steps=2, width_px=48))
    assert calls["eager"] == 5
    assert len(compiled._threads) == 2
    assert compiled.wait(60)


def test_weights_are_not_copied(sdxl_folder: Path) -> None:
    loaded = loaded_from(sdxl_folder)
    twin = compiling._compiled_twin(loaded.components, "eager")
    own = {p.data_ptr() for p in loaded.components.network.parameters()}
    assert {p.data_ptr() for p in twin._unet.parameters()} == own  # type: ignore[attr-defined]
    assert twin._unet is not loaded.components.network  # type: ignore[attr-defined]
    assert twin.pipeline.text_encoder is loaded.components.pipeline.text_encoder  # type: ignore[attr-defined]


def test_a_failure_is_told_and_the_engine_goes_on(
    pixart_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    loaded = loaded_from(pixart_folder)
    wanted = latents_alone(loaded.model, ONE)
    compiled = attach(loaded.components, backend="eager")

    def broken(*given: torch.Tensor) -> torch.Tensor:
        raise RuntimeError("No working C++ compiler found.\nDetails follow.")

    compiled._compiled = broken  # type: ignore[method-assign,assignment]
    latents_alone(loaded.model, ONE)
    assert compiled.wait(60)
    assert compiled.state == "failed, serving without it: No working C++ compiler found."
    assert "No working C++ compiler" in caplog.text
    assert torch.equal(latents_alone(loaded.model, ONE), wanted)


def test_a_failure_in_the_middle_of_work_costs_nothing(pixart_folder: Path) -> None:
    loaded = loaded_from(pixart_folder)
    wanted = latents_alone(loaded.model, ONE)
    compiled = attach(loaded.components, backend="eager")
    compiled._warm.add((loaded.components.denoiser.latent_channels, 4, 4))
    compiled._compiled = None  # type: ignore[method-assign,assignment]
    compiled._warm |= {tuple(wanted.shape[1:])}
    assert torch.equal(latents_alone(loaded.model, ONE), wanted)
    assert compiled.failure is not None


def test_what_passes_through_memory_is_not_compiled(pixart_folder: Path) -> None:
    options = EngineOptions(
        model=str(pixart_folder), device="cpu", dtype="float32", threads=1, memory="low"
    )
    from dataclasses import replace

    model = load_with_components(replace(options, compile=True)).model
    assert model.compiled is None


def test_compiling_in_a_step_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A live step that compiles is one that everybody waits for."""
    attach_once = compiling.callback_handler.start_callbacks
    if compiling._log_compiling not in attach_once:
        compiling.callback_handler.register_start_callback(compiling._log_compiling)
    torch.compile(lambda x: x * 3 + 1, backend="eager")(torch.ones(3))
    assert "compiling graph" in caplog.text
    assert compiling.dynamo.recompile_limit >= 8


def test_what_was_compiled_is_kept_in_the_users_cache_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import os

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", "to be restored")
    monkeypatch.delenv("TORCHINDUCTOR_CACHE_DIR")
    environment.prepare()
    assert os.environ["TORCHINDUCTOR_CACHE_DIR"] == str(tmp_path / "easel" / "compiled")


def test_the_load_of_a_compiled_model_does_not_wait(pixart_folder: Path) -> None:
    assert load(pixart_folder).compiled is None
