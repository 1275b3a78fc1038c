"""Every parameter the prompt language knows, for one model: honoured, or refused with its reason.

One row each; /help, the documentation and the parser read the same rows. A name that is not here
is a slip of the fingers. Nothing that is here is accepted and then ignored.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.prompt.values import BadValue, Choice, Decimal, Flag, Kind, Levels, Ratio, Whole, Words
from bot.prompt.values import number as plain
from engine import ModelCard

HIGHEST_SEED = 2**32 - 1
QUALITIES = (0.25, 0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Parameter:
    """`refusal`: the sentence that says why it cannot be honoured here; None where it is."""

    name: str
    aliases: tuple[str, ...]
    kind: Kind
    default: str
    meaning: str
    refusal: str | None = None


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
    return Table((*_honoured(card, is_relax_allowed), *_refused(card)))


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
        else _no(
            "no", f"{card.name} cannot leave things out. Say in the text what should be there"
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
        None if card.max_guidance > 1 else _no("cfg", f"{card.name} works without guidance"),
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
        None if is_relax_allowed else _no("relax", "every job uses credits"),
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


def _no(name: str, reason: str) -> str:
    return f"`--{name}` is not available here: {reason}."


def _refused(card: ModelCard) -> Iterable[Parameter]:
    one_model = f"there is one model, {card.name}"
    no_pictures = "pictures cannot guide a picture yet"
    stills = "only still pictures are made"
    old = "it belongs to an older model"
    for name, aliases, kind, meaning, reason in (
        (
            "chaos",
            ("c",),
            Whole(0, 100),
            "variety in a grid",
            "the four differ by their seeds alone",
        ),
        (
            "stylize",
            ("s",),
            Whole(0, 1000),
            "strength of the house look",
            "no house look to strengthen",
        ),
        ("weird", ("w",), Whole(0, 3000), "unusual results", "nothing makes a picture stranger"),
        (
            "stop",
            (),
            Whole(10, 100),
            "end early",
            "each picture is drawn to its end; try `--steps`",
        ),
        ("tile", (), Flag(), "seamless repeat", "seamless pictures are not made yet"),
        ("iw", (), Decimal(0, 3), "weight of image prompts", no_pictures),
        (
            "style",
            (),
            Choice(("raw", "cute", "scenic", "expressive", "original")),
            "preset look",
            "there is one style, the model's own",
        ),
        ("raw", (), Flag(), "less beautification", "the pictures are as the model draws them"),
        ("niji", (), Whole(4, 7), "anime model", one_model),
        ("version", ("v",), Decimal(1, 9), "model version", one_model),
        ("sref", (), Words("link"), "style reference", no_pictures),
        ("sw", (), Whole(0, 1000), "style strength", no_pictures),
        ("sv", (), Whole(1, 6), "style reference version", no_pictures),
        ("cref", (), Words("link"), "character reference", no_pictures),
        ("cw", (), Whole(0, 100), "character strength", no_pictures),
        ("oref", (), Words("link"), "object reference", no_pictures),
        ("ow", (), Whole(1, 1000), "object strength", no_pictures),
        ("profile", ("p",), Flag(may_have_value=True), "your own taste", "no taste is learned"),
        ("draft", (), Flag(), "quick sketch", "there is no draft mode; try `--quality 0.25`"),
        ("exp", (), Whole(0, 100), "extra detail", "nothing adds detail afterwards"),
        (
            "repeat",
            ("r",),
            Whole(2, 40),
            "several grids",
            "one prompt makes one grid; press 🔄 on it",
        ),
        ("turbo", (), Flag(), "fastest lane", "the lanes are `--fast` and `--relax`"),
        (
            "stealth",
            (),
            Flag(),
            "hidden from the gallery",
            "a picture is shown where it was asked for",
        ),
        ("public", (), Flag(), "shown in the gallery", "a picture is shown where it was asked for"),
        ("video", (), Flag(may_have_value=True), "film", stills),
        ("motion", (), Choice(("low", "high")), "how much moves", stills),
        ("loop", (), Flag(), "endless film", stills),
        ("end", (), Words("link"), "last frame", stills),
        ("bs", (), Whole(1, 4), "films at once", stills),
        ("zoom", (), Decimal(1, 2), "zoom out", "pictures cannot be zoomed out yet"),
        ("width", (), Flag(may_have_value=True), "width", "the shape is set with `--ar`"),
        ("height", ("h",), Flag(may_have_value=True), "height", "the shape is set with `--ar`"),
        ("hd", (), Flag(), "larger picture", f"{old}; try `--quality 2`"),
        ("uplight", (), Flag(), "light upscale", f"{old}; the U buttons give the picture alone"),
        ("upbeta", (), Flag(), "beta upscale", f"{old}; the U buttons give the picture alone"),
        ("upanime", (), Flag(), "anime upscale", f"{old}; the U buttons give the picture alone"),
        ("sameseed", (), Flag(may_have_value=True), "one seed", f"{old}; try `--seed`"),
        ("creative", (), Flag(), "test model", f"{old}; {one_model}"),
        ("test", (), Flag(), "test model", f"{old}; {one_model}"),
        ("testp", (), Flag(), "test model", f"{old}; {one_model}"),
    ):
        yield Parameter(name, aliases, kind, "none", meaning, _no(name, reason))
