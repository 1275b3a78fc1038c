"""What each kind of job is: its price, what it starts from, its words, its buttons. Pure.

One complete row a kind; whoever decides by kind asks this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, get_args

Kind = Literal[
    "imagine", "reroll", "variation", "full", "upscale_subtle", "upscale_creative",
    "zoom", "pan_left", "pan_right", "pan_up", "pan_down", "edit", "region", "making",
]  # fmt: skip
Variability = Literal["high", "low"]
# Noise or the order's own pictures; the picture pressed under; that one, but for a masked part; a
# canvas with that picture in it; pictures that the words change; whatever the picture pressed
# under started from.
Start = Literal["words", "parent", "part", "canvas", "references", "again"]
# Of all that were made; of one; of a larger one; none, under a film.
Buttons = Literal["grid", "single", "upscaled", "film"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """A field without a default, so that no kind is half described.

    `count`: how many pictures it makes, None: as many as its words say. `strength`: how much of
    the parent is drawn anew, None: by the strength of variations. `upscale`: how much of the
    picture, made twice as large, is drawn anew; None: it stays as large. `waiting`: the key of the
    first words. `made_by`, `remixed_by`: the key of what a running and a finished message call it,
    by the strength of variations; None: nothing. `running_by`: of a running one, where that is
    called otherwise.
    """

    credits: int | Fraction  # at the model's own settings
    start: Start
    upscale: float | None
    waiting: str
    running_by: str | None
    made_by: Mapping[Variability, str | None]
    remixed_by: Mapping[Variability, str]
    buttons: Buttons
    count: int | None
    strength: float | None

    @property
    def has_parent(self) -> bool:
        """It starts from the picture that it was ordered under."""
        return self.start != "words"

    def by(self, variability: Variability, *, is_remix: bool) -> str | None:
        """The key of `Variations (Strong) by`, and its like."""
        return (self.remixed_by if is_remix else self.made_by)[variability]


def _always(key: str) -> Mapping[Variability, str]:
    """The same, however strong variations are."""
    return {"high": key, "low": key}


_NAMELESS: Final[Mapping[Variability, str | None]] = {"high": None, "low": None}
_REMIX: Final = _always("job-remix")

FULL_STRENGTH: Final = 0.7  # at 0.6 a draft's faults stay, at 0.8 its weather goes


def _outpainting(name: str) -> JobKind:
    """What continues a picture past its borders; a remix of it is called the same."""
    words = _always(f"job-{name}")
    return JobKind(
        credits=1,
        start="canvas",
        waiting=f"job-waiting-{name}",
        made_by=words,
        remixed_by=words,
        buttons="grid",
        running_by=None,
        count=None,
        strength=None,
        upscale=None,
    )


KINDS: Final[Mapping[str, JobKind]] = {
    "imagine": JobKind(
        credits=1,
        start="words",
        upscale=None,
        waiting="job-waiting",
        running_by=None,
        made_by=_NAMELESS,
        remixed_by=_REMIX,
        buttons="grid",
        count=None,
        strength=None,
    ),
    "reroll": JobKind(
        credits=1,
        start="words",
        upscale=None,
        waiting="job-waiting",
        running_by=None,
        made_by=_NAMELESS,
        remixed_by=_REMIX,
        buttons="grid",
        count=None,
        strength=None,
    ),
    "variation": JobKind(
        credits=1,
        start="parent",
        upscale=None,
        waiting="job-waiting-variations",
        running_by=None,
        made_by={"high": "job-variations-strong", "low": "job-variations-subtle"},
        remixed_by={"high": "job-remix-strong", "low": "job-remix-subtle"},
        buttons="grid",
        count=None,
        strength=None,
    ),
    "full": JobKind(
        credits=Fraction(1, 4),  # one of the four pictures of a grid
        start="parent",
        waiting="job-waiting-full",
        running_by=None,
        made_by=_always("job-full"),
        remixed_by=_always("job-full"),
        buttons="single",
        count=1,
        strength=FULL_STRENGTH,
        upscale=None,
    ),
    "upscale_subtle": JobKind(
        credits=2,
        start="parent",
        upscale=0.0,
        waiting="job-waiting-upscale",
        running_by="job-upscaling-subtle",
        made_by=_always("job-upscaled-subtle"),
        remixed_by=_REMIX,
        buttons="upscaled",
        count=1,
        strength=None,
    ),
    "upscale_creative": JobKind(
        credits=2,
        start="parent",
        upscale=0.35,
        waiting="job-waiting-upscale",
        running_by="job-upscaling-creative",
        made_by=_always("job-upscaled-creative"),
        remixed_by=_REMIX,
        buttons="upscaled",
        count=1,
        strength=None,
    ),
    "zoom": _outpainting("zoom"),
    "pan_left": _outpainting("pan-left"),
    "pan_right": _outpainting("pan-right"),
    "pan_up": _outpainting("pan-up"),
    "pan_down": _outpainting("pan-down"),
    "edit": JobKind(
        credits=1,
        start="references",
        waiting="job-waiting",
        made_by=_always("job-edit"),
        remixed_by=_always("job-edit"),
        buttons="grid",
        running_by=None,
        count=None,
        strength=None,
        upscale=None,
    ),
    "region": JobKind(
        credits=1,
        start="part",
        waiting="job-waiting-variations",
        made_by=_always("job-variations-region"),
        remixed_by=_always("job-variations-region"),
        buttons="grid",
        running_by=None,
        count=None,
        strength=None,
        upscale=None,
    ),
    "making": JobKind(
        credits=Fraction(1, 4),  # one of the four pictures of a grid
        count=1,
        strength=None,
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
