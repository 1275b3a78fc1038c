"""What counts as an emoji: a wrong sign on a button is refused (`✕` is none, `✖️` is one).

Source: https://unicode.org/Public/UCD/latest/ucd/emoji/emoji-data.txt (property Emoji)
"""

from __future__ import annotations

import re
from typing import Final

from bot.local_discord.protocol.errors import FieldPath
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.rules.body_check import BodyCheck

# In the first plane emoji are scattered among other signs; above it they have blocks of their own.
_SIGNS: Final = (
    "©®‼⁉™ℹ↔-↙↩↪⌚⌛⌨⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸-☺♀♂♈-♓♟♠♣♥♦♨♻♾♿⚒-⚗⚙⚛⚜⚠⚡⚧⚪⚫⚰⚱⚽⚾⛄⛅⛈⛎⛏⛑⛓⛔"
    "⛩⛪⛰-⛵⛷-⛺⛽✂✅✈-✍✏✒✔✖✝✡✨✳✴❄❇❌❎❓-❕❗❣❤➕-➗➡➰➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙\U0001f000-\U0001faff"
)
_TONES: Final = "\U0001f3fb-\U0001f3ff"
_ONE: Final = f"[{_SIGNS}][\ufe0f{_TONES}]*[\U000e0020-\U000e007f]*"
_EMOJI: Final = re.compile(
    f"(?:[#*0-9]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|{_ONE}(?:\u200d{_ONE})*)"
)


def is_emoji(text: JsonValue) -> bool:
    """Whether a text is exactly one emoji."""
    return isinstance(text, str) and _EMOJI.fullmatch(text) is not None


def check_emoji(check: BodyCheck, path: FieldPath, part: Json) -> None:
    """The emoji of a button or of an option: one sign, or the id of a server's own."""
    emoji = part.get("emoji")
    if emoji is None or emoji.get("id") or is_emoji(emoji.get("name")):
        return
    check.refuse((*path, "emoji", "name"), "COMPONENT_INVALID_EMOJI", "Invalid emoji")
