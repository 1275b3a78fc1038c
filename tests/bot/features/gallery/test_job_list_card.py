"""The list of one's jobs: its card fits Discord, and its buttons remember the whole question."""

import re
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.gallery.job_list_card import PAGE_SIZE, found_card
from bot.features.gallery.page_buttons import MAX_ID, JobSearch, TurnPage, turning_view
from bot.interactions.cards import MAX_TEXT
from bot.language import speaking
from storage import FoundJob, FoundPage, Job, Status, Which

ADA, BEN = 2**63 - 1, 2**62
LINK = "https://discord.com/channels/9223372036854775807/9223372036854775807/9223372036854775807"


def job(**changes: Any) -> Job:
    moment = datetime(2026, 3, 18, 12, tzinfo=UTC)
    values: dict[str, Any] = dict.fromkeys(Job.__slots__)
    values |= {"id": "x" * 22, "user_id": ADA, "prompt": "a fox", "visibility": "public"}
    values |= {"status": Status.DONE, "created_at": moment, "ended_at": moment}
    return Job(**{**values, **changes})


def page(*jobs: Job, hearts: tuple[int, ...] = (), pages: int = 1) -> FoundPage:
    return FoundPage(tuple(FoundJob(one, hearts) for one in jobs), 1, pages, len(jobs))


def test_an_entry_tells_prompt_state_jump_and_id() -> None:
    card = found_card(page(job(), hearts=(1, 3)), "", "all", lambda _: LINK, ADA)
    moment = "<t:1773835200:R>"
    assert card.text == f"**a fox**\ndone {moment} · [jump]({LINK}) · `{'x' * 22}` · ❤️ 1, 3"
    assert card.footer == "Page 1 of 1 · 1 job"


def test_an_entry_is_told_in_chinese_too() -> None:
    with speaking("zh-CN"):
        card = found_card(page(job(visibility="stealth")), "狐狸", "all", lambda _: LINK, ADA)
    assert "已完成, 隐身" in card.text and "[跳转]" in card.text
    assert card.footer == "第 1 页，共 1 页 · 1 个任务 · 含“狐狸”"


@given(prompt=st.text(min_size=1, max_size=300))
def test_a_full_page_fits_whatever_the_prompts_are(prompt: str) -> None:
    jobs = [job(prompt=prompt, user_id=BEN, visibility="stealth")] * PAGE_SIZE
    card = found_card(page(*jobs, hearts=(1, 2, 3, 4)), "", "favourites", lambda _: LINK, ADA)
    assert len(card.text) < MAX_TEXT and not card.text.endswith("…")
    assert card.text.count(LINK) == PAGE_SIZE


def test_prompts_neither_ping_nor_break_the_list() -> None:
    text = found_card(
        page(job(prompt="**@everyone**\n[a](b)")), "", "all", lambda _: LINK, ADA
    ).text
    assert "@everyone" not in text and "[a]" not in text


@given(
    words=st.text(max_size=60).map(lambda text: " ".join(text.split())),
    which=st.sampled_from(get_args(Which)),
    number=st.integers(1, 99_999),
)
def test_a_button_remembers_the_whole_question(words: str, which: Which, number: int) -> None:
    question = JobSearch(words, which, number)
    match = re.fullmatch(TurnPage.__discord_ui_compiled_template__, question.custom_id)
    assert match is not None
    assert (match["words"], match["which"], int(match["page"])) == (words, which, number)
    if question.spare >= 0:
        assert len(question.custom_id.encode("utf-16-le")) // 2 <= MAX_ID


def test_every_search_of_common_letters_fits() -> None:
    for which in get_args(Which):
        assert JobSearch("狐" * 60, which).spare >= 0


@pytest.mark.parametrize(("number", "disabled"), [(1, [True, False]), (3, [False, True])])
async def test_at_the_first_and_last_page_the_button_beyond_is_disabled(
    number: int, disabled: list[bool]
) -> None:
    view = turning_view(JobSearch(), number, 3)
    assert view is not None
    parts = view.to_components()[0]["components"]
    assert [part["disabled"] for part in parts] == disabled
    assert len({part["custom_id"] for part in parts}) == 2


async def test_one_page_needs_no_buttons() -> None:
    assert turning_view(JobSearch(), 1, 1) is None
