"""`Delete` and `Keep` under the question whether a message of a finished job shall go: `d1:…`.

A question of any age can be answered; who may answer is checked at the press.
"""

from typing import Final

from discord import ButtonStyle
from discord.ui import Button, DynamicItem, View

from bot.interactions.buttons import PointedButton, PointedMessage, pointed_template, routed_view

_VERSION: Final = "d1"


class DeleteButton(PointedButton):
    """What both have in common."""

    version = _VERSION


class DeleteMessage(
    DeleteButton, DynamicItem[Button[View]], template=pointed_template(_VERSION, "d")
):
    letter, label, words = "d", "Delete", "button-delete"
    style = ButtonStyle.danger


class Keep(DeleteButton, DynamicItem[Button[View]], template=pointed_template(_VERSION, "k")):
    letter, label, words = "k", "Keep", "button-keep"


def delete_view(pointed: PointedMessage) -> View:
    """`Delete` `Keep`."""
    return routed_view([DeleteMessage(pointed), Keep(pointed)])
