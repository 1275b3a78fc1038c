"""/ask: which headed paragraph answers a question, by the words they share. No model; pure.

Words weigh by how rare they are among the paragraphs (BM25: Robertson and Zaragoza 2009, "The
Probabilistic Relevance Framework", equation 3.15). Chinese has no spaces; a dictionary cuts it.
"""

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.features.help.topics import TOPICS, Passage, Topic
from engine import words_of

PAGE: Final = Path(__file__).parents[3] / "docs" / "prompts.md"
SATURATION, LENGTH_SHARE = 1.2, 0.5  # k1 and b of BM25
HEADING_COUNTS: Final = 3  # a word of the heading is worth as many in the text
LEAST_SHARE: Final = 0.34  # of the question's weight, for an answer at all
_WORD: Final = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]+")
_IDLE: Final = frozenset(
    """
    a an and are as at be but by can come could did do does doesn for from get give had has have
    how i if in into is it its just make me mean my not of on one or please s should so some t
    that the their them then there they thing this to use used using was we what when where which
    who why will with work would you your
    的 了 吗 么 呢 啊 吧 我 你 您 他 它 我们 你们 这 那 哪 这个 那个 哪个 哪些 这里 那里 是 在 把
    个 为 请 会 能 可 以 可以 要 想 想要 怎么 怎样 怎么样 怎么办 如何 什么 为什么 是什么 有 没有
    没 被 和 与 从 到 就 都 也 还 再 让 给 一 一个 一张 一点 些 一下 时候 请问 用 来 去 上 下 里
    着 过 得 很 更 最 又 不 别 吧 谁 归 自己 自己的 我的 你的 能不能 可不可以 是不是 有没有
    """.split()  # noqa: SIM905  # a list of so many strings reads worse
)
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\([^()]+\)")


@dataclass(frozen=True, slots=True)
class Match:
    passage: Passage
    score: float
    share: float  # of the question's weight that the passage holds


def best(question: str, passages: Sequence[Passage]) -> list[Match]:
    """The passages that share something with the question, the likeliest answer first."""
    bags = [_bag(one) for one in passages]
    wanted = set(words(question))
    if not bags or not wanted:
        return []
    rarity = {word: _rarity(sum(word in bag for bag in bags), len(bags)) for word in wanted}
    usual = sum(bag.total() for bag in bags) / len(bags)
    known = set().union(*bags)
    # The dictionary may cut a Chinese question otherwise than the help; an English word is a word.
    whole = sum(rarity[word] for word in wanted if word in known or word < "\u4e00")
    found = []
    for one, bag in zip(passages, bags, strict=True):
        if shared := wanted & bag.keys():
            score = sum(rarity[word] * _weight(bag[word], bag.total() / usual) for word in shared)
            found.append(Match(one, score, sum(rarity[word] for word in shared) / whole))
    return sorted(found, key=lambda each: -each.score)


def is_answer(found: Match) -> bool:
    """False where it shares too little to be told as an answer."""
    return found.share >= LEAST_SHARE


def topics(found: Sequence[Match]) -> list[Topic]:
    """All topics, those of the likeliest passages first."""
    named = [one.passage.source for one in found]
    return sorted(TOPICS, key=lambda topic: named.index(topic) if topic in named else len(named))


def words(text: str) -> list[str]:
    """Its words in one form: lower case, no endings, Chinese as a dictionary cuts it."""
    found: list[str] = []
    for run in _WORD.findall(text.lower()):
        if run[0] >= "\u4e00":
            found += [word.text for word in words_of(run) if word.text not in _IDLE]
        elif run not in _IDLE:
            found.append(_stem(run))
    return found


@functools.cache
def page_passages(page: Path = PAGE) -> tuple[Passage, ...]:
    """The page of the prompt language by its headings; nothing where it was not installed."""
    if not page.exists():
        return ()
    source, passages, heading = f"docs/{page.name}", [], ""
    for block in re.split(r"\n\s*\n", page.read_text(encoding="utf-8")):
        if block.startswith("#"):
            heading, _, block = block.lstrip("# ").partition("\n")
        passages += [Passage(heading, text, source) for text in _texts(block)]
    return tuple(passages)


def _texts(block: str) -> Iterable[str]:
    """A paragraph as one text, a table row by row; examples stay with nobody."""
    block = _LINK.sub(r"\1", block.strip())
    if not block.startswith("|"):
        return [] if not block or block.startswith("```") else [" ".join(block.split())]
    rows = [row.strip("| ").split(" | ") for row in block.splitlines()[2:]]
    return [": ".join(filter(None, (cell.strip("| ") for cell in cells))) for cells in rows]


def _bag(passage: Passage) -> Counter[str]:
    bag = Counter(words(f"{passage.text} {passage.also}"))
    for word in words(passage.heading):
        bag[word] += HEADING_COUNTS
    return bag


def _rarity(holders: int, all_of_them: int) -> float:
    return math.log(1 + (all_of_them - holders + 0.5) / (holders + 0.5))


def _weight(count: int, length: float) -> float:
    return count / (count + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length))


def _stem(word: str) -> str:
    for ending, least in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 5), ("s", 4)):
        if word.endswith(ending) and len(word) >= least:
            stem = word[: -len(ending)]
            return stem + "y" if ending == "ies" else stem.rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word
