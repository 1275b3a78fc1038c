"""Cards that propose prompts: /describe, /shorten and /surprise. Values in, cards out."""

from collections.abc import Sequence
from typing import Final

from bot.interactions.cards import BLUE, Card
from bot.interactions.wording import escape, fitted, keycap
from bot.language import say
from bot.prompt.pasted import Pasted
from bot.prompt.shorten import Token, mean_weight
from bot.prompt.values import listed

_DESCRIBED, _SHORTENED, _TOKENS = 900, 420, 1700  # characters, within the 4096 of an embed
_MOST_BARS: Final = 60
_BAR_CELLS: Final = 10


def described(prompts: Sequence[str], told: Pasted | None = None) -> Card:
    """`1️⃣ …` to `4️⃣ …`, a blank line between; the first may be what the picture's file told."""
    lines = [
        f"{keycap(index)} {fitted(prompt, _DESCRIBED)}" for index, prompt in enumerate(prompts, 1)
    ]
    if told is not None:
        lines[0] += f"\n-# {say('describe-own')}"
        if told.left:
            lines[0] += f" {say('details-left', names=listed(told.left))}"
    return Card(say("describe-title"), "\n\n".join(lines), BLUE, say("describe-footer"))


def shortened(tokens: Sequence[Token], rest: str, prompts: Sequence[str]) -> Card:
    """The words by their weight, `rest` the parameters behind them, and the shorter prompts."""
    lines = [f"{keycap(index)} {fitted(p, _SHORTENED)}" for index, p in enumerate(prompts, 1)]
    text = "\n".join(
        (
            f"**{say('shorten-important')}**",
            f"{_weighed(tokens)} {fitted(rest, _SHORTENED)}".rstrip(),
            "",
            f"**{say('shorten-prompts')}**",
            "\n\n".join(lines),
        )
    )
    return Card(say("shorten-title"), text, BLUE, say("shorten-footer"))


def weights(words: Sequence[tuple[str, float]]) -> Card:
    """A bar from 0 to 1 for every word, in the order of the prompt."""
    lines = [f"`{_bar(weight)}` {weight:.2f} {escape(word)}" for word, weight in words[:_MOST_BARS]]
    if len(words) > _MOST_BARS:
        lines.append(say("shorten-more", n=len(words) - _MOST_BARS))
    return Card(say("shorten-details"), "\n".join(lines), BLUE)


def surprised(prompt: str) -> Card:
    return Card(say("surprise-title"), f"**{escape(prompt)}**", BLUE, say("surprise-footer"))


def _weighed(tokens: Sequence[Token]) -> str:
    """Strong words bold, weak ones struck through, as far as there is room."""
    mean, pieces, length = mean_weight(tokens), [], 0
    for token in tokens:
        word = escape(token.text)
        mark = "**" if token.is_strong(mean) else "~~" if token.is_weak(mean) else ""
        gap = " " if token.before.isspace() else _gap(token.before)
        piece = f"{gap}{mark}{word}{mark}"
        length += len(piece)
        if length > _TOKENS:
            pieces.append(" …")
            break
        pieces.append(piece)
    return "".join(pieces).strip()


def _gap(between: str) -> str:
    """What stood between two words; where nothing did, marks still need something to end at."""
    return escape(between) + (" " if between[-1:].isspace() else "") if between else "\u200a"


def _bar(weight: float) -> str:
    full = round(max(0.0, min(1.0, weight)) * _BAR_CELLS)
    return "█" * full + "░" * (_BAR_CELLS - full)
