"""Proposed prompts ordered: opened in a form, or sent off as they are.

Whoever presses orders, pays and is pinged; what is proposed was written down by those who made it.
"""

import re
from typing import TYPE_CHECKING, Final

import discord

from bot.features.proposals.draft_forms import MAX_TEXT, imagine_form
from bot.features.proposals.drafts import read_draft
from bot.interactions import cards
from bot.interactions.fence import Refusal
from bot.language import say
from storage import NotFound

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
_BRACES: Final = re.compile(r"\\.|[{},，]")  # what a permutation is read by


class Proposals:
    """What the buttons under a proposal do."""

    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    async def open(self, interaction: Interaction, draft_id: str, index: int) -> None:
        """That prompt in a form; nothing is spent before it comes back."""
        text = await self._prompt(draft_id, index)
        if len(text) > MAX_TEXT:
            raise Refusal(cards.refused(say("proposal-too-long", most=MAX_TEXT, length=len(text))))
        await interaction.response.send_modal(imagine_form(text))

    async def imagine(self, interaction: Interaction, draft_id: str, index: int) -> None:
        """That prompt as it is."""
        await self._bot.desk.imagine(interaction, await self._prompt(draft_id, index))

    async def imagine_all(self, interaction: Interaction, draft_id: str) -> None:
        """All of them, after the question that any order of several jobs is asked."""
        draft = await read_draft(self._bot.storage, draft_id)
        await self._bot.desk.imagine(interaction, all_of(draft.prompts))

    async def _prompt(self, draft_id: str, index: int) -> str:
        prompts = (await read_draft(self._bot.storage, draft_id)).prompts
        if not 1 <= index <= len(prompts):
            raise NotFound(f"draft {draft_id} has no prompt {index}")
        return prompts[index - 1]


def all_of(prompts: tuple[str, ...]) -> str:
    """One text that stands for all of them: `{first, second}`."""

    def plain(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith("\\") else f"\\{found[0]}"

    return f"{{{', '.join(_BRACES.sub(plain, prompt) for prompt in prompts)}}}"
