"""Banned words: what counts as a word, and which phrases are let through."""

import random
import time

import pytest

from bot.features.moderation.words import BannedWord, WordFilter
from bot.prompt import parse
from engine import CannedEngine, ModelCard
from tests.bot.features.moderation import harmless
from tests.bot.features.moderation.spellings import COUNT, missed


@pytest.fixture
def card() -> ModelCard:
    return CannedEngine().card


WORDS = WordFilter.of(["gore", "Blood", "naked lady", "血腥"], ["blood orange"])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a GORE scene", "gore"),
        ("gôré", "gore"),
        ("ｇｏｒｅ", "gore"),
        ("a naked-lady, painted", "naked lady"),
        ("blood oranges and blood", "Blood"),
        ("一个血腥的场面", "血腥"),
        ("blood and gore", "Blood"),
    ],
)
def test_banned_words_are_found_and_named_as_the_operator_wrote_them(text: str, word: str) -> None:
    assert WORDS.find(text) == word


@pytest.mark.parametrize("text", ["gorelike", "category", "blood orange juice", "a fox", "bloody"])
def test_other_words_pass(text: str) -> None:
    assert WORDS.find(text) is None


def test_of_two_hundred_spellings_at_least_97_of_100_are_held() -> None:
    """Of 85 such spellings 52 passed: invisible letters, look-alikes, plurals, cuts."""
    assert COUNT >= 200
    assert len(missed()) <= 0.03 * COUNT, missed()


def test_of_two_thousand_harmless_prompts_at_most_3_of_1000_are_refused() -> None:
    refused = harmless.refused()
    assert len(harmless.prompts()) == harmless.COUNT
    assert len(refused) <= 0.003 * harmless.COUNT, refused


@pytest.mark.parametrize(
    "text",
    ["Scunthorpe", "Essex", "a cocktail", "he'll sing", "let it go, re-paint", "Samsung A55",
     "model s hit the road", "Sussex and Middlesex", "出血，腥味"],
)  # fmt: skip
def test_words_inside_words_and_beside_each_other_pass(text: str) -> None:
    words = WordFilter.of(["sex", "cock", "hell", "gore", "ass", "Scunthorpe"[1:5], "血腥"])
    assert words.find(text) is None


@pytest.mark.parametrize(
    "text", ["blo::od orange", "blood, orange", "orange blood", "blood AND orange"]
)
def test_only_the_whole_phrase_is_allowed(text: str) -> None:
    assert WORDS.find(text) == "Blood"


@pytest.mark.parametrize("text", ["BLOOD-ORANGES", "a bl\u200bood orange", "血腥玛丽 on ice"])
def test_an_allowed_phrase_may_be_spelled_in_its_ways_too(text: str) -> None:
    words = WordFilter.of(["blood", "血腥"], ["blood orange", "血腥玛丽"])
    assert words.find(text) is None


def test_a_sign_may_be_banned() -> None:
    assert WordFilter.of(["🔞"]).find("a 🔞 fox") == "🔞"


PATTERNS = (
    "n u d ", "a", "a ", "1 ", "\u3164", "a\u3164", "::", "::1", "(", "\\", "nu::de", "naked and ",
    "a!", "@", "'s", "x'll", "血", "血 ", "blood orange ", "е", "n\u0301", "𝓷", "nuuu", "9.", "\n",
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_time_grows_with_the_text_and_no_faster(pattern: str) -> None:
    """A stranger's 6,000 characters, and 12,000: twice the time, with room for a slow machine."""
    rng = random.Random(5)
    more = ["".join(rng.choices("abdenu", k=rng.randint(3, 12))) for _ in range(300)]
    words = WordFilter.of([*harmless.BANNED, *more], ["blood orange"])

    def seconds(length: int) -> float:
        text, taken = (pattern * length)[:length], []
        for _ in range(3):
            began = time.process_time()
            words.find(text)
            taken.append(time.process_time() - began)
        return min(taken)

    assert seconds(12_000) < 3 * seconds(6_000) + 0.02
    assert seconds(6_000) < 0.5


@pytest.mark.parametrize(
    "typed",
    [
        "a [fox:gore:0.5]",
        "a [gore::0.4] fox",
        "a [fox:[owl:(gore:1.2):9]:0.5]",
        "a [fox|owl|gore]",
        "a fox [in go[re::0.9]:0.2]",  # split over the brackets
        "go[re|ne] scene",
        "g[o::0.9]re",
        "a fox --no [fog:gore:0.5]",
        "[g:b:0.9]ore --no x",
    ],
)
def test_a_word_is_found_in_what_single_steps_read(card: ModelCard, typed: str) -> None:
    with pytest.raises(BannedWord, match="gore"):
        WORDS.check_order(parse(typed, card))


def test_what_no_step_reads_is_let_through(card: ModelCard) -> None:
    WORDS.check_order(parse("a [fox:owl:0.5] [red|blue] [in the rain::0.3]", card))
