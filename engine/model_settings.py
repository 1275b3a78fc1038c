"""Defaults and ranges of a model: from its optional easel.json, else usual ones of its family."""

from dataclasses import dataclass, fields, replace

from engine.errors import ModelLoadError
from engine.model_folder import ModelSource


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """easel.json beside model_index.json holds any of these, by these names."""

    name: str
    steps: int
    guidance: float
    sampler: str | None = None  # None: what the folder's own scheduler is
    native_px: int | None = None  # None: from the sizes of the network
    min_steps: int = 2
    max_steps: int = 100
    max_guidance: float = 20.0
    max_aspect: float = 4.0


FAMILY_DEFAULTS = {
    "unet": ModelSettings("", steps=25, guidance=7.5),
    "sdxl": ModelSettings("", steps=30, guidance=6.0),
    "pixart": ModelSettings("", steps=20, guidance=4.5),
}


def read_settings(source: ModelSource, family: str, is_few_step: bool) -> ModelSettings:
    """Raises ModelLoadError for an unknown key or a value of the wrong kind."""
    settings = replace(FAMILY_DEFAULTS[family], name=source.path.name)
    if is_few_step:
        settings = replace(settings, steps=4, guidance=1.0, min_steps=1, max_steps=20)
    written = source.settings()
    known = {field.name for field in fields(ModelSettings)}
    for key, value in written.items():
        if key not in known:
            raise ModelLoadError(
                f"easel.json of {source.path} has an unknown key {key}: "
                f"it may have {', '.join(sorted(known))}."
            )
        _check_kind(source, key, value)
    return replace(settings, **written)


def _check_kind(source: ModelSource, key: str, value: object) -> None:
    is_text = key in ("name", "sampler")
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    if is_text != isinstance(value, str) or not (is_text or is_number):
        wanted = "a text" if is_text else "a number above 0"
        raise ModelLoadError(f"easel.json of {source.path}: {key} must be {wanted}, not {value!r}.")
