"""/blend: two to five pictures made into new ones that show something of each.

It is an order of image links without words: the pictures are averaged into a start, and, where a
captioner is there, put into words that weigh the same.
"""

from collections.abc import Sequence

import discord

from bot.errors import UserError
from bot.intake.imagining import Imagining
from bot.intake.ordering import Ordering
from bot.interactions import cards
from bot.interactions.answer import Refusal, in_time
from bot.interactions.interaction import Interaction
from bot.language import say
from bot.pictures.fetch import Fetcher
from bot.pictures.inputs import has_duplicates


class Blending:
    """Looks at the pictures before they become an order."""

    def __init__(self, ordering: Ordering, imagining: Imagining, fetcher: Fetcher) -> None:
        self._ordering = ordering
        self._imagining = imagining
        self._fetcher = fetcher

    async def blend(
        self, interaction: Interaction, images: Sequence[discord.Attachment], ratio: str | None
    ) -> None:
        """Order it; Refusal where one is no picture, or two are the same."""
        footer = cards.typed_command("blend", "" if ratio is None else f"--ar {ratio}")
        self._ordering.require_menu()
        for image in images:
            if not (image.content_type or "image/").startswith("image/"):
                sentence = say("blend-not-a-picture", name=image.filename.replace("`", "'"))
                raise Refusal(cards.problem(UserError(say("link-title"), sentence), footer))
        links = [image.url for image in images]
        try:
            async with in_time(interaction):
                pictures = await self._fetcher.pictures(links, interaction.user.id)
                if has_duplicates([picture.look for picture in pictures]):
                    raise UserError(say("blend-duplicate-title"), say("blend-duplicate"))
        except UserError as error:
            raise Refusal(cards.problem(error, footer)) from error
        text = " ".join((*(f"<{link}>" for link in links), *([f"--ar {ratio}"] if ratio else ())))
        known = {link: picture.png for link, picture in zip(links, pictures, strict=True)}
        await self._imagining.imagine(interaction, text, pictures=known)
