"""`easel imagine`: the same language, the exact pictures, one JSON line."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.cli.imagine import draw, write
from bot.config import Settings, load_settings
from bot.errors import CommandError, PromptError
from engine import CannedEngine, GenerationFailed, ModelLoadError, Picture
from engine.canned.engine import CANNED_CARD


@pytest.fixture
def settings() -> Settings:
    return load_settings(None)


def pixels(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


async def test_the_grid_is_the_four_files_two_by_two(tmp_path: Path, settings: Settings) -> None:
    """Row 4."""
    made = await draw("a fox --ar 3:2", settings, tmp_path / "new" / "out", 7, CannedEngine())
    assert [path.name for path in (made.grid, *made.files)] == [
        "grid.png", "1.png", "2.png", "3.png", "4.png",
    ]  # fmt: skip
    grid = pixels(made.grid)
    width, height = made.order.width_px, made.order.height_px
    assert grid.size == (2 * width, 2 * height)
    for place, path in enumerate(made.files):
        left, top = place % 2 * width, place // 2 * height
        quarter = grid.crop((left, top, left + width, top + height))
        assert quarter.tobytes() == pixels(path).tobytes()
    assert sorted(path.name for path in made.grid.parent.iterdir()) == sorted(
        path.name for path in (made.grid, *made.files)
    )


async def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, settings: Settings) -> None:
    """Row 15."""
    made = [
        await draw(prompt, settings, tmp_path / str(k), seed, CannedEngine())
        for k, (prompt, seed) in enumerate([("fox", 7), ("fox --seed 7", None), ("fox", 8)])
    ]
    first, again, other = (one.grid.read_bytes() for one in made)
    assert first == again != other
    assert made[0].seeds == made[1].seeds == (7, 8, 9, 10)
    assert len({path.read_bytes() for path in made[0].files}) == 4


async def test_the_option_beats_the_prompt_and_a_seed_is_drawn_without_both(
    tmp_path: Path, settings: Settings
) -> None:
    made = await draw("fox --seed 3", settings, tmp_path, 2**32 - 2, CannedEngine())
    assert made.seeds == (2**32 - 2, 2**32 - 1, 0, 1)
    drawn = {(await draw("fox", settings, tmp_path, None, CannedEngine())).seeds for _ in range(3)}
    assert len(drawn) == 3


async def test_json_holds_what_the_contract_says(tmp_path: Path, settings: Settings) -> None:
    made = await draw("a fox --no red --q .5", settings, tmp_path, 7, CannedEngine())
    value = json.loads(json.dumps(made.as_json()))
    assert list(value) == ["prompt", "parameters", "seeds", "files", "grid", "seconds"]
    assert value["prompt"] == "a fox --no red --quality 0.5"
    assert value["parameters"]["seed"] == 7 and value["parameters"]["no"] == "red"
    assert value["parameters"]["steps"] == 6
    assert value["files"] == [str(tmp_path / f"{place}.png") for place in (1, 2, 3, 4)]
    assert value["grid"] == str(tmp_path / "grid.png")
    assert value["seconds"] >= 0


async def test_a_mistake_is_the_sentence_of_discord_and_draws_nothing(
    tmp_path: Path, settings: Settings
) -> None:
    engine = CannedEngine()
    with pytest.raises(PromptError, match="Did you mean `--stylize`"):
        await draw("fox --sytlize 3", settings, tmp_path / "out", None, engine)
    assert not engine.requests and not (tmp_path / "out").exists()


async def test_what_the_engine_cannot_do_is_one_sentence(
    tmp_path: Path, settings: Settings
) -> None:
    engine = CannedEngine()
    engine.fail_next(GenerationFailed("The model made no sense."))
    with pytest.raises(CommandError, match="made no sense"):
        await draw("fox", settings, tmp_path, None, engine)
    with pytest.raises(CommandError, match="no folder"):
        broken = CannedEngine(load_error=ModelLoadError("There is no folder x."))
        await draw("fox", settings, tmp_path, None, broken)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CommandError, match="file cannot be written"):
        write(tmp_path / "file", [Picture(1, 1, b"abc")])


async def test_a_bar_grows_on_stderr_and_notes_are_told(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await draw("fox --q .3", settings, tmp_path, None, CannedEngine())
    told = capsys.readouterr()
    assert told.out == ""
    assert "100%" in told.err and "nearest" in told.err


async def test_edit_takes_files_in_the_shape_of_the_first(
    tmp_path: Path, settings: Settings
) -> None:
    """Row 92."""
    house = tmp_path / "house.png"
    Image.new("RGB", (320, 192), "red").save(house)
    engine = CannedEngine()
    made = await draw("make it night", settings, tmp_path, 7, engine, edit=[house])
    [request] = engine.requests
    assert (request.source, request.references) == (None, (house.read_bytes(),))
    assert (made.order.width_px, made.order.height_px) == (320, 192)
    assert made.as_json()["prompt"] == f"make it night --edit {house}"
    plain = CannedEngine(replace(CANNED_CARD, max_references=0))
    await draw("a house at night", settings, tmp_path, 7, plain, edit=[house])
    assert plain.requests[0].source is not None and plain.requests[0].source.strength == 0.65
    for prompt, files in (("fox", [tmp_path / "none.png"]), ("fox --edit https://x.org/a.png", [])):
        with pytest.raises(CommandError):
            await draw(prompt, settings, tmp_path, 7, CannedEngine(), edit=files)
