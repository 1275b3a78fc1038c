"""Every sampler's plan equals diffusers' own scheduler, step by step, in float64."""

import math
from typing import Any

import diffusers
import numpy as np
import pytest
import torch

from engine import noise_schedule
from engine.noise_schedule import C, Plan, T, linear_step
from engine.samplers import SAMPLERS, Samplers, read_levels
from tests.engine.double_precision import double

SHAPE = (1, 4, 6, 6)
SD = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
COSINE = {"beta_schedule": "squaredcos_cap_v2", "timestep_spacing": "trailing"}


def network(latents: torch.Tensor, t: float) -> torch.Tensor:
    """Some smooth function of both, in place of a denoiser."""
    return torch.tanh(0.7 * latents) * (0.5 + t / 2000) + 0.1 * math.cos(t / 50)


def stock_scheduler(sampler: str, config: dict[str, Any]) -> Any:
    stock_class = double(SAMPLERS[sampler].stock_class)
    changes: dict[str, Any] = {"clip_sample": False} if sampler == "ddim" else {}
    if "karras" in sampler:
        changes["use_karras_sigmas"] = True
    if "sde" in sampler:
        changes["algorithm_type"] = "sde-dpmsolver++"
    return stock_class(**config, **changes)


def run_stock(scheduler: Any, begin: int, start: torch.Tensor) -> torch.Tensor:
    generator = torch.Generator().manual_seed(5)
    latents = start
    takes_noise = "generator" in scheduler.step.__code__.co_varnames
    extra = {"generator": generator} if takes_noise else {}
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(begin)
    for t in scheduler.timesteps[begin:]:
        scaled = latents
        if hasattr(scheduler, "scale_model_input"):
            scaled = scheduler.scale_model_input(latents, t)
        output = network(scaled, float(t))
        latents = scheduler.step(output, t, latents, **extra).prev_sample
    return latents


def run_plan(plan: Plan, start: torch.Tensor) -> torch.Tensor:
    generator = torch.Generator().manual_seed(5)
    latents, previous = start, torch.zeros_like(start)
    for row, draws in zip(plan.rows, plan.draws, strict=True):
        output = network(row[C] * latents, row[T])
        noise = torch.zeros_like(latents)
        if draws:
            noise = torch.randn(SHAPE, generator=generator, dtype=torch.float64)
        step = linear_step(latents, output, previous, noise, torch.from_numpy(row)[None])
        latents, previous = step.latents, step.clean
    return latents


def relative_error(sampler: str, config: dict[str, Any], steps: int, begin: int = 0) -> float:
    noise = torch.randn(SHAPE, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    picture = torch.rand(SHAPE, generator=torch.Generator().manual_seed(2), dtype=torch.float64)
    scheduler = stock_scheduler(sampler, config)
    scheduler.set_timesteps(steps)
    plan = SAMPLERS[sampler].make_plan(read_levels(scheduler), begin)
    if begin == 0:
        start = noise * getattr(scheduler, "init_noise_sigma", 1.0)
        ours = plan.first_noise * noise
    else:
        start = scheduler.add_noise(picture, noise, scheduler.timesteps[begin : begin + 1])
        ours = plan.start.image * picture + plan.start.noise * noise
    wanted = run_stock(scheduler, begin, start)
    got = run_plan(plan, ours)
    return float((wanted - got).abs().max() / wanted.abs().max())


DIFFUSION = [name for name in SAMPLERS if name not in ("lcm", "flow_euler")]


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction", "sample"])
@pytest.mark.parametrize("sampler", DIFFUSION)
def test_a_plan_equals_the_stock_scheduler(sampler: str, prediction: str) -> None:
    if prediction == "sample" and sampler in ("euler_a", "heun"):
        prediction = "epsilon"  # the stock classes refuse the other
    for steps, spacing in ((2, "linspace"), (15, "linspace"), (4, "leading"), (20, "trailing")):
        config = SD | {
            "timestep_spacing": spacing,
            "steps_offset": 1,
            "prediction_type": prediction,
        }
        assert relative_error(sampler, config, steps) < 1e-11, spacing


@pytest.mark.parametrize("sampler", [name for name in DIFFUSION if name != "heun"])
def test_the_built_in_noise_schedule(sampler: str) -> None:
    """A cosine schedule ends in almost pure noise: σ above 10,000 costs a few digits."""
    config = COSINE | {"prediction_type": "v_prediction"}
    assert relative_error(sampler, config, 12) < 1e-8


@pytest.mark.parametrize("sampler", DIFFUSION)
def test_a_plan_cut_for_image_to_image(sampler: str) -> None:
    per_step = SAMPLERS[sampler].forwards_per_step
    assert relative_error(sampler, SD, 20, begin=13 * per_step) < 1e-11


def test_lcm() -> None:
    """The stock class computes its boundary scalings in float32 even here."""
    assert relative_error("lcm", SD, 4) < 1e-6


@pytest.mark.parametrize("shift", [1.0, 3.0])
def test_flow_euler(shift: float) -> None:
    assert relative_error("flow_euler", {"shift": shift}, 7) < 1e-12


def test_dpm_on_flow_sigmas() -> None:
    flow = {"use_flow_sigmas": True, "prediction_type": "flow_prediction", "flow_shift": 2.0}
    assert relative_error("dpm++2m", flow, 9) < 1e-11


def test_rows_of_different_samplers_do_not_touch() -> None:
    """One update for a mixed batch, each row as if alone; a NaN stays in its own row."""
    generator = torch.Generator().manual_seed(3)
    tensors = [torch.randn((3, 4, 6, 6), generator=generator) for _ in range(4)]
    rows = torch.rand((3, 8), generator=generator)
    together = linear_step(*tensors, rows).latents
    for i in range(3):
        alone = linear_step(*(tensor[i : i + 1] for tensor in tensors), rows[i : i + 1]).latents
        assert torch.equal(together[i], alone[0])
    tensors[1][1] = torch.nan
    poisoned = linear_step(*tensors, rows).latents
    assert torch.equal(poisoned[0], together[0])
    assert torch.equal(poisoned[2], together[2])


def test_the_first_row_never_uses_what_was_before() -> None:
    samplers = Samplers({"_class_name": "DPMSolverMultistepScheduler"} | SD)
    for name in samplers.names:
        for strength in (None, 0.5):
            assert samplers.plan(name, 10, strength).rows[0, noise_schedule.R] == 0


def test_strength_cuts_the_plan_as_the_stock_pipelines_do() -> None:
    samplers = Samplers({"_class_name": "DDIMScheduler"} | SD)
    whole = samplers.plan("ddim", 20)
    part = samplers.plan("ddim", 20, 0.35)
    assert part.steps == 7
    assert np.array_equal(part.rows, whole.rows[13:])
    assert samplers.plan("ddim", 20, 0.01).steps == 1


@pytest.mark.parametrize(
    ("stock_class", "changes", "own"),
    [
        ("EulerDiscreteScheduler", {}, "euler"),
        ("EulerDiscreteScheduler", {"use_karras_sigmas": True}, "euler_karras"),
        ("DDIMScheduler", {}, "ddim"),
        ("DPMSolverMultistepScheduler", {}, "dpm++2m"),
        ("DPMSolverMultistepScheduler", {"algorithm_type": "sde-dpmsolver++"}, "dpm++2m_sde"),
        ("LCMScheduler", {}, "lcm"),
        ("FlowMatchEulerDiscreteScheduler", {}, "flow_euler"),
    ],
)
def test_a_folder_keeps_its_own_sampler(
    stock_class: str, changes: dict[str, Any], own: str
) -> None:
    samplers = Samplers(
        dict(getattr(diffusers, stock_class)(**changes).config) | {"_class_name": stock_class}
    )
    assert samplers.default == own
    assert samplers.notes == []
    assert samplers.default in samplers.usable(10)


def test_an_unserved_scheduler_falls_back_and_says_so() -> None:
    samplers = Samplers({"_class_name": "PNDMScheduler"} | SD)
    assert samplers.default == "dpm++2m"
    assert samplers.notes == ["The model asks for PNDMScheduler, dpm++2m is used instead."]


def test_heun_is_not_offered_where_it_gives_white_pictures() -> None:
    samplers = Samplers(
        {"_class_name": "DDIMScheduler", "prediction_type": "v_prediction"} | COSINE
    )
    assert "heun" not in samplers.usable(12)
    assert "heun" in Samplers({"_class_name": "DDIMScheduler"} | SD).usable(12)
