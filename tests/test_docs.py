"""The documents are true: links lead somewhere, examples run, every command and word is there."""

import re
from pathlib import Path

import discord
import pytest
from discord import AppCommandType, app_commands

from bot.features.account.about import PERMISSIONS
from bot.prompt import Defaults, PromptError, parse, read_prompts
from bot.prompt.table import parameter_table
from bot.prompt.values import Whole
from engine import CannedEngine
from tests.fixtures.composed import composed

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROMPTS = (ROOT / "docs" / "prompts.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
PAGES = {p.relative_to(ROOT).as_posix(): p.read_text("utf-8") for p in ROOT.glob("docs/*.md")}
CARD = CannedEngine().card


@pytest.mark.parametrize("page", ["README.md", *PAGES])
def test_links_to_files_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (ROOT / page).parent.joinpath(target).exists(), target


def test_every_picture_is_shown_on_a_page() -> None:
    shown = "\n".join([README, *PAGES.values()])
    pictures = [p.name for p in (ROOT / "docs").iterdir() if p.suffix in (".png", ".jpg")]
    assert pictures
    assert [name for name in pictures if f"{name})" not in shown] == []


def test_the_tree_of_the_readme_is_the_tree() -> None:
    """Each name exists below the folder it stands under; no folder of the bot is missing."""
    block = README.split("```\nbot/")[1].split("```")[0]
    folder, named = "bot/", {"bot/"}
    for line in block.splitlines():
        if found := re.match(r"(\s*)([a-z_]+(?:/|\.py))\s", line):
            folder = folder if found[1] else found[2]
            path = found[2] if not found[1] else folder + found[2]
            assert (ROOT / path).exists(), path
            named.add(path)
    assert {f"{p}/" for p in ("engine", "storage", "tests", "docs")} <= named
    for child in (ROOT / "bot").iterdir():
        if child.is_dir() and (child / "__init__.py").exists():
            assert f"bot/{child.name}/" in named, child


def examples(text: str) -> list[str]:
    blocks = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("prompt", examples(PROMPTS))
def test_examples_of_the_prompt_language_run(prompt: str) -> None:
    for order in read_prompts(prompt, CARD, Defaults()):
        assert parse(order.echo, CARD, Defaults()).parts == order.parts


SLIPS = PROMPTS.split("## Slips")[1]


@pytest.mark.parametrize(("typed", "answer"), re.findall(r"\| `(.+?)` \| (.+?) \|\n", SLIPS))
def test_slips_are_answered_as_documented(typed: str, answer: str) -> None:
    with pytest.raises(PromptError) as caught:
        read_prompts(typed, CARD, Defaults())
    assert answer in str(caught.value)
    assert len(caught.value.problems) == 1


def test_every_parameter_is_in_the_page_of_prompts() -> None:
    for row in parameter_table(CARD).rows:
        for name in (row.name, *row.aliases):
            assert f"`--{name}`" in PROMPTS or f" --{name}" in SLIPS, name
        if row.reason is None:
            (line,) = (
                line for line in PROMPTS.splitlines() if line.startswith(f"| `--{row.name}` ")
            )
            assert all(f"`--{alias}`" in line for alias in row.aliases), line
            if isinstance(row.kind, Whole) and row.name != "steps":
                assert f"| {row.kind.low} to {row.kind.high} | " in line


async def test_every_command_menu_and_button_is_in_the_page_of_commands(tmp_path: Path) -> None:
    async with composed(tmp_path) as bot:
        for command in bot.client.tree.walk_commands():
            if not isinstance(command, app_commands.Group):
                assert f"/{command.qualified_name}" in COMMANDS, command.qualified_name
        for kind in (AppCommandType.message, AppCommandType.user):
            for menu in bot.client.tree.get_commands(type=kind):
                assert f"**{menu.name}**" in COMMANDS, menu.name
        buttons = [kind for kind in bot.client.routes.items if hasattr(kind, "label")]
    assert len(buttons) > 20
    for button in buttons:
        for index in range(1, 5):
            name = (button.label or button.emoji or "").format(index=index)
            assert f"`{name}`" in COMMANDS, name


def test_the_invitation_grants_what_the_readme_says_and_no_more() -> None:
    """It granted the emojis of other servers as well."""
    granted = discord.Permissions(int(re.findall(r"permissions=(\d+)", README)[0]))
    assert {name for name, is_granted in granted if is_granted} == {
        "read_messages",
        "send_messages",
        "send_messages_in_threads",
        "attach_files",
        "embed_links",
        "read_message_history",
        "add_reactions",
    }
    assert granted.value == PERMISSIONS
