"""Every language says all that English says, with the same values, within Discord's limits."""

import re

import pytest

from bot.language import ENGLISH, languages, sentence
from tests.fixtures.catalogues import FOLDER, PLURALS, Sentence, read

OTHERS = [language for language in languages() if language != ENGLISH]
MAX_MESSAGE, MAX_DESCRIPTION, MAX_LABEL, MAX_TITLE = 2000, 100, 80, 256  # Discord
MAX_FORM_TITLE = MAX_FORM_LABEL = 45
CODE = re.compile(
    r"`[^`]*`|--\w+( text)?|https?://\S+|/[a-z_]+( [a-z_]+)*|（(Cancel Job|Report Job)）"
)
LATIN = re.compile(r"[A-Za-z][A-Za-z'’]{2,}")
# Names and words that stand in Chinese as they are.
KEPT = {
    *("Easel", "Discord", "Midjourney", "Apache", "GitHub", "Niji", "Remix", "RAW", "LoRA", "GPU"),
    *("PNG", "JPEG", "WebP", "GIF", "JSON", "URL", "BREAK", "AND", "Strong", "Subtle", "AUTOMATIC"),
    *("AUTOMATIC1111", "SQLite", "captioner", "engine", "DMs", "CPU", "CFG", "Marian", "CSV"),
}


def sentences(language: str) -> dict[str, Sentence]:
    return read(FOLDER / f"{language}.ftl")


def test_english_and_chinese_are_found() -> None:
    assert {"en-US", "zh-CN"} <= set(languages())


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_holds_exactly_the_keys_of_english(language: str) -> None:
    english, other = sentences(ENGLISH), sentences(language)
    assert not english.keys() - other.keys(), "to be translated"
    assert not other.keys() - english.keys(), "nobody says these"


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_uses_the_same_values(language: str) -> None:
    other = sentences(language)
    for key, one in sentences(ENGLISH).items():
        assert other[key].variables == one.variables, key


@pytest.mark.parametrize("language", languages())
def test_every_sentence_can_be_said_within_the_limits_of_discord(language: str) -> None:
    for key, one in sentences(language).items():
        for values in one.samples():
            text = sentence(language, key, **values)
            assert text.strip(), key
            assert len(text) <= most_of(key), (key, text)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_chooses_among_the_words_that_english_knows(language: str) -> None:
    """`{ $period -> [days] …`, misspelt, would fall to the default without a sound."""
    other = sentences(language)
    for key, one in sentences(ENGLISH).items():
        for name, choices in other[key].choices.items():
            known = one.choices.get(name)  # None: English prints the value itself
            assert known is None or words_of(choices) <= words_of(known), (key, name)


def test_nothing_in_chinese_is_left_in_english() -> None:
    for key, one in sentences("zh-CN").items():
        if key.startswith("command-") and key.endswith("-name"):
            continue  # commands with subcommands keep theirs
        for values in one.samples():
            text = sentence("zh-CN", key, **values)
            left = set(LATIN.findall(CODE.sub("", text))) - KEPT
            assert not left, (key, text)


def test_chinese_is_not_a_copy() -> None:
    """Whole sentences in English slip in when a key is copied to be translated later."""
    for key, one in sentences("zh-CN").items():
        words = re.findall(r"[A-Za-z]{2,}", " ".join(one.words))
        is_chinese = re.search(r"[\u4e00-\u9fff]", " ".join(one.words))
        assert is_chinese or len(words) <= 2 or key in {"language-name"}, key


def test_chinese_has_chinese_punctuation() -> None:
    """A comma of ASCII between two Chinese clauses reads like a machine's."""
    narrow = re.compile(r"[\u4e00-\u9fff][,:;?!]|[,:;?!][\u4e00-\u9fff]")
    for key, one in sentences("zh-CN").items():
        text = CODE.sub("", sentence("zh-CN", key, **next(one.samples())))
        assert not narrow.search(text), (key, text)


def words_of(choices: set[str]) -> set[str]:
    return {choice for choice in choices - PLURALS if not choice[0].isdigit()}


def most_of(key: str) -> int:
    """Discord's limit for where a sentence stands."""
    if key.startswith(("command-", "option-")):
        return MAX_DESCRIPTION if key.endswith("-description") else 32
    if key.startswith("menu-"):
        return 32
    if key.startswith("button-"):
        return MAX_LABEL
    if key.startswith("form-"):
        return MAX_FORM_LABEL
    return MAX_TITLE if key.endswith("-title") else MAX_MESSAGE


# A mark of a Western keyboard that touches Chinese; code, links and placeholders aside.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][:;,!?()]|[:;,!?(] ?[\u4e00-\u9fff]|[\u4e00-\u9fff)] \(")
# What has one name in this language, and the others it had.
ONE_NAME = {
    "运营者": ("管理者", "运行机器人的人", "运行本机器人的人"),
    "任务编号": ("任务 ID", "任务ID", "作业"),
    "已取消": ("已停止",),
    "排队中": ("等待中", "等待开始"),
}


def test_chinese_marks_are_full_width() -> None:
    """`(快速)`, `: ` and `, ` stood among Chinese."""
    for key, one in sentences("zh-CN").items():
        for values in one.samples():
            text = CODE.sub("", sentence("zh-CN", key, **values))
            assert not HALF_WIDTH.search(text), (key, text)


def test_one_thing_has_one_chinese_name() -> None:
    """The operator had three names, a job's number two, a cancelled job two."""
    for key, one in sentences("zh-CN").items():
        for values in one.samples():
            text = sentence("zh-CN", key, **values)
            for name, others in ONE_NAME.items():
                assert not any(other in text for other in others), (key, text, name)
