r"""Words that change on the way, A1111's way: its own examples, other ones, and hostile ones.

The first table is the doctest of `get_learned_conditioning_prompt_schedules` in A1111's
`modules/prompt_parser.py`, for ten steps. The second was made with that grammar (lark, 15,000
random texts compared; they differ where a lone `)` stands inside, which A1111 then draws whole).
"""

import contextlib
import gc
import time

import pytest

from bot.prompt.scheduling import MOST_CHANGES, TooManyChanges, changes_in, schedule_of

Stretches = list[tuple[int, str]]


def stretches(text: str, steps: int = 10) -> Stretches:
    """Each text with the last step that reads it."""
    found = schedule_of(changes_in(text), steps)
    read = [found.texts[k] for k in found.at_step]
    assert len(read) == steps
    return [(k + 1, now) for k, now in enumerate(read) if k + 1 == steps or read[k + 1] != now]


A1111_EXAMPLES: list[tuple[str, Stretches]] = [
    ("test", [(10, "test")]),
    ("a [b:3]", [(3, "a "), (10, "a b")]),
    ("a [b: 3]", [(3, "a "), (10, "a b")]),
    ("a [[[b]]:2]", [(2, "a "), (10, "a [[b]]")]),
    ("[(a:2):3]", [(3, ""), (10, "(a:2)")]),
    ("a [b : c : 1] d", [(1, "a b  d"), (10, "a  c  d")]),
    ("a[b:[c:d:2]:1]e", [(1, "abe"), (2, "ace"), (10, "ade")]),
    ("a [unbalanced", [(10, "a [unbalanced")]),
    ("a [b:.5] c", [(5, "a  c"), (10, "a b c")]),
    ("a [{b|d{:.5] c", [(5, "a  c"), (10, "a {b|d{ c")]),
    ("((a][:b:c [d:3]", [(3, "((a][:b:c "), (10, "((a][:b:c d")]),
    ("[a|(b:1.1)]", [(k, "(b:1.1)" if k % 2 == 0 else "a") for k in range(1, 11)]),
    ("[fe|]male", [(k, "male" if k % 2 == 0 else "female") for k in range(1, 11)]),
    (
        "[fe|||]male",
        [(1, "female"), (4, "male"), (5, "female"), (8, "male"), (9, "female"), (10, "male")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), A1111_EXAMPLES)
def test_a1111s_own_examples(text: str, wanted: Stretches) -> None:
    assert stretches(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[a:b:0.4]", [(4, "a"), (10, "b")]),
        ("[a::0.4] c", [(4, "a c"), (10, " c")]),
        ("[:a:0.4] c", [(4, " c"), (10, "a c")]),
        ("[a:b:4]", [(4, "a"), (10, "b")]),
        ("[a:b:1.5]", [(10, "a")]),  # a share above all
        ("[a:b:1.0]", [(10, "a")]),
        ("[a:b:1]", [(1, "a"), (10, "b")]),
        ("[a:b:0]", [(10, "b")]),
        ("[a:b:-1]", [(10, "b")]),
        ("[a:b:12]", [(10, "a")]),
        ("[a:b:0,4]", [(4, "a"), (10, "b")]),  # a comma as in many countries
        ("[a:b:0.05]", [(10, "b")]),
        ("[a：b：0.4]", [(4, "a"), (10, "b")]),
        ("[a:(b:1.2):0.5]", [(5, "a"), (10, "(b:1.2)")]),
        ("[:(face:1.2):0.2], girl", [(2, ", girl"), (10, "(face:1.2), girl")]),
        ("(x [a:b:5] y:1.3)", [(5, "(x a y:1.3)"), (10, "(x b y:1.3)")]),
        ("[[a|b]:c:2]", [(1, "a"), (2, "b"), (10, "c")]),
        ("[[a:b:3]|c]", [(1, "a"), (2, "c"), (3, "a"), (4, "c"), (5, "b"), (6, "c"), (7, "b"),
                         (8, "c"), (9, "b"), (10, "c")]),
        ("[word]", [(10, "[word]")]),
        ("[a: b]", [(10, "[a: b]")]),
        ("[a:b:c:3]", [(10, "[a:b:c:3]")]),
        (r"\[a:b:3]", [(10, r"\[a:b:3]")]),
        (r"[a\]:b:3]", [(3, r"a\]"), (10, "b")]),
        ("[(a:b:3]", [(10, "[(a:b:3]")]),
        ("a | b [c:d:5]", [(5, "a | b c"), (10, "a | b d")]),  # A1111 gives the whole up
        ("", [(10, "")]),
    ],
)  # fmt: skip
def test_other_texts(text: str, wanted: Stretches) -> None:
    assert stretches(text) == wanted


def test_four_changes_at_a_time_as_in_a1111s_comment() -> None:
    text = (
        "fantasy landscape with a [mountain:lake:0.25] and [an oak:a christmas tree:0.75]"
        "[ in foreground::0.6][ in background:0.25] [shoddy:masterful:0.5]"
    )
    start = "fantasy landscape with a "
    assert stretches(text, 100) == [
        (25, start + "mountain and an oak in foreground shoddy"),
        (50, start + "lake and an oak in foreground in background shoddy"),
        (60, start + "lake and an oak in foreground in background masterful"),
        (75, start + "lake and an oak in background masterful"),
        (100, start + "lake and a christmas tree in background masterful"),
    ]


def test_too_many_changes_are_told() -> None:
    assert len(changes_in("[a|b]" * MOST_CHANGES)) == MOST_CHANGES
    for text in ("[a|b]" * (MOST_CHANGES + 1), "[a:" * 60 + ":1]" * 60, "[|" * 60 + "]" * 60):
        with pytest.raises(TooManyChanges):
            changes_in(text)


HOSTILE = (
    "[", "(", "[a", "[(", "[|", "[:", "(|", "\\", ":1]", "[a:1]" * 40 + "[", "[a:b:", "]", ":",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("end", ["", "]", ":1]", "|]"])
def test_thousands_of_brackets_take_their_time_and_no_more(unit: str, end: str) -> None:
    """6,000 brackets are no recursion; twice the text takes about twice the time."""

    def seconds(characters: int) -> float:
        count = characters // (len(unit) + len(end))
        text = unit * count + end * count
        gc.disable()  # it would walk everything else that the tests hold
        began = time.process_time()
        with contextlib.suppress(TooManyChanges):
            schedule_of(changes_in(text), 50)
        taken = time.process_time() - began
        gc.enable()
        return taken

    seconds(6000)
    once = min(seconds(12_000) for _ in range(3))
    twice = min(seconds(24_000) for _ in range(3))
    assert twice < max(3 * once, 0.05)


@pytest.mark.parametrize("unit", [unit for unit in HOSTILE if "[a:1]" not in unit])
def test_what_changes_nothing_stays_as_it_was_typed(unit: str) -> None:
    text = unit * 50
    assert changes_in(text) == (text,)
