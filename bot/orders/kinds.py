"""What each kind of job is: its price, what it starts from, its words, its buttons. Pure.

One complete row a kind; whoever decides by kind asks this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, get_args

Kind = Literal["imagine", "reroll", "variation", "upscale_subtle", "upscale_creative", "making"]
Variability = Literal["high", "low"]
# Noise or the order's own pictures; the picture pressed under; whatever that one started from.
Start = Literal["words", "parent", "again"]
# Under four pictures; under one that was made larger; none, under a film.
Buttons = Literal["grid", "upscaled", "film"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """A field without a default, so that no kind is half described.

    `images`: how many it makes. `upscale`: how much of the picture, made twice as large, is drawn
    anew; None: it stays as large. `waiting`: the key of the first words. `made_by`, `remixed_by`:
    the key of what a running and a finished message call it, by the strength of variations; None:
    nothing. `running_by`: of a running one, where that is called otherwise.
    """

    credits: int | Fraction  # at the model's own settings
    images: int
    start: Start
    upscale: float | None
    waiting: str
    running_by: str | None
    made_by: Mapping[Variability, str | None]
    remixed_by: Mapping[Variability, str]
    buttons: Buttons

    def by(self, variability: Variability, *, is_remix: bool) -> str | None:
        """The key of `Variations (Strong) by`, and its like."""
        return (self.remixed_by if is_remix else self.made_by)[variability]


_NAMELESS: Final[Mapping[Variability, str | None]] = {"high": None, "low": None}
_REMIX: Final[Mapping[Variability, str]] = {"high": "job-remix", "low": "job-remix"}


def _always(key: str) -> Mapping[Variability, str | None]:
    return {"high": key, "low": key}


KINDS: Final[Mapping[str, JobKind]] = {
    "imagine": JobKind(
        credits=1,
        images=4,
        start="words",
        upscale=None,
        waiting="job-waiting",
        running_by=None,
        made_by=_NAMELESS,
        remixed_by=_REMIX,
        buttons="grid",
    ),
    "reroll": JobKind(
        credits=1,
        images=4,
        start="words",
        upscale=None,
        waiting="job-waiting",
        running_by=None,
        made_by=_NAMELESS,
        remixed_by=_REMIX,
        buttons="grid",
    ),
    "variation": JobKind(
        credits=1,
        images=4,
        start="parent",
        upscale=None,
        waiting="job-waiting-variations",
        running_by=None,
        made_by={"high": "job-variations-strong", "low": "job-variations-subtle"},
        remixed_by={"high": "job-remix-strong", "low": "job-remix-subtle"},
        buttons="grid",
    ),
    "upscale_subtle": JobKind(
        credits=2,
        images=1,
        start="parent",
        upscale=0.0,
        waiting="job-waiting-upscale",
        running_by="job-upscaling-subtle",
        made_by=_always("job-upscaled-subtle"),
        remixed_by=_REMIX,
        buttons="upscaled",
    ),
    "upscale_creative": JobKind(
        credits=2,
        images=1,
        start="parent",
        upscale=0.35,
        waiting="job-waiting-upscale",
        running_by="job-upscaling-creative",
        made_by=_always("job-upscaled-creative"),
        remixed_by=_REMIX,
        buttons="upscaled",
    ),
    "making": JobKind(
        credits=Fraction(1, 4),  # one of the four pictures of a grid
        images=1,
        start="again",
        upscale=None,
        waiting="job-waiting-making",
        running_by=None,
        made_by=_always("job-making"),
        remixed_by=_REMIX,
        buttons="film",
    ),
}
assert KINDS.keys() == set(get_args(Kind)), "every kind has its row"
