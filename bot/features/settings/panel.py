"""The panel of /settings: its text, and what stands in its rows. Values in, shapes out; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from bot.features.settings import choices
from bot.interactions.cards import BLUE, Card
from bot.interactions.wording import cut
from bot.language import enumerated, languages, say, sentence
from bot.orders import preferences
from bot.orders.preferences import Preferences

MORE: Final = "+more"  # of the select of models: no operator names one like it
MAX_OPTIONS, MAX_OPTION = 25, 100  # Discord: options of a select, characters of one
Page = Literal["first", "more"]


@dataclass(frozen=True, slots=True)
class Allowed:
    """What this server and model allow. `models`: a real model by the operator's name for it.

    `reasons`: the sentence why not, by act or by `act value`; what is not in it is allowed.
    """

    models: Mapping[str, str]  # the default one first
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Control:
    """One button."""

    act: str
    value: str = ""
    emoji: str | None = None
    is_on: bool = False
    reason: str | None = None

    @property
    def label(self) -> str:
        return say(f"settings-{'-'.join(filter(None, (self.act, self.value)))}")

    @property
    def is_disabled(self) -> bool:
        """What cannot be had can still be switched off; of `visibility`, off is what cannot be."""
        return self.reason is not None and self.is_on == (self.act == "visibility")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_on: bool = False
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Select:
    act: str
    options: tuple[Option, ...]


PanelRow = Select | tuple[Control, ...]


def rows(chosen: Preferences, allowed: Allowed, page: Page = "first") -> tuple[PanelRow, ...]:
    """At most five rows: a select stands alone, up to five buttons together."""
    return _first(chosen, allowed) if page == "first" else _more(chosen, allowed)


def panel_card(
    chosen: Preferences,
    allowed: Allowed,
    result: str | None,
    page: Page = "first",
    *,
    is_reset: bool = False,
) -> Card:
    """`result`: the parameters behind a prompt without any, as they would be typed; None: none.

    `is_reset`: everything was taken back a moment ago, which is said.
    """
    nothing = say("settings-nothing")
    text = [
        say("settings-adjust", suffix=_code(chosen.suffix) or nothing),
        say("settings-result", result=_code(result or "") or nothing),
        say("settings-on", names=enumerated(_on(rows(chosen, allowed, page))) or nothing),
    ]
    if page == "more":
        text.append(say("settings-more-adjust"))
    if is_reset:
        text += ["", say("settings-was-reset")]
    reasons = dict.fromkeys(_reasons(rows(chosen, allowed, page)))
    text += ["", say("settings-reasons"), *reasons] if reasons else []
    return Card(say("settings-title"), "\n".join(text), BLUE)


def _first(chosen: Preferences, allowed: Allowed) -> tuple[PanelRow, ...]:
    style, reasons = _stylize(chosen, allowed), allowed.reasons

    def one(act: str, value: str = "", *, emoji: str | None = None, on: bool = False) -> Control:
        reason = reasons.get(act) or reasons.get(f"{act} {value}")
        return Control(act, value, emoji, on, reason)

    return (
        Select("model", tuple(_models(chosen, allowed))),
        (one("raw", emoji="🔧", on=choices.is_raw(chosen)),),
        tuple(one("stylize", name, on=style == name) for name in choices.STYLIZE),
        (
            one("visibility", emoji="🧍‍♂️", on=chosen.visibility == "public"),
            one("remix", emoji="🎛️", on=chosen.is_remix),
            one("variability", "high", emoji="🎨", on=chosen.variability == "high"),
            one("variability", "low", emoji="🎨", on=chosen.variability == "low"),
        ),
        (
            one("sticky", emoji="📌", on=chosen.is_sticky_style),
            one("speed", "turbo", emoji="⚡", on=chosen.speed == "turbo"),
            one("speed", "fast", emoji="🐇", on=chosen.speed == "fast"),
            one("speed", "relax", emoji="🐢", on=chosen.speed == "relax"),
            one("reset"),
        ),
    )


def _more(chosen: Preferences, allowed: Allowed) -> tuple[PanelRow, ...]:
    return (
        Select("ar", tuple(_aspects(chosen, allowed))),
        Select("language", tuple(_languages(chosen))),
        (
            Control("dm", "", "✉️", chosen.is_auto_dm),
            Control("notices", "", "💡", chosen.shows_notices),
        ),
        (Control("back"),),
    )


def _stylize(chosen: Preferences, allowed: Allowed) -> str | None:
    """Medium is what holds by itself, where there is a look to strengthen at all."""
    is_chosen = preferences.value_of(chosen.settings, "stylize") is not None
    return choices.stylize(chosen) if is_chosen or "stylize" not in allowed.reasons else None


def _models(chosen: Preferences, allowed: Allowed) -> Iterator[Option]:
    """The default one, the others, and the way to the second page."""
    (default, real), *others = allowed.models.items()
    name = preferences.value_of(chosen.settings, "model")
    is_default = name is None or name not in dict(others)
    label = cut(say("settings-model-default", name=default), MAX_OPTION)
    yield Option(choices.DEFAULT, label, is_default, cut(real, MAX_OPTION))
    for other, real in others[: MAX_OPTIONS - 2]:
        yield Option(other, cut(other, MAX_OPTION), other == name, cut(real, MAX_OPTION))
    yield Option(MORE, say("settings-more"), description=say("settings-more-what"))


def _aspects(chosen: Preferences, allowed: Allowed) -> Iterator[Option]:
    now = preferences.value_of(chosen.settings, "ar")
    yield Option(choices.DEFAULT, say("settings-ar-default"), now is None)
    for ratio in choices.ASPECTS:
        if f"ar {ratio}" not in allowed.reasons:
            yield Option(ratio, f"--ar {ratio}", ratio == now)


def _languages(chosen: Preferences) -> Iterator[Option]:
    """Each by its own name for itself."""
    yield Option(choices.DEFAULT, say("settings-language-default"), chosen.language is None)
    for name in languages():
        yield Option(name, sentence(name, "language-name"), name == chosen.language)


def _on(shown: tuple[PanelRow, ...]) -> Iterator[str]:
    """What is green, in words: a colour alone tells not everybody."""
    for row in shown:
        if not isinstance(row, Select):
            yield from (control.label for control in row if control.is_on)


def _reasons(shown: tuple[PanelRow, ...]) -> Iterator[str]:
    for row in shown:
        if not isinstance(row, Select):
            for control in row:
                if control.reason is not None:
                    label = f"{control.emoji or ''} {control.label}".strip()
                    yield say("settings-reason", label=label, reason=control.reason)


def _code(parameters: str) -> str:
    return f"`{parameters.replace('`', chr(39))}`" if parameters else ""
