"""Defaults and ranges of a model: from its easel.json where it has one, else from its files.

A few-step model (Turbo, Lightning, Hyper, LCM, TCD) is known by its own scheduler or by its name.
"""

import re
from dataclasses import dataclass, field, fields, replace

from engine.api.errors import ModelLoadError
from engine.builtin import weights_folder
from engine.builtin.card_words import card_words as builtin_words
from engine.loading import default_words
from engine.models.components import ModelSource
from engine.runtime.stock import Json, Stock
from engine.sampling.denoiser import Denoiser


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """easel.json beside model_index.json, or NAME.json beside NAME.safetensors, holds any of these.

    scheduler: keys of the scheduler's configuration to replace, like prediction_type. The last
    eight are lists of texts (compositions: a list of them), for the card.
    """

    name: str
    steps: int
    guidance: float
    sampler: str | None = None  # None: what the folder's own scheduler is
    native_px: int | None = None  # None: from the sizes of the network
    min_steps: int = 2
    max_steps: int = 100
    max_guidance: float = 20.0
    max_aspect: float = 4.0
    scheduler: Json = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    vocabulary: tuple[str, ...] = default_words.VOCABULARY
    subjects: tuple[str, ...] = ()
    known_words: tuple[str, ...] = ()
    styles: tuple[str, ...] = default_words.STYLES
    look: tuple[str, ...] = default_words.LOOK
    rare: tuple[str, ...] = default_words.RARE
    compositions: tuple[tuple[str, ...], ...] = default_words.COMPOSITIONS


TEXTS, OBJECTS = ("name", "sampler"), ("scheduler",)
LISTS = ("languages", "vocabulary", "subjects", "known_words", "styles", "look", "rare")
GROUPS = ("compositions",)
BILINGUAL = ("en", "zh")  # what Qwen reads
FAMILY_DEFAULTS = {
    "unet": ModelSettings("", steps=25, guidance=7.5),
    "sdxl": ModelSettings("", steps=30, guidance=6.0),
    "pixart": ModelSettings("", steps=20, guidance=4.5),
    "sd3": ModelSettings("", steps=28, guidance=5.0),
    "flux2": ModelSettings("", steps=50, guidance=4.0, languages=BILINGUAL),
    "z_image": ModelSettings("", steps=50, guidance=5.0, languages=BILINGUAL),
}
FEW_STEPS = {"z_image": 8}  # 4 elsewhere
FEW_STEP_WORDS = {"turbo", "lightning", "hyper", "lcm", "tcd", "dmd", "flash", "schnell"}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")  # SDXLTurbo4Steps: SDXL Turbo 4 Steps
LCM_GUIDANCE = 8.5  # of a network that takes it as an input: the stock LCM pipeline's default


def written_settings(source: ModelSource) -> Json:
    """Raises ModelLoadError for an unknown key or a value of the wrong kind."""
    written = source.settings()
    known = {one.name for one in fields(ModelSettings)}
    for key, value in written.items():
        if key not in known:
            raise ModelLoadError(
                f"easel.json of {source.path} has an unknown key {key}: "
                f"it may have {', '.join(sorted(known))}."
            )
        _check_kind(source, key, value)
    return written


def settings_of_model(
    source: ModelSource, denoiser: Denoiser, written: Json, usual: ModelSettings | None = None
) -> ModelSettings:
    """usual: of a model of no family that we know."""
    family = denoiser.family
    settings = replace(usual or FAMILY_DEFAULTS[family], name=source.name)
    steps = few_steps(source, written, FEW_STEPS.get(family, 4))
    if steps is None and family == "flux2" and not denoiser.can_guide:
        steps = 4  # the distilled klein says so in its index, not in its name
    if steps is not None:
        settings = replace(settings, steps=steps, guidance=1.0, min_steps=1, max_steps=20)
    if family in ("unet", "sdxl") and not denoiser.can_guide:
        settings = replace(settings, guidance=LCM_GUIDANCE)
    if source.path == weights_folder():
        settings = replace(settings, **builtin_words())
    return replace(settings, **{key: _frozen(value) for key, value in written.items()})


def few_steps(source: ModelSource, written: Json, usual: int) -> int | None:
    """The steps of a model that was distilled to few; None for one that was not."""
    words = [word.lower() for word in WORD.findall(source.name)]
    scheduler = source.scheduler_config() | written.get("scheduler", {})
    kind = scheduler.get("_class_name", "")
    is_few = bool(FEW_STEP_WORDS & set(words)) or kind in ("LCMScheduler", "TCDScheduler")
    # the sign of Turbo and Lightning: no other epsilon model was published with it
    is_trailing = scheduler.get("timestep_spacing") == "trailing"
    is_epsilon = scheduler.get("prediction_type", "epsilon") == "epsilon"
    if not is_few and not (kind.startswith("Euler") and is_trailing and is_epsilon):
        return None
    named = [words[k - 1] for k, word in enumerate(words) if word in ("step", "steps") and k]
    return next((int(word) for word in named if word.isdigit() and int(word) > 0), usual)


def _check_kind(source: ModelSource, key: str, value: object) -> None:
    if key in TEXTS:
        is_right, wanted = isinstance(value, str), "a text"
    elif key in OBJECTS:
        is_right, wanted = isinstance(value, dict), "an object"
    elif key in LISTS:
        is_right, wanted = _is_texts(value), "a list of texts"
    elif key in GROUPS:
        is_right = isinstance(value, list) and all(map(_is_texts, value))
        wanted = "a list of lists of texts"
    else:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        is_right, wanted = is_number and value > 0, "a number above 0"  # type: ignore[operator]
    if not is_right:
        raise ModelLoadError(f"easel.json of {source.path}: {key} must be {wanted}, not {value!r}.")


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


def _frozen(value: object) -> Stock:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def words_of_card(settings: ModelSettings) -> dict[str, Stock]:
    """The fields of the card that are lists of words."""
    return {name: getattr(settings, name) for name in (*LISTS, *GROUPS)}
