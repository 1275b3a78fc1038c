"""Prompts in the forms people really use, from the files in `wild/`, each with what becomes of it.

A file holds blocks. `> ` is what was typed (`⏎` is a line break); then, for each job, `= ` its
echo, `+ ` its weighted parts where they are not the text, `@ ` what a part that changes reads up to
which step (the first four), `- ` what is left out of the picture; `~ ` what is said beside; or `! `
the title and each sentence of a refusal, which somebody has read and found good.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.explain import stretches
from bot.prompt import ImagineOrder, PromptError, read_prompts
from engine import ModelCard, PromptPart

FOLDER = Path(__file__).parent / "wild"


def outcome(typed: str, card: ModelCard) -> list[str]:
    """What becomes of a prompt, as the files have it."""
    try:
        orders = read_prompts(typed.replace("⏎", "\n"), card)
    except PromptError as error:
        return [f"! {error.title}", *(f"! {line}" for line in error.sentence.splitlines())]
    lines = [line for order in orders for line in _job(order)]
    return lines + [f"~ {notice}" for notice in dict.fromkeys(n for o in orders for n in o.notices)]


def _job(order: ImagineOrder) -> Iterator[str]:
    yield f"= {order.echo}"
    if len(order.parts) > 1 or (order.parts and _shown(order.parts[0]) != order.text):
        yield "+ " + " | ".join(map(_shown, order.parts))
    for part in order.parts:
        for until, text in stretches(part.at_step, [text.text for text in part.texts])[:4]:
            yield f"@ {until}: {text}"
    if order.negative and f"--no {order.negative}" not in order.echo:
        yield f"- {order.negative}"


def _shown(part: PromptPart) -> str:
    """The words with the weight of each emphasis behind it, and the part's own weight."""
    text, at = "", 0
    for one in part.emphasis:
        text += part.text[at : one.start] + f"⟨{part.text[one.start : one.end]}×{one.weight:g}⟩"
        at = one.end
    text += part.text[at:]
    return text if part.weight == 1 else f"{text} ×{part.weight:g}"


def blocks() -> Iterator[tuple[str, str, list[str]]]:
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            typed, *lines = block.strip("\n").split("\n")
            yield path.stem, typed.removeprefix("> "), lines


BLOCKS = list(blocks())


def test_two_hundred_prompts_and_more_are_tried() -> None:
    assert len({typed for _, typed, _ in BLOCKS}) >= 200


@pytest.mark.parametrize(
    ("typed", "lines"),
    [pytest.param(typed, lines, id=f"{name}: {typed[:40]}") for name, typed, lines in BLOCKS],
)
def test_what_people_type_is_read_or_refused_as_stated(
    card: ModelCard, typed: str, lines: list[str]
) -> None:
    assert outcome(typed, card) == lines
