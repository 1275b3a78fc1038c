"""Who is shown a stored picture or prompt, as one table: every surface, by every kind of job."""

from dataclasses import dataclass

import pytest

from bot.local_discord.drivers.interaction_handle import InteractionHandle
from tests.fixtures.easel import Easel, Json
from tests.fixtures.forged import channel_of, kept, seen_by_all, settle
from tests.fixtures.surfaces import LONG_AGO, SECRET, SURFACES, Pressing, Surface, write

# A job of Chloe's; she or Ben uses the surface in #general, with an id on a message of the bot
# there, whether they were ever given it or not. Where something of it is shown then: `here`, to
# everybody in #general; `alone`, to who pressed; `form`, in a form of theirs; `dm`, in direct
# messages; `mods`, where reports go. Else what is said: `missing`, Job not found; `withheld`, a
# moderator took it away; `theirs`, whose job it is; `liked`, a heart was given; `-`, nothing of it.
TABLE = """
                       own         another's  own      another's  own         another's  DM job,   own       another's  own, other  another's,
                                              stealth  stealth    DM job      DM job     shown     withheld  withheld   server      other server
/jobs                  alone       -          alone    -          alone       -          -         -         -          alone       -
/jobs page             alone       -          alone    -          alone       -          -         -         -          alone       -
/jobs favourites       alone       alone      alone    -          alone       -          alone     -         -          alone       -
/show completed        alone       -          alone    -          alone       -          -         -         -          alone       -
/imagine completed     alone       -          alone    -          alone       -          -         -         -          alone       -
heart                  liked       liked      liked    missing    liked       missing    liked     withheld  missing    liked       missing
Show Prompt            alone       alone      alone    missing    alone       missing    alone     withheld  missing    alone       missing
Edit & retry           form        form       form     missing    form        missing    form      withheld  missing    form        missing
Use …                  missing    missing    missing  missing    missing     missing    missing   missing   missing   missing     missing
remix form, V          form        form       form     missing    form        missing    form      withheld  missing    form        missing
remix form, reroll     form        form       form     missing    form        missing    form      withheld  missing    form        missing
remix form again       form        form       form     missing    form        missing    form      withheld  missing    form        missing
Use …, remix           -          -          -        missing    -           missing     -         withheld  missing   -           missing
DM Results             dm          theirs     dm       missing    dm          missing     theirs    withheld  missing   dm          missing
letter                 dm          -          dm       -          dm          -          -         -         -          dm          -
U                      here        here       alone    missing    here        missing    here      withheld  missing    here        missing
/show by id            alone+here  missing    alone    missing    alone+here  missing     missing   withheld  missing   alone+here  missing
/show by link          alone+here  missing    alone    missing    alone+here  missing     missing   withheld  missing   alone+here  missing
Making of              here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Compare                alone       alone      alone    missing    alone       missing    alone     withheld  missing    alone       missing
family                 alone       alone      alone    missing    alone       missing    alone     withheld  missing    alone       missing
Show again             here        missing    alone    missing    here        missing     missing   withheld  missing   here        missing
V                      here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Upscale (Subtle)       here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Upscale (Creative)     here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Vary (Subtle)          here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Vary (Strong)          here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Vary (Region)          alone      alone      alone    missing    alone       missing    alone     withheld  missing    alone       missing
/region                alone      alone      alone    missing    alone       missing    alone     withheld  missing    alone       missing
region cells           alone      alone      alone    missing    alone       missing    alone     withheld  missing    alone       missing
region prompt          form       form       form     missing    form        missing    form      withheld  missing    form        missing
region prompt sent     alone      alone      alone    missing    alone       missing    alone     withheld  missing    alone       missing
region submit          here       here       dm       missing    here        missing    here      withheld  missing    here        missing
Edit                   here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Edit Picture           here        here       dm       missing    here        missing    here      withheld  missing    here        missing
E                      here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Make these full        here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Show all               alone       alone      alone    missing    alone       missing    alone     withheld  missing    alone       missing
Show one alone         here        here       alone    missing    here        missing    here      withheld  missing    here        missing
Zoom Out 2x            here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Zoom Out 1.5x          here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Custom Zoom            form        form       form     missing    form        missing    form      withheld  missing    form        missing
Make Square            form        form       form     missing    form        missing    form      withheld  missing    form        missing
pan left               here        here       dm       missing    here        missing    here      withheld  missing    here        missing
pan right              here        here       dm       missing    here        missing    here      withheld  missing    here        missing
pan up                 here        here       dm       missing    here        missing    here      withheld  missing    here        missing
pan down               here        here       dm       missing    here        missing    here      withheld  missing    here        missing
reroll                 here        here       dm       missing    here        missing    here      withheld  missing    here        missing
remix form sent        here        here       dm       missing    here        missing    here      withheld  missing    here        missing
Retry                  here        missing    dm       missing    here        missing     missing   withheld  missing   here        missing
Report Job             mods        mods       mods     missing    mods        missing    mods      withheld  missing    mods        missing
report form            mods        mods       mods     missing    mods        missing    mods      withheld  missing    mods        missing
"""  # noqa: E501  # a row a surface
ELSEWHERE, CHANNEL_ELSEWHERE = 800_000_000_000_000_009, 800_000_000_000_000_010
STORED = ("favourites", "reports", "kept_texts", "selections", "audit")


@dataclass(frozen=True)
class Case:
    """A job of Chloe's, and who presses."""

    is_own: bool
    how: str = "#general"  # where it was ordered: a channel, "dm", or "stealth"
    is_shown: bool = False
    is_withheld: bool = False
    is_elsewhere: bool = False


CASES = (
    Case(True),
    Case(False),
    Case(True, "stealth"),
    Case(False, "stealth"),
    Case(True, "dm"),
    Case(False, "dm"),
    Case(False, "dm", is_shown=True),
    Case(True, is_withheld=True),
    Case(False, is_withheld=True),
    Case(True, is_elsewhere=True),
    Case(False, is_elsewhere=True),
)


def rows_of_table() -> dict[str, list[str]]:
    """What is expected of each surface, in the order of `CASES`."""
    lines = TABLE.strip("\n").splitlines()[2:]
    return {line[:23].strip(): line[23:].split() for line in lines}


async def made(easel: Easel, case: Case) -> Json:
    """The job of a case, finished."""
    stealth = " --stealth" if case.how == "stealth" else ""
    place = "#general" if case.how == "#general" else "dm"
    typed_in = "#general" if case.how == "stealth" else place
    await easel.chloe.slash(typed_in, "imagine", prompt=f"a {SECRET}{stealth}")
    await easel.next_grid(easel.chloe, set(), place)
    job = easel.jobs()[0]
    if case.is_shown:
        await easel.chloe.slash("#general", "show", job_id=job["id"])
    if case.is_elsewhere:
        where = (ELSEWHERE, CHANNEL_ELSEWHERE, job["id"])
        await write(easel, "UPDATE jobs SET guild_id = ?, channel_id = ? WHERE id = ?", *where)
        await write(
            easel, "UPDATE job_messages SET guild_id = ?, channel_id = ? WHERE job_id = ?", *where
        )
    if case.is_withheld:
        for person in (easel.chloe, easel.ben):  # hearts of before
            heart = "INSERT INTO favourites (user_id, job_id, image_index, at) VALUES (?, ?, 2, ?)"
            await write(easel, heart, int(person.id), job["id"], LONG_AGO)
        taken = "INSERT INTO withheld (job_id, by_user_id, at) VALUES (?, ?, ?)"
        await write(easel, taken, job["id"], int(easel.ada.id), LONG_AGO)
    await settle(easel, easel.chloe)
    return easel.jobs()[0]


def place_of(easel: Easel, message: Json) -> str:
    if message.get("ephemeral"):
        return "alone"
    names = {channel_of(easel, "general").id: "here", channel_of(easel, "quiet").id: "mods"}
    return names.get(message["channel_id"], "dm")


def tells(message: Json) -> bool:
    """It shows a picture, or the words of the prompt."""
    return bool(message["attachments"]) or SECRET in str((message["content"], message["embeds"]))


def said(handle: InteractionHandle | None) -> str:
    message = None if handle is None else handle.message
    text = "" if message is None else str(message["embeds"])
    for words, name in (
        ("Job not found", "missing"),
        ("Not your job", "theirs"),
        ("took this job's pictures away", "withheld"),
        ("Picture 1 is", "liked"),
    ):
        if words in text:
            return name
    return "-"


async def outcome(on: Pressing, surface: Surface) -> str:
    """What comes of a press; what is refused leaves everything as it was."""
    before = kept(on.easel, *STORED)
    with seen_by_all(on.easel) as seen:
        handle = await surface.press(on)
        await settle(on.easel, on.person)
    places = {place_of(on.easel, message) for message in seen if tells(message)}
    if handle is not None and SECRET in str(handle.modal):
        places.add("form")
    if handle is not None and SECRET in str(handle.choices):
        places.add("alone")
    if places:
        return "+".join(sorted(places))
    told = said(handle)
    if told != "liked" and kept(on.easel, *STORED) != before:
        told += ", and something was stored"
    return told


@pytest.mark.parametrize("number", range(len(CASES)), ids=[str(case) for case in CASES])
async def test_a_stored_picture_or_prompt_is_shown_to_whom_it_may_be(easel: Easel, number: int):
    """Rows 77, 79."""
    case, expected = CASES[number], rows_of_table()
    channel = channel_of(easel, "quiet")
    await easel.ada.slash("#general", "moderation channel", channel=channel)
    job = await made(easel, case)
    on = Pressing(easel, easel.chloe if case.is_own else easel.ben, job)
    assert expected.keys() == SURFACES.keys()
    got = {name: await outcome(on, surface) for name, surface in SURFACES.items()}
    right = {name: row[number] for name, row in expected.items()}
    wrong = {name: f"{got[name]}, not {right[name]}" for name in got if got[name] != right[name]}
    assert wrong == {}
