"""What the button under "Did you mean …?" sends: the whole prompt with the right words in it."""

import pytest

from bot.prompt import Defaults, PromptError, read_prompts
from bot.prompt.mending import Mended, mended
from engine import ModelCard


def mend(typed: str, card: ModelCard, defaults: Defaults | None = None) -> Mended | None:
    with pytest.raises(PromptError):
        read_prompts(typed, card, defaults)
    return mended(typed, lambda text: read_prompts(text, card, defaults))


@pytest.mark.parametrize(
    ("typed", "text", "right"),
    [
        ("a fox --sytlize 50", "a fox --stylize 50", "--stylize"),
        ("a fox —sytlize 50", "a fox --stylize 50", "--stylize"),  # a phone's dash
        ("a fox  ---sytlize\n50 --ar 3:2", "a fox  --stylize\n50 --ar 3:2", "--stylize"),
        ("一只狐狸--sytlize 50", "一只狐狸--stylize 50", "--stylize"),
        ("a fox --ratio 3:2, --raw", "a fox --ar 3:2, --raw", "--ar"),
        ("a fox --ar3:2", "a fox --ar 3:2", "--ar 3:2"),
        ("a fox --style raww", "a fox --style raw", "--style raw"),
        ("a fox --aspect 3x2", "a fox --ar 3:2", "--ar 3:2"),
        ("a fox --sampler eulr", "a fox --sampler euler", "--sampler euler"),
        ("a fox --ar 3:2--seed 5", "a fox --ar 3:2 --seed 5", "--ar 3:2 --seed 5"),
        # a space brings the next mistake to light
        ("a fox --ar 3:2--sede 5", "a fox --ar 3:2 --seed 5", "--ar 3:2 --seed 5"),
        ("a fox --sede 5 --style raww", "a fox --seed 5 --style raw", "--seed, --style raw"),
        ("a {red, blue} fox --sede 5", "a {red, blue} fox --seed 5", "--seed"),
        ("a fox {--sede 5, --sede 6}", "a fox {--seed 5, --seed 6}", "--seed"),
        # what is inside quotes is text, dashes and all
        ('a fox --no "a --sede b" --sede 5', 'a fox --no "a --sede b" --seed 5', "--seed"),
        ("a fox -sede --sede 5", "a fox -sede --seed 5", "--seed"),
    ],
)
def test_all_mistakes_with_a_likely_answer_are_mended(
    card: ModelCard, typed: str, text: str, right: str
) -> None:
    found = mend(typed, card, Defaults(max_jobs=4))
    assert found is not None
    assert (found.text, ", ".join(found.right)) == (text, right)


@pytest.mark.parametrize(
    "typed",
    [
        "a fox --xyzzy",  # nothing is like it
        "a fox --sede 5 --xyzzy",  # one of two
        "a fox --sede 5 --chaos 101",
        "a fox --sede five",  # the answer leaves another mistake
        "a fox --ar 30x1",  # mended, it would be too wide
        "a fox " + " ".join(f"--sed{letter} 5" for letter in "abcfghijklmno"),  # not all are told
        "--sede 5",  # nothing to draw
    ],
)
def test_what_is_not_sure_or_leaves_a_mistake_is_not_mended(card: ModelCard, typed: str) -> None:
    assert mend(typed, card) is None


def test_a_mistake_that_is_not_in_the_prompt_is_not_mended(card: ModelCard) -> None:
    """Of the suffix, and of one's own option."""
    assert mend("a fox", card, Defaults(suffix="--sede 5")) is None
    assert mend("a fox --mine", card, Defaults(options={"mine": "--sede 5"})) is None


def test_an_option_of_ones_own_is_a_likely_answer(card: ModelCard) -> None:
    found = mend("a fox --mien", card, Defaults(options={"mine": "--ar 3:2"}))
    assert found == Mended("a fox --mine", ("--mine",))


def test_where_nothing_is_wrong_nothing_is_mended(card: ModelCard) -> None:
    assert mended("a fox --seed 5", lambda text: read_prompts(text, card)) is None
