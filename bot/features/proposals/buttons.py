"""The buttons under proposed prompts: `d1:<action>:<draft id>:<index>`, alive after any restart.

The draft itself is kept in storage; a button knows its id and which of the prompts it stands for.
"""

from typing import Final

from discord import ButtonStyle
from discord.ui import Button, DynamicItem, View

from bot.interactions.buttons import OwnedButton, routed_view
from bot.interactions.wording import keycap

_VERSION: Final = "d1"


def _template(action: str) -> str:
    """Matches the ids of one action and of no other."""
    return rf"{_VERSION}:{action}:(?P<draft>[A-Za-z0-9_-]{{22}}):(?P<index>[0-5])"


class DraftButton(OwnedButton):
    version = _VERSION


class PromptButton(DraftButton):
    """Of one of the prompts."""

    of_one = True


class Propose(PromptButton, DynamicItem[Button[View]], template=_template("p")):
    """`1️⃣`: that prompt in a form."""

    action, label = "p", keycap(0).replace("0", "{index}")


class Edit(PromptButton, DynamicItem[Button[View]], template=_template("e")):
    """The only prompt there is, in a form."""

    action, label, words = "e", "Edit", "proposal-edit"


class ImagineIt(PromptButton, DynamicItem[Button[View]], template=_template("i")):
    action, label, words = "i", "Imagine", "proposal-imagine"
    style = ButtonStyle.primary


class ImagineAll(DraftButton, DynamicItem[Button[View]], template=_template("a")):
    action, label, words = "a", "🎉 Imagine all", "describe-imagine-all"


class DescribeAgain(DraftButton, DynamicItem[Button[View]], template=_template("r")):
    action, emoji = "r", "🔄"


class ShowDetails(DraftButton, DynamicItem[Button[View]], template=_template("w")):
    action, label, words = "w", "Show Details", "shorten-show-details"


class Another(DraftButton, DynamicItem[Button[View]], template=_template("s")):
    action, label, words = "s", "🎲 Another", "surprise-another"


def describe_view(draft_id: str, count: int) -> View:
    """`1️⃣ 2️⃣ 3️⃣ 4️⃣ 🔄` over `🎉 Imagine all`."""
    numbers = (Propose(draft_id, index, row=0) for index in range(1, count + 1))
    return routed_view([*numbers, DescribeAgain(draft_id, row=0), ImagineAll(draft_id, row=1)])


def shorten_view(draft_id: str, count: int) -> View:
    """`1️⃣` to `5️⃣` over `Show Details`."""
    numbers = (Propose(draft_id, index, row=0) for index in range(1, count + 1))
    return routed_view([*numbers, ShowDetails(draft_id, row=1)])


def surprise_view(draft_id: str) -> View:
    return routed_view([ImagineIt(draft_id, 1), Edit(draft_id, 1), Another(draft_id)])


def one_prompt_view(draft_id: str) -> View:
    """Under a prompt that was read from a picture."""
    return routed_view([ImagineIt(draft_id, 1), Edit(draft_id, 1)])
