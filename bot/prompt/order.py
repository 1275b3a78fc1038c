"""The result of reading a prompt: everything an /imagine needs, resolved and validated."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, Self

from engine import Emphasis, ModelCard, PromptPart, PromptText

Speed = Literal["fast", "relax", "turbo"]
Visibility = Literal["public", "stealth"]
MAX_CHARACTERS = 6000  # Discord's limit for one text option of a command


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where the prompt says nothing: prompt > suffix > settings > model.

    `suffix` and `settings` are parameters as they would be typed: "--ar 3:2 --relax".
    `options` are the person's own, by name: {"mine": "in ink --ar 3:2"}.
    `models` are the further ones by the operator's names for them; `niji` is one of those names.
    """

    suffix: str = ""
    settings: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    models: Mapping[str, ModelCard] = field(default_factory=dict)
    niji: str | None = None
    max_characters: int = MAX_CHARACTERS
    max_jobs: int = 10
    is_relax_allowed: bool = True
    is_turbo_allowed: bool = True
    is_stealth_allowed: bool = True


@dataclass(frozen=True, slots=True)
class ImagineOrder:
    """`echo` is the prompt as shown to people, with every parameter that acts; it parses back.

    `text` and `echo` are as typed (`\\{` stays); `parts` and `negative` are what the model reads.
    `sources` tells for each parameter where it came from: prompt, suffix, settings or model.
    """

    text: str
    parts: tuple[PromptPart, ...]
    negative: str
    width_px: int
    height_px: int
    ar: str
    seed: int | None
    steps: int
    guidance: float
    sampler: str
    quality: float
    speed: Speed | None
    echo: str
    images: tuple[str, ...] = ()  # links at the front of the prompt
    image_weight: float = 1.0
    chaos: int = 0
    stylize: int = 100
    weird: int = 0
    stop: int = 100
    is_tile: bool = False
    is_raw: bool = False
    is_draft: bool = False  # smaller pictures in fewer steps
    model: str | None = None  # by the operator's name; None: the default one
    visibility: Visibility | None = None
    notices: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    count: int = 4  # pictures that are made
    is_hd: bool = False  # the sides are twice as long as usual
    adds_up: bool = False  # each part has the guidance for itself, as with `AND`
    negative_typed: str = ""  # where it changes: with its brackets
    negative_others: tuple[str, ...] = ()  # as those of a part: what other steps read
    negative_at_step: tuple[int, ...] = ()
    edit: tuple[str, ...] = ()  # links to the pictures that the words change

    @property
    def links(self) -> tuple[str, ...]:
        """All pictures it needs, in the order in which they are kept with its job."""
        return (*self.images, *self.edit)

    def with_seed(self, seed: int) -> Self:
        """The same order with the seed that was drawn for it; the echo stays as typed."""
        return replace(self, seed=seed, sources={**self.sources, "seed": "drawn"})

    def to_json(self) -> str:
        """What the row of a job holds."""
        return json.dumps(self, default=fields_of, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The order `to_json` wrote; ValueError where it is something else."""
        return cls.from_values(json.loads(text))

    @classmethod
    def from_values(cls, found: object) -> Self:
        """From the JSON as it was read; ValueError where it is something else.

        Other keys may stand beside its own: what the order came to is kept in the same row.
        """
        if not isinstance(found, dict):
            raise ValueError(f"this is no order: {str(found)[:80]}")
        values: dict[str, Any] = {k: value for k, value in found.items() if k in cls.__slots__}
        try:
            values["parts"] = parts_of(values["parts"])
            values["images"] = tuple(values.get("images", ()))
            values["notices"] = tuple(values["notices"])
            for name in ("negative_others", "negative_at_step", "edit"):
                values[name] = tuple(values.get(name, ()))
            return cls(**values)
        except (KeyError, TypeError) as error:
            raise ValueError(f"this is no order: {str(found)[:80]}") from error

    @property
    def shown(self) -> int:
        """How many of the pictures are shown at once: all of a draft, else the best four."""
        return self.count if self.is_draft else min(self.count, 4)

    @property
    def left_out(self) -> str:
        """What people are told of the negative prompt: what makes the same again."""
        return self.negative_typed or self.negative

    def parameters(self) -> dict[str, int | float | str | None]:
        """Every parameter with its resolved value, for people and for JSON."""
        return {
            "ar": self.ar,
            "width": self.width_px,
            "height": self.height_px,
            "hd": self.is_hd,
            "no": self.left_out or None,
            "seed": self.seed,
            "quality": self.quality,
            "steps": self.steps,
            "cfg": self.guidance,
            "sampler": self.sampler,
            "stylize": self.stylize,
            "chaos": self.chaos,
            "weird": self.weird,
            "stop": self.stop,
            "tile": self.is_tile,
            "raw": self.is_raw,
            "draft": self.count if self.is_draft else None,
            "best": self.count if self.shown < self.count else None,
            "iw": self.image_weight if self.images else None,
            "edit": " ".join(self.edit) or None,
            "model": self.model,
            "speed": self.speed,
            "visibility": self.visibility,
        }


def fields_of(one: Any) -> dict[str, Any]:  # noqa: ANN401  # for `json.dumps(default=)`
    """The fields of a dataclass as they are: `asdict` would copy all that is in them."""
    return {field.name: getattr(one, field.name) for field in fields(one)}


def parts_of(found: Sequence[Mapping[str, Any]]) -> tuple[PromptPart, ...]:
    """The parts of a prompt from JSON."""
    return tuple(_part(dict(one)) for one in found)


def _part(values: dict[str, Any]) -> PromptPart:
    others = tuple(
        PromptText(other["text"], _emphasis(dict(other))) for other in values.pop("others", ())
    )
    at_step, emphasis = tuple(values.pop("at_step", ())), _emphasis(values)
    del values["emphasis"]
    return PromptPart(**values, emphasis=emphasis, others=others, at_step=at_step)


def _emphasis(values: dict[str, Any]) -> tuple[Emphasis, ...]:
    return tuple(Emphasis(**one) for one in values.setdefault("emphasis", ()))
