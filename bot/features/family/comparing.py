"""Compare, under a picture alone: the picture it was made from and itself, on one sheet.

Told to who pressed alone, since not everybody who sees the one may see the other.
"""

import asyncio

from bot.features.family.before_after import before_after
from bot.interactions import cards
from bot.interactions.answer import Refusal, send_post, think
from bot.interactions.interaction import Interaction, Person
from bot.interactions.post import Attachment, Post
from bot.interactions.rights import Rights
from bot.language import say
from bot.messages.fitting import answer_upload
from bot.messages.job_posts import JobPosts
from bot.orders.record import Record
from bot.pictures.job_files import start_of
from storage import Job, NotFound, Storage


class Comparing:
    """Reads stored pictures; keeps none."""

    def __init__(self, storage: Storage, rights: Rights) -> None:
        self._storage = storage
        self._rights = rights

    async def compare(self, interaction: Interaction, job_id: str, index: int) -> None:
        """Before and after; Refusal where there is no before, or not for them to see."""
        person = Person.of(interaction)
        now = await self._rights.job_to_see(person, job_id, index)
        assert now.image is not None  # it was asked for
        await think(interaction)
        before = await self._before(person, now.job)
        after = await self._storage.files.read_picture(now.image.path)
        labels = (say("compare-label-before"), say("compare-label-after"))
        sheet = await asyncio.to_thread(before_after, before, after, labels)
        upload = await answer_upload(interaction, sheet.png)
        what = say("compare-alt-stacked" if sheet.is_stacked else "compare-alt", index=index)
        alt_text = JobPosts.of(now.job).alt_text(what)
        picture = Attachment(f"compare_{index}_{job_id}.{upload.extension}", upload.data, alt_text)
        words = say("compare-told", index=index)
        await send_post(interaction, Post(content=words, files=(picture,)))

    async def _before(self, person: Person, job: Job) -> bytes:
        """PNG of the picture it was made from: another job's, or what its words came with."""
        try:
            if job.parent_id is not None and job.parent_index is not None:
                parent = await self._rights.job_to_see(person, job.parent_id, job.parent_index)
                assert parent.image is not None  # it was asked for
                return await self._storage.files.read_picture(parent.image.path)
            start = await start_of(self._storage, job, Record.from_json(job.request))
        except (NotFound, Refusal) as error:
            raise Refusal(cards.refused(say("compare-gone"))) from error
        if start is None:
            raise Refusal(cards.refused(say("compare-gone")))
        return start.png
