"""The gallery: fixed prompts, first seeds, nothing chosen: `python -m engine.studio.gallery DIR`.

It goes through the engine as `easel imagine` does, in float32, so that it is the same anywhere up
to rounding.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from engine.builtin import weights_folder
from engine.studio.measuring.engine_session import EngineSession, open_session
from engine.studio.progress import print_line, track
from engine.studio.samples import sheet

SEEDS = (0, 1, 2, 3)
QUALITY = 85
WIDE_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A prompt and the shape of its pictures."""

    prompt: str
    frame: str = "1:1"


SQUARES = (
    Exhibit("a red lighthouse by the sea at sunset, watercolor"),
    Exhibit("a blue house in the snow at night, paper cut"),
    Exhibit("pixel art of a green castle in the mountains on a sunny day"),
    Exhibit("一只白色的兔子在花丛中，油画"),
    Exhibit("a stained glass owl in the forest at midnight"),
    Exhibit("three orange hot air balloons over the hills at sunrise, travel poster"),
    Exhibit("a purple robot in the city, illustration"),
    Exhibit("海滩上的红色汽车，日落，像素画"),
    Exhibit("ink sketch of a tree on green hills in the rain"),
    Exhibit("a white windmill in a lavender field at noon, oil painting"),
    Exhibit("雨中山里的红色宝塔，水彩画"),
    Exhibit("a black cat in the city at night, stained glass"),
    Exhibit("a white rocket in the desert, blueprint"),
    Exhibit("an orange tent in the forest under the northern lights"),
    Exhibit("a yellow flower in the desert at sunrise, paper cut"),
    Exhibit("two red mushrooms in the woods with birds"),
    Exhibit("a white sailboat at sea with a rainbow, poster"),
    Exhibit("极光下的绿色飞碟，海报"),
)
"""One for each thing; their first pictures make the wide one."""
OTHERS = (
    Exhibit("a lighthouse"),
    Exhibit("a mountain landscape at sunset, oil painting"),
    Exhibit("水彩画 日落时的红色灯塔"),
    Exhibit("a small pink castle on the left, tropical beach, with clouds", "3:2"),
    Exhibit("a brown windmill in the countryside at dawn, oil painting", "16:9"),
    Exhibit("雪地里的猫头鹰，夜晚，剪纸", "2:3"),
    Exhibit("a big blue rocket in the snow, starry night, vintage poster", "9:16"),
)
"""Few words, no thing, a twin in the other language, and every other shape."""
EXHIBITS = (*SQUARES, *OTHERS)


def grid(session: EngineSession, exhibit: Exhibit) -> tuple[Image.Image, Image.Image]:
    """The pictures of all seeds, two by two or all in a row where they are tall; and the first."""
    request = session.request(exhibit.prompt, seeds=SEEDS, frame=exhibit.frame)
    (pictures,) = session.paint([request])
    is_tall = pictures[0].height > pictures[0].width
    return sheet(pictures, len(SEEDS) if is_tall else 2), pictures[0]


def picture_name(number: int) -> str:
    """The file of an exhibit, counted from 1."""
    return f"{number:02d}.webp"


def page() -> str:
    """The README of the gallery."""
    rows = [
        f"| {exhibit.prompt} | {exhibit.frame} | ![{exhibit.prompt}]({picture_name(number)}) |"
        for number, exhibit in enumerate(EXHIBITS, 1)
    ]
    seeds = ", ".join(map(str, SEEDS))
    return "\n".join(
        [
            "# Gallery of the built-in model",
            "",
            f"Fixed prompts with the seeds {seeds} (in reading order), the model's own steps,",
            "guidance and sampler. Nothing was chosen and nothing left out; the misses are here",
            "too. Each row is what `easel imagine` makes with `--seed 0` and, for other shapes,",
            "`--ar`. One command makes this page again:",
            "",
            "    .venv/bin/python -m engine.studio.gallery docs/gallery",
            "",
            "What the model knows and how it was made: [the built-in model](../built-in-model.md).",
            "",
            "| prompt | shape | pictures |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def make_gallery(weights: Path, folder: Path) -> None:
    """Write the grids and their page into a folder, and the wide picture beside it (.jpg)."""
    folder.mkdir(parents=True, exist_ok=True)
    firsts = []
    with open_session(weights, dtype="float32") as session:
        for number, exhibit in track(list(enumerate(EXHIBITS, 1)), "gallery"):
            pictures, first = grid(session, exhibit)
            pictures.save(folder / picture_name(number), quality=QUALITY, method=6)
            firsts.append(first)
    sheet(firsts[: len(SQUARES)], WIDE_COLUMNS).save(
        folder.with_suffix(".jpg"), quality=QUALITY, optimize=True
    )
    (folder / "README.md").write_text(page(), encoding="utf-8")


def main() -> None:
    """Make the gallery and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--weights", type=Path, default=weights_folder())
    asked = parser.parse_args()
    make_gallery(asked.weights, asked.folder)
    sizes = [path.stat().st_size for path in asked.folder.iterdir()]
    print_line(f"{asked.folder}: {len(sizes)} files, {sum(sizes) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
