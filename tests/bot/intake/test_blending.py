"""/blend: two pictures become one, and what is refused."""

import io

from PIL import Image

from tests.fixtures.easel import Easel, labels


def picture(colour: str, size: tuple[int, int] = (96, 64), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    half = Image.new("RGB", size, "white")
    half.paste(Image.new("RGB", (size[0] // 2, size[1]), colour))
    half.save(out, kind)
    return out.getvalue()


async def test_blend_shows_both_pictures(easel: Easel):
    """Row 67."""
    handle = await easel.ada.slash(
        "#general",
        "blend",
        image1=("a.png", picture("red")),
        image2=("b.jpg", picture("blue", (200, 200), "JPEG")),
        dimensions="2:3",
    )
    assert handle.state == "done"
    grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert grid["content"].count("https://") + grid["content"].count("http://") == 2
    assert "--ar 2:3" in grid["content"]
    request = easel.engine.requests[0]
    assert request.height_px > request.width_px
    assert len(request.parts) == 2 and all(part.text for part in request.parts)
    assert request.source is not None
    with Image.open(io.BytesIO(request.source.png)) as mean:
        left, right = mean.getpixel((2, 9)), mean.getpixel((mean.width - 3, 9))
    assert left[0] > 100 and left[2] > 100 and left[1] < 40, "half red, half blue"
    assert min(right) > 240


async def test_blend_refuses_the_same_picture_twice(easel: Easel):
    """Row 67."""
    for second in (picture("red"), picture("red", (192, 128), "JPEG")):
        before = {message["id"] for message in easel.ada.messages("#general")}
        await easel.ada.slash(
            "#general", "blend", image1=("a.png", picture("red")), image2=("b.png", second)
        )
        told = await easel.ada.wait_for(
            "#general", lambda m, before=before: m["ephemeral"] and m["id"] not in before
        )
        assert told["embeds"][0]["title"] == "Duplicate images detected"
    assert easel.jobs() == []


async def test_blend_refuses_what_is_no_picture(easel: Easel):
    """Row 67."""
    handle = await easel.ada.slash(
        "#general", "blend", image1=("a.png", picture("red")), image2=("b.txt", b"words")
    )
    assert handle.message["embeds"][0]["title"] == "Invalid link"
    assert "`b.txt`" in handle.message["embeds"][0]["description"]
    assert easel.jobs() == []
    assert easel.spent(easel.ada) == 0
