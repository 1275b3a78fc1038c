"""The whole way of a person whose Discord is Chinese, beside one whose Discord is English."""

import re

import pytest

from bot.language import ENGLISH, languages
from bot.orders.preferences import change_preferences
from engine import CannedEngine, GenerationFailed, OutOfMemory
from storage import Storage
from tests.fixtures.easel import Easel, labels

LATIN = re.compile(r"[A-Za-z]{2,}")
# Code spans, links, parameters, commands, mentions, times, and what stands in any language.
PLAIN = re.compile(
    r"`[^`]*`|\]\(\S+\)|https?://\S+|--\S+|/(prefer|quota|moderation)( [a-z_]+)+|/[a-z_]+|"
    r"<[^>]*>|\b[0-9a-f]{8}\b|"
    r"\b(ID|Easel|Discord|Midjourney|Apache|Remix|WebP|PNG|JPEG|GIF|RAW|Niji|DM|canned|cpu|fox|Ben)\b"
)


@pytest.fixture
def chinese(easel: Easel) -> Easel:
    """Ben's Discord is Chinese, Ada's English."""
    easel.ben.speak("zh-CN")
    return easel


def grids(person, of):
    return [
        m for m in person.messages("#general") if "U1" in labels(m) and of.mention in m["content"]
    ]


def english_in(message) -> list[str]:
    """What is left in English in all that a message shows."""
    shown = [message["content"]]
    for embed in message["embeds"]:
        shown += [embed.get("title", ""), embed.get("description", "")]
    for row in message["components"]:
        for part in row["components"]:
            shown += [part.get("label") or "", part.get("placeholder") or ""]
            shown += [option["label"] for option in part.get("options", [])]
    return LATIN.findall(PLAIN.sub(" ", "\n".join(shown)))


async def test_two_languages_in_one_channel_from_the_order_to_the_grid(chinese: Easel):
    easel = chinese
    await easel.engine.hold(6)
    ben = await easel.ben.slash("#general", "imagine", prompt="a fox")
    assert ben.message["content"] == f"**a fox** - {easel.ben.mention}（排队中）"
    assert labels(ben.message) == ["取消"]
    ada = await easel.ada.slash("#general", "imagine", prompt="a fox")
    assert ada.message["content"].startswith(f"**a fox** - {easel.ada.mention} (Waiting to start)")
    assert labels(ada.message) == ["Cancel"]
    await easel.ben.wait_for("#general", lambda m: "（50%）（快速）" in m["content"])
    await easel.ada.wait_for("#general", lambda m: "(50%) (fast)" in m["content"])
    await easel.engine.release()
    await easel.ben.until(lambda: grids(easel.ben, easel.ben) and grids(easel.ben, easel.ada))
    assert grids(easel.ben, easel.ben)[0]["content"] == f"**a fox** - {easel.ben.mention}（快速）"
    assert grids(easel.ada, easel.ada)[0]["content"] == f"**a fox** - {easel.ada.mention} (fast)"


async def test_going_on_from_anothers_grid_speaks_the_pressers_language(chinese: Easel):
    easel = chinese
    grid = await easel.grid(easel.ada)
    await easel.ben.click(grid, "U2")
    single = await easel.ben.wait_for("#general", lambda m: "图 #2" in m["content"])
    assert single["content"] == f"**a fox** - 图 #2 {easel.ben.mention}"
    await easel.ben.click(grid, "V1")
    told = f"**a fox** - 变体（强），来自 {easel.ben.mention}（快速）"
    await easel.ben.wait_for("#general", lambda m: m["content"] == told)
    await easel.ada.click(grid, "V2")
    told = f"**a fox** - Variations (Strong) by {easel.ada.mention} (fast)"
    await easel.ada.wait_for("#general", lambda m: m["content"] == told)


async def test_after_a_restart_a_job_still_speaks_its_owners_language(chinese: Easel):
    easel = chinese
    await easel.engine.hold(6)
    handle = await easel.ben.slash("#general", "imagine", prompt="a fox")
    await easel.ben.until(lambda: "（50%）（快速）" in handle.message["content"])
    await easel.stop()
    assert handle.message["content"] == f"**a fox** - {easel.ben.mention}（已暂停，重启后继续）"
    assert labels(handle.message) == ["取消"]
    again = CannedEngine()
    await again.hold(9)
    await easel.start(again)
    await easel.ben.until(lambda: "（75%）（快速）" in handle.message["content"])
    await again.release()
    await easel.ben.until(lambda: grids(easel.ben, easel.ben))
    assert grids(easel.ben, easel.ben)[0]["content"].endswith("（快速）")


async def test_a_failed_job_tells_its_known_reason_and_keeps_it_in_english(chinese: Easel):
    easel = chinese
    easel.engine.fail_next(OutOfMemory())
    handle = await easel.ben.slash("#general", "imagine", prompt="a fox --seed 1")
    await easel.ben.until(lambda: "（失败：显存放不下" in handle.message["content"])
    assert labels(handle.message) == ["重试", "修改并重试"]
    assert easel.jobs()[0]["error"].startswith("The device has too little memory")
    easel.engine.fail_next(GenerationFailed("Nobody foresaw this."))
    handle = await easel.ben.slash("#general", "imagine", prompt="a fox --seed 2")
    await easel.ben.until(lambda: "（失败：Nobody foresaw this）" in handle.message["content"])


async def test_a_moderator_stops_a_job_in_its_owners_language(chinese: Easel):
    easel = chinese
    await easel.engine.hold(1)
    handle = await easel.ben.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    told = await easel.ada.slash("#general", "cancel", which=easel.jobs()[0]["id"])
    said = await told.finished()
    assert said["embeds"][0]["description"] == "Stopped 1 job; nothing was charged."
    await easel.engine.release()
    await easel.ben.until(lambda: handle.message["content"].endswith("（已取消）"))


async def test_chinese_cards_keep_to_full_width_marks(chinese: Easel):
    easel = chinese
    info = await easel.ben.slash("#general", "info")
    assert "**方案**：每天 50 点额度" in info.message["embeds"][0]["description"]
    assert ": " not in info.message["embeds"][0]["description"]
    listed = await easel.ben.slash("#general", "help", topic="parameters")
    assert "画幅，宽比高（两个整数，宽比高）" in listed.message["embeds"][0]["description"]
    assert " (" not in listed.message["embeds"][0]["description"]


async def test_mistakes_forms_and_suggestions_are_chinese(chinese: Easel):
    easel = chinese
    handle = await easel.ben.slash("#general", "imagine", prompt="a fox --seed -1")
    card = handle.message["embeds"][0]
    assert not english_in(handle.message)
    assert "4294967295" in card["description"]
    assert card["footer"]["text"] == "/画图 a fox --seed -1"
    opened = await easel.ben.click(handle.message, "修改并重试")
    assert opened.modal["title"] == "修改并重试"
    assert opened.modal["components"][0]["label"] == "提示词"
    assert opened.modal["components"][0]["component"]["value"] == "a fox --seed -1"
    await easel.engine.hold(1)
    await easel.ben.submit(opened, {"提示词": "a fox --seed 1"})
    await easel.engine.held()
    choices = await easel.ben.autocomplete("#general", "cancel", "which", which="")
    assert [choice["name"] for choice in choices] == ["运行中：a fox --seed 1", "全部（1）"]
    await easel.engine.release()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("info", {}),
        ("help", {}),
        ("help", {"topic": "buttons"}),
        ("help", {"topic": "commands"}),
        ("help", {"topic": "quota"}),
        ("fast", {}),
        ("relax", {}),
        ("settings", {}),
        ("cancel", {"which": "all"}),
        ("cancel", {"which": "x" * 22}),
        ("imagine", {"prompt": "--ar 3:2"}),
        ("imagine", {"prompt": "a fox --ar 3"}),
        ("imagine", {"prompt": "a fox --sytlize 5"}),
        ("jobs", {}),
        ("userid", {}),
        ("subscribe", {}),
    ],
)
async def test_no_english_is_left_in_what_a_command_answers(
    chinese: Easel, command: str, options: dict[str, str]
):
    handle = await chinese.ben.slash("#general", command, **options)
    assert not english_in(await handle.finished())


async def test_reactions_speak_the_language_of_the_job(chinese: Easel):
    """Discord tells no locale with a reaction."""
    easel = chinese
    grid = await easel.grid(easel.ben)
    easel.ben.close_dms()
    await easel.ben.react(grid, "✉️")
    told = await easel.ben.wait_for("#general", lambda m: "私信" in m["content"])
    assert not english_in(told)


async def test_the_language_chosen_in_the_settings_beats_discords(chinese: Easel):
    easel = chinese
    await easel.stop()
    async with Storage.open(easel.folder) as storage:
        for person, language in ((easel.ada, "zh-CN"), (easel.ben, ENGLISH)):
            await change_preferences(
                storage, int(person.id), lambda chosen, to=language: chosen.with_(language=to)
            )
    await easel.start()
    grid = await easel.grid(easel.ada)
    assert grid["content"].endswith("（快速）")
    grid = await easel.grid(easel.ben)
    assert grid["content"].endswith("(fast)")
    assert easel.jobs()[0]["locale"] == "zh-CN"


async def test_a_language_that_is_not_there_is_english_and_kept_for_when_it_is(easel: Easel):
    easel.ben.speak("fi")
    assert "fi" not in languages()
    grid = await easel.grid(easel.ben)
    assert grid["content"].endswith("(fast)")
    assert easel.jobs()[0]["locale"] == "fi"
