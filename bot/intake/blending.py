"""/blend: two to five pictures made into new ones that show something of each.

It is an order of image links without words: the pictures are averaged into a start, and, where a
captioner is there, put into words that weigh the same.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot.errors import UserError
from bot.interactions import cards
from bot.interactions.fence import Refusal, in_time
from bot.language import say
from bot.pictures.inputs import has_duplicates

if TYPE_CHECKING:
    from bot.intake.desk import Desk
    from bot.pictures.fetch import Fetcher

Interaction = discord.Interaction[Any]


async def blend(
    interaction: Interaction,
    desk: "Desk",
    fetcher: "Fetcher",
    images: Sequence[discord.Attachment],
    ratio: str | None,
) -> None:
    """Order it; Refusal where one is no picture, or two are the same."""
    footer = cards.command("blend", "" if ratio is None else f"--ar {ratio}")
    desk.open_menu()
    for image in images:
        if not (image.content_type or "image/").startswith("image/"):
            sentence = say("blend-not-a-picture", name=image.filename.replace("`", "'"))
            raise Refusal(cards.problem(UserError(say("link-title"), sentence), footer))
    links = [image.url for image in images]
    try:
        async with in_time(interaction):
            pictures = await fetcher.pictures(links)
            if await asyncio.to_thread(has_duplicates, pictures):
                raise UserError(say("blend-duplicate-title"), say("blend-duplicate"))
    except UserError as error:
        raise Refusal(cards.problem(error, footer)) from error
    text = " ".join((*(f"<{link}>" for link in links), *([f"--ar {ratio}"] if ratio else ())))
    await desk.imagine(interaction, text, pictures=dict(zip(links, pictures, strict=True)))
