"""What a prompt wants left out: the words of every `--no`, as each step reads them."""

from dataclasses import dataclass

from bot.language import say
from bot.prompt.a1111 import with_breaks
from bot.prompt.changing import change_notices, marked, read_part
from bot.prompt.read import Reading
from bot.prompt.titles import code
from engine import ModelCard


@dataclass(frozen=True, slots=True)
class Negative:
    """`others` and `at_step` as those of a part of the prompt."""

    text: str = ""
    typed: str = ""  # where it changes: with its brackets
    others: tuple[str, ...] = ()
    at_step: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()


def negative_of(reading: Reading, card: ModelCard, steps: int) -> Negative:
    """All of it together; brackets weigh nothing there, and it is said. BadChange as `marked`."""
    if "no" not in reading.given:
        return Negative()
    words = ", ".join(map(str, reading.given["no"].values))
    whole = marked(with_breaks(words, card), card)
    read = read_part(whole, whole.text, steps, str, numbers_only=False)
    notices = list(change_notices(whole, steps))
    if any(words.emphasis or words.outside for words in read.texts):
        plain = " / ".join(words.text for words in read.texts)
        notices.append(say("prompt-no-brackets", words=code(plain)))
    first, *others = (words.text for words in read.texts)
    return Negative(first, words if others else "", tuple(others), read.at_step, tuple(notices))
