"""/show, and the menu Show Prompt."""

import io
import json
import re

import pytest
from PIL import Image

from bot.features.gallery.details import Times, foreign_details, job_details
from bot.foreign.programs import read_texts
from bot.language import speaking
from bot.prompt import Defaults, read_prompts
from bot.prompt.pasted import foreign_prompt
from engine import CannedEngine
from tests.fixtures.easel import Easel, file_of, image_of, labels
from tests.fixtures.foreign_files import commented, graph, png, unicode_comment


def card(message):
    return message["embeds"][0]


async def shown(easel: Easel, person, job_id: str, channel: str = "#general"):
    """The message that brought the job back, and the private card."""
    before = {m["id"] for m in person.messages(channel)}
    await person.slash(channel, "show", job_id=job_id)
    details = await person.wait_for(
        channel, lambda m: m["id"] not in before and m["embeds"] and m["ephemeral"]
    )
    new = [m for m in person.messages(channel) if m["id"] not in before and "U1" in labels(m)]
    return (new[0] if new else None), card(details)


async def test_show_brings_an_own_job_back_with_working_buttons(easel: Easel):
    """Row 38."""
    grid = await easel.grid(easel.ada, "a fox --ar 3:2 --seed 7")
    job_id = easel.jobs()[0]["id"]
    spent = easel.spent(easel.ada)
    await easel.kill()
    await easel.start()
    message, _ = await shown(easel, easel.ada, job_id, "#gallery")
    assert message["content"] == grid["content"]
    assert labels(message) == labels(grid)
    assert await image_of(message) == await image_of(grid)
    assert easel.spent(easel.ada) == spent
    assert not easel.ada.is_pinged_by(message)
    await easel.ada.click(message, "U3")
    single = await easel.ada.wait_for("#gallery", lambda m: "Image #3" in m["content"])
    assert single["message_reference"]["message_id"] == message["id"]
    await easel.ada.click(message, "V2")
    await easel.next_grid(easel.ada, {message["id"]}, "#gallery")


async def test_show_of_a_strangers_id_says_not_found(easel: Easel):
    """Row 38."""
    await easel.grid(easel.ada)
    job_id = easel.jobs()[0]["id"]
    before = len(easel.chloe.messages("#general"))
    for person, wanted in ((easel.ben, job_id), (easel.ben, "A" * 22), (easel.ada, "A" * 22)):
        handle = await person.slash("#general", "show", job_id=wanted)
        told = await handle.finished()
        assert told["ephemeral"]
        assert card(told)["title"] == "Job not found"
    assert len(easel.chloe.messages("#general")) == before


async def test_show_takes_the_link_of_a_message_or_a_file_name(easel: Easel):
    """Row 38."""
    grid = await easel.grid(easel.ada)
    link = f"https://discord.com/channels/1/{grid['channel_id']}/{grid['id']}"
    message, _ = await shown(easel, easel.ada, link)
    assert "U1" in labels(message)
    copy, _ = await shown(easel, easel.ada, link.replace(grid["id"], message["id"]))
    assert "U1" in labels(copy)
    named, _ = await shown(easel, easel.ada, grid["attachments"][0]["filename"])
    assert "U1" in labels(named)


@pytest.mark.parametrize("wanted", ["fox", "1234", "550e8400-e29b-41d4-a716-446655440000 x"])
async def test_show_tells_what_is_no_id(easel: Easel, wanted: str):
    """Row 38."""
    told = await (await easel.ada.slash("#general", "show", job_id=wanted)).finished()
    assert wanted in card(told)["description"]
    assert card(told)["footer"]["text"] == f"/show {wanted}"


async def test_show_asks_for_exactly_one(easel: Easel):
    """Row 38."""
    told = await (await easel.ada.slash("#general", "show")).finished()
    assert "exactly one" in card(told)["description"]


async def test_show_tells_where_each_value_came_from(easel: Easel):
    """Row 90."""
    await easel.ada.slash("#general", "prefer suffix", new_value="--no text")
    await easel.ada.slash("#general", "relax")
    await easel.grid(easel.ada, "a fox --ar 3:2")
    job = easel.jobs()[0]
    _, details = await shown(easel, easel.ada, job["id"])
    lines = details["description"].split("\n")
    size = f"{easel.engine.requests[0].width_px}×{easel.engine.requests[0].height_px}"
    assert f"`--ar 3:2` ({size}) · your prompt" in lines
    assert "`--no text` · your suffix" in lines
    assert "`--relax` · your settings" in lines
    assert "`--sampler dpm++2m` · the model" in lines
    seeds = easel.engine.requests[0].seeds
    assert f"`--seed {seeds[0]}` · drawn by chance" in lines
    assert f"**Seeds** {', '.join(map(str, seeds))}" in lines
    assert f"**Job** `{job['id']}` (done)" in lines
    assert any("ordered <t:" in line and "made in" in line for line in lines)


async def test_show_of_a_job_without_pictures_tells_its_details_only(easel: Easel):
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    message, details = await shown(easel, easel.ada, easel.jobs()[0]["id"])
    assert message is None
    assert "(running)" in details["description"]


async def test_reactions_work_on_a_copy_too(easel: Easel):
    await easel.grid(easel.ada)
    message, _ = await shown(easel, easel.ada, easel.jobs()[0]["id"], "#gallery")
    await easel.ada.react(message, "✉️")
    await easel.ada.wait_for("dm", lambda m: "Job ID" in m["content"])
    await easel.ben.react(message, "❌")
    await easel.ada.react(message, "❌")
    question = await easel.ada.wait_for("#gallery", lambda m: labels(m) == ["Delete", "Keep"])
    await easel.ada.click(question, "Delete")
    await easel.ada.until(
        lambda: message["id"] not in [m["id"] for m in easel.ada.messages("#gallery")]
    )


async def test_a_stealth_job_is_shown_to_its_owner_alone(easel: Easel):
    """Row 77."""
    await easel.ada.slash("#general", "imagine", prompt="a fox --stealth")
    await easel.until_row("SELECT 1 FROM jobs WHERE status = 'done'")
    message, _ = await shown(easel, easel.ada, easel.jobs()[0]["id"])
    assert message["ephemeral"]
    assert not any("U1" in labels(m) for m in easel.ben.messages("#general"))


async def test_show_reads_an_uploaded_picture_exactly_and_makes_it_again(easel: Easel):
    grid = await easel.grid(easel.ada, "a castle --ar 3:2 --no clouds, birds --q .5")
    data, sheet = await file_of(grid), await image_of(grid)
    handle = await easel.ben.slash("#gallery", "show", picture=("x.png", data))
    await easel.ben.until(lambda: handle.message["embeds"])
    message = handle.message
    assert message["ephemeral"]
    text = card(message)["description"]
    first = easel.engine.requests[0]
    assert "a castle --ar 3:2 --no clouds, birds --quality 0.5" in text
    assert f"--seed {first.seeds[0]}" in text
    assert "`--ar 3:2`" in text
    assert labels(message) == ["Imagine", "Edit"]
    await easel.kill()
    await easel.start()
    await easel.ben.click(message, "Imagine")
    again = await easel.next_grid(easel.ben, {message["id"]}, "#gallery")
    assert await image_of(again) == sheet
    assert easel.engine.requests[0].parts == first.parts
    assert easel.engine.requests[0].steps == first.steps


WRITTEN = (
    "a red fox, {snow}\nNegative prompt: rain\nSteps: 12, Sampler: DPM++ 3M SDE, CFG scale: 4, "
    "Seed: 7, Size: 256x256, Model: `x` [free](https://evil.example), Denoising strength: 0.4"
)


async def read(easel: Easel, person, data: bytes):
    handle = await person.slash("#general", "show", picture=("x.bin", data))
    await person.until(lambda: handle.message["embeds"])
    return handle.message


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
async def test_show_reads_what_another_program_wrote_and_makes_it(easel: Easel, kind: str):
    """All 194 of them were told that nothing was written in them."""
    message = await read(easel, easel.ada, commented(kind, unicode_comment(WRITTEN)))
    text = card(message)["description"]
    prompt = (
        r"a red fox, \{snow\} --no rain --steps 12 --sampler DPM++ 3M SDE --cfg 4 --seed 7 "
        "--size 256x256"
    )
    assert f"```\n{prompt}\n```" in text
    assert text.endswith("Left out, having no counterpart here: `Model`, `Denoising strength`.")
    assert "AUTOMATIC1111" in card(message)["footer"]["text"]
    await easel.ada.click(message, "Imagine")
    await easel.next_grid(easel.ada, {message["id"]}, "#general")
    request = easel.engine.requests[0]
    assert (request.steps, request.seeds[0]) == (12, 7)


def test_the_card_of_another_program_in_chinese():
    told = foreign_prompt(read_texts({"prompt": json.dumps(graph())}))
    with speaking("zh-CN"):
        shown = foreign_details("ComfyUI", told)
    assert shown.text.endswith("在这里没有对应，已略去：`Model`。")
    assert shown.footer == "由 ComfyUI 写入。"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: png({"parameters": "", "Comment": "by `me`", "[x](http://x.example)": "y"}),
         ("holds `[x](http://x.example)`, `Comment`", "/describe")),
        (lambda: png({"prompt": "{}", "workflow": '{"nodes": [], "links": []}'}),
         ("holds `prompt`, `workflow`",)),
        (lambda: png({"sd-metadata": '{"image": {}}'}), ("made by InvokeAI", "no prompt")),
    ],
)  # fmt: skip
async def test_show_of_what_is_not_read_says_that_it_is_there(easel: Easel, data, words):
    """It said that nothing was written."""
    message = await read(easel, easel.ada, data())
    for one in words:
        assert one in card(message)["description"]


async def test_show_of_a_picture_that_tells_nothing_says_so(easel: Easel):
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(out, "PNG")
    handle = await easel.ada.slash("#general", "show", picture=("x.png", out.getvalue()))
    await easel.ada.until(lambda: handle.message["embeds"])
    assert "/describe" in card(handle.message)["description"]


async def test_show_completes_ones_own_finished_jobs(easel: Easel):
    await easel.grid(easel.ada, "a fox")
    await easel.grid(easel.ada, "a goose")
    await easel.grid(easel.ben, "a bear")
    choices = await easel.ada.autocomplete("#general", "show", "job_id", job_id="")
    assert [choice["name"] for choice in choices] == ["a goose", "a fox"]
    only = await easel.ada.autocomplete("#general", "show", "job_id", job_id="FOX")
    assert [choice["value"] for choice in only] == [easel.jobs()[0]["id"]]


async def test_the_menu_show_prompt_gives_it_to_be_copied(easel: Easel):
    grid = await easel.grid(easel.ada, "a *fox* @everyone --ar 3:2")
    handle = await easel.ben.menu(grid, "Show Prompt")
    message = await handle.finished()
    assert message["ephemeral"]
    assert card(message)["description"] == "```\na *fox* @everyone --ar 3:2\n```"
    await easel.ada.click(grid, "U1")
    single = await easel.ada.wait_for("#general", lambda m: "Image #1" in m["content"])
    of_single = await (await easel.ben.menu(single, "Show Prompt")).finished()
    assert card(of_single)["description"] == card(message)["description"]
    said = await easel.ben.say("#general", "hello")
    told = await (await easel.ben.menu(said, "Show Prompt")).finished()
    assert card(told)["title"] == "Not possible"


async def test_the_menu_show_prompt_gives_a_long_one_as_a_file(easel: Easel):
    prompt = "fox " * 1400
    grid = await easel.grid(easel.ada, prompt)
    message = await (await easel.ben.menu(grid, "Show Prompt")).finished()
    assert message["ephemeral"]
    assert (await file_of(message)).decode() == prompt.strip()


def test_every_parameter_that_is_told_can_be_typed():
    """`--speed fast` was told, and refused where it was typed."""
    card, defaults = CannedEngine().card, Defaults()
    for typed in ("a fox", "a fox --relax --stealth --raw --tile --no text --size 256x384 --c 5"):
        order = read_prompts(typed, card, defaults)[0]
        shown = job_details(order, "x" * 22, "done", (1,), Times(0)).text
        told = re.findall(r"^`(--[^`]+)`", shown, re.MULTILINE)
        assert len(told) > 5
        for one in told:
            assert read_prompts(f"a fox {one}", card, defaults), one


async def test_show_takes_a_messages_id_as_the_page_copies_it(easel: Easel):
    """It was refused, while "Copy message ID" is all that a message's menu gives."""
    grid = await easel.grid(easel.ada)
    details = await (await easel.ada.slash("#gallery", "show", job_id=grid["id"])).answered()
    again = await easel.ada.wait_for("#gallery", lambda m: "U1" in labels(m))
    assert await image_of(again) == await image_of(grid)
    assert details.state != "failed"
    for person, wanted in ((easel.ben, grid["id"]), (easel.ada, "1" * 18)):
        told = await (await person.slash("#general", "show", job_id=wanted)).finished()
        assert card(told)["title"] == "Job not found"
