"""Texts that others wrote into pictures: read, or told to be none of ours."""

from __future__ import annotations

import io
import json
import random
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from bot.features.gallery import details
from bot.orders.record import Record
from bot.pictures.decode import Decoded, decode
from bot.pictures.metadata import Metadata, exact_prompt, read_metadata
from bot.prompt import parse, whole_prompt
from bot.prompt.pasted import foreign_prompt
from engine.canned import CANNED_CARD

SETTINGS = "Steps: 10, Sampler: Euler a, CFG scale: 7, Seed: 7, Size: 512x512"
ORDER = parse("a (red:1.2) fox::2 hen::-0.5 --no rain --seed 7 --ar 3:2 --tile", CANNED_CARD)
OURS = Metadata(Record.of(ORDER, CANNED_CARD), "A" * 22, "canned", 7, 1)
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 1e400, float("nan"), 2**70, "", "x", "3:2", [], [1], {}, {"a": 1}, [[]],
    "{}", 0.5, [None], "x" * 400_000,
)  # fmt: skip


def written(**texts: str | bytes) -> Decoded:
    """A PNG that holds these bytes as texts, as it is read."""
    told = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        raw = text if isinstance(text, bytes) else text.encode("utf-8")
        told.add(b"tEXt", key.encode() + b"\0" + raw)
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=told)
    return decode(file.getvalue())


def told(**texts: str | bytes) -> str | None:
    """The prompt that such a PNG offers."""
    prompt = foreign_prompt(written(**texts).making)
    return None if prompt is None else prompt.text


@pytest.mark.parametrize(
    "words", ["红狐狸", "une forêt, l'été", "ein Fuchs über dem Fluß", "🦊 fox"]
)
def test_utf_8_where_latin_1_should_stand_is_read(words: str) -> None:
    """`红狐狸` was offered as `çº¢ç…`."""
    assert told(parameters=f"{words}\n{SETTINGS}") == (
        f"{words} --steps 10 --sampler Euler a --cfg 7 --seed 7 --size 512x512"
    )


def test_latin_1_stays_latin_1() -> None:
    text = f"l'été à la forêt\n{SETTINGS}".encode("latin-1")
    prompt = told(parameters=text)
    assert prompt is not None
    assert prompt.startswith("l'été à la forêt --steps 10")


@pytest.mark.parametrize(
    "behind",
    ["Template: a __x__", "Template: a __x__\nNegative Template: y", "\n", "anything, at: all"],
)
def test_lines_behind_the_settings_are_left_out(behind: str) -> None:
    """They made the whole text unreadable."""
    prompt = told(parameters=f"a fox\nNegative prompt: x\n{SETTINGS}\n{behind}")
    assert prompt == "a fox --no x --steps 10 --sampler Euler a --cfg 7 --seed 7 --size 512x512"


def test_the_longest_text_of_ours_is_read_back() -> None:
    order = parse("(a)[b]" * 999, CANNED_CARD)
    about = Metadata(Record.of(order, CANNED_CARD), "A" * 22, "canned", 7, 1)
    assert len(about.texts()["easel"]) > 100_000
    assert read_metadata(about.texts()) == about


def mutated() -> list[str]:
    """Our own text with one value, or one key, that is something else."""
    chance, texts = random.Random(7), []
    whole = json.loads(OURS.texts()["easel"])
    for parent, key in places(whole):
        for value in (*chance.sample(VALUES, 6), ...):
            before = parent[key]
            if value is ...:
                del parent[key]
                texts.append(json.dumps(whole))
                parent.insert(key, before) if isinstance(parent, list) else parent.update(
                    {key: before}
                )
            else:
                parent[key] = value
                texts.append(json.dumps(whole))
                parent[key] = before
    return texts


def places(value: Any) -> list[tuple[Any, Any]]:
    if not isinstance(value, dict | list):
        return []
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    return [place for key in keys for place in ((value, key), *places(value[key]))]


def test_a_text_of_ours_that_somebody_changed_is_shown_or_is_none() -> None:
    """Eleven of 150 answered that something broke on our side."""
    texts = mutated()
    assert len(texts) > 300
    shown = 0
    for text in texts:
        metadata = read_metadata(written(easel=text).texts)
        if metadata is not None:
            shown += 1
            exact_prompt(metadata)
            prompt = whole_prompt(metadata.order)
            details.request_details(metadata.order, prompt, metadata.model, metadata.seed)
            Record.from_json(metadata.record.to_json())
    assert shown < len(texts) / 2
    assert read_metadata(written(easel=OURS.texts()["easel"]).texts) == OURS
