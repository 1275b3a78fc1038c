"""/show: an own job brought back with working buttons, or what a picture tells of itself."""

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import discord

from bot.features.gallery import details
from bot.features.proposals.buttons import one_prompt_view
from bot.features.proposals.drafts import Draft, keep_draft
from bot.interactions import cards
from bot.interactions.fence import Refusal, answer, in_time, think
from bot.interactions.post import Post
from bot.language import say
from bot.messages.announce import Announcer
from bot.messages.job_of_message import is_withheld, job_by_id, keep_shown
from bot.pictures import grid
from bot.pictures.metadata import Metadata, read_metadata
from bot.pictures.prompt_in_file import foreign_prompt
from bot.prompt import ImagineOrder, resolved
from bot.running.results import GRID
from storage import Job, NotFound
from storage.files import PICTURES

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
_LINK: Final = re.compile(r"<?https?://\S+/channels/(?:@me|\d+)/\d+/(\d{15,20})/?>?")
_ID: Final = re.compile(r"(?:\S*_)?([A-Za-z0-9_-]{22})(?:\.\w{3,4})?", re.ASCII)


class Showing:
    """Reads stored jobs; makes none."""

    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    async def job(self, interaction: Interaction, typed: str) -> None:
        """Post the job again for everybody, and its details for its owner alone."""
        job = await self._found(typed.strip())
        if job is None or job.user_id != interaction.user.id:
            raise NotFound(f"{typed[:80]} is no job of {interaction.user.id}")
        if await is_withheld(self._bot.storage, job.id):
            raise Refusal(cards.refused(say("show-withheld")))
        images = await self._bot.storage.images.of_job(job.id)
        if images:
            await self._post(interaction, job)
        card = details.job_details(
            ImagineOrder.from_json(job.request),
            job.id,
            say(f"details-status-{job.status}"),
            [image.seed for image in images],
            _times(job),
        )
        await answer(interaction, card)

    async def picture(self, interaction: Interaction, address: str) -> None:
        """The request in an uploaded picture's file, privately, with a button to make it."""
        await think(interaction)
        fetched = await self._bot.fetcher.fetched(address)
        metadata = await asyncio.to_thread(read_metadata, fetched.data)
        if metadata is not None:
            prompt, card = resolved(metadata.order), _card(metadata)
        else:
            foreign = await asyncio.to_thread(foreign_prompt, fetched.data)
            if foreign is None:
                raise Refusal(cards.refused(say("show-nothing-written")))
            prompt, card = foreign, details.foreign_details(foreign)
        draft_id = await keep_draft(self._bot.storage, Draft((prompt,)))
        await answer(interaction, card, one_prompt_view(draft_id))

    async def _found(self, typed: str) -> Job | None:
        """By id, by a file's name that ends with it, or by the link of a message."""
        if link := _LINK.fullmatch(typed):
            return await job_by_id(self._bot, int(link[1]))
        found = _ID.fullmatch(typed)
        if found is None:
            footer = cards.command("show", typed)
            raise Refusal(cards.refused(say("show-no-id", typed=_short(typed)), footer))
        return await self._bot.storage.jobs.get(found[1])

    async def _post(self, interaction: Interaction, job: Job) -> None:
        """The grid with fresh buttons; what was stealth stays between the two of us."""
        is_secret = job.visibility == "stealth" and interaction.guild_id is not None
        if is_secret:
            await think(interaction)
        async with in_time(interaction):
            path = f"{PICTURES}/{job.id}/{GRID}"
            png = await self._bot.storage.files.read_picture(path)
            limit = self._bot.courier.upload_limit_bytes(interaction.guild_id)
            upload = await asyncio.to_thread(grid.fit_upload, png, limit)
        post = Announcer.of(job).finished(upload, interaction.user.name)
        message_id = await _send(interaction, replace(post, pings=None))
        if not is_secret:
            await keep_shown(self._bot.storage, message_id, job.id)


async def _send(interaction: Interaction, post: Post) -> int:
    """Answer with the post, or fill the answer that was asked time for; the message's id."""
    if interaction.response.is_done():
        interaction.extras.clear()
        return (await interaction.edit_original_response(**post.as_edit())).id
    sent = await interaction.response.send_message(**post.as_answer())
    if sent.message_id is None:
        raise TimeoutError("the answer has no message")
    return sent.message_id


def _card(metadata: Metadata) -> cards.Card:
    return details.request_details(
        metadata.order, resolved(metadata.order), metadata.model, metadata.seed
    )


def _times(job: Job) -> details.Times:
    started, finished = job.started_at, job.finished_at
    return details.Times(
        int(job.created_at.timestamp()),
        None if started is None else int(started.timestamp()),
        None if finished is None else int(finished.timestamp()),
    )


def _short(typed: str) -> str:
    return (typed if len(typed) <= 60 else typed[:59] + "…").replace("`", "'")
