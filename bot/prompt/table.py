"""Every parameter the prompt language knows, for one model: honoured, or refused with its reason.

One row each; /help, the documentation and the parser read the same rows. A name that is not here
is a slip of the fingers. Nothing that is here is accepted and then ignored.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.prompt.counts import BestCount, DraftCount
from bot.prompt.not_here import refused_rows
from bot.prompt.order import Defaults
from bot.prompt.parameter import Parameter, Reason
from bot.prompt.references import PictureLinks
from bot.prompt.samplers import SamplerName
from bot.prompt.sizes import Pixels
from bot.prompt.values import BadValue, Choice, Decimal, Flag, Levels, Ratio, Whole, Words
from bot.prompt.values import number as plain
from engine import ModelCard

HIGHEST_SEED: Final = 2**32 - 1
DRAFT_SHARE: Final = 3
QUALITIES: Final = (0.25, 0.5, 1.0, 2.0)
STYLES: Final = ("raw", "cute", "scenic", "expressive", "original")
# Several names for one thing: what one of them says, the others do not say.
LANES: Final = ("fast", "relax", "turbo")
VISIBILITIES: Final = ("stealth", "public")
MODELS: Final = ("version", "niji", "model")
LOOKS: Final = ("style", "raw")
SHAPES: Final = ("ar", "size")
_VERSION: Final = re.compile(r"v?\d(\.\d)?", re.IGNORECASE)
DEFINITIONS: Final = ("hd", "sd")
GROUPS: Final = (LANES, VISIBILITIES, MODELS, LOOKS, SHAPES, DEFINITIONS)


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Parameter, ...]

    def find(self, name: str) -> Parameter | None:
        """The row of this name or alias, in any case."""
        wanted = name.casefold()
        for row in self.rows:
            if wanted == row.name or wanted in row.aliases:
                return row
        return None

    def names(self) -> Iterable[str]:
        """Names and aliases long enough to be misspelt."""
        for row in self.rows:
            yield from (name for name in (row.name, *row.aliases) if len(name) > 1)

    def is_value_of(self, name: str, typed: str) -> bool:
        """True where `--name typed` is surely meant: a number, ratio or choice that fits."""
        row = self.find(name)
        if row is None or isinstance(row.kind, Flag | Words):
            return False
        try:
            row.kind.read(name, typed)
        except BadValue:
            return False
        return True

    @property
    def honoured(self) -> tuple[Parameter, ...]:
        return tuple(row for row in self.rows if row.reason is None)

    @property
    def offered(self) -> tuple[Parameter, ...]:
        """Those of which some value is honoured here: what a person is told about."""
        return tuple(row for row in self.honoured if row.is_offered)


def parameter_table(
    card: ModelCard, is_relax_allowed: bool = True, *, defaults: Defaults | None = None
) -> Table:
    """The table for this model and this person; ranges and refusals follow from both."""
    defaults = defaults or Defaults(is_relax_allowed=is_relax_allowed)
    rows = (*_pictures(card), *_looks(), *_engine(card), *_jobs(card, defaults))
    return Table((*rows, *refused_rows(card)))


def _unless(is_possible: bool, key: str, card: ModelCard) -> Reason | None:
    return None if is_possible else Reason(key, {"model": card.name})


def _pictures(card: ModelCard) -> Iterable[Parameter]:
    """What is in the picture, and its shape."""
    can_tile = _unless(card.can_tile, "tile", card)
    yield Parameter("ar", ("aspect",), Ratio(card.max_aspect), "1:1")
    yield Parameter("size", (), Pixels(card))
    yield Parameter("hd", (), Flag())
    yield Parameter("sd", (), Flag())
    yield Parameter(
        "no", ("negative",), Words(), reason=_unless(card.can_negative, "negative", card)
    )
    yield Parameter("seed", (), Whole(0, HIGHEST_SEED))
    yield Parameter("tile", (), Flag(), reason=can_tile)
    yield Parameter("iw", (), Decimal(0, 3), "1", _unless(card.can_img2img, "pictures", card))
    can_edit = _unless(card.max_references > 0 or card.can_img2img, "edit", card)
    yield Parameter("edit", (), PictureLinks(max(1, card.max_references)), reason=can_edit)


def _looks() -> Iterable[Parameter]:
    """How the picture looks, and how far the four differ."""
    yield Parameter("chaos", ("c",), Whole(0, 100), "0")
    yield Parameter("stylize", ("s",), Whole(0, 1000), "100")
    yield Parameter("weird", ("w",), Whole(0, 3000), "0")
    yield Parameter("style", (), Choice(STYLES, offered=("raw",)))
    yield Parameter("raw", (), Flag())


def _engine(card: ModelCard) -> Iterable[Parameter]:
    """The words diffusion users know."""
    lowest = min(1.0, card.max_guidance)
    guidance = _unless(card.max_guidance > 1, "guidance", card)
    yield Parameter("quality", ("q",), Levels(_qualities(card)), "1")
    yield Parameter("steps", (), Whole(card.min_steps, card.max_steps), str(card.steps))
    yield Parameter(
        "cfg", ("guidance",), Decimal(lowest, card.max_guidance), plain(card.guidance), guidance
    )
    yield Parameter("sampler", (), SamplerName(card.samplers, card.sampler), card.sampler)
    yield Parameter("stop", (), Whole(10, 100), "100")
    yield Parameter("draft", (), DraftCount())
    yield Parameter("best", (), BestCount(), reason=_unless(card.can_score, "best", card))


def _jobs(card: ModelCard, defaults: Defaults) -> Iterable[Parameter]:
    """Which model, how often, in which lane, for whose eyes."""
    relax = _unless(defaults.is_relax_allowed, "relax", card)
    turbo = _unless(defaults.is_turbo_allowed, "turbo", card)
    stealth = _unless(defaults.is_stealth_allowed, "stealth", card)
    models = model_names(card, defaults)
    has_versions = any(_VERSION.fullmatch(name) for name in models)
    yield Parameter("model", (), Choice(models), card.name)
    yield Parameter("version", ("v",), Decimal(1, 9), is_offered=has_versions)
    yield Parameter(
        "niji", (), Whole(4, 7), reason=None if defaults.niji in models else Reason("niji")
    )
    yield Parameter("repeat", ("r",), Whole(2, 40), "1")
    yield Parameter("fast", (), Flag())
    yield Parameter("relax", (), Flag(), reason=relax)
    yield Parameter("turbo", (), Flag(), reason=turbo)
    yield Parameter("stealth", (), Flag(), reason=stealth)
    yield Parameter("public", (), Flag())


def model_names(card: ModelCard, defaults: Defaults) -> tuple[str, ...]:
    """The default model, then the others by the operator's names."""
    return tuple(dict.fromkeys((card.name, *defaults.models)))


def _qualities(card: ModelCard) -> tuple[float, ...]:
    """The levels whose steps this model can take; 1 always can."""
    return tuple(
        level
        for level in QUALITIES
        if level == 1 or card.min_steps <= steps_at(card.steps, level) <= card.max_steps
    )


def draft_steps(steps: int, card: ModelCard) -> int:
    """A third of them, and no fewer than the model takes."""
    return max(card.min_steps, math.ceil(steps / DRAFT_SHARE))


def steps_at(steps: int, quality: float) -> int:
    """Steps × quality, halves rounded up, at least one."""
    return max(1, int(steps * quality + 0.5))
