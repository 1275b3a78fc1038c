"""From one job to its relatives, in the private card of /show: its picture, and where to go on."""

from bot.features.family.relative_select import RelativeSelect
from bot.features.family.relatives import FamilyTree, Relatives
from bot.features.gallery.details import code_block
from bot.features.gallery.showing import details_of
from bot.interactions.answer import change_pressed, in_time
from bot.interactions.buttons import routed_view
from bot.interactions.cards import BLUE, Card
from bot.interactions.interaction import Interaction, Person
from bot.interactions.post import Attachment
from bot.interactions.rights import Rights
from bot.language import say
from bot.messages.fitting import answer_upload
from bot.messages.job_address import JobAddress
from bot.messages.job_buttons import ShowAgain
from bot.messages.job_posts import JobPosts
from bot.pictures.job_files import read_grid
from storage import Storage


class Walking:
    """Reads stored jobs; makes none, and posts nothing that others see."""

    def __init__(self, storage: Storage, rights: Rights, family: FamilyTree) -> None:
        self._storage = storage
        self._rights = rights
        self._family = family

    async def to_relative(self, interaction: Interaction, job_id: str) -> None:
        """The card turns to this job; one's own has a button that brings it back for everybody."""
        person = Person.of(interaction)
        job = (await self._rights.job_to_see(person, job_id)).job
        async with in_time(interaction):
            relatives = await self._family.around(person, job)
            images = await self._storage.images.of_job(job.id)
            upload = await answer_upload(interaction, await read_grid(self._storage, job.id))
        is_own = job.user_id == person.id
        card = details_of(relatives, images) if is_own else _card_of_other(relatives, person)
        alt_text = JobPosts.of(job).alt_of("sheet")
        picture = Attachment(f"{job.id}.{upload.extension}", upload.data, alt_text)
        buttons = (RelativeSelect.of(relatives), ShowAgain(job.id, row=1) if is_own else None)
        view = routed_view(one for one in buttons if one is not None)
        await change_pressed(interaction, card=card, view=view, picture=picture)


def _card_of_other(relatives: Relatives, person: Person) -> Card:
    """What everybody may know of somebody else's picture: its words, its maker, where it is."""
    job = relatives.job
    lines = [code_block(JobPosts.of(job).prompt), f"**{say('report-owner')}** <@{job.user_id}>"]
    if job.guild_id is not None and job.guild_id == person.guild_id:
        link = JobAddress.of(job).link(job.result_message_id)
        lines.append(f"[{say('report-link')}]({link})")
    return Card(say("family-title"), "\n".join((*lines, *relatives.lines())), BLUE)
