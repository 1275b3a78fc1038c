"""The exact texts of a job's message (§5), whatever the prompt holds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.interactions import wording
from bot.messages import texts

ME = 80351110224678912
MENTIONS = re.compile(r"<@[!&]?\d+>|<#\d+>|<a?:\w+:\d+>|<t:\d+>|</\w+:\d+>|@everyone|@here")


def test_an_accepted_prompt_waits_to_start() -> None:
    """Row 1."""
    assert texts.waiting("a fox", 7) == "**a fox** - <@7> (Waiting to start)"


def test_a_running_job_tells_percent_and_mode() -> None:
    """Row 2."""
    assert texts.running("a fox", 7, 31, "fast") == "**a fox** - <@7> (31%) (fast)"
    assert texts.running("a fox", 7, 0, "relax") == "**a fox** - <@7> (0%) (relaxed)"


def test_a_finished_job_mentions_its_owner() -> None:
    """Row 3."""
    assert texts.finished("a fox", 7, "fast") == "**a fox** - <@7> (fast)"


def test_a_single_says_which_picture_it_is() -> None:
    """Row 7."""
    assert texts.single("a fox", 3, 7) == "**a fox** - Image #3 <@7>"


def test_the_mode_word_follows_the_lane() -> None:
    """Row 43."""
    assert texts.finished("a fox", 7, "relax").endswith("(relaxed)")


@pytest.mark.parametrize(
    ("place", "minutes", "line"),
    [
        (3, 2, " · #3 in line, about 2 min"),
        (3, 1.6, " · #3 in line, about 2 min"),
        (1, 0.3, " · #1 in line, under a minute"),
        (90, 200, " · #90 in line, about 3 h"),
        (2, None, " · #2 in line"),
        (None, None, ""),
    ],
)
def test_a_waiting_job_tells_place_and_time(
    place: int | None, minutes: float | None, line: str
) -> None:
    """Row 54."""
    assert texts.waiting("a fox", 7, place, minutes) == (
        "**a fox** - <@7> (Waiting to start)" + line
    )


def test_variations_are_named_after_their_picture_and_their_strength() -> None:
    assert texts.waiting("a fox", 7, key="job-waiting-variations", index=1) == (
        "Making variations for image #1 with prompt **a fox** - <@7> (Waiting to start)"
    )
    strong, subtle = "job-variations-strong", "job-variations-subtle"
    assert texts.running("a fox", 7, 0, "relax", strong) == (
        "**a fox** - Variations (Strong) by <@7> (0%) (relaxed)"
    )
    assert texts.finished("a fox", 7, "fast", subtle) == (
        "**a fox** - Variations (Subtle) by <@7> (fast)"
    )


def test_a_job_that_is_stopped_paused_or_restarted_says_so() -> None:
    assert texts.stopped("a fox", 7) == "**a fox** - <@7> (Stopped)"
    assert texts.restarted("a fox", 7, 2) == ("**a fox** - <@7> (Restarted, back in line #2)")
    assert texts.paused("a fox", 7) == "**a fox** - <@7> (Paused, goes on after the restart)"
    assert texts.restarted("a fox", 7, None) == "**a fox** - <@7> (Restarted, back in line)"


def test_a_direct_message_tells_job_id_and_seed() -> None:
    """Row 35."""
    assert texts.sent_by_dm("a fox", "Jq-b_3", 1259687673) == (
        "**a fox**\n**Job ID**: Jq-b_3\n**seed** 1259687673"
    )


def test_a_failed_job_tells_a_short_reason() -> None:
    """Row 45."""
    assert texts.failed("a fox", 7, "the GPU is out of memory.") == (
        "**a fox** - <@7> (Failed: the GPU is out of memory)"
    )
    assert len(texts.failed("a fox", 7, "*" * 999)) < 200


@pytest.mark.parametrize(
    "prompt",
    [
        "**bold** end",
        "_a_ __b__ ~~c~~ `d` ```e``` ||f||",
        "ends in a backslash \\",
        "[link](http://x.org)",
        "hello @everyone and @here",
        "<@80351110224678912> <@!8> <@&9> <#10> <:fox:11> <t:12> </imagine:13>",
    ],
)
def test_markdown_and_mentions_neither_ping_nor_break_the_bold(prompt: str) -> None:
    """Row 41."""
    shown = texts.waiting(prompt, ME)
    inside = re.fullmatch(rf"\*\*(.*)\*\* - <@{ME}> \(Waiting to start\)", shown)
    assert inside
    assert not MENTIONS.search(inside[1])
    plain = re.sub(r"\\[\\*_~`|<>\[\]]", "", inside[1])
    assert not re.search(r"[\\*_~`|<>\[\]]", plain)
    back = re.sub(r"\\(.)", r"\1", inside[1]).replace("\u200b", "")
    assert back == prompt


def test_a_long_prompt_is_cut_and_wants_a_file() -> None:
    """Row 42."""
    long = "fox " * 750
    shown = texts.running(long, ME, 31, "fast")
    assert len(shown) <= 2000
    assert shown.endswith(f"…** - <@{ME}> (31%) (fast)")
    assert wording.needs_prompt_file(long)
    for stars in ("*" * 3000, "a" + "*" * 3000):  # cut after an escape, and in the middle of one
        assert re.fullmatch(r"\*\*a?(\\\*)+…\*\*", wording.bold(stars))
    assert not wording.needs_prompt_file("fox " * 400)


@settings(deadline=None)  # a busy machine is no mistake
@given(prompt=st.text(st.sampled_from("\\*_`a 狐👩<@")) | st.text())
def test_no_prompt_makes_a_message_too_long_or_escapes_its_end(prompt: str) -> None:
    for size in (1, 700):
        wide = (prompt * size)[:6000]
        shown = texts.waiting(wide, 2**63, 9999, 89, key="job-waiting-variations", index=4)
        assert len(shown.encode("utf-16-le", "surrogatepass")) // 2 <= 2000
        bold = wording.bold(wide)[2:-2]
        assert (len(bold) - len(bold.rstrip("\\"))) % 2 == 0
        assert wording.needs_prompt_file(wide) == bold.endswith("…") or wide.strip()[-1:] == "…"
