"""Every sampler's plan equals diffusers' own scheduler, step by step, in float64."""

import copy
import functools
import inspect
import math
from dataclasses import replace
from typing import Any

import diffusers
import numpy as np
import pytest
import torch

from engine.sampling import noise_schedule, plans
from engine.sampling.noise_schedule import C, Plan, Spacing, T, linear_step
from engine.sampling.samplers import SAMPLERS, Samplers, read_levels
from engine.sampling.solver import Solver
from tests.engine.double_precision import double

SHAPE = (1, 4, 6, 6)
SD = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
COSINE = {"beta_schedule": "squaredcos_cap_v2", "timestep_spacing": "trailing"}


def network(latents: torch.Tensor, t: float) -> torch.Tensor:
    """Some smooth function of both, in place of a denoiser."""
    return torch.tanh(0.7 * latents) * (0.5 + t / 2000) + 0.1 * math.cos(t / 50)


def stock_scheduler(sampler: str, config: dict[str, Any]) -> Any:
    """As a reader of diffusers' documentation would set it up, but in float64."""
    changes: dict[str, Any] = {
        "ddim": {"clip_sample": False},
        "ddim_trailing": {"clip_sample": False},
        "pndm": {"skip_prk_steps": True},
    }.get(sampler, {})
    if "karras" in sampler:
        changes["use_karras_sigmas"] = True
    if "sde" in sampler:
        changes["algorithm_type"] = "sde-dpmsolver++"
    if "3m" in sampler:
        changes["solver_order"] = 3
    if "trailing" in sampler:
        changes["timestep_spacing"] = "trailing"
    stock_class = double(SAMPLERS[sampler].stock_class)
    known = inspect.signature(stock_class.__init__).parameters
    return stock_class(**{k: v for k, v in (config | changes).items() if k in known})


def run_stock(scheduler: Any, begin: int, start: torch.Tensor) -> torch.Tensor:
    generator = torch.Generator().manual_seed(5)
    latents = start
    takes_noise = "generator" in inspect.signature(scheduler.step).parameters
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


def run_plan(plan: Plan, start: torch.Tensor, solver: Solver | None = None) -> torch.Tensor:
    generator = torch.Generator().manual_seed(5)
    latents, previous = start, torch.zeros_like(start)
    for i, (row, draws) in enumerate(zip(plan.table, plan.draws, strict=True)):
        output = network(row[C] * latents, row[T])
        noise = torch.zeros_like(latents)
        if draws:
            noise = torch.randn(SHAPE, generator=generator, dtype=start.dtype)
        coefficients = torch.from_numpy(row)[None].to(start.dtype)
        step = linear_step(latents, output, previous, noise, coefficients)
        if solver is not None:
            step = replace(step, latents=solver.step(i, output[0], latents[0], noise[0])[None])
            solver.keep()
        latents, previous = step.latents, step.clean
    return latents


def relative_error(sampler: str, config: dict[str, Any], steps: int, begin: int = 0) -> float:
    noise = torch.randn(SHAPE, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    picture = torch.rand(SHAPE, generator=torch.Generator().manual_seed(2), dtype=torch.float64)
    scheduler = stock_scheduler(sampler, config)
    scheduler.set_timesteps(steps)
    plan = SAMPLERS[sampler].make_plan(read_levels(scheduler), begin)
    solver = None
    if SAMPLERS[sampler].is_private:
        solver = Solver(copy.deepcopy(scheduler), begin)
    if begin == 0:
        start = noise * getattr(scheduler, "init_noise_sigma", 1.0)
        ours = plan.first_noise * noise
    else:
        start = scheduler.add_noise(picture, noise, scheduler.timesteps[begin : begin + 1])
        ours = plan.start.image * picture + plan.start.noise * noise
    wanted = run_stock(scheduler, begin, start)
    got = run_plan(plan, ours, solver)
    return float((wanted - got).abs().max() / wanted.abs().max())


SD_NAMES = Samplers({"_class_name": "DDIMScheduler"} | SD).names
SPACED = [name for name in SD_NAMES if not name.endswith("_trailing")]


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction", "sample"])
@pytest.mark.parametrize("sampler", SPACED)
def test_a_plan_equals_the_stock_scheduler(sampler: str, prediction: str) -> None:
    if prediction == "sample" and sampler in ("euler_a", "heun", "pndm"):
        prediction = "epsilon"  # the stock classes refuse the other
    for steps, spacing in ((2, "linspace"), (15, "linspace"), (4, "leading"), (20, "trailing")):
        if sampler == "pndm" and steps < 4:
            continue
        config = SD | {
            "timestep_spacing": spacing,
            "steps_offset": 1,
            "prediction_type": prediction,
        }
        assert relative_error(sampler, config, steps) < 1e-11, spacing


@pytest.mark.parametrize("steps", [1, 2, 4, 8])
@pytest.mark.parametrize("sampler", ["euler_trailing", "euler_a_trailing", "ddim_trailing"])
def test_turbo_and_lightning(sampler: str, steps: int) -> None:
    """Few steps of a distilled network, from pure noise."""
    assert relative_error(sampler, SD | {"timestep_spacing": "leading"}, steps) < 1e-11


@pytest.mark.parametrize("sampler", [name for name in SPACED if name not in ("heun", "pndm")])
def test_the_built_in_noise_schedule(sampler: str) -> None:
    """A cosine schedule ends in almost pure noise: σ above 10,000 costs a few digits."""
    config = COSINE | {"prediction_type": "v_prediction"}
    assert relative_error(sampler, config, 12) < 1e-8


@pytest.mark.parametrize("sampler", ["euler", "euler_a", "ddim", "dpm++2m", "dpm++2m_sde", "unipc"])
def test_zero_terminal_snr(sampler: str) -> None:
    """The first level is pure noise; the stock classes stop at σ = 4096, DDIM at no picture."""
    config = SD | {
        "timestep_spacing": "trailing",
        "prediction_type": "v_prediction",
        "rescale_betas_zero_snr": True,
    }
    assert relative_error(sampler, config, 10) < 1e-9


@pytest.mark.parametrize("sampler", SPACED)
def test_a_plan_cut_for_image_to_image(sampler: str) -> None:
    per_step = SAMPLERS[sampler].forwards_per_step
    assert relative_error(sampler, SD, 20, begin=13 * per_step) < 1e-11


def test_lcm() -> None:
    """The stock class computes its boundary scalings in float32 even here."""
    assert relative_error("lcm", SD, 4) < 1e-6


@pytest.mark.parametrize("gamma", [0.0, 0.3, 1.0])
def test_tcd(gamma: float) -> None:
    scheduler = stock_scheduler("tcd", SD)
    scheduler.set_timesteps(4)
    noise = torch.randn(SHAPE, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    got = run_plan(plans.tcd(read_levels(scheduler), 0, gamma), noise)
    scheduler.step = functools.partial(scheduler.step, eta=gamma)
    wanted = run_stock(scheduler, 0, noise)
    assert float((wanted - got).abs().max() / wanted.abs().max()) < 1e-11


@pytest.mark.parametrize("shift", [1.0, 3.0])
@pytest.mark.parametrize("sampler", ["flow_euler", "flow_lcm"])
def test_flow(sampler: str, shift: float) -> None:
    assert relative_error(sampler, {"shift": shift}, 7) < 1e-12


@pytest.mark.parametrize("sampler", ["dpm++2m", "unipc"])
def test_solvers_on_flow_sigmas(sampler: str) -> None:
    flow = {"use_flow_sigmas": True, "prediction_type": "flow_prediction", "flow_shift": 2.0}
    assert relative_error(sampler, flow, 9) < 1e-11


def test_dpm_on_the_levels_of_a_flow_model() -> None:
    """The stock DPM++ 2M, told the levels that the model's own scheduler laid out."""
    layout = double("FlowMatchEulerDiscreteScheduler")(shift=3.0)
    layout.set_timesteps(8)
    stock = double("DPMSolverMultistepScheduler")(
        use_flow_sigmas=True, prediction_type="flow_prediction"
    )
    stock.set_timesteps(8)
    stock.sigmas, stock.timesteps = layout.sigmas, layout.timesteps
    noise = torch.randn(SHAPE, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    got = run_plan(SAMPLERS["flow_dpm++2m"].make_plan(read_levels(layout), 0), noise)
    wanted = run_stock(stock, 0, noise)
    assert float((wanted - got).abs().max() / wanted.abs().max()) < 1e-11


def test_a_shift_by_size_and_steps_reaches_the_levels() -> None:
    """mu comes from the family; e^mu is the shift of the levels."""
    samplers = Samplers(
        {"_class_name": "FlowMatchEulerDiscreteScheduler", "use_dynamic_shifting": True}
    )
    sigmas = (1.0, 0.75, 0.5, 0.25)
    plan = samplers.plan("flow_euler", 4, None, Spacing(mu=1.1, sigmas=sigmas))
    wanted = [math.exp(1.1) / (math.exp(1.1) + 1 / sigma - 1) for sigma in sigmas]
    assert np.allclose(plan.table[:, T], [1000 * sigma for sigma in wanted], rtol=1e-6)
    still = Samplers({"_class_name": "FlowMatchEulerDiscreteScheduler", "shift": 3.0})
    plan = still.plan("flow_euler", 4, None, Spacing(sigmas=sigmas))
    wanted = [3 * sigma / (1 + 2 * sigma) for sigma in sigmas]
    assert np.allclose(plan.table[:, T], [1000 * sigma for sigma in wanted], rtol=1e-6)


@pytest.mark.parametrize("sampler", [*SPACED, "lcm", "tcd", "flow_euler", "flow_lcm"])
def test_in_single_precision_both_round_alike(sampler: str) -> None:
    """Plans are float64, updates float32, as in the stock schedulers: 4e-6 of the largest value."""
    stock_class = getattr(diffusers, SAMPLERS[sampler].stock_class)
    config: dict[str, Any] = {"_class_name": stock_class.__name__}
    samplers = Samplers(config | ({} if "flow" in sampler else SD))
    samplers.default = sampler
    scheduler = samplers.stock_scheduler(sampler)
    scheduler.set_timesteps(8)
    plan = samplers.plan(sampler, 8)
    noise = torch.randn(SHAPE, generator=torch.Generator().manual_seed(1))
    start = plan.first_noise * noise
    wanted = run_stock(scheduler, 0, start)
    got = run_plan(plan, start, plan.make_solver() if plan.make_solver is not None else None)
    assert got.dtype == torch.float32
    assert float((wanted - got).abs().max() / wanted.abs().max()) < 4e-6


def test_rows_of_different_samplers_do_not_touch() -> None:
    """One update for a mixed batch, each row as if alone; a NaN stays in its own row."""
    generator = torch.Generator().manual_seed(3)
    tensors = [torch.randn((3, 4, 6, 6), generator=generator) for _ in range(4)]
    table = torch.rand((3, 8), generator=generator)
    together = linear_step(*tensors, table).latents
    for i in range(3):
        alone = linear_step(*(tensor[i : i + 1] for tensor in tensors), table[i : i + 1]).latents
        torch.testing.assert_close(together[i], alone[0], rtol=1e-6, atol=1e-6)  # float32 rounding
    tensors[1][1] = torch.nan
    poisoned = linear_step(*tensors, table).latents
    assert torch.equal(poisoned[0], together[0])
    assert torch.equal(poisoned[2], together[2])


def test_the_first_row_never_uses_what_was_before() -> None:
    samplers = Samplers({"_class_name": "DPMSolverMultistepScheduler"} | SD)
    for name in samplers.names:
        for strength in (None, 0.5):
            assert samplers.plan(name, 10, strength).table[0, noise_schedule.R] == 0


def test_strength_cuts_the_plan_as_the_stock_pipelines_do() -> None:
    samplers = Samplers({"_class_name": "DDIMScheduler"} | SD)
    whole = samplers.plan("ddim", 20)
    part = samplers.plan("ddim", 20, 0.35)
    assert part.steps == 7
    assert np.array_equal(part.table, whole.table[13:])
    assert samplers.plan("ddim", 20, 0.01).steps == 1


@pytest.mark.parametrize(
    ("stock_class", "changes", "own"),
    [
        ("EulerDiscreteScheduler", {}, "euler"),
        ("EulerDiscreteScheduler", {"use_karras_sigmas": True}, "euler_karras"),
        ("DDIMScheduler", {}, "ddim"),
        ("DPMSolverMultistepScheduler", {}, "dpm++2m"),
        ("DPMSolverMultistepScheduler", {"algorithm_type": "sde-dpmsolver++"}, "dpm++2m_sde"),
        ("DPMSolverMultistepScheduler", {"solver_order": 3}, "dpm++3m"),
        ("LCMScheduler", {}, "lcm"),
        ("TCDScheduler", {}, "tcd"),
        ("UniPCMultistepScheduler", {}, "unipc"),
        ("DEISMultistepScheduler", {}, "deis"),
        ("PNDMScheduler", {"skip_prk_steps": True}, "pndm"),
        ("DPMSolverSinglestepScheduler", {}, "dpm++2s"),
        ("FlowMatchEulerDiscreteScheduler", {}, "flow_euler"),
        ("FlowMatchEulerDiscreteScheduler", {"stochastic_sampling": True}, "flow_lcm"),
        ("FlowMatchLCMScheduler", {}, "flow_lcm"),
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
    samplers = Samplers({"_class_name": "LMSDiscreteScheduler"} | SD)
    assert samplers.default == "dpm++2m"
    assert samplers.notes == ["The model asks for LMSDiscreteScheduler, dpm++2m is used instead."]


def test_heun_is_not_offered_where_it_gives_white_pictures() -> None:
    samplers = Samplers(
        {"_class_name": "DDIMScheduler", "prediction_type": "v_prediction"} | COSINE
    )
    assert "heun" not in samplers.usable(12)
    assert "heun" in Samplers({"_class_name": "DDIMScheduler"} | SD).usable(12)
