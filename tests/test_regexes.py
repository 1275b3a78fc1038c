"""No regular expression takes more than its share of time, whatever a stranger types.

Each found in the sources is given strings built from itself. CPU time of this thread is what
counts, so that a busy machine fails nothing.
"""

from __future__ import annotations

import statistics
import time

import pytest

from tests.regexes import METHODS, Regex, hostile, regexes

SCREENED = 600  # characters of the strings among which the slowest are looked for
SHORT_S = 0.005  # below this nothing is compared
LONGEST_S = 0.02
ALL = list(regexes())


def seconds(regex: Regex, method: str, text: str | bytes, times: int = 1) -> float:
    """CPU seconds of this thread, the median of `times`."""
    taken = []
    for _ in range(times):
        begun = time.thread_time()
        METHODS[method](regex.pattern, text)
        taken.append(time.thread_time() - begun)
    return statistics.median(taken)


def slowest(regex: Regex, method: str) -> list[int]:
    """The numbers of the strings that take longest."""
    length = min(SCREENED, regex.longest)
    taken = [seconds(regex, method, text) for text in hostile(regex.pattern, length)]
    return sorted(range(len(taken)), key=lambda index: -taken[index])[:4]


@pytest.mark.parametrize("regex", ALL, ids=lambda regex: regex.place)
def test_a_regular_expression_takes_time_in_proportion_to_what_it_reads(regex: Regex) -> None:
    for method in regex.methods:
        chosen = slowest(regex, method)
        half, whole = (list(hostile(regex.pattern, n)) for n in (regex.longest // 2, regex.longest))
        for index in chosen:
            long_s = seconds(regex, method, whole[index], 3)
            about = f"{method} on {whole[index][:40]!r}…: {long_s * 1000:.1f} ms"
            assert long_s < LONGEST_S, about
            if long_s > SHORT_S:
                assert long_s < 3 * seconds(regex, method, half[index], 3), about


def test_the_regular_expressions_are_found() -> None:
    places = {regex.place.rpartition(":")[0] for regex in ALL}
    assert len(ALL) > 80
    assert {"bot.prompt.a1111", "bot.local_discord.rules.emoji", "engine.prompts.words"} <= places
