"""The page's own texts: a table for each language, none forgotten, none beside the tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.fixtures.browser import field, give, message
from tests.source import ROOT

LOCAL_DISCORD = ROOT / "bot" / "local_discord"
PAGE = LOCAL_DISCORD / "page"
MODULES = sorted(p for p in PAGE.rglob("*.js") if p.parent.name != "language")
ENTRY = re.compile(r'^  "([\w-]+)": (.+),$', re.MULTILINE)
KEY = re.compile(r'"([a-z]+(?:-[\w]+)*)"')
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
CODE = re.compile(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
KEYS = {"Enter", "Escape", "Tab", "Backspace", "ContextMenu", "Home", "End"}
DOM = {"insertText", "linearGradient", "textContent", "htmlFor", "currentColor", "Files"}
HTTP = {"X-Person", "Content-Type", "noopener noreferrer"}
NAMES = {"English, US", "Deutsch", ' : ""}Easel Local'}
MEANT = KEYS | DOM | HTTP | NAMES | {f"Arrow{way}" for way in ("Up", "Down", "Left", "Right")}
SENTENCE = re.compile(r"[A-Z][a-z]{2,}|[a-z]{3,}[.!?…:]? [a-z]{2,}[.!?…]?$")


def table(name: str) -> dict[str, str]:
    text = (PAGE / "language" / f"{name}.js").read_text(encoding="utf-8")
    entries = ENTRY.findall(text)
    assert len(entries) == len(dict(entries)) == len(re.findall(r'^  "', text, re.MULTILINE))
    return dict(entries)


def test_both_languages_say_the_same_things() -> None:
    english, chinese = table("en"), table("zh")
    assert list(english) == list(chinese)
    for key, text in english.items():
        names = re.findall(r"\{(\w+)\}", text.partition("=> ")[2] or text)
        theirs = re.findall(r"\{(\w+)\}", chinese[key].partition("=> ")[2] or chinese[key])
        if "=>" not in text:
            assert sorted(set(names)) == sorted(set(theirs)), key
        assert ("=>" in text) == ("=>" in chinese[key]), key


def test_every_text_is_used_and_every_used_one_is_there() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in [*MODULES, PAGE / "index.html"]
    )
    sources += (PAGE / "language" / "times.js").read_text(encoding="utf-8")
    english = table("en")
    assert set(english) - set(KEY.findall(sources)) == set()
    said = re.findall(r'\b(?:say|sayAround)\(\s*"([^"]+)"', sources)
    said += re.findall(r'data-(?:say|label)="([^"]+)"', sources)
    assert set(said) - set(english) == set()


def literals(path: Path) -> list[str]:
    """Strings of a module that read like words for a person: not classes, keys, selectors, code."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        line = re.sub(r"^\s*(//|/?\*).*|\s// .*", "", line)
        line = re.sub(
            r'(?:class|className|role): (?:\w+ \? "[^"]*" : )?(?:"[^"]*"|`[^`]*`)', "", line
        )
        lines.append(re.sub(r"/(?:[^/\\\s]|\\.)+/[gimy]*(?=[.,)\];])", "", line))
    found = [a or CODE.sub("", b) for a, b in STRING.findall("\n".join(lines))]
    return [text for text in found if SENTENCE.search(text) and text not in MEANT]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_words_for_people_stand_in_a_module(path: Path) -> None:
    assert literals(path) == []


def test_the_style_sheets_write_no_words() -> None:
    for path in PAGE.rglob("*.css"):
        written = re.findall(r'content: "([^"]*)"', path.read_text(encoding="utf-8"))
        assert set(written) <= {""}, path.name


def test_every_refusal_of_the_server_is_known_in_chinese() -> None:
    known = (PAGE / "language" / "refusals.js").read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in LOCAL_DISCORD.rglob("*.py")]
    refusals = {one for text in texts for one in re.findall(r'PageError\(\s*"([^"{]+)"', text)}
    assert len(refusals) > 20
    assert {one for one in refusals if f'  "{one}": "' not in known} == set()


LATIN = """(allowed) => {
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (node.parentElement?.closest("noscript")) continue;
        if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
        else if (node.getAttribute) for (const name of ["aria-label", "title", "placeholder", "alt",
            "data-hint", "data-drop", "data-veil", "aria-roledescription"])
            texts.push(node.getAttribute(name) ?? "");
    }
    const words = texts.flatMap((text) => text.match(/[A-Za-z][A-Za-z-]+/g) ?? []);
    return [...new Set(words)].filter((word) => !allowed.includes(word));
}"""
# names of people, channels and commands, and what this test itself wrote
NAMED = {
    *(
        "Easel",
        "Local",
        "Studio",
        "APP",
        "Discord",
        "Ada",
        "Ben",
        "Chloe",
        "Dave",
        "ada",
        "ben",
        "chloe",
    ),
    *("general", "gallery", "quiet", "Deutsch", "English", "US", "ID", "Enter", "JavaScript"),
    *("imagine", "settings", "describe", "fox", "help"),
}


async def english_left(page: Page, *written: str) -> list[str]:
    words = {word for text in written for word in re.findall(r"[A-Za-z][A-Za-z-]+", text)}
    return await page.evaluate(LATIN, sorted(NAMED | words))


async def test_a_browser_in_chinese_gets_a_page_in_chinese(stage):
    page = await stage.open(locale="zh-CN")
    assert await page.evaluate("document.documentElement.lang") == "zh-CN"
    await page.get_by_role("heading", name="欢迎来到 #general！").wait_for()
    await expect(page.get_by_role("main")).to_contain_text("你在这里是 Ada")
    topic = await page.locator(".topic").all_inner_texts()
    assert await english_left(page, *topic) == []
    await give(page, "/绘制 狐狸")
    answer = message(page, "狐狸 | None | zh-CN en-US")
    await expect(answer).to_contain_text("Ada 使用了 /绘制")
    await expect(answer).to_contain_text("今天")
    said = await answer.locator(".content").inner_text()
    await answer.hover()
    await answer.get_by_role("button", name="更多").click()
    await page.get_by_role("menuitem", name="应用").wait_for()
    assert await english_left(page, said, *topic) == []


async def test_the_names_in_the_welcome_are_those_of_the_list(stage):
    """In Chinese the page said "choose /imagine" where the list showed /画图."""
    page = await stage.open(locale="zh-CN")
    told = await page.evaluate(
        """async () => {
            const { state, emit } = await import("/page/state.js");
            const [one] = state.commands.filter(({ name }) => name === "imagine");
            one.name_localizations = {"zh-CN": "画图"};
            emit("commands");
            return document.querySelector(".first-steps").textContent;
        }"""
    )
    assert "选择 /画图：" in told
    await field(page).fill("/画")
    await expect(page.get_by_role("listbox", name="命令")).to_contain_text("/画图")


async def test_a_chosen_language_stays_whatever_the_browser_says(stage):
    page = await stage.open(locale="zh-Hans-CN")
    await page.get_by_role("button", name="语言：中文").click()
    await page.get_by_role("menuitemradio", name="你的语言：English, US").click()
    await page.get_by_role("button", name="Language: English, US").wait_for()
    assert await page.evaluate("document.documentElement.lang") == "en"
    await page.reload()
    await page.get_by_role("button", name="Language: English, US").wait_for()
    ben = await stage.open("ben", locale="zh-TW")
    await ben.get_by_role("button", name="语言：中文（台灣）").wait_for()
    assert stage.server.person("ben").user.locale == "zh-TW", "the bot is told"


async def test_the_browsers_language_is_found_among_discords(stage):
    page = await stage.open()
    wanted = {
        "zh": "zh-CN",
        "zh-SG": "zh-CN",
        "zh-Hant-HK": "zh-TW",
        "en": "en-US",
        "en-AU": "en-US",
    }
    wanted |= {
        "en-AU": "en-US",
        "de-AT": "de",
        "pt-PT": "pt-BR",
        "nb-NO": "no",
        "tlh": "en-US",
        "EN-gb": "en-GB",
    }
    found = await page.evaluate(
        """async (wanted) => {
            const { localeFor } = await import("/page/language/locale.js");
            const { locales } = await (await fetch("/local/bootstrap")).json();
            return wanted.map((one) => localeFor([one], locales));
        }""",
        list(wanted),
    )
    assert dict(zip(wanted, found, strict=True)) == wanted


async def test_a_slash_from_a_chinese_keyboard_is_a_slash(stage):
    page = await stage.open(locale="zh-CN")
    for typed in ("、绘", "／绘"):
        await field(page).fill(typed)
        await expect(field(page)).to_have_value("/绘")
        await expect(page.get_by_role("listbox", name="命令")).to_contain_text("/绘制")
    await give(page, "/绘制 提示词：灯塔 seed：5")
    await message(page, "灯塔 | 5 | zh-CN").wait_for()
