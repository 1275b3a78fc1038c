"""How long reading takes, of the longest prompts and of text from files: in proportion, and little.

CPU time of this thread counts. Each case is one that took long, or the like of one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from bot.foreign.programs import read_texts
from bot.prompt import PromptError, read_prompts
from bot.prompt.order import MAX_CHARACTERS
from bot.prompt.pasted import foreign_prompt
from engine import ModelCard

LONGEST_S, COMPARED_S = 0.1, 0.02
PUMPS = (
    "a ", "—", "-", "- a ", "-a ", "--a ", "--ar 3:2 ", "--no a ", "(", "(a:1.2) ", "((a))", "[",
    "[a|b] ", "[a:b:0.5] ", "<", "<lora:a ", "https://", "https://a.b/c.png ", "::", "a:: ",
    "a::b ", "a :1 AND ", " ", '"', '"a" ', "\\", "{a} ", "}", "0", "Steps: 20, ", "Steps: 20 | ",
    "Sampler: ", "Negative prompt: ", "，", "狐狸--ar ", "（红：1.3）", "🐱\u200d", "\u200da", "./",
    ",", "])", ") ", "— ar 3:2 ", "x--ar ", "a, b: c, ", "/imagine ", "BREAK ", 'a: "',
)  # fmt: skip
STARTS = ("", "x --ar 1", "x --no ", "x --sampler ", "x Steps: 20, ", "a/")


def seconds(act: Callable[[str], object], text: str) -> float:
    begun = time.thread_time()
    act(text)
    return time.thread_time() - begun


@pytest.mark.parametrize("start", STARTS)
def test_the_longest_prompts_are_read_in_proportion(card: ModelCard, start: str) -> None:
    def read(text: str) -> None:
        with suppress(PromptError):
            read_prompts(text, card)

    for pump in PUMPS:
        text = (start + pump * MAX_CHARACTERS)[:MAX_CHARACTERS]
        if seconds(read, text) > COMPARED_S:
            long_s = min(seconds(read, text) for _ in range(3))
            half_s = min(seconds(read, text[: MAX_CHARACTERS // 2]) for _ in range(3))
            assert long_s < LONGEST_S, (pump, long_s)
            assert long_s < 3.5 * half_s, (pump, long_s, half_s)


@pytest.mark.parametrize("pump", ["a ", '"', ": ", "a: ", "\n", "Steps: 1, "])
def test_a_text_in_a_picture_is_cut_before_it_is_read(pump: str) -> None:
    """Sixteen kilobytes took two seconds, a megabyte more than a minute."""
    texts = {"parameters": f"x\nSteps: 20, {pump * 500_000}"[:1_000_000]}
    begun = time.thread_time()
    prompt = foreign_prompt(read_texts(texts))
    assert time.thread_time() - begun < LONGEST_S
    assert prompt is None or len(prompt.text) < 2 * MAX_CHARACTERS


def test_many_jobs_of_a_long_prompt_are_refused_before_each_is_read(card: ModelCard) -> None:
    """Ten times the longest prompt was read, and then asked about."""
    text = "{a,b,c,d,e,f,g,h,i,j} " + "a " * 2_900
    with pytest.raises(PromptError, match="58010 characters in all; 30000 are the most"):
        read_prompts(text, card)
    assert len(read_prompts("{a,b,c,d,e,f,g,h,i,j} " + "a " * 1_400, card)) == 10
