"""How a language is found: by the task, by the nearest locale, from a file that was dropped in."""

import asyncio
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.language import languages, learn, nearest_language, say, sentence, speak, speaking, spoken
from bot.language.catalogue import Languages
from tests.fixtures.catalogues import FOLDER

ROOT = FOLDER.parent.parent
PAGE = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
FASTEST_OF, SAY_S = 5, 50e-6


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en-US", "en-US"),
        ("en-GB", "en-US"),
        ("zh-CN", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("fi", "en-US"),
        ("", "en-US"),
        ("../../etc", "en-US"),
    ],
)
def test_the_nearest_language_is_spoken_else_english(locale: str, language: str) -> None:
    assert nearest_language(locale) == language
    with speaking(locale):
        assert say("card-done") == sentence(language, "card-done")


async def test_tasks_speak_their_own_languages_and_keep_the_locale_as_it_was() -> None:
    async def told(locale: str) -> tuple[str, str]:
        speak(locale)
        await asyncio.sleep(0)
        return spoken(), await asyncio.create_task(later())

    async def later() -> str:
        return await asyncio.to_thread(say, "button-cancel")

    one, two, three = await asyncio.gather(told("zh-CN"), told("en-US"), told("fi"))
    assert one == ("zh-CN", "取消")
    assert two == ("en-US", "Cancel")
    assert three == ("fi", "Cancel")
    assert say("button-cancel") == "Cancel"


def test_a_language_within_a_language_ends_with_its_block() -> None:
    with speaking("zh-CN"):
        with speaking("en-US"):
            assert say("button-retry") == "Retry"
        assert say("button-retry") == "重试"


def test_a_key_that_nobody_wrote_is_loud() -> None:
    with pytest.raises(KeyError):
        say("no-such-sentence")


def test_a_file_dropped_in_is_a_language_and_english_fills_its_gaps(tmp_path: Path) -> None:
    """With the very lines that docs/languages.md shows."""
    for language in languages():
        shutil.copy(FOLDER / f"{language}.ftl", tmp_path)
    example = re.findall(r"```ftl\n(.*?)```", PAGE, re.DOTALL)[0]
    (tmp_path / "fr.ftl").write_text(example, encoding="utf-8")
    known = Languages(tmp_path)
    assert known.names == ("en-US", "fr", "zh-CN")
    assert known.sentence("fr", "stopped-many", {"n": 1}).startswith("1 image arrêtée")
    assert known.sentence("fr", "stopped-many", {"n": 2}).startswith("2 images arrêtées")
    assert "Déjà 5 de vos images" in known.sentence("fr", "queue-full-yours", {"limit": 5})
    assert known.sentence("fr", "button-cancel", {}) == "Cancel"


def test_the_page_of_languages_names_files_and_keys_that_are_there() -> None:
    for path in re.findall(r"`((?:bot|tests|docs)/[\w./-]+)`", PAGE):
        assert (ROOT / path).exists(), path
    english = (FOLDER / "en-US.ftl").read_text(encoding="utf-8")
    for key in re.findall(r"^\| `([a-z-]+)`", PAGE, re.MULTILINE):
        assert f"\n{key} = " in english, key


def test_numbers_print_plain_and_choose_their_plural() -> None:
    assert sentence("en-US", "job-seed", seed=4294967295) == "**seed** 4294967295"
    assert sentence("en-US", "stopped-many", n=1).startswith("Stopped 1 job;")
    assert sentence("en-US", "stopped-many", n=12345).startswith("Stopped 12345 jobs;")


def test_braces_and_markup_in_a_value_are_only_text() -> None:
    odd = "{ $owner } -> *[other] \u2068 \\{ \n # x ="
    assert sentence("en-US", "job-stopped", prompt=odd, owner="<@1>") == f"{odd} - <@1> (Stopped)"


def test_nothing_is_read_or_loaded_before_the_first_sentence() -> None:
    code = (
        "import sys, bot.language; before = 'fluent.runtime' in sys.modules; "
        "text = bot.language.say('button-cancel'); "
        "print(before, 'fluent.runtime' in sys.modules, text)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert told.stdout.split() == ["False", "True", "Cancel"], told.stderr


def test_a_sentence_costs_less_than_50_microseconds() -> None:
    """Of this thread's own time, so that a busy machine counts for nothing; the best of several."""
    learn()
    for key, values in (
        ("job-running", {"made": "**a fox** - <@1>", "percent": 31, "mode": "fast"}),
        ("queue-full-everyones", {"limit": 3}),
        ("card-done", {}),
    ):
        took = []
        for _ in range(FASTEST_OF):
            begun = time.thread_time()
            for _ in range(200):
                sentence("zh-CN", key, **values)
            took.append((time.thread_time() - begun) / 200)
        assert min(took) < SAY_S, (key, min(took))
