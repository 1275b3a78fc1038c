"""What each kind of job is: its price, what it starts from, its words, its buttons. Pure.

One complete row a kind; whoever decides by kind asks this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal["imagine", "reroll", "variation", "full"]
Variability = Literal["high", "low"]
Start = Literal["words", "parent"]  # noise or the order's own pictures; the picture pressed under
Buttons = Literal["grid", "single"]  # of all that were made; of one picture


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """A field without a default, so that no kind is half described.

    `waiting`: the key of the first words. `made_by`, `remixed_by`: the key of what a running and a
    finished message call it, by the strength of variations; None: nothing. `count`: how many
    pictures it makes, None: as many as its words say. `strength`: how much of the parent is drawn
    anew, None: by the strength of variations.
    """

    credits: int  # at the model's own settings
    start: Start
    waiting: str
    made_by: Mapping[Variability, str | None]
    remixed_by: Mapping[Variability, str]
    buttons: Buttons
    count: int | None
    strength: float | None

    def by(self, variability: Variability, *, is_remix: bool) -> str | None:
        """The key of `Variations (Strong) by`, and its like."""
        return (self.remixed_by if is_remix else self.made_by)[variability]


_NAMELESS: Final[Mapping[Variability, str | None]] = {"high": None, "low": None}
_REMIX: Final[Mapping[Variability, str]] = {"high": "job-remix", "low": "job-remix"}

FULL_STRENGTH: Final = 0.7  # at 0.6 a draft's faults stay, at 0.8 its weather goes

KINDS: Final[Mapping[str, JobKind]] = {
    "imagine": JobKind(
        credits=1,
        start="words",
        waiting="job-waiting",
        made_by=_NAMELESS,
        remixed_by=_REMIX,
        buttons="grid",
        count=None,
        strength=None,
    ),
    "reroll": JobKind(
        credits=1,
        start="words",
        waiting="job-waiting",
        made_by=_NAMELESS,
        remixed_by=_REMIX,
        buttons="grid",
        count=None,
        strength=None,
    ),
    "variation": JobKind(
        credits=1,
        start="parent",
        waiting="job-waiting-variations",
        made_by={"high": "job-variations-strong", "low": "job-variations-subtle"},
        remixed_by={"high": "job-remix-strong", "low": "job-remix-subtle"},
        buttons="grid",
        count=None,
        strength=None,
    ),
    "full": JobKind(
        credits=1,
        start="parent",
        waiting="job-waiting-full",
        made_by={"high": "job-full", "low": "job-full"},
        remixed_by={"high": "job-full", "low": "job-full"},
        buttons="single",
        count=1,
        strength=FULL_STRENGTH,
    ),
}
assert KINDS.keys() == set(get_args(Kind)), "every kind has its row"
