"""A question finds the paragraph that answers it, in both languages, or is told that none does."""

from dataclasses import replace

import pytest

from bot.features.help import search, topics
from bot.features.help.topics import TOPICS, Abilities
from bot.language import languages, speaking
from bot.prompt.table import parameter_table
from engine import CannedEngine

ABILITIES = Abilities(
    [("imagine", "Make four pictures from your words"), ("cancel", "Stop your jobs")],
    parameter_table(CannedEngine().card),
    replace(CannedEngine().card, subjects=("lighthouse", "cat", "灯塔", "猫")),
)


def found(question: str) -> list[search.Match]:
    return search.best(question, [*topics.passages(ABILITIES), *search.page_passages()])


@pytest.mark.parametrize(
    ("question", "topic", "heading"),
    [
        ("how do I delete a picture?", "privacy", "Deleting"),
        ("how much does it cost", "quota", "Credits"),
        ("can I make my own shortcuts", "settings", "Own options"),
        ("how do I get the same picture again", "parameters", "The same picture again"),
        ("how do I make wide pictures", "parameters", "Shape and size"),
        ("what is remix", "buttons", "Remix"),
        ("is my prompt sent to openai?", "privacy", "What is kept"),
        ("who owns the images?", "rules", "Whose pictures they are"),
        ("how to combine two images", "prompts", "Picture prompts"),
        ("what does --seed do", "parameters", "--seed"),
        ("how do I make a picture wider?", "parameters", "Shape and size"),
        ("make it taller please", "parameters", "Shape and size"),
        ("can I use my own photo", "prompts", "Picture prompts"),
        ("how can I upload a photo of mine", "prompts", "Picture prompts"),
        ("how do I stop", "buttons", "Stop a job, or run it again"),
        ("stop a running job", "buttons", "Stop a job, or run it again"),
        ("what can you draw", "drawing", "What I can draw"),
        ("which things can the model draw?", "drawing", "What I can draw"),
    ],
)
def test_english_questions_find_their_paragraph(question, topic, heading):
    best = found(question)[0]
    assert (best.passage.source, best.passage.heading) == (topic, heading)
    assert search.is_answer(best)


@pytest.mark.parametrize(
    ("question", "topic", "heading"),
    [
        ("怎么删除图片", "privacy", "删除"),
        ("额度用完了怎么办", "quota", "什么时候恢复"),
        ("为什么我的任务在排队", "quota", "为什么要排队"),
        ("怎么用中文", "settings", "语言"),
        ("图片版权归谁", "rules", "图片归谁"),
        ("怎么设置后缀", "settings", "后缀"),
        ("如何画宽的图", "parameters", "画幅和尺寸"),
        ("怎么画宽一点的图", "parameters", "画幅和尺寸"),
        ("你能画什么", "drawing", "我能画什么"),
        ("怎么让图片更大", "drawing", "多大"),
        ("怎么停下来", "buttons", "停止任务，或重新运行"),
        ("怎么停止", "buttons", "停止任务，或重新运行"),
        ("可以用自己的照片吗", "prompts", "用图片作提示"),
    ],
)
def test_chinese_questions_find_their_paragraph(question, topic, heading):
    with speaking("zh-CN"):
        best = found(question)[0]
        assert (best.passage.source, best.passage.heading) == (topic, heading)
        assert search.is_answer(best)


@pytest.mark.parametrize(
    "question", ["weather tomorrow in paris", "what about dogs on mars", "???"]
)
def test_what_the_help_does_not_know_has_no_answer(question):
    answers = found(question)
    assert not answers or not search.is_answer(answers[0])
    assert set(search.topics(answers)) == set(TOPICS)


def test_the_page_of_prompts_is_searched_too():
    passages = search.page_passages()
    assert len(passages) > 10
    assert {one.source for one in passages} == {"docs/prompts.md"}
    assert not any("](" in one.text or one.text.startswith("|") for one in passages)


@pytest.mark.parametrize("language", languages())
def test_every_topic_has_words_in_every_language_and_fits_an_embed(language):
    with speaking(language):
        for topic in TOPICS:
            written = list(topics.passages_of(topic))
            assert written and all(one.heading and one.text for one in written), topic
            assert not topics.topic_card(topic, ABILITIES).text.endswith("…"), topic
        assert all(len(prompt) <= 80 for prompt in topics.examples())
