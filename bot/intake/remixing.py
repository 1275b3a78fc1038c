"""Every press that draws from a picture comes here first; for those who do not remix it goes on to
`GoingOn`.

Remix shows the prompt in a form, and what comes back is drawn in the new words. Closing the form
spends nothing, since nothing is stored before it comes back.
"""

import asyncio

from bot.errors import UserError
from bot.intake import remix_form
from bot.intake.going_on import GoingOn
from bot.intake.mistakes import as_offered
from bot.intake.ordering import Ordering
from bot.intake.remix_form import Pressed, RemixedButton
from bot.interactions import cards, forms
from bot.interactions.answer import Refusal, answer
from bot.interactions.chosen import preferences_of
from bot.interactions.interaction import Interaction
from bot.interactions.wording import cut
from bot.language import say
from bot.messages.single_buttons import CustomZoom
from bot.orders.record import Record
from bot.prompt.echo import without_seed
from bot.prompt.mending import Mended, mended
from bot.prompt.zooming import zoom_prompt
from storage import Job, Storage


class Remixing:
    """V, zoom, pan and 🔄 for whoever presses: at once, or by way of a form for those who remix.

    Custom Zoom has its form always.
    """

    def __init__(self, storage: Storage, ordering: Ordering, going_on: GoingOn) -> None:
        self._storage = storage
        self._ordering = ordering
        self._going_on = going_on

    async def vary(self, interaction: Interaction, job_id: str, index: int) -> None:
        """V1 to V4, as far from the picture as the presser's setting says."""
        await self._press(interaction, Pressed("v", job_id, index))

    async def vary_subtle(self, interaction: Interaction, job_id: str, index: int) -> None:
        """Vary (Subtle)."""
        await self._press(interaction, Pressed("l", job_id, index))

    async def vary_strong(self, interaction: Interaction, job_id: str, index: int) -> None:
        """Vary (Strong)."""
        await self._press(interaction, Pressed("b", job_id, index))

    async def outpaint(
        self, interaction: Interaction, job_id: str, index: int, action: RemixedButton
    ) -> None:
        """Zoom out, Make Square, and the four arrows."""
        await self._press(interaction, Pressed(action, job_id, index))

    async def _press(self, interaction: Interaction, pressed: Pressed) -> None:
        if not await self._asks_first(interaction, pressed):
            to = self._going_on
            await to.press(interaction, pressed.action, pressed.job_id, pressed.index)

    async def reroll(self, interaction: Interaction, job_id: str) -> None:
        """🔄."""
        await self._press(interaction, Pressed("r", job_id))

    async def reopen(self, interaction: Interaction, pressed: Pressed) -> None:
        """The form again, with the words that had a mistake."""
        text = await self._storage.kept_texts.get(interaction.user.id, "remix", pressed.arg)
        if text is None:
            job = await self._going_on.job_to_see(interaction, pressed.job_id)
            text = self._shown(pressed, job)
        shown = interaction.message.embeds if interaction.message is not None else []
        await _open(interaction, pressed, text, shown[0].description if shown else None)

    async def send_mended(self, interaction: Interaction, pressed: Pressed) -> None:
        """`Use --seed`: the words of a mistake, corrected as the button says."""
        text = await self._storage.kept_texts.get(interaction.user.id, "remix", pressed.arg)
        mend = await self._mended(interaction, pressed, text or "")
        await self.submitted(interaction, pressed.arg, as_offered(interaction, mend))

    async def submitted(self, interaction: Interaction, arg: str, text: str) -> None:
        """An ordinary variation where nothing was changed, else one in the new words."""
        pressed = Pressed.read(arg)
        if pressed is None:
            raise Refusal(cards.refused(say("remix-too-old")))
        before = prompt_of(await self._going_on.job_to_see(interaction, pressed.job_id))
        words = None if text.split() == before.split() else text
        try:
            to = self._going_on
            await to.press(interaction, pressed.action, pressed.job_id, pressed.index, words)
        except UserError as error:
            user_id = interaction.user.id
            await self._storage.kept_texts.keep(user_id, "remix", pressed.arg, text)
            card = cards.problem(error, cut(text, cards.MAX_FOOTER))
            mend = await self._mended(interaction, pressed, text)
            view = remix_form.remix_again_view(pressed, () if mend is None else mend.right)
            await answer(interaction, card, view)

    async def _mended(self, interaction: Interaction, pressed: Pressed, text: str) -> Mended | None:
        job = await self._going_on.job_to_see(interaction, pressed.job_id)
        read = await self._going_on.reader(interaction, job, pressed.action)
        return await asyncio.to_thread(mended, text, read)

    async def _asks_first(self, interaction: Interaction, pressed: Pressed) -> bool:
        """True: this person remixes, and the form is open. False: go on as ever."""
        is_remix = (await preferences_of(self._storage, interaction)).is_remix
        if not is_remix and pressed.action != CustomZoom.action:
            return False
        self._ordering.require_menu()
        index = None if pressed.action == "r" else pressed.index
        # NotFound before anything is typed
        job = await self._going_on.job_to_see(interaction, pressed.job_id, index)
        await _open(interaction, pressed, self._shown(pressed, job))
        return True

    def _shown(self, pressed: Pressed, job: Job) -> str:
        """What the form opens with."""
        text, order = prompt_of(job), Record.from_json(job.request).order
        if pressed.action != CustomZoom.action:
            return text
        return zoom_prompt(text, order.ar, self._ordering.require_menu().table())


def prompt_of(job: Job) -> str:
    """The whole prompt with every parameter but the seed: going on draws new ones."""
    return without_seed(Record.from_json(job.request).order.echo)


async def _open(
    interaction: Interaction, pressed: Pressed, text: str, mistake: str | None = None
) -> None:
    if len(text) > forms.MAX_TEXT:
        sentence = say("remix-too-long", most=forms.MAX_TEXT, got=len(text))
        raise Refusal(cards.refused(sentence))
    await interaction.response.send_modal(remix_form.form(pressed, text, mistake))
