"""The form behind a proposed prompt: the whole of it, editable; submitting it is an /imagine."""

from typing import Final

import discord

from bot.interactions.forms import MAX_TEXT, PROMPT, form_id
from bot.language import say

__all__ = ["MAX_TEXT", "imagine_form"]

_MAX_TITLE: Final = 45  # Discord


def imagine_form(text: str) -> discord.ui.Modal:
    """One field with the prompt, sent where `Edit & retry` goes too."""
    form = discord.ui.Modal(
        title=say("proposal-form-title")[:_MAX_TITLE], custom_id=form_id("imagine")
    )
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=PROMPT, default=text, max_length=MAX_TEXT
    )
    form.add_item(discord.ui.Label(text=say("proposal-form-prompt"), component=field))
    form.stop()  # discord.py keeps only forms that are not finished
    return form
