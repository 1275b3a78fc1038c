"""What moderators may do about a reported picture: `m1:<action>:<job>:<channel>:<message>`.

A card of last year works; who may press is checked at the press.
"""

from collections.abc import Collection
from typing import Any, ClassVar, Final, Literal

import discord
from discord import ButtonStyle
from discord.ui import Button, DynamicItem, View

from bot.interactions.buttons import (
    PointedButton,
    PointedMessage,
    buttons_in,
    pointed_template,
    routed_view,
)

Action = Literal["delete", "warn", "pause", "dismiss"]
_VERSION: Final = "m1"


class ReportButton(PointedButton):
    """What all have in common; a deed that is done stands there disabled."""

    version = _VERSION
    action: ClassVar[Action]

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.action, self.pointed)


class Delete(ReportButton, DynamicItem[Button[View]], template=pointed_template(_VERSION, "d")):
    letter, action, label, words = "d", "delete", "Delete", "report-delete"
    style = ButtonStyle.danger


class Warn(ReportButton, DynamicItem[Button[View]], template=pointed_template(_VERSION, "w")):
    letter, action, label, words = "w", "warn", "Warn", "report-warn"


class Pause(ReportButton, DynamicItem[Button[View]], template=pointed_template(_VERSION, "p")):
    letter, action, label, words = "p", "pause", "Pause 24 h", "report-pause"


class Dismiss(ReportButton, DynamicItem[Button[View]], template=pointed_template(_VERSION, "x")):
    letter, action, label, words = "x", "dismiss", "Dismiss", "report-dismiss"


BUTTONS: Final = (Delete, Warn, Pause, Dismiss)


def report_view(reported: PointedMessage, done: Collection[str] = ()) -> View:
    """`Delete` `Warn` `Pause 24 h` `Dismiss`; those in `done` cannot be pressed again."""
    return routed_view(kind(reported, is_done=kind.action in done) for kind in BUTTONS)


def done_in(message: discord.Message) -> set[str]:
    """The actions whose buttons are disabled in a card."""
    letters = {kind.letter: kind.action for kind in BUTTONS}
    done = (one for one in buttons_in(message) if one.disabled and one.custom_id)
    return {letters[str(one.custom_id).split(":")[1]] for one in done}
