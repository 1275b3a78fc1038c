"""/settings: a private panel whose every press is applied at once and shown by the panel itself.

The controls remember nothing but what they do and whose they are, so a panel of any age works.
`s1:<b or s>:<act>:<value>:<owner>`.
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Self

import discord
from discord import ButtonStyle, app_commands
from discord.ext import commands
from discord.ui import Button, DynamicItem, Item, View

from bot.errors import PromptError
from bot.features.settings import choices, panel
from bot.features.settings.panel import MORE, Control, Offer, Page
from bot.interactions import cards
from bot.interactions.fence import Refusal, answer, embed_of, fenced, in_time
from bot.language import say, speak
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences, change_preferences, read_preferences
from bot.prompt.values import BadValue

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
FIRST_PAGE: Final = frozenset(
    {"model", "raw", "stylize", "visibility", "remix", "variability", "sticky", "speed", "reset"}
)
_ID: Final = r"(?P<act>[a-z]+):(?P<value>[a-z-]*):(?P<owner>\d+)"


class SettingsButton(DynamicItem[Button[View]], template=f"s1:b:{_ID}"):
    def __init__(self, button: Button[View], act: str, value: str, owner: int) -> None:
        self.act, self.value, self.owner = act, value, owner
        super().__init__(button)

    @classmethod
    def of(cls, control: Control, owner: int, row: int) -> Self:
        button: Button[View] = Button(
            style=ButtonStyle.success if control.is_on else ButtonStyle.secondary,
            label=control.label,
            emoji=control.emoji,
            custom_id=f"s1:b:{control.act}:{control.value}:{owner}",
            disabled=control.is_disabled,
            row=row,
        )
        return cls(button, control.act, control.value, owner)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, Button)
        return cls(item, match["act"], match["value"], int(match["owner"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await fenced(interaction, press(interaction, self.act, self.value, self.owner))


class SettingsSelect(DynamicItem[discord.ui.Select[View]], template=f"s1:s:{_ID}"):
    def __init__(self, select: discord.ui.Select[View], act: str, owner: int) -> None:
        self.act, self.owner = act, owner
        super().__init__(select)

    @classmethod
    def of(cls, shown: panel.Select, owner: int, row: int) -> Self:
        select: discord.ui.Select[View] = discord.ui.Select(
            custom_id=f"s1:s:{shown.act}::{owner}",
            options=[
                discord.SelectOption(
                    label=one.label, value=one.value, description=one.description, default=one.is_on
                )
                for one in shown.options
            ],
            row=row,
        )
        return cls(select, shown.act, owner)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, discord.ui.Select)
        return cls(item, match["act"], int(match["owner"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await fenced(interaction, press(interaction, self.act, self.item.values[0], self.owner))


class SettingsCog(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(SettingsButton, SettingsSelect)

    @app_commands.command(description="Your defaults: model, style, speed and more")
    async def settings(self, interaction: Interaction) -> None:
        menu = self._bot.desk.open_menu()
        chosen = await read_preferences(self._bot.storage, interaction.user.id)
        card, view = settings_panel(chosen, menu, interaction.user.id)
        await answer(interaction, card, view)


async def press(interaction: Interaction, act: str, value: str, owner: int) -> None:
    """Apply one control and redraw the panel it stands on."""
    if interaction.user.id != owner:
        raise Refusal(cards.refused(say("settings-not-yours")))
    bot, page = interaction.client, _page(act, value)
    menu = bot.desk.open_menu()
    async with in_time(interaction):
        chosen = await read_preferences(bot.storage, owner)
        edit = choices.edit_of(act, value)
        if act != "back" and value != MORE:
            if edit is None:
                raise Refusal(cards.refused(say("settings-gone")))
            _must_be_offered(act, value, edit(chosen), chosen, menu)
            chosen = await change_preferences(bot.storage, owner, edit)
    if act == "language":
        speak(chosen.language or interaction.locale.value)
    card, view = settings_panel(chosen, menu, owner, page)
    if interaction.response.is_done():
        await interaction.edit_original_response(embed=embed_of(card), view=view)
    else:
        await interaction.response.edit_message(embed=embed_of(card), view=view)


def settings_panel(
    chosen: Preferences, menu: Menu, owner: int, page: Page = "first"
) -> tuple[cards.Card, View]:
    """What a person's choices look like now."""
    offer = offer_of(chosen, menu)
    view = View(timeout=None)
    for row, shown in enumerate(panel.rows(chosen, offer, page)):
        if isinstance(shown, panel.Select):
            view.add_item(SettingsSelect.of(shown, owner, row))
        else:
            for control in shown:
                view.add_item(SettingsButton.of(control, owner, row))
    view.stop()  # presses are routed by template, not by message
    return panel.card(chosen, offer, _result(chosen, menu), page), view


def offer_of(chosen: Preferences, menu: Menu) -> Offer:
    """What the server and the chosen model allow, each refusal in the words of the parser."""
    cards = menu.cards or {menu.card.name: menu.card}
    card = cards.get(choices.value_of(chosen.settings, "model") or "", menu.card)
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
    return Offer({name: _real(one.name, one.family) for name, one in cards.items()}, reasons)


def _must_be_offered(
    act: str, value: str, after: Preferences, before: Preferences, menu: Menu
) -> None:
    """A panel may be older than what is allowed: Refusal, unless something is taken back."""
    offer = offer_of(before, menu)
    if act == "model" and value != choices.DEFAULT and value not in offer.models:
        raise Refusal(cards.refused(say("settings-no-model", model=value)))
    reason = offer.reasons.get(act) or offer.reasons.get(f"{act} {value}")
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
