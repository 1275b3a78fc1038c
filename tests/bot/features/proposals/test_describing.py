"""/describe: a picture becomes four prompts, and they become pictures."""

import io
from dataclasses import replace

import pytest
from PIL import Image, PngImagePlugin

from engine import CannedEngine
from engine.canned import CANNED_CARD
from tests.bot.foreign.test_files import SWARM
from tests.fixtures.easel import Easel, file_of, labels, rows_of
from tests.fixtures.foreign_files import commented, unicode_comment

NUMBERS = ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "🔄"]


def card(message):
    return message["embeds"][0]


def picture(width: int = 300, height: int = 200, **texts: str) -> bytes:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    for key, text in texts.items():
        info.add_itxt(key, text)
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def prompts(message) -> list[str]:
    pieces = card(message)["description"].split("\n\n")
    assert [piece[:3] for piece in pieces] == NUMBERS[: len(pieces)]
    return [piece[3:].partition("\n-#")[0].strip().replace("\\", "") for piece in pieces]


async def described(easel: Easel, data: bytes | None = None):
    await easel.ada.slash("#general", "describe", image=("a.png", data or picture()))
    return await easel.ben.wait_for("#general", lambda m: "🎉 Imagine all" in labels(m))


async def test_describe_shows_the_picture_and_four_prompts(easel: Easel):
    """Row 68."""
    message = await described(easel)
    assert rows_of(message) == [NUMBERS, ["🎉 Imagine all"]]
    found = prompts(message)
    assert len(set(found)) == 4
    assert all(prompt.endswith(" --ar 3:2") for prompt in found)
    assert "picture.png" in card(message)["image"]["url"]
    assert "-#" not in card(message)["description"]
    assert easel.jobs() == []


async def test_each_number_opens_its_prompt_for_editing_after_a_restart_too(easel: Easel):
    """Row 68."""
    message = await described(easel)
    found = prompts(message)
    await easel.kill()
    await easel.start()
    for index, prompt in enumerate(found, 1):
        form = await easel.ben.click(message, f"{index}\ufe0f\u20e3")
        field = form.modal["components"][0]["component"]
        assert field["value"] == prompt
    await easel.ben.submit(form, {"Prompt": "a fox --ar 3:2"})
    await easel.next_grid(easel.ben, {message["id"]})
    request = easel.engine.requests[0]
    assert request.parts[0].text == "a fox"
    assert request.width_px > request.height_px
    assert easel.jobs()[0]["user_id"] == int(easel.ben.id)


async def test_describing_again_gives_four_others_under_the_same_picture(easel: Easel):
    """Row 68."""
    message = await described(easel)
    first = prompts(message)
    await easel.kill()
    await easel.start()
    pressed = await easel.ben.click(message, "🔄")
    await easel.ben.until(lambda: prompts(pressed.message) != first)
    again = prompts(pressed.message)
    assert not set(again) & set(first)
    assert len(set(again)) == 4
    assert "picture.png" in card(pressed.message)["image"]["url"]
    form = await easel.ben.click(pressed.message, "2️⃣")
    assert form.modal["components"][0]["component"]["value"] == again[1]
    await easel.ben.click(pressed.message, "🔄")
    await easel.ben.until(lambda: prompts(pressed.message) != again)


async def test_imagine_all_asks_and_makes_four_jobs(easel: Easel):
    """Row 68."""
    message = await described(easel)
    found = prompts(message)
    await easel.kill()
    await easel.start()
    asked = await easel.ben.click(message, "🎉 Imagine all")
    question = await asked.finished()
    assert "4 jobs" in card(question)["description"]
    assert easel.jobs() == []
    await easel.ben.click(question, "Yes")
    await easel.until_row(
        "SELECT 1 FROM jobs GROUP BY status HAVING COUNT(*) = 4 AND status = 'done'"
    )
    made = sorted(request.parts[0].text for request in easel.engine.requests)
    assert made == sorted(prompt.removesuffix(" --ar 3:2") for prompt in found)
    assert {job["user_id"] for job in easel.jobs()} == {int(easel.ben.id)}


async def test_a_picture_of_ours_says_its_own_prompt_first(easel: Easel):
    grid = await easel.grid(easel.ada, "a castle in the rain --ar 3:2 --no clouds")
    seed = easel.engine.requests[0].seeds[0]
    message = await described(easel, await file_of(grid))
    first, *others = prompts(message)
    assert first == f"a castle in the rain --ar 3:2 --no clouds --seed {seed}"
    assert "own prompt" in card(message)["description"].split("\n\n")[0]
    assert len(others) == 3
    form = await easel.ben.click(message, "1️⃣")
    before = {m["id"] for m in easel.ben.messages("#general")}
    await easel.ben.submit(form, {})
    again = await easel.next_grid(easel.ben, before)
    assert Image.open(io.BytesIO(await file_of(again))).tobytes() == (
        Image.open(io.BytesIO(await file_of(grid))).tobytes()
    )


async def test_of_a_grid_of_ours_the_first_picture_is_looked_at(easel: Easel):
    grid = await easel.grid(easel.ada, "a castle --ar 3:2")
    message = await described(easel, await file_of(grid))
    shown = Image.open(io.BytesIO(await file_of({"attachments": [card(message)["image"]]})))
    whole = Image.open(io.BytesIO(await file_of(grid)))
    assert shown.size == (whole.width // 2, whole.height // 2)
    assert shown.tobytes() == whole.crop((0, 0, *shown.size)).tobytes()


async def test_a_picture_of_a1111_says_its_own_prompt_first(easel: Easel):
    text = (
        "a (red:1.2) fox, {masterpiece}\nNegative prompt: text, blurry\n"
        "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 12345, Size: 256x256, Model: some, thing"
    )
    first = prompts(await described(easel, picture(parameters=text)))[0]
    assert first.startswith("a (red:1.2) fox, {masterpiece}")
    for piece in ("--no text, blurry", "--steps 20", "--cfg 7", "--seed 12345", "--size 256x256"):
        assert piece in first


async def test_a_picture_of_another_program_says_what_has_no_counterpart(easel: Easel):
    message = await described(easel, commented("WEBP", unicode_comment(SWARM, "utf-16-le")))
    assert prompts(message)[0].startswith("a red fox [at dusk] --no rain --steps 20")
    first = card(message)["description"].split("\n\n")[0]
    assert "Left out, having no counterpart here: `Size: 832x1216`, `model`." in first


@pytest.mark.parametrize("both", [True, False])
async def test_describe_asks_for_exactly_one_picture(easel: Easel, both: bool):
    """Row 68."""
    given = {"image": ("a.png", picture()), "link": "https://x.org/a.png"} if both else {}
    handle = await easel.ada.slash("#general", "describe", **given)
    message = await handle.finished()
    assert message["ephemeral"]
    assert "exactly one" in card(message)["description"]


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("http://10.0.0.1/a.png", "10.0.0.1"),
        ("http://169.254.169.254/latest", "169.254"),
        ("no link at all", "no link at all"),
    ],
)
async def test_describe_tells_a_bad_link(easel: Easel, link: str, told: str):
    """Row 68."""
    handle = await easel.ada.slash("#general", "describe", link=link)
    message = await handle.finished()
    assert message["ephemeral"]
    assert card(message)["title"] == "Invalid link"
    assert told in card(message)["description"]


async def test_describe_tells_a_file_that_is_no_picture(easel: Easel):
    """Row 68."""
    await easel.ada.slash("#general", "describe", image=("a.png", b"no picture"))
    told = await easel.ada.wait_for("#general", lambda m: m["ephemeral"])
    assert card(told)["title"] == "Invalid link"


async def test_a_picture_behind_a_link_is_described(easel: Easel):
    """Row 68."""
    shown = card(await described(easel))["image"]["url"]
    before = {m["id"] for m in easel.ben.messages("#general")}
    await easel.ben.slash("#general", "describe", link=f"<{shown}>")
    await easel.ben.wait_for(
        "#general", lambda m: m["id"] not in before and "🎉 Imagine all" in labels(m)
    )


async def test_without_a_captioner_it_is_told_but_an_own_prompt_is_still_read(
    cold_easel: Easel,
):
    """Row 68."""
    easel = cold_easel
    await easel.start(CannedEngine(replace(CANNED_CARD, can_describe=False)))
    handle = await easel.ada.slash("#general", "describe", image=("a.png", picture()))
    told = card(await handle.finished())
    assert told["title"] == "Not available here"
    assert "captioner" in told["description"]
    grid = await easel.grid(easel.ada, "a fox --seed 3")
    message = await described(easel, await file_of(grid))
    assert prompts(message) == ["a fox --seed 3"]
