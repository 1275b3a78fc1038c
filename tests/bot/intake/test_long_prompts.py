"""The longest texts that a command takes, built to take long: the event loop goes on.

The gate on every test holds the loop; what is tested here is that each of them has its answer.
"""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from tests.fixtures.easel import Easel

LONGEST = 6_000
PUMPS = ("—", "-", "a ", "./", "(a:1.2) ", "a:: ", "Steps: 20, ", "--ar 3:2 ", "， ")


@pytest.mark.parametrize("command", ["imagine", "shorten"])
async def test_a_prompt_that_takes_long_has_its_answer(easel: Easel, command: str):
    for pump in PUMPS:
        for start in ("x ", "{a,b,c,d,e,f,g,h,i,j} "):
            text = (start + pump * LONGEST)[: LONGEST - 10]
            handle = await easel.ada.slash("#general", command, prompt=text)
            assert await handle.finished()


@pytest.mark.parametrize("pump", ["(a:1.2) ", "(a)[b]"])
async def test_going_on_from_a_long_prompt_has_its_answer(easel: Easel, pump: str):
    """The texts of a prompt of a thousand brackets were made on the loop, one for each file."""
    grid = await easel.grid(easel.ada, ("x " + pump * LONGEST)[: LONGEST - 12])
    for label in ("V1", "🔄"):
        before = {message["id"] for message in easel.ada.messages("#general")}
        await easel.ada.click(grid, label)
        assert await easel.next_grid(easel.ada, before)


async def test_a_picture_with_a_long_text_has_its_answer(easel: Easel):
    """Sixteen kilobytes held the loop for two seconds."""
    told = PngImagePlugin.PngInfo()
    told.add_text("parameters", "x\nSteps: 20, " + "a " * 30_000)
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=told)
    handle = await easel.ada.slash("#general", "show", picture=("x.png", file.getvalue()))
    assert (await handle.finished())["ephemeral"]
