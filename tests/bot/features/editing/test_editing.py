"""--edit: pictures that the words change, kept with their job, in their own shape."""

from dataclasses import replace

from engine import CannedEngine
from engine.canned.engine import CANNED_CARD
from tests.bot.intake.test_blending import picture
from tests.fixtures.easel import Easel, Json, labels


async def source(easel: Easel, prompt: str = "a fox --ar 3:2") -> str:
    """The link of a picture in the channel."""
    return str((await easel.grid(easel.ada, prompt))["attachments"][0]["url"])


async def refused(easel: Easel, prompt: str) -> Json:
    """The card that a prompt gets which orders nothing."""
    handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
    card: Json = handle.message["embeds"][0]
    return card


async def test_an_edit_gets_its_pictures_as_references(easel: Easel):
    """Row 92."""
    one, other = await source(easel), await source(easel, "a boat")
    grid = await easel.grid(easel.ada, f"make it night --edit {one} {other}")
    assert grid["content"].startswith("**make it night --edit [🖼1](<http")
    assert f"Edit by <@{easel.ada.id}>" in grid["content"]
    fox, _, edit = easel.engine.requests
    assert edit.source is None
    assert len(set(edit.references)) == 2
    assert (edit.parts[0].text, easel.jobs()[-1]["kind"]) == ("make it night", "edit")
    assert (edit.width_px, edit.height_px) == (fox.width_px, fox.height_px)
    await easel.grid(easel.ada, f"make it night --edit {one} --ar 1:1")
    assert easel.engine.requests[-1].width_px == easel.engine.requests[-1].height_px


async def test_what_an_edit_changes_outlives_its_link_and_a_restart(easel: Easel):
    """🔄 and V make it again from the picture that was kept."""
    link = await source(easel)
    grid = await easel.grid(easel.ada, f"make it night --edit {link}")
    kept = easel.engine.requests[-1].references
    await easel.kill()
    await easel.start()
    await easel.ada.click(grid, "🔄")
    again = await easel.next_grid(easel.ada, {m["id"] for m in easel.ada.messages("#general")})
    assert easel.engine.requests[-1].references == kept
    await easel.ada.click(again, "V2")
    await easel.next_grid(easel.ada, {m["id"] for m in easel.ada.messages("#general")})
    varied = easel.engine.requests[-1]
    assert (varied.references, varied.source is not None) == (kept, True)


async def test_a_model_without_instructions_draws_over_the_picture_and_says_so(cold_easel: Easel):
    """Row 92."""
    easel = cold_easel
    easel.engine = CannedEngine(replace(CANNED_CARD, max_references=0))
    await easel.start(easel.engine)
    link = await source(easel)
    await easel.grid(easel.ada, f"a fox at night --edit {link}")
    told = await easel.ada.wait_for("#general", lambda m: m["ephemeral"])
    assert "canned knows no instructions" in told["embeds"][0]["description"]
    request = easel.engine.requests[-1]
    assert (request.references, request.source and request.source.strength) == ((), 0.65)
    card = await refused(easel, f"a fox --edit {link} {link}?2")
    assert "`--edit` takes one link; you gave 2." in card["description"]
    card = await refused(easel, f"{link} a fox --edit {link}")
    assert "from no other" in card["description"]


async def test_a_model_that_starts_from_no_picture_edits_none(cold_easel: Easel):
    easel = cold_easel
    card = replace(CANNED_CARD, max_references=0, can_img2img=False)
    await easel.start(CannedEngine(card))
    told = await refused(easel, "a fox --edit https://example.org/a.png")
    assert "neither changes pictures by instruction nor starts from one" in told["description"]
    assert easel.jobs() == []


async def single(easel: Easel, prompt: str = "a fox --ar 3:2") -> Json:
    """The message with a picture alone."""
    grid = await easel.grid(easel.ada, prompt)
    await easel.ada.click(grid, "U2")
    message: Json = await easel.ada.wait_for("#general", lambda m: "Edit" in labels(m))
    return message


async def test_edit_under_a_picture_asks_what_should_change(easel: Easel):
    """The stored picture is changed, in its shape, by whoever presses, after a restart too."""
    message = await single(easel)
    await easel.kill()
    await easel.start()
    form = await easel.ben.click(message, "Edit")
    assert form.modal is not None
    before = {m["id"] for m in easel.ben.messages("#general")}
    await easel.ben.submit(form, {"text": "make it night"})
    grid = await easel.next_grid(easel.ben, before)
    assert grid["content"].startswith("**make it night --edit [🖼1](<")
    assert f"Edit by <@{easel.ben.id}>" in grid["content"]
    fox, job = easel.jobs()
    assert (job["kind"], job["parent_id"], job["parent_index"]) == ("edit", fox["id"], 2)
    request = easel.engine.requests[-1]
    stored = easel.rows("SELECT * FROM images WHERE job_id = ? AND image_index = 2", fox["id"])[0]
    assert request.references == ((easel.folder / stored["path"]).read_bytes(),)
    assert (request.width_px, request.height_px) == (stored["width_px"], stored["height_px"])


async def test_a_mistake_in_what_should_change_is_explained(easel: Easel):
    message = await single(easel)
    form = await easel.ada.click(message, "Edit")
    told = await easel.ada.submit(form, {"text": "make it night --sede 7"})
    assert "Did you mean `--seed`?" in told.message["embeds"][0]["description"]
    assert "--edit <" in told.message["embeds"][0]["footer"]["text"]
    assert len(easel.jobs()) == 1


async def test_edit_takes_pictures_from_a_command_and_from_a_message(easel: Easel):
    grid = await easel.ada.slash(
        "#general", "edit", picture=("a.png", picture("red", (96, 64))), prompt="in watercolor"
    )
    made = await easel.next_grid(easel.ada, set())
    assert "in watercolor --edit" in made["content"] and grid.state == "done"
    request = easel.engine.requests[-1]
    assert len(request.references) == 1 and request.width_px > request.height_px
    refusal = await easel.ada.menu(made, "Edit Picture")
    assert "Press U1 to U4" in refusal.message["embeds"][0]["description"]
    said = await easel.ada.say("#general", "hello")
    refusal = await easel.ada.menu(said, "Edit Picture")
    assert "no picture in this message" in refusal.message["embeds"][0]["description"]
    told = await easel.ada.slash(
        "#general", "edit", picture=("a.txt", b"words"), prompt="in watercolor"
    )
    assert "`a.txt` is no picture" in told.message["embeds"][0]["description"]
