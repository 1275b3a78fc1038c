"""The last line before a person: whatever goes wrong is answered in one sentence and logged.

Commands, buttons, forms and reactions all pass through here; nothing here knows what they do.
"""

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any, Final

import aiohttp
import discord
from discord import app_commands

from bot.errors import UserError
from bot.interactions import cards
from bot.interactions.cards import Card
from bot.interactions.speaker import speak_with
from bot.language import say
from storage import NotFound

log = logging.getLogger(__name__)

THINKS_ALOUD: Final = "thinks aloud"  # "is thinking …" stands in the channel, to be filled
THINKS_ALONE: Final = "thinks alone"  # the same, seen by this person only
DEFER_AFTER_S: Final = 1.5  # Discord waits 3 s for the first answer
TROUBLE = (aiohttp.ClientError, TimeoutError, OSError, discord.HTTPException)  # Discord's, not ours


class Refusal(Exception):
    """Something a person may not have now; the card says why."""

    def __init__(self, card: Card) -> None:
        super().__init__(card.text)
        self.card = card


def embed_of(card: Card) -> discord.Embed:
    """The one place where a card becomes Discord's embed."""
    embed = discord.Embed(title=card.title, description=card.text, colour=card.colour)
    if card.footer:
        embed.set_footer(text=card.footer)
    return embed


async def answer(
    interaction: discord.Interaction[Any], card: Card, view: discord.ui.View | None = None
) -> None:
    """Tell this person alone, by whichever way is still open; never raises on Discord's account."""
    told: dict[str, Any] = {"embed": embed_of(card)}
    if view is not None:
        told["view"] = view
    response = interaction.response
    try:
        if not response.is_done():
            await response.send_message(ephemeral=True, **told)
        elif interaction.extras.pop(THINKS_ALONE, False):
            await interaction.edit_original_response(**told)
        else:
            if interaction.extras.pop(THINKS_ALOUD, False):
                await interaction.delete_original_response()
            await interaction.followup.send(ephemeral=True, **told)
    except TROUBLE:
        log.exception("no answer reached the person")
    except RuntimeError:  # what aiohttp raises once the bot has closed its session
        if not interaction.client.is_closed():
            raise
        log.info("no answer, the bot is closed")


async def think(interaction: discord.Interaction[Any]) -> None:
    """Show this person that the answer is on its way; `answer` then fills it."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    interaction.extras[THINKS_ALONE] = True


@asynccontextmanager
async def in_time(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Defer the answer by itself when what is done inside takes longer than Discord waits."""

    async def defer() -> None:
        await asyncio.sleep(DEFER_AFTER_S)
        if interaction.response.is_done():
            return
        is_press = interaction.type is discord.InteractionType.component
        try:
            await interaction.response.defer(thinking=not is_press)
        except TROUBLE as error:
            log.warning("cannot ask for more time (%s)", error)
        else:
            interaction.extras[THINKS_ALOUD] = not is_press

    deferring = asyncio.create_task(defer())
    try:
        yield
    finally:
        deferring.cancel()
        await asyncio.wait({deferring})


async def fenced(interaction: discord.Interaction[Any], work: Awaitable[None]) -> None:
    """Do the work in the language of who asked for it; an error becomes a private answer."""
    try:
        await speak_with(interaction)
        await work
    except Exception as error:  # noqa: BLE001  # the fence: whatever it is, the person is told
        await report(interaction, error)


async def fenced_event(what: str, work: Awaitable[None]) -> None:
    """Do work that no interaction asked for: there is nobody to answer, so errors are logged."""
    try:
        await work
    except Exception:
        log.exception("%s failed", what)


async def report(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Answer with what went wrong; what is our own fault gets a number that the log has too."""
    if is_too_late(error):
        log.warning("%s: %s", name_of(interaction), error)
        return
    card = card_of(error, footer_of(interaction))
    if card is None:
        number = uuid.uuid4().hex[:8]
        log.error("error %s in %s", number, name_of(interaction), exc_info=error)
        card = cards.broken(number)
    else:
        log.info("%s refused: %s", name_of(interaction), card.text)
    await answer(interaction, card)


def is_too_late(error: BaseException) -> bool:
    """Nobody can answer any more: 3 s are over, or the gateway said it twice and it is answered."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    return isinstance(cause, discord.HTTPException) and cause.code in (10062, 40060)


def card_of(error: BaseException, footer: str | None = None) -> Card | None:
    """What a person is told about an error; None where the fault is ours."""
    match error:
        case app_commands.CommandInvokeError():
            return card_of(error.original, footer)
        case Refusal():
            return error.card
        case UserError():
            return cards.problem(error, footer)
        case NotFound():
            return cards.job_not_found()
        case app_commands.MissingPermissions():
            return cards.refused(say("refused-manage"), footer)
        case app_commands.NoPrivateMessage():
            return cards.refused(say("refused-server-only"), footer)
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return cards.refused(say("refused-changed"), footer)
        case app_commands.CheckFailure():
            return cards.refused(say("refused-not-you"), footer)
        case app_commands.TransformerError():
            return cards.refused(say("refused-value", value=str(error.value)), footer)
    return None


def name_of(interaction: discord.Interaction[Any]) -> str:
    """`/imagine` or the button's id, for the log."""
    data: dict[str, Any] = interaction.data or {}  # type: ignore[assignment]
    return f"/{data['name']}" if "name" in data else str(data.get("custom_id", interaction.type))


def footer_of(interaction: discord.Interaction[Any]) -> str | None:
    """The command as it was typed, so that nothing typed is lost; None for buttons and menus."""
    data: dict[str, Any] = interaction.data or {}  # type: ignore[assignment]
    if interaction.type is not discord.InteractionType.application_command or data["type"] != 1:
        return None
    words, options = [data["name"]], data.get("options", [])
    while options and options[0]["type"] in (1, 2):
        words.append(options[0]["name"])
        options = options[0].get("options", [])
    words += [str(option["value"]) for option in options]
    return cards.command(" ".join(words))
