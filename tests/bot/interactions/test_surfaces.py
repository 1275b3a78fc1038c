"""Nothing that shows a stored picture or prompt is outside the table of `test_may_see.py`."""

from pathlib import Path

from discord import AppCommandType, app_commands

from tests.fixtures.composed import composed
from tests.fixtures.surfaces import SURFACES

# What of the bot shows no stored picture and no prompt of a job, each with the reason.
SHOWS_NONE = {
    "button Cancel": "stops a job; its own message says so",
    "menu Cancel Job": "the same; of a finished job it asks whether its message shall go",
    "button DeleteMessage": "takes a message away",
    "button Keep": "leaves it",
    "/cancel": "the same",
    "/cancel which completed": "one's own jobs that have not ended; taken away means stopped",
    "/info": "numbers, and links to one's own running jobs",
    "/imagine": "what is typed now",
    "/blend": "pictures that are sent now",
    "/edit": "pictures that are sent now",
    "form imagine": "what is typed now",
    "button Example": "the words on the button",
    "button Yes": "what the presser was asked about, by the presser's own id",
    "button No": "closes that question",
    **dict.fromkeys(
        ("/describe", "/shorten", "/surprise", "/surprise theme completed"),
        "proposes prompts, and has no job to tell of",
    ),
    **dict.fromkeys(
        (
            "button Propose",
            "button Edit",
            "button ImagineIt",
            "button ImagineAll",
            "button DescribeAgain",
            "button ShowDetails",
            "button Another",
        ),
        "a proposed prompt, which is no job's; its id stands under the proposal only",
    ),
    **dict.fromkeys(
        ("button Delete", "button Warn", "button Pause", "button Dismiss"),
        "for moderators; the prompt goes to its owner alone",
    ),
    "button TurnAudit": "for who may manage the server: who did what, with ids and no prompt",
    **dict.fromkeys(
        ("/help", "/ask", "button TopicSelect", "/subscribe", "/invite", "/userid"),
        "about the bot and the person",
    ),
    **dict.fromkeys(
        (
            "/settings",
            "button SettingsButton",
            "button SettingsSelect",
            "/fast",
            "/relax",
            "/turbo",
            "/stealth",
            "/private",
            "/public",
        ),
        "what a person has chosen",
    ),
}
WHOLE_GROUPS = ("/prefer ", "/quota ", "/moderation ")  # settings, numbers


async def everything(folder: Path) -> set[str]:
    """All that people can press, type or do, as the bot is composed."""
    async with composed(folder) as bot:
        client = bot.client
        found = {f"button {kind.__name__}" for kind in client.routes.items}
        found |= {f"form {kind}" for kind in client.routes.forms}
        for command in client.tree.walk_commands():
            if isinstance(command, app_commands.Command):
                name = f"/{command.qualified_name}"
                found.add(name)
                completed = (one for one in command.parameters if one.autocomplete)
                found |= {f"{name} {one.name} completed" for one in completed}
        for kind in (AppCommandType.message, AppCommandType.user):
            found |= {f"menu {menu.name}" for menu in client.tree.get_commands(type=kind)}
        for cog in client.cogs.values():
            found |= {f"event {name}" for name, _ in cog.get_listeners()}
        return found


async def test_every_surface_is_in_the_table_or_shows_nothing_stored(tmp_path: Path):
    """A new button, form, command, menu or event has to be put into one of the two."""
    known = set().union(*(surface.serves for surface in SURFACES.values()))
    assert not known & SHOWS_NONE.keys()
    there = {one for one in await everything(tmp_path) if not one.startswith(WHOLE_GROUPS)}
    assert there == known | SHOWS_NONE.keys()
