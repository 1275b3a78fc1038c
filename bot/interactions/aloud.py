"""Answers that everybody in the channel sees: a card, its buttons, and a picture inside it.

What takes long before that stands inside `bot.interactions.fence.in_time`.
"""

from typing import Any

import discord

from bot.interactions.cards import Card
from bot.interactions.fence import THINKS_ALOUD, embed_of
from bot.interactions.post import Attachment

Interaction = discord.Interaction[Any]


async def say_aloud(
    interaction: Interaction,
    card: Card,
    view: discord.ui.View,
    picture: Attachment | None = None,
) -> None:
    """Answer, fill the answer that was asked time for, or change the message that was pressed."""
    embed, files = embed_of(card), []
    if picture is not None:
        files.append(picture.to_file())
        embed.set_image(url=f"attachment://{picture.name}")
    response = interaction.response
    if response.is_done():
        await interaction.edit_original_response(embed=embed, view=view, attachments=files)
        interaction.extras.pop(THINKS_ALOUD, None)
    elif interaction.type is discord.InteractionType.component:
        await response.edit_message(embed=embed, view=view, attachments=files)
    else:
        await response.send_message(embed=embed, view=view, files=files)
