"""Sampler names, and the plan each makes from the scheduler configuration of a model folder.

The stock scheduler is asked for its spacing only (`set_timesteps` on an object of our own); its
`step` is never called.
"""

import inspect
import math
from dataclasses import dataclass
from functools import lru_cache

import diffusers
import numpy as np

from engine import plans
from engine.noise_schedule import Levels, Plan, Spacing
from engine.plans import PlanMaker
from engine.stock import Json, Stock


@dataclass(frozen=True, slots=True)
class Sampler:
    name: str
    stock_class: str
    make_plan: PlanMaker
    is_karras: bool = False
    forwards_per_step: int = 1


_DPM = "DPMSolverMultistepScheduler"
_FLOW = "FlowMatchEulerDiscreteScheduler"
SAMPLERS = {
    sampler.name: sampler
    for sampler in (
        Sampler("dpm++2m", _DPM, plans.dpm_2m),
        Sampler("dpm++2m_karras", _DPM, plans.dpm_2m, is_karras=True),
        Sampler("dpm++2m_sde", _DPM, plans.dpm_2m_sde),
        Sampler("dpm++2m_sde_karras", _DPM, plans.dpm_2m_sde, is_karras=True),
        Sampler("euler", "EulerDiscreteScheduler", plans.euler),
        Sampler("euler_karras", "EulerDiscreteScheduler", plans.euler, is_karras=True),
        Sampler("euler_a", "EulerAncestralDiscreteScheduler", plans.euler_ancestral),
        Sampler("heun", "HeunDiscreteScheduler", plans.heun, forwards_per_step=2),
        Sampler("ddim", "DDIMScheduler", plans.ddim),
        Sampler("lcm", "LCMScheduler", plans.lcm),
        Sampler("flow_euler", _FLOW, plans.flow_euler),
    )
}
HEUN_NOISE_LIMIT = 1000.0
MANY_STEPS = 10
MOST_LAID = 50  # an LCM was distilled to 50 levels: there are no more between noise and picture
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
        stock_class = str(self._config.get("_class_name"))
        is_sde = self._config.get("algorithm_type") == "sde-dpmsolver++"
        is_karras = bool(self._config.get("use_karras_sigmas"))
        for name in self.names:
            sampler = SAMPLERS[name]
            if (
                sampler.stock_class == stock_class
                and sampler.is_karras == is_karras
                and (sampler.make_plan is plans.dpm_2m_sde) == is_sde
            ):
                if stock_class == _DPM:
                    self._note_other_solver()
                return name
        fallback = self.names[0]
        self.notes.append(f"The model asks for {stock_class}, {fallback} is used instead.")
        return fallback

    def _note_other_solver(self) -> None:
        wanted = {"solver_order": 2, "solver_type": "midpoint", "thresholding": False}
        for key, ours in wanted.items():
            theirs = self._config.get(key, ours)
            if theirs != ours:
                self.notes.append(f"The model asks for {key} {theirs}, {ours} is used instead.")

    def stock_scheduler(self, name: str) -> Stock:
        """A scheduler object of our own, set up as the model folder wants it for this sampler."""
        sampler = SAMPLERS[name]
        stock_class = getattr(diffusers, sampler.stock_class)
        changes: Json = {"thresholding": False, "clip_sample": False}
        if sampler.stock_class == _DPM:
            kind = "sde-dpmsolver++" if name.startswith("dpm++2m_sde") else "dpmsolver++"
            changes |= {"algorithm_type": kind, "solver_order": 2, "solver_type": "midpoint"}
        if sampler.is_karras != bool(self._config.get("use_karras_sigmas")):
            changes |= {"use_karras_sigmas": sampler.is_karras}
        if sampler.is_karras or name != self.default:
            changes |= dict.fromkeys(_SPACINGS, False)
        if sampler.stock_class == _FLOW and self._config.get("_class_name") != _FLOW:
            changes |= {"shift": self._config.get("flow_shift", 1.0)}
        known = inspect.signature(stock_class.__init__).parameters
        return stock_class.from_config(
            self._config, **{key: value for key, value in changes.items() if key in known}
        )

    def usable(self, steps: int, spacing: Spacing = Spacing()) -> tuple[str, ...]:  # noqa: B008
        """Not all samplers can leave pure noise: some divide by zero, Heun gives white pictures."""
        return tuple(name for name in self.names if self._is_usable(name, steps, spacing))

    def _is_usable(self, name: str, steps: int, spacing: Spacing) -> bool:
        try:
            plan = self.plan(name, steps, None, spacing)
        except (ZeroDivisionError, ValueError, OverflowError):
            return False
        is_too_noisy = name == "heun" and plan.first_noise > HEUN_NOISE_LIMIT
        return bool(np.isfinite(plan.rows).all()) and not is_too_noisy

    def _plan(
        self,
        name: str,
        steps: int,
        strength: float | None = None,
        spacing: Spacing = Spacing(),  # noqa: B008 frozen
    ) -> Plan:
        """The plan of one trajectory; a strength cuts it to its last part (image to image)."""
        scheduler = self.stock_scheduler(name)
        laid = laid_steps(steps, strength)
        told: Json = {} if spacing.mu is None else {"mu": spacing.mu}
        if spacing.sigmas is None:
            scheduler.set_timesteps(laid, **told)
        else:
            scheduler.set_timesteps(sigmas=list(spacing.sigmas), **told)
        kept = steps
        if strength is not None and steps >= MANY_STEPS:
            kept = min(max(int(steps * strength), 1), steps)
        begin = (laid - kept) * SAMPLERS[name].forwards_per_step
        return SAMPLERS[name].make_plan(read_levels(scheduler), begin)


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
    if config.get("_class_name") == _FLOW:
        return ("flow_euler",)
    if config.get("use_flow_sigmas"):
        return ("dpm++2m", "flow_euler")
    if config.get("_class_name") == "LCMScheduler":
        return ("lcm",)
    return tuple(name for name in SAMPLERS if name not in ("lcm", "flow_euler"))


def read_levels(scheduler: Stock) -> Levels:
    """The numbers a plan is made of, from a stock scheduler after its `set_timesteps`."""
    config = scheduler.config
    sigmas = getattr(scheduler, "sigmas", None)
    alphas = getattr(scheduler, "alphas_cumprod", None)
    steps = len(scheduler.timesteps)
    return Levels(
        timesteps=np.asarray(scheduler.timesteps, dtype=np.float64),
        sigmas=None if sigmas is None else np.asarray(sigmas, dtype=np.float64),
        alphas_cumprod=None if alphas is None else np.asarray(alphas, dtype=np.float64),
        prediction=config.get("prediction_type", "flow_prediction"),
        initial_noise=float(getattr(scheduler, "init_noise_sigma", 1.0)),
        final_alpha_cumprod=float(getattr(scheduler, "final_alpha_cumprod", 1.0)),
        training_steps=config.num_train_timesteps,
        is_flow=bool(config.get("use_flow_sigmas", False)),
        uses_first_order_at_end=bool(
            config.get("euler_at_final")
            or config.get("final_sigmas_type") == "zero"
            or (config.get("lower_order_final") and steps < 15)
        ),
    )


def forwards(name: str, steps: int) -> int:
    """How many forward passes a request of so many steps takes."""
    per_step = SAMPLERS[name].forwards_per_step
    return steps * per_step - (per_step - 1)
