"""Answering one interaction: privately, for everybody, or by changing the message that was pressed.

The one place that knows what has been answered already: Discord takes one first answer within 3 s,
and everything after it goes another way.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import aiohttp
import discord
from discord.utils import MISSING

from bot.interactions.cards import Card
from bot.interactions.interaction import Interaction
from bot.interactions.post import Attachment, Post

log = logging.getLogger(__name__)

DEFER_AFTER_S: Final = 1.5  # Discord waits 3 s for the first answer
DISCORD_FAILED = (
    aiohttp.ClientError,
    TimeoutError,
    OSError,
    discord.HTTPException,
)  # Discord's, not ours


class Refusal(Exception):
    """Something a person may not have now, whatever they type: the card says why.

    A mistake in what they typed is a UserError, which they are offered to correct.
    """

    def __init__(self, card: Card) -> None:
        super().__init__(card.text)
        self.card = card


@dataclass(frozen=True, slots=True)
class CardWithButtons:
    """A card and what can be pressed under it."""

    card: Card
    view: discord.ui.View | None


class _Thinking(Enum):
    """Whose "is thinking …" stands there, waiting to be filled by the answer."""

    ALONE = "this person's"
    HERE = "everybody's"


def embed_of(card: Card) -> discord.Embed:
    """The one place where a card becomes Discord's embed."""
    embed = discord.Embed(title=card.title, description=card.text, colour=card.colour)
    if card.footer:
        embed.set_footer(text=card.footer)
    return embed


# -- time --------------------------------------------------------------------------------------


async def think(interaction: Interaction) -> None:
    """Show this person alone that the answer is on its way; the next answer fills it."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    interaction.extras[_Thinking] = _Thinking.ALONE


@asynccontextmanager
async def in_time(interaction: Interaction) -> AsyncIterator[None]:
    """Defer the answer by itself when what is done inside takes longer than Discord waits."""

    async def defer() -> None:
        await asyncio.sleep(DEFER_AFTER_S)
        if interaction.response.is_done():
            return
        is_press = interaction.type is discord.InteractionType.component
        try:
            await interaction.response.defer(thinking=not is_press)
        except DISCORD_FAILED as error:
            log.warning("cannot ask for more time (%s)", error)
        else:
            if not is_press:
                interaction.extras[_Thinking] = _Thinking.HERE

    deferring = asyncio.create_task(defer())
    try:
        yield
    finally:
        deferring.cancel()
        await asyncio.wait({deferring})


# -- answers -----------------------------------------------------------------------------------


async def answer(
    interaction: Interaction,
    card: Card,
    view: discord.ui.View | None = None,
    picture: Attachment | None = None,
) -> None:
    """Tell this person alone, by whichever way is still open; never raises on Discord's account."""
    told: dict[str, Any] = {"embed": _embed(card, picture)}
    if view is not None:
        told["view"] = view
    try:
        if not interaction.response.is_done():
            files = _files(picture)
            await interaction.response.send_message(ephemeral=True, files=files, **told)
            return
        thinking = _take_thinking(interaction)
        if thinking is _Thinking.ALONE:
            await interaction.edit_original_response(attachments=_files(picture), **told)
            return
        if thinking is _Thinking.HERE:
            await interaction.delete_original_response()
        await interaction.followup.send(ephemeral=True, files=_files(picture), **told)
    except DISCORD_FAILED:
        log.exception("no answer reached the person")
    except RuntimeError:  # what aiohttp raises once the bot has closed its session
        if not interaction.client.is_closed():
            raise
        log.info("no answer, the bot is closed")


async def send_post(interaction: Interaction, post: Post) -> int:
    """The post as the answer: it fills "is thinking …", is the first answer, or follows it.

    Everybody sees it unless this person alone was shown that we think. Returns the message's id.
    """
    if not interaction.response.is_done():
        sent = await interaction.response.send_message(**post.as_answer())
        if sent.message_id is None:
            raise TimeoutError("the answer has no message")
        return sent.message_id
    if _take_thinking(interaction) is not None:
        return (await interaction.edit_original_response(**post.as_edit())).id
    return (await interaction.followup.send(wait=True, **post.as_answer())).id


async def send_card(
    interaction: Interaction,
    card: Card,
    view: discord.ui.View,
    picture: Attachment | None = None,
) -> None:
    """A card for everybody in the channel, with a picture inside it; after a press, in its place.

    What takes long before that stands inside `in_time`.
    """
    if interaction.type is discord.InteractionType.component:
        await change_pressed(interaction, card=card, view=view, picture=picture)
        return
    embed, files = _embed(card, picture), _files(picture)
    if interaction.response.is_done():
        _take_thinking(interaction)
        await interaction.edit_original_response(embed=embed, view=view, attachments=files)
    else:
        await interaction.response.send_message(embed=embed, view=view, files=files)


async def change_pressed(
    interaction: Interaction,
    *,
    content: str | None = MISSING,
    card: Card | None = MISSING,
    view: discord.ui.View | None = MISSING,
    picture: Attachment | None = MISSING,
) -> None:
    """Change the message whose button was pressed; what is not named stays, None takes it off."""
    changes: dict[str, Any] = {"content": content, "view": view}
    if card is None:
        changes["embed"] = None
    elif card is not MISSING:
        shown = None if picture is MISSING else picture
        changes["embed"] = _embed(card, shown)
        if picture is not MISSING:
            changes["attachments"] = _files(shown)
    response = interaction.response
    change = interaction.edit_original_response if response.is_done() else response.edit_message
    await change(**{name: value for name, value in changes.items() if value is not MISSING})


async def take_press(interaction: Interaction) -> None:
    """The press is understood and changes nothing by itself."""
    if not interaction.response.is_done():
        await interaction.response.defer()


def _take_thinking(interaction: Interaction) -> _Thinking | None:
    """Whose "is thinking …" is filled now; None where none stands any more."""
    thinking: _Thinking | None = interaction.extras.pop(_Thinking, None)
    return thinking


def _embed(card: Card, picture: Attachment | None) -> discord.Embed:
    embed = embed_of(card)
    if picture is not None:
        embed.set_image(url=f"attachment://{picture.name}")
    return embed


def _files(picture: Attachment | None) -> list[discord.File]:
    return [] if picture is None else [picture.to_file()]
