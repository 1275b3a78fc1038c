"""Every parameter the prompt language knows, for one model: honoured, or refused with its reason.

One row each; /help, the documentation and the parser read the same rows. A name that is not here
is a slip of the fingers. Nothing that is here is accepted and then ignored.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.prompt.not_here import refused
from bot.prompt.parameter import Parameter, refusal
from bot.prompt.values import BadValue, Choice, Decimal, Flag, Levels, Ratio, Whole, Words
from bot.prompt.values import number as plain
from engine import ModelCard

HIGHEST_SEED = 2**32 - 1
QUALITIES = (0.25, 0.5, 1.0, 2.0)


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
        return tuple(row for row in self.rows if row.refusal is None)


def parameter_table(card: ModelCard, is_relax_allowed: bool = True) -> Table:
    """The table for this model; ranges and refusals follow from its card."""
    return Table((*_honoured(card, is_relax_allowed), *refused(card)))


def _honoured(card: ModelCard, is_relax_allowed: bool) -> Iterable[Parameter]:
    yield Parameter(
        "ar", ("aspect",), Ratio(card.max_aspect), "1:1", "shape of the picture, width to height"
    )
    yield Parameter(
        "no",
        ("negative",),
        Words(),
        "nothing",
        "what should not be in the picture",
        None
        if card.can_negative
        else refusal(
            "no", f"{card.name} cannot leave things out; say in the text what should be there"
        ),
    )
    yield Parameter(
        "seed",
        (),
        Whole(0, HIGHEST_SEED),
        "drawn by chance",
        "the start of the first picture; the same seed gives the same pictures again",
    )
    yield Parameter(
        "quality",
        ("q",),
        Levels(_qualities(card)),
        "1",
        "effort: multiplies the steps and the price",
    )
    yield Parameter(
        "steps", (), Whole(card.min_steps, card.max_steps), str(card.steps), "steps of drawing"
    )
    yield Parameter(
        "cfg",
        ("guidance",),
        Decimal(min(1.0, card.max_guidance), card.max_guidance),
        plain(card.guidance),
        "how closely the picture follows the words",
        None if card.max_guidance > 1 else refusal("cfg", f"{card.name} works without guidance"),
    )
    yield Parameter(
        "sampler", (), Choice(card.samplers), card.sampler, "the way from noise to picture"
    )
    yield Parameter("fast", (), Flag(), "your /fast or /relax", "first lane, uses credits")
    yield Parameter(
        "relax",
        (),
        Flag(),
        "your /fast or /relax",
        "second lane, free",
        None if is_relax_allowed else refusal("relax", "every job uses credits"),
    )


def _qualities(card: ModelCard) -> tuple[float, ...]:
    """The levels whose steps this model can take; 1 always can."""
    return tuple(
        level
        for level in QUALITIES
        if level == 1 or card.min_steps <= steps_at(card.steps, level) <= card.max_steps
    )


def steps_at(steps: int, quality: float) -> int:
    """Steps × quality, halves rounded up, at least one."""
    return max(1, int(steps * quality + 0.5))
