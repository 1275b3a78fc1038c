"""Mistakes in a prompt: told to the person alone, and the whole text kept for its buttons."""

from bot.errors import UserError
from bot.interactions import cards, forms
from bot.interactions.answer import Refusal, answer
from bot.interactions.buttons import buttons_in
from bot.interactions.interaction import Interaction, Person
from bot.interactions.rights import Rights
from bot.language import say
from bot.messages.job_buttons import mistake_view, use_label
from bot.prompt.mending import Mended
from storage import Storage, new_job_id


class Mistakes:
    """Explains them, and brings the text back."""

    def __init__(self, storage: Storage, rights: Rights) -> None:
        self._storage = storage
        self._rights = rights

    async def explain(
        self, interaction: Interaction, error: UserError, text: str, mended: Mended | None
    ) -> None:
        """What is wrong, with the command in the footer, whole where that has room for it."""
        footer, mistake_id = cards.typed_command("imagine", text), new_job_id()
        if len(footer) > cards.MAX_FOOTER:
            kept = self._storage.kept_texts
            await kept.keep(interaction.user.id, "imagine", mistake_id, text)
        view = mistake_view(mistake_id, () if mended is None else mended.right)
        await answer(interaction, cards.problem(error, footer), view)

    async def edit(self, interaction: Interaction, about: str) -> None:
        """Edit & retry: the whole text in a form; nothing is spent before it comes back.

        `about`: the id of a mistake, or of a failed job.
        """
        text = await self._text(interaction, about)
        if len(text) > forms.MAX_TEXT:
            sentence = say("proposal-too-long", most=forms.MAX_TEXT, length=len(text))
            raise Refusal(cards.refused(sentence, cards.typed_command("imagine", text)))
        shown = interaction.message.embeds if interaction.message is not None else []
        mistake = shown[0].description if shown else None
        await interaction.response.send_modal(forms.prompt_form(text, mistake=mistake))

    async def _text(self, interaction: Interaction, about: str) -> str:
        """That of a mistake, or of a job."""
        text = await self.typed(interaction, about)
        if text is not None:
            return text
        job = await self._storage.jobs.get(about)
        await self._rights.must_see(Person.of(interaction), job)
        return job.prompt

    async def typed(self, interaction: Interaction, about: str) -> str | None:
        """The text of a mistake: kept with its person, or in the footer that they alone see."""
        kept = await self._storage.kept_texts.get(interaction.user.id, "imagine", about)
        if kept is not None:
            return kept
        shown = interaction.message.embeds if interaction.message is not None else []
        if shown and shown[0].footer.text:
            return shown[0].footer.text.partition(" ")[2]  # behind `/imagine`, in any language
        return None


def as_offered(interaction: Interaction, mend: Mended | None) -> str:
    """The corrected text; Refusal where it is not what the pressed message offers any more."""
    offered = {button.label for button in buttons_in(interaction.message)}
    if mend is None or use_label(mend.right) not in offered:
        raise Refusal(cards.refused(say("mended-otherwise")))
    return mend.text
