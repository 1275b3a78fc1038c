"""/show: an own job brought back with working buttons, or what a picture tells of itself."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.features.family.relative_select import RelativeSelect
from bot.features.family.relatives import FamilyTree, Relatives
from bot.features.gallery import details
from bot.features.proposals.buttons import one_prompt_view
from bot.interactions import cards
from bot.interactions.answer import Refusal, answer, in_time, send_post, think
from bot.interactions.buttons import routed_view
from bot.interactions.interaction import Interaction, Person
from bot.interactions.rights import Rights, audience_of
from bot.interactions.wording import cut, escape
from bot.language import say
from bot.messages.fitting import answer_upload
from bot.messages.job_posts import JobPosts
from bot.messages.shown_jobs import ShownJobs
from bot.orders.menu import Menu
from bot.pictures.decode import Decoded
from bot.pictures.fetch import Fetcher
from bot.pictures.job_files import read_grid
from bot.pictures.metadata import read_metadata
from bot.prompt import ImagineOrder, parameter_table, whole_prompt
from bot.prompt.pasted import foreign_prompt
from bot.prompt.values import listed
from bot.queue.guards import TextGuard
from bot.running.current_menu import CurrentMenu
from storage import Draft, Job, NotFound, Storage, StoredImage

_MOST_TEXTS: Final = 5  # named, of those that a file holds
_LINK: Final = re.compile(r"<?https?://\S+/channels/(?:@me|\d+)/\d+/(\d{15,20})/?>?")
_MESSAGE_ID: Final = re.compile(r"\d{15,20}", re.ASCII)
_ID: Final = re.compile(r"(?:\S*_)?([A-Za-z0-9_-]{22})(?:\.\w{3,4})?", re.ASCII)


class Showing:
    """Reads stored jobs; makes none."""

    def __init__(
        self,
        storage: Storage,
        fetcher: Fetcher,
        shown_jobs: ShownJobs,
        rights: Rights,
        words: TextGuard,
        menu: CurrentMenu,
        family: FamilyTree,
    ) -> None:
        self._storage = storage
        self._menu = menu
        self._family = family
        self._fetcher = fetcher
        self._shown_jobs = shown_jobs
        self._rights = rights
        self._words = words

    async def job(self, interaction: Interaction, typed: str) -> None:
        """Post the job again for everybody, and its details for its owner alone."""
        job = await self.found(typed.strip())
        if job is None:
            raise NotFound(f"{typed[:80]} is no job")
        person = Person.of(interaction)
        self._rights.must_own(person, job)
        await self._rights.must_see(person, job)
        images = await self._storage.images.of_job(job.id)
        if images:
            await self._post(interaction, job)
        relatives = await self._family.around(person, job)
        select = RelativeSelect.of(relatives)
        view = None if select is None else routed_view([select])
        await answer(interaction, details_of(relatives, images), view)

    async def again(self, interaction: Interaction, job_id: str) -> None:
        """Show again: the grid of one's own job, whose message was deleted."""
        person, job = Person.of(interaction), await self._storage.jobs.get(job_id)
        self._rights.must_own(person, job)
        await self._rights.must_see(person, job)
        await self._post(interaction, job)

    async def picture(self, interaction: Interaction, address: str) -> None:
        """The request in an uploaded picture's file, privately, with a button to make it."""
        await think(interaction)
        picture = await self._fetcher.picture(address, interaction.user.id)
        prompt, card = await asyncio.to_thread(_told_by, picture, self._menu.known)
        draft_id = await self._storage.drafts.keep(interaction.user.id, Draft((prompt,)))
        await answer(interaction, card, one_prompt_view(draft_id))

    async def found(self, typed: str) -> Job | None:
        """By id, by a file's name that ends with it, by a message's link or id."""
        message_id = link[1] if (link := _LINK.fullmatch(typed)) else typed
        if _MESSAGE_ID.fullmatch(message_id):
            return await self._shown_jobs.job_by_id(int(message_id))
        found = _ID.fullmatch(typed)
        if found is None:
            footer = cards.typed_command("show", typed)
            raise Refusal(cards.refused(say("show-no-id", typed=_short(typed)), footer))
        return await self._storage.jobs.get(found[1])

    async def _post(self, interaction: Interaction, job: Job) -> None:
        """The grid with fresh buttons; what was stealth stays between the two of us."""
        self._shown_jobs.must_take()
        is_private = audience_of(job, interaction.guild_id) == "alone"
        if is_private:
            await think(interaction)
        else:
            await self._words.check_texts((job.prompt,), interaction.guild_id)  # banned since
        async with in_time(interaction):
            png = await read_grid(self._storage, job.id)
            upload = await answer_upload(interaction, png)
        post = JobPosts.of(job).finished(upload, interaction.user.name)
        message_id = await send_post(interaction, replace(post, pings=None))
        if not is_private and interaction.channel_id is not None:
            await self._shown_jobs.record(
                job.id, message_id, interaction.channel_id, interaction.guild_id, "copy"
            )


def details_of(relatives: Relatives, images: Sequence[StoredImage]) -> cards.Card:
    """All that the owner of a job is told of it, its family last."""
    job = relatives.job
    card = details.job_details(
        ImagineOrder.from_json(job.request),
        job.id,
        say(f"details-status-{job.status}"),
        [image.seed for image in images],
        _times(job),
    )
    return replace(card, text="\n".join((card.text, *relatives.lines())))


def _told_by(picture: Decoded, menu: Menu | None) -> tuple[str, cards.Card]:
    """The prompt that a file tells, and its card; Refusal where it tells none that is read.

    Without a menu, while the model loads, what any model may have counts.
    """
    metadata = read_metadata(picture.texts)
    if metadata is not None:
        prompt = whole_prompt(metadata.order)
        return prompt, details.request_details(
            metadata.order, prompt, metadata.model, metadata.seed
        )
    foreign = foreign_prompt(picture.making, parameter_table(menu.card) if menu else None)
    if foreign is None or picture.making is None:
        raise Refusal(cards.refused(_unread(picture)))
    return foreign.text, details.foreign_details(picture.making.program, foreign)


def _unread(picture: Decoded) -> str:
    """Why no prompt is told: there is none, or none in a form that is read."""
    if picture.making is not None and picture.making.program:
        return say("show-form-unread", program=escape(picture.making.program))
    if picture.texts:
        return say("show-texts-unread", names=listed(list(picture.texts)[:_MOST_TEXTS]))
    return say("show-nothing-written")


def _times(job: Job) -> details.Times:
    started, finished = job.started_at, job.finished_at
    return details.Times(
        int(job.created_at.timestamp()),
        None if started is None else int(started.timestamp()),
        None if finished is None else int(finished.timestamp()),
    )


def _short(typed: str) -> str:
    return cut(typed, 60).replace("`", "'")
