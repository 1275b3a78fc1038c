"""Vary (Region): a part of a picture chosen privately, looked at, and ordered.

Nothing is spent before `Submit`. What was chosen is kept with its person, so that any restart, and
the next press, find it; what is ordered of it stands in `bot/intake/going_on.py`.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import discord

from bot.errors import UserError
from bot.features.region.buttons import KIND, panel_view
from bot.features.region.links import Links
from bot.intake.going_on import GoingOn
from bot.intake.ordering import Ordering
from bot.intake.remixing import prompt_of
from bot.interactions import cards, forms
from bot.interactions.answer import Refusal, answer, change_pressed, take_press, think
from bot.interactions.interaction import Interaction, Person
from bot.interactions.post import Attachment
from bot.interactions.rights import Rights
from bot.interactions.wording import bold
from bot.language import say
from bot.orders.record import Record
from bot.pictures.fetch import Fetcher
from bot.pictures.region import cells, drawing
from storage import Job, NotFound, Selection, Storage, StoredImage

_NUMBER: Final = re.compile(r"(?:^|_)([1-4])_[A-Za-z0-9_-]{22}(?:\.\w{3,4})?$", re.ASCII)
_SHOWN_PROMPT: Final = 1000  # characters, beside the sentences of the card


@dataclass(frozen=True, slots=True)
class ChosenPart:
    """A picture that its person may see, and what they chose of it; `prompt`: the job's own."""

    job: Job
    image: StoredImage
    selection: Selection
    prompt: str

    @property
    def text(self) -> str:
        """The words it would be drawn in."""
        return self.selection.text or self.prompt


class Regions:
    """The panel of cells, and what its parts do. `find`: a job by its id, a link, a file's name."""

    def __init__(
        self,
        storage: Storage,
        ordering: Ordering,
        going_on: GoingOn,
        rights: Rights,
        fetcher: Fetcher,
        links: Links,
        find: Callable[[str], Awaitable[Job | None]],
    ) -> None:
        self._storage = storage
        self._ordering = ordering
        self._going_on = going_on
        self._rights = rights
        self._fetcher = fetcher
        self.links = links
        self._find = find

    async def open(self, interaction: Interaction, job_id: str, index: int) -> None:
        """The panel, for this person alone, with what they chose last."""
        await self._must_be_possible(await self.chosen(Person.of(interaction), job_id, index))
        await think(interaction)
        await self._show(interaction, job_id, index, is_new=True)

    async def choose(
        self, interaction: Interaction, job_id: str, index: int, names: Sequence[str]
    ) -> None:
        """These cells and no others; the picture shows them."""
        chosen = await self.chosen(Person.of(interaction), job_id, index)
        await take_press(interaction)
        bits, key = cells.bits_of(names), (interaction.user.id, chosen.job.id, index)
        await self._storage.selections.choose(*key, cells=bits)
        await self._show(interaction, job_id, index)

    async def edit(self, interaction: Interaction, job_id: str, index: int) -> None:
        """The words in a form; nothing is spent when it comes back."""
        chosen = await self.chosen(Person.of(interaction), job_id, index)
        if len(chosen.text) > forms.MAX_TEXT:
            sentence = say("remix-too-long", most=forms.MAX_TEXT, got=len(chosen.text))
            raise Refusal(cards.refused(sentence))
        form = forms.text_form(
            KIND,
            f"{job_id}.{index}",
            title=say("region-edit"),
            label=say("form-prompt"),
            text=chosen.text,
        )
        await interaction.response.send_modal(form)

    async def edited(self, interaction: Interaction, arg: str, text: str) -> None:
        """The words that the form brought back; the panel says what is wrong with them."""
        job_id, _, number = arg.partition(".")
        if number not in ("1", "2", "3", "4"):
            raise NotFound(f"{arg[:80]} is no picture")
        chosen = await self.chosen(Person.of(interaction), job_id, int(number))
        has_panel = interaction.message is not None
        await (take_press(interaction) if has_panel else think(interaction))
        await self.keep_text(interaction, chosen, text)
        await self._show(interaction, job_id, int(number), is_new=not has_panel)

    async def submit(self, interaction: Interaction, job_id: str, index: int) -> None:
        """Order it."""
        await self._going_on.region(interaction, job_id, index)

    async def from_file(
        self,
        interaction: Interaction,
        typed: str,
        number: int | None,
        mask: discord.Attachment,
    ) -> None:
        """The panel with a mask that was sent; UserError where it is no picture, or all black.

        `number` None: the picture that a file's name says, else the first of the job.
        """
        await think(interaction)
        index = number or _number_in(typed)
        job = await self._find(typed.strip())
        if job is None:
            raise NotFound(f"{typed[:80]} is no job")
        chosen = await self.chosen(Person.of(interaction), job.id, index)
        await self._must_be_possible(chosen)
        sent = await self._fetcher.picture(mask.url, interaction.user.id)
        await self.keep_mask(interaction, chosen, sent.png)
        got, want = (f"{one.width_px}×{one.height_px}" for one in (sent, chosen.image))
        note = None if got == want else say("region-resized", got=got, want=want)
        await self._show(interaction, job.id, index, note, is_new=True)

    # -- what the page needs as well -------------------------------------------------------------

    async def chosen(self, person: Person, job_id: str, index: int) -> ChosenPart:
        """Raises as `Rights.job_to_see`."""
        now = await self._rights.job_to_see(person, job_id, index)
        if now.image is None:
            raise Refusal(cards.refused(say("picture-gone", index=index)))
        selection = await self._storage.selections.get(person.id, job_id, index)
        return ChosenPart(now.job, now.image, selection, prompt_of(now.job))

    async def keep_text(self, interaction: Interaction, chosen: ChosenPart, text: str) -> None:
        """These words from now on; the job's own where they are the same."""
        new = None if text.split() == chosen.prompt.split() else text
        user_id, image = interaction.user.id, chosen.image
        await self._storage.selections.word(user_id, image.job_id, image.index, new)

    async def keep_mask(self, interaction: Interaction, chosen: ChosenPart, png: bytes) -> None:
        """A picture of our own as the mask; UserError where nothing of it is white."""
        user_id, image = interaction.user.id, chosen.image
        size = (image.width_px, image.height_px)
        mask = await asyncio.to_thread(drawing.mask_from, png, *size)
        if mask is None:
            raise UserError(say("region-title"), say("region-mask-black"))
        await self._storage.selections.choose(user_id, image.job_id, image.index, mask=mask)

    async def _must_be_possible(self, chosen: ChosenPart) -> None:
        """Refusal before anything is chosen, where the model draws no part of a picture."""
        menu = self._ordering.require_menu()
        card = menu.card_of(Record.from_json(chosen.job.request).order)
        if not (card.can_inpaint and card.can_img2img):
            raise Refusal(cards.not_available(say("refused-no-region", model=card.name)))

    async def mistake_in(self, interaction: Interaction, chosen: ChosenPart) -> str | None:
        """What is wrong with the words, in one sentence; None where nothing is."""
        if chosen.selection.text is None:
            return None
        read = await self._going_on.reader(interaction, chosen.job, "n")
        try:
            await asyncio.to_thread(read, chosen.selection.text)
        except UserError as error:
            return error.sentence
        return None

    async def _show(
        self,
        interaction: Interaction,
        job_id: str,
        index: int,
        note: str | None = None,
        *,
        is_new: bool = False,
    ) -> None:
        """The panel as it stands now: `is_new`, or in the place of the one that was pressed."""
        chosen = await self.chosen(Person.of(interaction), job_id, index)
        selection, image = chosen.selection, chosen.image
        png = await self._storage.files.read_picture(image.path)
        shown = await asyncio.to_thread(drawing.preview, png, selection)
        mistake = await self.mistake_in(interaction, chosen)
        picture = Attachment(f"region_{index}_{job_id}.png", shown.png, say("region-alt"))
        card = _card(chosen, shown.share, mistake, note)
        view = panel_view(
            job_id,
            index,
            selection,
            link=self.links.issue(interaction, job_id, index),
            can_submit=mistake is None and not selection.is_empty,
        )
        if is_new:
            await answer(interaction, card, view, picture)
        else:
            await change_pressed(interaction, card=card, view=view, picture=picture)


def _number_in(typed: str) -> int:
    """3 of `ada_a_red_fox_3_<job id>.png`, as a single picture is called; else 1."""
    found = _NUMBER.search(typed)
    return 1 if found is None else int(found[1])


def _card(chosen: ChosenPart, share: float, mistake: str | None, note: str | None) -> cards.Card:
    """What is chosen and in which words, and what is wrong with them."""
    if chosen.selection.is_empty:
        lines = [say("region-how")]
    else:
        lines = [say("region-chosen", percent=max(1, round(100 * share)))]
    lines.append(say("region-prompt", prompt=bold(chosen.text, _SHOWN_PROMPT)))
    lines += [line for line in (note, mistake) if line is not None]
    colour = cards.BLUE if mistake is None else cards.RED
    return cards.Card(say("region-title"), "\n".join(lines), colour)
