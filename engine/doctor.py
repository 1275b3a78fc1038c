"""What is right and wrong with the engine on this machine, one line each. Imports torch lazily."""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.api.errors import ModelLoadError, RequestError
from engine.api.options import EngineOptions
from engine.runtime import environment

if TYPE_CHECKING:
    import torch

    from engine.models.model import Model
    from engine.runtime.device import DeviceChoice

COMPILING_S = 600


@dataclass(frozen=True, slots=True)
class Check:
    """`is_ok` False: the engine cannot work like this."""

    name: str
    is_ok: bool
    sentence: str


def check_engine(options: EngineOptions) -> list[Check]:
    """Loads the model to see that it can be; takes as long as a start of the bot."""
    environment.prepare()
    return list(_checks(options))


def _checks(options: EngineOptions) -> Iterator[Check]:
    import diffusers
    import torch
    import transformers

    versions = f"torch {torch.__version__}, diffusers {diffusers.__version__}"
    versions += f", transformers {transformers.__version__}, Python {platform.python_version()}"
    yield Check("libraries", True, versions)

    from engine.runtime import device

    for name in options.devices:
        own = replace(options, device=name)
        try:
            choice = device.choose_device(own)
        except ModelLoadError as error:
            yield Check("device", False, str(error))
            return
        yield Check("device", True, f"{_device_name(choice)}, computing in {choice.dtype_name}.")
        yield from _model(own)
    yield from _further(options)
    yield from _upscaler(options)
    yield from _readers(options)


def _further(options: EngineOptions) -> Iterator[Check]:
    """Read without their weights, of which only the headers are looked at."""
    from engine.loading.load import no_memory_for
    from engine.loading.outline import checked_card
    from engine.runtime.failure import Failure, attempt

    for name in options.models:
        own = replace(options, model=name, models=(), device=options.devices[0])
        card = attempt(checked_card, own)
        if isinstance(card, Failure):
            known = isinstance(card.error, ModelLoadError)
            yield Check("further model", False, str(card.error if known else no_memory_for(name)))
            continue
        sentence = f"{card.name} ({card.family}, {card.native_px} px) is loaded when asked for."
        yield Check("further model", True, sentence)


def _upscaler(options: EngineOptions) -> Iterator[Check]:
    """Loaded to see that it can be, where the operator named one."""
    from engine.runtime import device
    from engine.upscaling.upscaler_file import load_upscaler

    if options.upscaler is None:
        return
    place = device.choose_device(replace(options, device=options.devices[0])).device
    try:
        scale = load_upscaler(options.upscaler, place).scale
    except ModelLoadError as error:
        yield Check("upscaler", False, str(error))
        return
    yield Check("upscaler", True, f"{options.upscaler} ({scale}x) is loaded at the first upscale.")


def _readers(options: EngineOptions) -> Iterator[Check]:
    """Loaded to see that they can be."""
    from engine.reading import networks
    from engine.reading.captioner import Captioner
    from engine.reading.scorer import Scorer
    from engine.reading.translator import Translator
    from engine.runtime import device

    named: list[tuple[str, str | None, Callable[[Path, torch.device], object]]] = [
        ("captioner", options.captioner, Captioner),
        ("translator", options.translator, Translator),
        ("scorer", options.scorer, Scorer),
    ]
    for kind, name, make in named:
        if name is None:
            continue
        place = device.choose_device(replace(options, device=options.devices[0])).device
        try:
            make(networks.find_folder(name, kind), place)
        except RequestError as error:
            yield Check(kind, False, str(error))
            continue
        yield Check(kind, True, f"{name} is loaded at the first question.")


def _device_name(choice: "DeviceChoice") -> str:
    import torch

    if choice.device.type == "cuda":
        return f"{torch.cuda.get_device_name(choice.device)} ({choice.device})"
    if choice.device.type == "mps":
        return "Apple GPU (mps)"
    threads = choice.threads or torch.get_num_threads()
    return f"CPU with {threads} thread{'s' if threads > 1 else ''}, no GPU"


def _compiling(model: "Model") -> str:
    if model.compiled is None:
        return "This model is not compiled: its memory mode, or its own code, does not allow it."
    model.compiled.wait(COMPILING_S)
    state = model.compiled.state
    return f"{state[0].upper()}{state[1:].rstrip('.')}."


def _model(options: EngineOptions) -> Iterator[Check]:
    from engine.loading.load import load_model, no_memory_for
    from engine.runtime.failure import Failure, attempt

    model = attempt(load_model, options)
    if isinstance(model, Failure):
        known = isinstance(model.error, ModelLoadError)
        yield Check("model", False, str(model.error if known else no_memory_for(options.model)))
        return
    card = model.card
    yield Check("memory", True, model.memory or "The model's own code says where it is.")
    if options.compile:
        yield Check("compile", True, _compiling(model))
    yield Check(
        "model",
        True,
        f"{card.name} ({card.family}, {card.native_px} px, {card.steps} steps, {card.sampler}).",
    )
    for note in card.notes:
        yield Check("fallback", True, note)
