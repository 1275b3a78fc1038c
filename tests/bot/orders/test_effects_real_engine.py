"""What parameters do to the picture: the built-in model draws.

One engine draws all pictures once, one thread, few of them; each test looks at its own.
"""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.orders.record import Record
from bot.orders.request import build_request
from engine import (
    Engine,
    EngineOptions,
    Failed,
    Finished,
    ImageRequest,
    ModelCard,
    Picture,
    Progress,
    SourceImage,
)
from tests.fixtures.same_picture import assert_same_pictures

# all is drawn for the first test, on a busy machine too
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

Pixels = npt.NDArray[np.float32]
SCENE = "a red lighthouse by the sea --seed 5"
FIFTH = "a red lighthouse by the sea --seed 9"  # of "c 0", by itself
PROMPTS = {  # by what is looked at: parameters, and how many pictures
    "base": ("", 1),
    "again": ("", 1),
    "s 0": ("--s 0", 1),
    "s 1000": ("--s 1000", 1),
    "raw": ("--s 1000 --style raw", 1),
    "weird": ("--w 3000", 1),
    "half": ("--stop 50", 1),
    "quality": ("--q .5", 1),
    "draft": ("--draft", 1),
    "tile": ("--tile", 1),
    "c 0": ("--c 0", 5),
    "c 100": ("--c 100", 5),
}
COLORLESS = "a lighthouse by the sea --seed 5"
WITHOUT = {"any": "", "no": "--no red"}
STRENGTHS = {"iw 0.5": "--iw 0.5", "iw 3": "--iw 3"}


@dataclass(frozen=True)
class Drawn:
    request: ImageRequest
    record: Record
    made: list[Picture]
    pictures: list[Pixels]  # the same as (H, W, 3), 0 to 255
    steps: int
    price: int
    card: ModelCard


@pytest.fixture(scope="module")
def drawn() -> Mapping[str, Drawn]:
    return asyncio.run(_draw_all())


async def _draw_all() -> dict[str, Drawn]:
    async with Engine(EngineOptions(threads=1)) as engine:
        menu = Menu(await engine.ready(), 6000, True, cards=engine.cards)
        made = {
            name: await _draw(engine, menu, f"{SCENE} {parameters}".strip(), count)
            for name, (parameters, count) in PROMPTS.items()
        }
        made["alone"] = await _draw(engine, menu, FIFTH, 1)
        made["together"], _ = await asyncio.gather(
            _draw(engine, menu, FIFTH, 1), _draw(engine, menu, "a castle --seed 1", 4)
        )
        for name, parameters in WITHOUT.items():
            made[name] = await _draw(engine, menu, f"{COLORLESS} {parameters}".strip(), 1)
        source = _png(made["base"].pictures[0])
        for name, parameters in STRENGTHS.items():
            prompt = f"https://x.org/a.png a blue castle in the desert --seed 9 {parameters}"
            made[name] = await _draw(engine, menu, prompt, 1, source)
        return made


async def _draw(
    engine: Engine, menu: Menu, prompt: str, count: int, png: bytes | None = None
) -> Drawn:
    order = menu.read(prompt, Preferences())[0]
    record = Record.from_json(Record.of(order, menu.card_of(order)).to_json())
    strength = record.effects.strength
    source = None if png is None or strength is None else SourceImage(png, strength)
    seeds = tuple((order.seed or 0) + k for k in range(count))
    request = replace(build_request(record, prompt, source), seeds=seeds)
    steps = 0
    async for event in engine.submit(request):
        match event:
            case Progress(step=step):
                steps = step
            case Failed(error=error):
                raise error
            case Finished(images=images):
                made = [image.picture for image in images]
                pictures = [_pixels(picture) for picture in made]
                price = menu.price("imagine", order)
                return Drawn(request, record, made, pictures, steps, price, menu.card)
    raise AssertionError("the engine said nothing at the end")


def test_no_red_lowers_red(drawn: Mapping[str, Drawn]) -> None:
    """Row 16. Where the prompt leaves the color open.

    What it plainly asks for, `--no` does not move.
    """
    assert redness(drawn["no"]) < 0.5 * redness(drawn["any"])


def test_stylize_changes_the_picture_and_its_guidance(drawn: Mapping[str, Drawn]) -> None:
    """Row 52."""
    none, own, most = (drawn[name] for name in ("s 0", "base", "s 1000"))
    assert none.request.guidance > own.request.guidance > most.request.guidance
    assert own.request.guidance == own.card.guidance, "at 100 the model's own"
    assert difference(none, most) > 10
    assert difference(none, own) > 1


def test_raw_takes_the_house_look_away(drawn: Mapping[str, Drawn]) -> None:
    """Row 52."""
    raw, most = drawn["raw"], drawn["s 1000"]
    assert raw.record.effects.look == ()
    assert len(most.record.effects.look) == 3
    assert difference(raw, drawn["base"]) < difference(most, drawn["base"])


def test_quality_takes_fewer_steps_and_costs_its_share(drawn: Mapping[str, Drawn]) -> None:
    """Row 53."""
    assert (drawn["base"].steps, drawn["quality"].steps) == (8, 4)
    assert (drawn["base"].price, drawn["quality"].price) == (100, 50)


def test_a_draft_takes_less_than_a_quarter_of_the_work(drawn: Mapping[str, Drawn]) -> None:
    """Row 83. Pixels times rows of the network, which seconds follow: those depend on the machine.

    Of its steps the first half is guided, which takes two rows each.
    """
    draft, whole = drawn["draft"], drawn["base"]
    assert (draft.steps, draft.price) == (4, 50)
    assert draft.request.guidance_interval == (0.0, 0.5)
    rows = draft.steps * 3 // 2, whole.steps * 2
    pixels = draft.request.width_px * draft.request.height_px, 256 * 256
    assert 4 * rows[0] * pixels[0] < rows[1] * pixels[1]


def test_iw_decides_how_much_of_the_image_prompt_is_left(drawn: Mapping[str, Drawn]) -> None:
    """Row 63."""
    far, near = (difference(drawn[name], drawn["base"]) for name in ("iw 0.5", "iw 3"))
    assert near < 0.8 * far


def test_a_tile_has_no_seam_and_the_next_job_is_not_tiled(
    drawn: Mapping[str, Drawn],
) -> None:
    """Row 70. Where two tiles meet, neighbours differ no more than they do inside."""
    tile, after = drawn["tile"].pictures[0], drawn["c 0"].pictures[0]
    for axis in (0, 1):
        assert seam(tile, axis) <= steps_between_lines(tile, axis).max()
    assert seam(tile, 0) < 0.3 * seam(after, 0)
    assert not drawn["c 0"].request.tile
    assert_same_pictures([(drawn["c 0"].made[0], drawn["base"].made[0])])


def test_a_seed_gives_the_same_picture_alone_and_in_company(
    drawn: Mapping[str, Drawn],
) -> None:
    """To rounding, in half precision: among the five of a request, alone, beside other people's."""
    five, together = drawn["c 0"], drawn["together"]
    assert_same_pictures(
        [
            (five.made[0], drawn["base"].made[0]),
            (five.made[4], drawn["alone"].made[0]),
            (five.made[4], together.made[0]),
        ]
    )
    with pytest.raises(AssertionError, match="dB at worst"):
        assert_same_pictures([(five.made[0], five.made[1])])


def test_the_same_request_gives_the_same_bytes(drawn: Mapping[str, Drawn]) -> None:
    assert drawn["base"].request.seeds == drawn["again"].request.seeds
    assert drawn["base"].made == drawn["again"].made


def test_stop_halves_the_steps_and_is_clean(drawn: Mapping[str, Drawn]) -> None:
    """Row 71."""
    half, whole = drawn["half"], drawn["base"]
    assert (half.steps, whole.steps) == (4, 8)
    assert detail(half) < 1.2 * detail(whole), "clean; noise would have far more detail"
    assert 0.5 < difference(half, whole) < 30


def test_chaos_makes_the_pictures_of_a_grid_differ(drawn: Mapping[str, Drawn]) -> None:
    """Row 72."""
    assert spread(drawn["c 100"]) > 1.2 * spread(drawn["c 0"])


def test_weird_differs_clearly_and_stands_in_the_record(drawn: Mapping[str, Drawn]) -> None:
    """Row 73."""
    weird = drawn["weird"]
    assert difference(weird, drawn["base"]) > 10
    assert weird.record.effects.rare == weird.request.parts[-1].text
    assert weird.request.parts[-1].weight == 0.7
    again = Record.from_json(weird.record.to_json())
    assert replace(build_request(again, weird.request.request_id), seeds=weird.request.seeds) == (
        weird.request
    )


def difference(one: Drawn, other: Drawn) -> float:
    """Mean over all pixels and colours, of 255."""
    return float(np.abs(one.pictures[0] - other.pictures[0]).mean())


def redness(drawn: Drawn) -> float:
    red, green, blue = np.moveaxis(drawn.pictures[0], 2, 0)
    return float((red - (green + blue) / 2).clip(0).mean())


def steps_between_lines(picture: Pixels, axis: int) -> Pixels:
    return np.abs(np.diff(picture, axis=axis)).mean((1 - axis, 2))


def seam(picture: Pixels, axis: int) -> float:
    """Between the last line and the first, which meet where two tiles do."""
    first, last = picture.take(0, axis), picture.take(-1, axis)
    return float(np.abs(first - last).mean())


def detail(drawn: Drawn) -> float:
    grey = drawn.pictures[0].mean(2)
    around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    return float(np.abs(4 * grey[1:-1, 1:-1] - around).mean())


def spread(drawn: Drawn) -> float:
    """How far the pictures of one request are apart, seen coarsely."""
    coarse = [one.reshape(32, 8, 32, 8, 3).mean((1, 3)) for one in drawn.pictures]
    pairs = [np.abs(a - b).mean() for place, a in enumerate(coarse) for b in coarse[:place]]
    return float(np.mean(pairs))


def _pixels(picture: Picture) -> Pixels:
    flat = np.frombuffer(picture.rgb, np.uint8)
    return flat.reshape(picture.height_px, picture.width_px, 3).astype(np.float32)


def _png(pixels: Pixels) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(out, "PNG")
    return out.getvalue()
