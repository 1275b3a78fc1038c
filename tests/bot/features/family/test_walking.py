"""/show of a job leads to its parent and its children, as far as one may see them."""

import pytest
from PIL import Image

from bot.features.family.relatives import MOST_CHILDREN
from tests.fixtures.easel import Easel, Json, image_of, labels
from tests.fixtures.surfaces import LONG_AGO, write

CHOOSE = "f1:relative"


def options(message: Json) -> list[Json]:
    """What can be chosen under a card; empty where there is no list."""
    parts = [part for row in message["components"] for part in row["components"]]
    return [option for part in parts if part["type"] == 3 for option in part["options"]]


def text(message: Json) -> str:
    return str(message["embeds"][0]["description"])


async def picture(message: Json) -> Image.Image:
    """The one inside the card."""
    return await image_of({"attachments": [message["embeds"][0]["image"]]})


async def family(easel: Easel) -> tuple[Json, Json]:
    """Two grids of Ada's, the second made from picture 2 of the first."""
    first = await easel.grid(easel.ada, "a fox --ar 3:2")
    await easel.ada.click(first, "V2")
    second = await easel.next_grid(easel.ada, {first["id"]})
    return first, second


async def shown(easel: Easel, person, job_id: str) -> Json:
    """The private card of /show."""
    before = {m["id"] for m in person.messages("#general")}
    await person.slash("#general", "show", job_id=job_id)
    return await person.wait_for(
        "#general", lambda m: m["id"] not in before and m["embeds"] and m["ephemeral"]
    )


async def walked(easel: Easel, person, card: Json, job_id: str) -> Json:
    """The card after going to that relative."""
    handle = await person.choose(card, CHOOSE, job_id)
    await person.until(lambda: "image" in handle.message["embeds"][0] and handle.message)
    return handle.message


async def test_from_a_picture_to_its_parent_and_back_to_its_child(easel: Easel):
    """Row 90."""
    first, second = await family(easel)
    parent, child = easel.jobs()
    card = await shown(easel, easel.ada, child["id"])
    assert "**Made from** picture 2 of **a fox --ar 3:2**" in text(card)
    assert [(one["value"], one["description"]) for one in options(card)] == [
        (parent["id"], "it was made from picture 2 of this")
    ]
    await easel.kill()
    await easel.start()
    card = await walked(easel, easel.ada, card, parent["id"])
    assert await picture(card) == await image_of(first)
    assert "**From it** 1 job that you can see" in text(card)
    assert f"`{parent['id']}` (done)" in text(card)
    assert [one["value"] for one in options(card)] == [child["id"]]
    card = await walked(easel, easel.ada, card, child["id"])
    assert await picture(card) == await image_of(second)
    await easel.ada.click(card, "Show again")
    ids = {first["id"], second["id"]}
    await easel.ada.wait_for("#general", lambda m: m["id"] not in ids and "U1" in labels(m))


async def test_a_reroll_is_family_by_its_words(easel: Easel):
    first = await easel.grid(easel.ada)
    await easel.ada.click(first, "🔄")
    await easel.next_grid(easel.ada, {first["id"]})
    parent, child = easel.jobs()
    card = await shown(easel, easel.ada, child["id"])
    assert "**Made with the words of** **a fox**" in text(card)
    card = await shown(easel, easel.ada, parent["id"])
    assert options(card)[0]["description"] == "made with the same words"


async def test_a_job_without_family_has_no_list(easel: Easel):
    await easel.grid(easel.ada)
    card = await shown(easel, easel.ada, easel.jobs()[0]["id"])
    assert options(card) == [] and "From it" not in text(card) and "Made" not in text(card)


async def test_of_anothers_relative_everybodys_things_are_told_and_no_more(easel: Easel):
    """Ben made a variation of Ada's picture: no seed of his, no button that brings it back."""
    first = await easel.grid(easel.ada)
    await easel.ben.click(first, "V1")
    second = await easel.next_grid(easel.ben, {first["id"]})
    parent, child = easel.jobs()
    card = await walked(easel, easel.ada, await shown(easel, easel.ada, parent["id"]), child["id"])
    assert f"**Made by** <@{easel.ben.id}>" in text(card) and second["id"] in text(card)
    assert "Seeds" not in text(card) and labels(card) == [None]
    assert await picture(card) == await image_of(second)


@pytest.mark.parametrize("how", ["stealth", "withheld"])
async def test_a_child_that_may_not_be_seen_is_neither_named_nor_counted(easel: Easel, how: str):
    first = await easel.grid(easel.ada)
    if how == "stealth":
        await easel.ben.slash("#general", "stealth")
    await easel.ben.click(first, "V1")
    await easel.until_row("SELECT 1 FROM jobs WHERE parent_id IS NOT NULL AND status = 'done'")
    parent, child = easel.jobs()
    if how == "withheld":
        await withhold(easel, child["id"])
    card = await shown(easel, easel.ada, parent["id"])
    assert options(card) == [] and "From it" not in text(card)


async def withhold(easel: Easel, job_id: str) -> None:
    sql = "INSERT INTO withheld (job_id, by_user_id, at) VALUES (?, ?, ?)"
    await write(easel, sql, job_id, int(easel.ada.id), LONG_AGO)


async def test_a_parent_that_was_taken_away_has_no_name_and_cannot_be_walked_to(easel: Easel):
    await family(easel)
    parent, child = easel.jobs()
    listed = await shown(easel, easel.ada, child["id"])
    await withhold(easel, parent["id"])
    card = await shown(easel, easel.ada, child["id"])
    assert "**Made from** a picture that you cannot see any more" in text(card)
    assert options(card) == []
    refused = await (await easel.ada.choose(listed, CHOOSE, parent["id"])).finished()
    assert "took this job's pictures away" in text(refused)


async def test_of_very_many_children_the_latest_are_listed(easel: Easel):
    await family(easel)
    parent, child = easel.jobs()
    columns = ", ".join(name for name in child if name not in ("number", "id", "interaction_id"))
    copy = (
        f"INSERT INTO jobs (id, interaction_id, {columns}) "
        f"SELECT printf('%022d', ?), ?, {columns} FROM jobs WHERE id = ?"
    )
    for number in range(MOST_CHILDREN + 2):
        await write(easel, copy, number, number, child["id"])
    card = await shown(easel, easel.ada, parent["id"])
    newest = [f"{MOST_CHILDREN + 1 - number:022d}" for number in range(MOST_CHILDREN)]
    assert [one["value"] for one in options(card)] == newest
    assert f"more than {MOST_CHILDREN} jobs; the latest {MOST_CHILDREN}" in text(card)
