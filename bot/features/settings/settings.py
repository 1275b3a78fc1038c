"""/settings at work: each press is applied at once and shown by the panel itself."""

import asyncio
from dataclasses import replace
from typing import Final

from bot.errors import PromptError
from bot.features.settings import choices, panel
from bot.features.settings.controls import SettingsButton, SettingsSelect
from bot.features.settings.panel import MORE, Allowed, Page
from bot.interactions import cards
from bot.interactions.answer import CardWithButtons, Refusal, answer, change_pressed, in_time
from bot.interactions.buttons import routed_view
from bot.interactions.chosen import preferences_of
from bot.interactions.interaction import Interaction
from bot.language import say, speak
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences, change_preferences, value_of
from bot.prompt.values import BadValue
from bot.running.current_menu import CurrentMenu
from storage import Storage

FIRST_PAGE: Final = frozenset(
    {"model", "raw", "stylize", "visibility", "remix", "variability", "sticky", "speed", "reset"}
)


class SettingsPanel:
    """Shows what a person has chosen, and changes it."""

    def __init__(self, storage: Storage, menu: CurrentMenu) -> None:
        self._storage = storage
        self._menu = menu

    async def show(self, interaction: Interaction) -> None:
        """The panel, for who asked."""
        chosen = await preferences_of(self._storage, interaction)
        shown = await settings_panel(chosen, self._menu.require(), interaction.user.id)
        await answer(interaction, shown.card, shown.view)

    async def press(self, interaction: Interaction, act: str, value: str, owner: int) -> None:
        """Apply one control and redraw the panel it stands on."""
        if interaction.user.id != owner:
            raise Refusal(cards.refused(say("settings-not-yours")))
        menu = self._menu.require()
        async with in_time(interaction):
            chosen = await preferences_of(self._storage, interaction)
            edit = choices.edit_of(act, value)
            if act != "back" and value != MORE:
                if edit is None:
                    raise Refusal(cards.refused(say("settings-gone")))
                _must_be_allowed(act, value, edit(chosen), chosen, menu)
                chosen = await change_preferences(self._storage, owner, edit)
        if act == "language":
            speak(chosen.language or interaction.locale.value)
        is_reset = act == "reset"
        shown = await settings_panel(chosen, menu, owner, _page(act, value), is_reset=is_reset)
        await change_pressed(interaction, card=shown.card, view=shown.view)


async def settings_panel(
    chosen: Preferences, menu: Menu, owner: int, page: Page = "first", *, is_reset: bool = False
) -> CardWithButtons:
    """What a person's choices look like now."""
    allowed = allowed_on(chosen, menu)
    items: list[SettingsButton | SettingsSelect] = []
    for row, shown in enumerate(panel.rows(chosen, allowed, page)):
        if isinstance(shown, panel.Select):
            items.append(SettingsSelect.of(shown, owner, row))
        else:
            items += [SettingsButton.of(control, owner, row) for control in shown]
    result = await asyncio.to_thread(_result, chosen, menu)
    card = panel.panel_card(chosen, allowed, result, page, is_reset=is_reset)
    return CardWithButtons(card, routed_view(items))


def allowed_on(chosen: Preferences, menu: Menu) -> Allowed:
    """What the server and the chosen model allow, each refusal in the words of the parser."""
    cards = menu.cards or {menu.card.name: menu.card}
    card = cards.get(value_of(chosen.settings, "model") or "", menu.card)
    table = replace(menu, card=card).table()
    asked = {
        "raw": "style",
        "sticky": "style",
        "stylize": "stylize",
        "visibility": "stealth",
        "speed turbo": "turbo",
        "speed fast": "fast",
        "speed relax": "relax",
    }
    rows = {act: table.find(name) for act, name in asked.items()}
    reasons = {act: row.refusal for act, row in rows.items() if row and row.refusal}
    if not card.can_img2img:
        reasons["variability"] = say("settings-no-variations", model=card.name)
    shape = table.find("ar")
    for ratio in choices.ASPECTS:
        try:
            assert shape is not None, "every model has shapes"
            shape.kind.read("ar", ratio)
        except BadValue as error:
            reasons[f"ar {ratio}"] = str(error)
    return Allowed({name: _real(one.name, one.family) for name, one in cards.items()}, reasons)


def _must_be_allowed(
    act: str, value: str, after: Preferences, before: Preferences, menu: Menu
) -> None:
    """A panel may be older than what is allowed: Refusal, unless something is taken back."""
    allowed = allowed_on(before, menu)
    if act == "model" and value != choices.DEFAULT and value not in allowed.models:
        raise Refusal(cards.refused(say("settings-no-model", model=value)))
    reason = allowed.reasons.get(act) or allowed.reasons.get(f"{act} {value}")
    takes_back = len(after.settings) < len(before.settings)
    takes_back |= act == "visibility" and after.visibility == "public"
    takes_back |= act == "sticky" and not after.is_sticky_style
    if reason is not None and not takes_back:
        raise Refusal(cards.not_available(reason))


def _result(chosen: Preferences, menu: Menu) -> str:
    """The parameters that stand behind a prompt without any: read as any prompt is."""
    try:
        echo = menu.read("x", chosen)[0].echo
    except PromptError as error:
        return error.sentence
    return echo.removeprefix("x").strip()


def _real(name: str, family: str) -> str:
    return name if name == family else f"{name} ({family})"


def _page(act: str, value: str) -> Page:
    is_first = act == "back" or (act in FIRST_PAGE and value != MORE)
    return "first" if is_first else "more"
