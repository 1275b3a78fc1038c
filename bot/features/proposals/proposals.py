"""Proposed prompts ordered: opened in a form, or sent off as they are.

Whoever presses orders, pays and is pinged; what is proposed was written down by those who made it.
"""

import re
from typing import Final

from bot.intake.imagining import Imagining
from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.interactions.forms import MAX_TEXT, prompt_form
from bot.interactions.interaction import Interaction
from bot.language import say
from storage import NotFound, Storage

_BRACES: Final = re.compile(r"\\.|[{},，]")  # what a permutation is read by


class Proposals:
    """What the buttons under a proposal do."""

    def __init__(self, storage: Storage, imagining: Imagining) -> None:
        self._drafts = storage.drafts
        self._imagining = imagining

    async def open(self, interaction: Interaction, draft_id: str, index: int) -> None:
        """That prompt in a form; nothing is spent before it comes back."""
        text = await self._prompt(draft_id, index)
        if len(text) > MAX_TEXT:
            raise Refusal(cards.refused(say("proposal-too-long", most=MAX_TEXT, length=len(text))))
        await interaction.response.send_modal(prompt_form(text, say("proposal-form-title")))

    async def imagine(self, interaction: Interaction, draft_id: str, index: int) -> None:
        """That prompt as it is."""
        await self._imagining.imagine(interaction, await self._prompt(draft_id, index))

    async def imagine_all(self, interaction: Interaction, draft_id: str) -> None:
        """All of them, after the question that any order of several jobs is asked."""
        draft = await self._drafts.get(draft_id)
        await self._imagining.imagine(interaction, all_of(draft.prompts))

    async def _prompt(self, draft_id: str, index: int) -> str:
        prompts = (await self._drafts.get(draft_id)).prompts
        if not 1 <= index <= len(prompts):
            raise NotFound(f"draft {draft_id} has no prompt {index}")
        return prompts[index - 1]


def all_of(prompts: tuple[str, ...]) -> str:
    """One text that stands for all of them: `{first, second}`."""

    def plain(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith("\\") else f"\\{found[0]}"

    return f"{{{', '.join(_BRACES.sub(plain, prompt) for prompt in prompts)}}}"
