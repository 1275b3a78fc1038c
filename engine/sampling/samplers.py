"""Sampler names, and the plan each makes from the scheduler configuration of a model folder.

The stock scheduler is asked for its spacing (`set_timesteps` on an object of our own); of the
private samplers its `step` makes the updates too (see solver).
"""

import inspect
import math
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

import diffusers
import numpy as np

from engine.api.errors import RequestError
from engine.api.model_card import evaluations_per_step
from engine.runtime.stock import Json, Stock
from engine.sampling import plans
from engine.sampling.noise_schedule import Plan, ScheduleLevels, Spacing
from engine.sampling.plans import PlanMaker
from engine.sampling.solver import Solver


@dataclass(frozen=True, slots=True)
class Sampler:
    """changes: to the scheduler's configuration; is_private: the stock `step` makes its updates."""

    name: str
    stock_class: str
    make_plan: PlanMaker
    changes: Json = field(default_factory=dict)
    is_private: bool = False

    @property
    def forwards_per_step(self) -> int:
        return evaluations_per_step(self.name)


def _solver(order: int, is_sde: bool = False) -> Json:
    kind = "sde-dpmsolver++" if is_sde else "dpmsolver++"
    return {"algorithm_type": kind, "solver_order": order, "solver_type": "midpoint"}


_DPM = "DPMSolverMultistepScheduler"
_EULER, _EULER_A = "EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler"
_FLOW = "FlowMatchEulerDiscreteScheduler"
_KARRAS: Json = {"use_karras_sigmas": True}
_TRAILING: Json = {"timestep_spacing": "trailing"}
SAMPLERS = {
    sampler.name: sampler
    for sampler in (
        Sampler("dpm++2m", _DPM, plans.dpm_2m, _solver(2)),
        Sampler("dpm++2m_karras", _DPM, plans.dpm_2m, _solver(2) | _KARRAS),
        Sampler("dpm++2m_sde", _DPM, plans.dpm_2m_sde, _solver(2, is_sde=True)),
        Sampler("dpm++2m_sde_karras", _DPM, plans.dpm_2m_sde, _solver(2, is_sde=True) | _KARRAS),
        Sampler("euler", _EULER, plans.euler),
        Sampler("euler_karras", _EULER, plans.euler, _KARRAS),
        Sampler("euler_a", _EULER_A, plans.euler_ancestral),
        Sampler("heun", "HeunDiscreteScheduler", plans.heun),
        Sampler("ddim", "DDIMScheduler", plans.ddim),
        Sampler("dpm++3m", _DPM, plans.private, _solver(3), is_private=True),
        Sampler("dpm++3m_sde", _DPM, plans.private_sde, _solver(3, is_sde=True), is_private=True),
        Sampler(
            "dpm++2s", "DPMSolverSinglestepScheduler", plans.private, _solver(2), is_private=True
        ),
        Sampler("unipc", "UniPCMultistepScheduler", plans.private, is_private=True),
        Sampler("deis", "DEISMultistepScheduler", plans.private, is_private=True),
        Sampler("pndm", "PNDMScheduler", plans.private, {"skip_prk_steps": True}, is_private=True),
        # For networks distilled to few steps: Lightning, Turbo and Hyper start at pure noise.
        Sampler("euler_trailing", _EULER, plans.euler, _TRAILING),
        Sampler("euler_a_trailing", _EULER_A, plans.euler_ancestral, _TRAILING),
        Sampler("ddim_trailing", "DDIMScheduler", plans.ddim, _TRAILING),
        Sampler("lcm", "LCMScheduler", plans.lcm),
        Sampler("tcd", "TCDScheduler", plans.tcd),
        Sampler("flow_euler", _FLOW, plans.flow_euler),
        Sampler("flow_dpm++2m", _FLOW, plans.dpm_2m),
        Sampler("flow_lcm", "FlowMatchLCMScheduler", plans.flow_stochastic),
    )
}
_FLOW_NAMES = ("flow_euler", "flow_dpm++2m", "flow_lcm")
HEUN_NOISE_LIMIT = 1000.0
MANY_STEPS = 10
MOST_LAID = 50  # an LCM was distilled to 50 levels: there are no more between noise and picture
_SOLVER = ("algorithm_type", "solver_order", "solver_type")  # of one class, not of the model
_SPACINGS = ("use_exponential_sigmas", "use_beta_sigmas", "use_lu_lambdas")


class Samplers:
    """The samplers one model folder can use, and its own one."""

    def __init__(self, config: Json) -> None:
        self._config = config
        self.notes: list[str] = []
        self.names = _names_for(config)
        self.default = self._own_name()
        self.plan = lru_cache(maxsize=256)(self._plan)

    def _own_name(self) -> str:
        if self._config.get("stochastic_sampling"):
            return "flow_lcm"
        for name in self.names:
            if self._is_own(SAMPLERS[name]):
                self._note_other_solver(SAMPLERS[name])
                return name
        fallback = self.names[0]
        self.notes.append(
            f"The model asks for {self._config.get('_class_name')}, {fallback} is used instead."
        )
        return fallback

    def _is_own(self, sampler: Sampler) -> bool:
        config, changes = self._config, sampler.changes
        if sampler.stock_class != config.get("_class_name"):
            return False
        if changes.get("use_karras_sigmas", False) != bool(config.get("use_karras_sigmas")):
            return False
        if sampler.stock_class != _DPM:
            return True
        is_sde = config.get("algorithm_type") == "sde-dpmsolver++"
        order = 3 if config.get("solver_order") == 3 else 2
        return _solver(order, is_sde).items() <= changes.items()

    def _note_other_solver(self, sampler: Sampler) -> None:
        for key, ours in ({"thresholding": False} | sampler.changes).items():
            theirs = self._config.get(key, ours)
            if theirs != ours:
                self.notes.append(f"The model asks for {key} {theirs}, {ours} is used instead.")

    def stock_scheduler(self, name: str) -> Stock:
        """A scheduler object of our own, set up as the model folder wants it for this sampler."""
        sampler = SAMPLERS[name]
        stock_class = getattr(diffusers, sampler.stock_class)
        config = self._config
        if config.get("_class_name") != sampler.stock_class:
            config = {key: value for key, value in config.items() if key not in _SOLVER}
        changes: Json = {"thresholding": False, "clip_sample": False, "use_karras_sigmas": False}
        changes |= sampler.changes
        if changes["use_karras_sigmas"] or name != self.default:
            changes |= dict.fromkeys(_SPACINGS, False)
        if name in _FLOW_NAMES and "shift" not in config:
            changes |= {"shift": config.get("flow_shift", 1.0)}
        known = inspect.signature(stock_class.__init__).parameters
        return stock_class.from_config(
            config, **{key: value for key, value in changes.items() if key in known}
        )

    def usable(self, steps: int, spacing: Spacing = Spacing()) -> tuple[str, ...]:  # noqa: B008
        """Not all samplers can leave pure noise: some divide by zero, Heun gives white pictures."""
        return tuple(name for name in self.names if self._is_usable(name, steps, spacing))

    def _is_usable(self, name: str, steps: int, spacing: Spacing) -> bool:
        try:
            plan = self.plan(name, steps, None, spacing)
        except (ZeroDivisionError, ValueError, OverflowError, RequestError):
            return False
        is_too_noisy = name == "heun" and plan.first_noise > HEUN_NOISE_LIMIT
        is_solved = plan.make_solver is None or plan.make_solver().is_usable()
        return is_solved and bool(np.isfinite(plan.table).all()) and not is_too_noisy

    def _plan(
        self,
        name: str,
        steps: int,
        strength: float | None = None,
        spacing: Spacing = Spacing(),  # noqa: B008 frozen
    ) -> Plan:
        """The plan of one trajectory; a strength cuts it to its last part (image to image)."""
        sampler, scheduler = SAMPLERS[name], self.stock_scheduler(name)
        laid = laid_steps(steps, strength)
        told: Json = {} if spacing.mu is None else {"mu": spacing.mu}
        try:
            if spacing.sigmas is None:
                scheduler.set_timesteps(laid, **told)
            else:
                scheduler.set_timesteps(sigmas=list(spacing.sigmas), **told)
        except ValueError as error:
            raise RequestError(f"The sampler {name} cannot make {laid} steps.") from error
        kept = steps
        if strength is not None and steps >= MANY_STEPS:
            kept = min(max(int(steps * strength), 1), steps)
        begin = (laid - kept) * sampler.forwards_per_step
        plan = sampler.make_plan(read_levels(scheduler), begin)
        if not sampler.is_private:
            return plan
        return replace(plan, make_solver=partial(Solver, scheduler, begin), solved=plan.steps)


def laid_steps(steps: int, strength: float | None) -> int:
    """How many steps are laid out from pure noise so that the wanted ones are the last of them.

    From MANY_STEPS on a strength cuts the steps, as in diffusers. Fewer would be cut to nothing
    (4 steps, strength 0.35: one), so all of them are laid between the strength's noise and the
    picture, whatever the sampler.
    """
    if strength is None or steps >= MANY_STEPS:
        return steps
    return max(steps, min(math.ceil(round(steps / strength, 6)), MOST_LAID))


def _names_for(config: Json) -> tuple[str, ...]:
    stock_class = str(config.get("_class_name"))
    if stock_class.startswith("FlowMatch"):
        return _FLOW_NAMES
    if config.get("use_flow_sigmas"):
        return ("dpm++2m", "unipc", "flow_euler", "flow_lcm")
    if stock_class in ("LCMScheduler", "TCDScheduler"):
        return ("lcm",) if stock_class == "LCMScheduler" else ("tcd",)
    is_trailing = config.get("timestep_spacing") == "trailing"
    return tuple(
        name
        for name, sampler in SAMPLERS.items()
        if name not in ("lcm", "tcd", *_FLOW_NAMES)
        and not (is_trailing and sampler.changes == _TRAILING)
    )


def read_levels(scheduler: Stock) -> ScheduleLevels:
    """The numbers a plan is made of, from a stock scheduler after its `set_timesteps`."""
    config = scheduler.config
    sigmas = getattr(scheduler, "sigmas", None)
    alphas = getattr(scheduler, "alphas_cumprod", None)
    steps = len(scheduler.timesteps)
    return ScheduleLevels(
        timesteps=np.asarray(scheduler.timesteps, dtype=np.float64),
        sigmas=None if sigmas is None else np.asarray(sigmas, dtype=np.float64),
        alphas_cumprod=None if alphas is None else np.asarray(alphas, dtype=np.float64),
        prediction=config.get("prediction_type", "flow_prediction"),
        initial_noise=float(getattr(scheduler, "init_noise_sigma", 1.0)),
        final_alpha_cumprod=float(getattr(scheduler, "final_alpha_cumprod", 1.0)),
        training_steps=config.num_train_timesteps,
        is_flow=bool(config.get("use_flow_sigmas")) or "FlowMatch" in type(scheduler).__name__,
        uses_first_order_at_end=bool(
            config.get("euler_at_final")
            or (sigmas is not None and float(sigmas[-1]) == 0)
            or (config.get("lower_order_final") and steps < 15)
        ),
    )
