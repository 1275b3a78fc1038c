"""Yes and Cancel under a question: each question is answered once, by whoever was asked."""

from bot.intake.going_on import UPSCALES, GoingOn
from bot.intake.imagining import Imagining
from bot.intake.making_full import MakingFull
from bot.intake.ordering import Ordering
from bot.interactions.answer import change_pressed
from bot.interactions.interaction import Interaction
from bot.language import say
from bot.messages.single_buttons import EditPicture
from storage import Question, Storage


class Confirming:
    """Orders what was asked about, or closes the question."""

    def __init__(
        self,
        storage: Storage,
        ordering: Ordering,
        imagining: Imagining,
        going_on: GoingOn,
        making_full: MakingFull,
    ) -> None:
        self._storage = storage
        self._ordering = ordering
        self._imagining = imagining
        self._going_on = going_on
        self._making_full = making_full

    async def confirm(self, interaction: Interaction, confirmation_id: str) -> None:
        """The Yes to a question; the second one, and a late one, do nothing."""
        self._ordering.require_menu()  # a Refusal leaves the question open
        question = await self._take(interaction, confirmation_id)
        if question is None:
            await _close(interaction, say("confirm-closed"))
        elif question.pressed is None:
            await self._imagining.imagine(interaction, question.text, is_confirmed=True)
        else:
            await self._press(interaction, question.pressed, question.text or None)

    async def decline(self, interaction: Interaction, confirmation_id: str) -> None:
        """The Cancel to a question: nothing was stored or charged, and nothing will be."""
        question = await self._take(interaction, confirmation_id)
        await _close(
            interaction, say("confirm-closed" if question is None else "confirm-cancelled")
        )

    async def _take(self, interaction: Interaction, confirmation_id: str) -> Question | None:
        return await self._storage.confirmations.take(interaction.user.id, confirmation_id)

    async def _press(self, interaction: Interaction, pressed: str, text: str | None) -> None:
        """The button that the question was about: `v.<job id>.2`."""
        action, job_id, index = pressed.split(".")
        to = self._going_on
        if action == "n":
            await to.region(interaction, job_id, int(index), is_confirmed=True)
        elif action == "t":
            await to.retry(interaction, job_id, is_confirmed=True)
        elif action == "a":
            await to.making_of(interaction, job_id, int(index), is_confirmed=True)
        elif action in UPSCALES:
            await to.upscale(interaction, job_id, int(index), UPSCALES[action], is_confirmed=True)
        elif action == "w":
            await self._making_full.confirmed(interaction, job_id, text or index)
        elif action == EditPicture.action and text is not None:
            await to.edit(interaction, job_id, int(index), text, is_confirmed=True)
        else:
            await to.press(interaction, action, job_id, int(index), text, is_confirmed=True)


async def _close(interaction: Interaction, sentence: str) -> None:
    """The question makes room for what became of it."""
    await change_pressed(interaction, content=sentence, card=None, view=None)
