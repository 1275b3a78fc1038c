"""The plan of each sampler, step by step, in float64, from the levels a stock scheduler laid out.

The formulas are tabled in the sources named in `noise_schedule`; every one is tested against
diffusers' own scheduler. Each maker takes the levels and the first step to make (0 but for image to
image).
"""

import math
from collections.abc import Callable

import numpy as np

from engine.sampling.noise_schedule import Floats, NoiseMix, Plan, ScheduleLevels

PlanMaker = Callable[[ScheduleLevels, int], Plan]


def _k_estimate(sigma: float, prediction: str) -> NoiseMix:
    if prediction == "epsilon":
        return NoiseMix(1.0, -sigma)
    if prediction == "v_prediction":
        return NoiseMix(1 / (sigma**2 + 1), -sigma / math.sqrt(sigma**2 + 1))
    if prediction == "sample":
        return NoiseMix(0.0, 1.0)
    raise ValueError(f"prediction type {prediction} in sigma space")


def _vp_estimate(alpha: float, sigma: float, prediction: str) -> NoiseMix:
    if prediction == "epsilon":
        return NoiseMix(1 / alpha, -sigma / alpha)
    if prediction == "v_prediction":
        return NoiseMix(alpha, -sigma)
    if prediction == "sample":
        return NoiseMix(0.0, 1.0)
    if prediction == "flow_prediction":
        return NoiseMix(1.0, -sigma)
    raise ValueError(f"prediction type {prediction}")


def _floats(table: list[tuple[float, ...]]) -> Floats:
    return np.array(table, dtype=np.float64).reshape(-1, 8)


def euler(levels: ScheduleLevels, begin: int, is_ancestral: bool = False) -> Plan:
    table: list[tuple[float, ...]] = []
    for i in range(begin, levels.steps):
        now, after = levels.sigma(i), levels.sigma(i + 1)
        up2 = after**2 * (now**2 - after**2) / now**2 if is_ancestral else 0.0
        keep = math.sqrt(after**2 - up2) / now
        clean = _k_estimate(now, levels.prediction)
        scale = 1 / math.sqrt(now**2 + 1)
        update = (keep, 1 - keep, 0.0, math.sqrt(up2))
        table.append((levels.timesteps[i], scale, clean.image, clean.noise, *update))
    starts = tuple(NoiseMix(1.0, levels.sigma(i)) for i in range(begin, levels.steps))
    return Plan(_floats(table), (is_ancestral,) * len(table), starts, levels.initial_noise)


def euler_ancestral(levels: ScheduleLevels, begin: int) -> Plan:
    return euler(levels, begin, is_ancestral=True)


def heun(levels: ScheduleLevels, begin: int) -> Plan:
    """Even steps predict, odd ones correct; the stock scheduler doubles the inner sigmas.

    The corrector needs the x before its predictor, which is g·x' - (g-1)·D with g = σ/σ'.
    """
    table: list[tuple[float, ...]] = []
    starts: list[NoiseMix | None] = []
    for i in range(begin, levels.steps):
        if (i - begin) % 2 == 0:
            now, after = levels.sigma(i), levels.sigma(i + 1)
            keep = after / now
            update = (keep, 1 - keep, 0.0)
            here = now
        else:
            now, after = levels.sigma(i - 1), levels.sigma(i)
            dt, g = after - now, now / after
            e = 1 + dt / 2 / now
            update = (e * g + dt / 2 / after, -dt / 2 / after, -e * (g - 1) - dt / 2 / now)
            here = after
        clean = _k_estimate(here, levels.prediction)
        scale = 1 / math.sqrt(here**2 + 1)
        table.append((levels.timesteps[i], scale, clean.image, clean.noise, *update, 0.0))
        starts.append(NoiseMix(1.0, here) if (i - begin) % 2 == 0 else None)
    return Plan(_floats(table), (False,) * len(table), tuple(starts), levels.initial_noise)


def ddim(levels: ScheduleLevels, begin: int) -> Plan:
    """η = 0: no noise is drawn. t' = t - T//N, whatever the spacing, as in the stock scheduler."""
    table: list[tuple[float, ...]] = []
    for t in levels.timesteps[begin:]:
        now = levels.alpha_bar(t)
        after = levels.alpha_bar(int(t) - levels.training_steps // levels.steps)
        clean = _vp_estimate(math.sqrt(now), math.sqrt(1 - now), levels.prediction)
        keep = math.sqrt((1 - after) / (1 - now))
        image = math.sqrt(after) - keep * math.sqrt(now)
        table.append((t, 1.0, clean.image, clean.noise, keep, image, 0.0, 0.0))
    return Plan(
        _floats(table), (False,) * len(table), _vp_starts(levels, begin), levels.initial_noise
    )


def _vp_starts(levels: ScheduleLevels, begin: int) -> tuple[NoiseMix, ...]:
    alphas = map(levels.alpha_bar, levels.timesteps[begin:])
    return tuple(NoiseMix(math.sqrt(alpha), math.sqrt(1 - alpha)) for alpha in alphas)


def dpm_2m(levels: ScheduleLevels, begin: int, is_sde: bool = False) -> Plan:
    """DPM++ 2M; first order at its first step, and at its last where the stock one says so."""
    table: list[tuple[float, ...]] = []
    before: float | None = None  # λ of the step before
    for i in range(begin, levels.steps):
        here, there = _dpm_level(levels, i), _dpm_level(levels, i + 1)
        h = _log_snr(there) - _log_snr(here)
        prediction = "flow_prediction" if levels.is_flow else levels.prediction
        clean = _vp_estimate(here.image, here.noise, prediction)
        keep, s = there.noise / here.noise, 0.0
        image = -there.image * math.expm1(-h)
        if is_sde:
            keep *= math.exp(-h)
            image = -there.image * math.expm1(-2 * h)
            s = there.noise * math.sqrt(-math.expm1(-2 * h))
        r = 0.0
        is_last = i == levels.steps - 1
        if before is not None and not (is_last and levels.uses_first_order_at_end):
            extra = 0.5 * image * h / (_log_snr(here) - before)
            image, r = image + extra, -extra
        table.append((levels.timesteps[i], 1.0, clean.image, clean.noise, keep, image, r, s))
        before = _log_snr(here)
    starts = tuple(_dpm_level(levels, i) for i in range(begin, levels.steps))
    return Plan(_floats(table), (is_sde,) * len(table), starts, levels.initial_noise)


def dpm_2m_sde(levels: ScheduleLevels, begin: int) -> Plan:
    return dpm_2m(levels, begin, is_sde=True)


def _dpm_level(levels: ScheduleLevels, i: int) -> NoiseMix:
    sigma = levels.sigma(i)
    if levels.is_flow:
        return NoiseMix(1 - sigma, sigma)
    alpha = 1 / math.sqrt(sigma**2 + 1)
    return NoiseMix(alpha, sigma * alpha)


def _log_snr(level: NoiseMix) -> float:
    if level.noise == 0:
        return math.inf
    if level.image == 0:
        return -math.inf
    return math.log(level.image) - math.log(level.noise)


def lcm(levels: ScheduleLevels, begin: int) -> Plan:
    """Boundary scaling 10, σ_data 0.5, as in the stock scheduler; the last step is noiseless."""
    table: list[tuple[float, ...]] = []
    draws: list[bool] = []
    for i in range(begin, levels.steps):
        t = float(levels.timesteps[i])
        now = levels.alpha_bar(t)
        clean = _vp_estimate(math.sqrt(now), math.sqrt(1 - now), levels.prediction)
        u = 10 * t
        keep, image, s = 0.25 / (u * u + 0.25), u / math.sqrt(u * u + 0.25), 0.0
        is_last = i == levels.steps - 1
        if not is_last:
            after = levels.alpha_bar(levels.timesteps[i + 1])
            keep, image, s = math.sqrt(after) * keep, math.sqrt(after) * image, math.sqrt(1 - after)
        table.append((t, 1.0, clean.image, clean.noise, keep, image, 0.0, s))
        draws.append(not is_last)
    return Plan(_floats(table), tuple(draws), _vp_starts(levels, begin), levels.initial_noise)


def tcd(levels: ScheduleLevels, begin: int, gamma: float = 0.3) -> Plan:
    """To (1-γ)·t' without noise, from there to t' with it; γ as the stock scheduler's default.

    Source: 2402.19159, algorithm 4.
    """
    table: list[tuple[float, ...]] = []
    draws: list[bool] = []
    for i in range(begin, levels.steps):
        is_last = i == levels.steps - 1
        later = 0.0 if is_last else float(levels.timesteps[i + 1])
        between = float(np.floor(np.float32(1 - gamma) * np.float32(later)))  # as torch rounds it
        now, after, aim = map(levels.alpha_bar, (levels.timesteps[i], later, between))
        clean = _vp_estimate(math.sqrt(now), math.sqrt(1 - now), levels.prediction)
        keep = math.sqrt((1 - aim) / (1 - now))
        image, s = math.sqrt(aim) - keep * math.sqrt(now), 0.0
        if gamma > 0 and not is_last:
            fade = math.sqrt(after / aim)
            keep, image, s = fade * keep, fade * image, math.sqrt(1 - after / aim)
        table.append((levels.timesteps[i], 1.0, clean.image, clean.noise, keep, image, 0.0, s))
        draws.append(gamma > 0 and not is_last)
    return Plan(_floats(table), tuple(draws), _vp_starts(levels, begin), levels.initial_noise)


def flow_euler(levels: ScheduleLevels, begin: int, is_stochastic: bool = False) -> Plan:
    """Stochastic: new noise on each clean estimate, for consistency models (2310.04378)."""
    table: list[tuple[float, ...]] = []
    for i in range(begin, levels.steps):
        now, after = levels.sigma(i), levels.sigma(i + 1)
        keep = after / now
        update = (0.0, 1 - after, 0.0, after) if is_stochastic else (keep, 1 - keep, 0.0, 0.0)
        table.append((levels.timesteps[i], 1.0, 1.0, -now, *update))
    starts = tuple(_dpm_level(levels, i) for i in range(begin, levels.steps))
    return Plan(_floats(table), (is_stochastic,) * len(table), starts, 1.0)


def flow_stochastic(levels: ScheduleLevels, begin: int) -> Plan:
    return flow_euler(levels, begin, is_stochastic=True)


def private(levels: ScheduleLevels, begin: int, draws: bool = False) -> Plan:
    """Only the estimate is from the table: the update is a solver's of the trajectory's own."""
    prediction = "flow_prediction" if levels.is_flow else levels.prediction
    has_sigmas = levels.sigmas is not None
    starts = tuple(_dpm_level(levels, i) for i in range(begin, levels.steps) if has_sigmas)
    starts = starts or _vp_starts(levels, begin)
    table: list[tuple[float, ...]] = []
    for t, start in zip(levels.timesteps[begin:], starts, strict=True):
        clean = _vp_estimate(start.image, start.noise, prediction)
        table.append((t, 1.0, clean.image, clean.noise, 0.0, 1.0, 0.0, 0.0))
    return Plan(_floats(table), (draws,) * len(table), starts, levels.initial_noise)


def private_sde(levels: ScheduleLevels, begin: int) -> Plan:
    return private(levels, begin, draws=True)
