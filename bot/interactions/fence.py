"""The last line before a person: whatever goes wrong is answered in one sentence and logged.

Commands, buttons, forms and reactions all pass through here; nothing here knows what they do.
"""

import logging
import uuid
from collections.abc import Awaitable
from typing import Any

import discord
from discord import app_commands

from bot.errors import UserError
from bot.interactions import cards
from bot.interactions.answer import Refusal, answer
from bot.interactions.cards import Card
from bot.interactions.interaction import Interaction
from bot.language import say
from bot.language.commands import option_name
from storage import NotFound, StorageBroken

log = logging.getLogger(__name__)


async def fenced(interaction: Interaction, work: Awaitable[None]) -> None:
    """Do the work; an error becomes a private answer."""
    try:
        await work
    except Exception as error:  # noqa: BLE001  # the fence: whatever it is, the person is told
        await report(interaction, error)


async def fenced_event(what: str, work: Awaitable[None]) -> None:
    """Do work that no interaction asked for: there is nobody to answer, so errors are logged."""
    try:
        await work
    except StorageBroken as error:  # told once for all by `bot/running/disk_watch.py`
        log.debug("%s failed: %s", what, error)
    except Exception:  # the fence: one failure, logged, ends nothing else
        log.exception("%s failed", what)


async def report(interaction: Interaction, error: BaseException) -> None:
    """Answer with what went wrong; what is our own fault gets a number that the log has too."""
    if is_too_late(error):
        log.warning("%s: %s", name_of(interaction), error)
        return
    card = card_of(error, footer_of(interaction))
    if card is None:
        number = uuid.uuid4().hex[:8]
        log.error("error %s in %s", number, name_of(interaction), exc_info=error)
        card = cards.broken(number)
    elif isinstance(
        cause_of(error), StorageBroken
    ):  # told once for all by `bot/running/disk_watch.py`
        log.debug("%s refused: %s", name_of(interaction), error)
    else:
        log.info("%s refused: %s", name_of(interaction), card.text)
    await answer(interaction, card)


def is_too_late(error: BaseException) -> bool:
    """Nobody can answer any more: 3 s are over, or the gateway said it twice and it is answered."""
    cause = cause_of(error)
    return isinstance(cause, discord.HTTPException) and cause.code in (10062, 40060)


def cause_of(error: BaseException) -> BaseException:
    """Without what discord.py wraps it in."""
    return error.original if isinstance(error, app_commands.CommandInvokeError) else error


def card_of(error: BaseException, footer: str | None = None) -> Card | None:
    """What a person is told about an error; None where the fault is ours."""
    match error:
        case app_commands.CommandInvokeError():
            return card_of(error.original, footer)
        case Refusal():
            return error.card
        case UserError():
            return cards.problem(error, footer)
        case StorageBroken():
            return cards.disk_broken(footer)
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


def name_of(interaction: Interaction) -> str:
    """`/imagine` or the button's id, for the log."""
    data: dict[str, Any] = interaction.data or {}  # type: ignore[assignment]
    return f"/{data['name']}" if "name" in data else str(data.get("custom_id", interaction.type))


def footer_of(interaction: Interaction) -> str | None:
    """The command as it was typed, so that nothing typed is lost; None for buttons and menus."""
    data: dict[str, Any] = interaction.data or {}  # type: ignore[assignment]
    if interaction.type is not discord.InteractionType.application_command or data["type"] != 1:
        return None
    words, options = [data["name"]], data.get("options", [])
    while options and options[0]["type"] in (1, 2):
        words.append(options[0]["name"])
        options = options[0].get("options", [])
    name, values = " ".join(words), [str(option["value"]) for option in options]
    if len(words) > 1:  # several options, any of which may be left out: each by its name
        shown = (option_name(name, option["name"]) for option in options)
        values = [f"{label}:{value}" for label, value in zip(shown, values, strict=True)]
    return cards.typed_command(name, " ".join(values))
