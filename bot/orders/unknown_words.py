"""Which words of a text a model was never taught: it leaves them out without a word. Pure.

Only for models that list what they know; one taught with the whole web lists nothing.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from engine import ModelCard, words_of

# They hold a sentence together and show nothing.
_IDLE: Final = frozenset(
    """
    a about above across after all also an and any are around as at be before behind being below
    beneath beside between but by can could do down during each every for from front full get has
    have having he her his how i if in inside into is it its just let like made make making many me
    more most my near next no not now of off on one onto or other our out outside over please
    really she should so some style such than that the their them then there these they this those
    through to together too toward towards under up upon us very was we were what when where which
    while who will with within without would you your image picture pictures photo
    """.split()  # noqa: SIM905  # a list of a hundred strings reads worse
)
_CHINESE_IDLE: Final = frozenset(
    "的了着过吗呢吧啊在是有和与跟及或被把从到向往对给让使很更最太也都还又就只才不没无非"
    "我你他她它们这那哪个些每各某一二三四五六七八九十两几多少上下里中内外边旁前后左右间处面"
    "正要想请帮能会可幅张图像样式风格"
)


def unknown_words(texts: Sequence[str], card: ModelCard) -> tuple[str, ...]:
    """In the order of the texts, each once; nothing where the model lists no words."""
    if not card.known_words:
        return ()
    known = _forms((*card.known_words, *card.vocabulary, *card.styles))
    found = dict[str, None]()
    for text in texts:
        missed = _missed(text, known)
        for word in words_of(text, card.known_words):
            is_chinese = _is_han(word.text)
            if (
                missed & set(range(word.start, word.end))
                if is_chinese
                else _is_new(word.text, known)
            ):
                found[word.text] = None
    return tuple(found)


@lru_cache(maxsize=4)
def _forms(phrases: tuple[str, ...]) -> frozenset[str]:
    """The phrases, and the words they are made of, in singular and plural."""
    lower = [phrase.casefold() for phrase in phrases]
    words = {word for phrase in lower for word in phrase.split()}
    return frozenset((*lower, *words, *(form for word in words for form in _singular(word))))


def _is_new(word: str, known: Collection[str]) -> bool:
    """For a word of a script with spaces; of those, only Latin letters are told."""
    lower = word.casefold()
    if lower in known or not word.isascii() or not any(letter.isalpha() for letter in word):
        return False
    return not all(
        part in _IDLE or any(form in known for form in _singular(part)) for part in lower.split("-")
    )


def _singular(word: str) -> tuple[str, ...]:
    """The word, and what it may be the plural or the possessive of."""
    word = word.partition("'")[0].partition("’")[0]
    if word.endswith("ies"):
        return (word, word[:-3] + "y", word[:-1])
    if word.endswith("es"):
        return (word, word[:-1], word[:-2])
    return (word, word.removesuffix("s"))


def _is_han(word: str) -> bool:
    return any("\u3400" <= letter <= "\u9fff" for letter in word)


def _missed(text: str, known: Collection[str]) -> set[int]:
    """The places of Chinese characters that no known word covers, where words cover the most.

    A dictionary alone cuts 星空下雪地里 at 下雪; both of its characters belong to known words.
    """
    longest = max(map(len, known), default=1)
    fewest, before = [0], [0]  # characters missed up to here, and where the last word begins
    for end in range(1, len(text) + 1):
        is_free = not _is_han(text[end - 1]) or text[end - 1] in _CHINESE_IDLE
        fewest.append(fewest[-1] + (not is_free))
        before.append(end - 1)
        for start in range(max(0, end - longest), end):
            if fewest[start] < fewest[end] and text[start:end] in known:
                fewest[end], before[end] = fewest[start], start
    missed, end = set[int](), len(text)
    while end:
        start = before[end]
        if fewest[start] < fewest[end]:
            missed.add(start)
        end = start
    return missed
