"""What the loaded model can do: ranges a request is checked against, and what to tell people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_EVALUATIONS: Final[Mapping[str, int]] = {"heun": 2}  # of the network, by each step; of others 1


def evaluations_per_step(sampler: str) -> int:
    """How often a sampler asks the network for each step of each image."""
    return _EVALUATIONS.get(sampler, 1)


@dataclass(frozen=True, slots=True)
class ModelCard:
    """`steps`, `guidance`, `sampler` are the defaults; the rest are ranges and abilities."""

    name: str
    family: str
    native_px: int  # side of the square the model was trained on
    size_multiple_px: int  # both sides must be multiples of this
    steps: int
    min_steps: int
    max_steps: int
    guidance: float
    max_guidance: float
    sampler: str
    samplers: tuple[str, ...]
    can_negative: bool
    can_weights: bool
    can_img2img: bool
    max_aspect: float  # longer side over shorter side
    device: str
    dtype: str
    notes: tuple[str, ...] = ()  # fallbacks taken at load, one sentence each
    can_inpaint: bool = True
    can_tile: bool = True
    max_references: int = 0  # pictures that an instruction changes; 0: it knows no instructions
    can_batch: bool = True  # False: its pictures are made one at a time, not in shared passes
    can_emphasis: bool = True  # words of a prompt can weigh more than others
    can_break: bool = False  # it reads long texts in parts, and a text can say where one begins
    can_schedule: bool = True  # other steps can read other words
    guidance_interval: tuple[float, float] = (0.0, 1.0)  # shares of the steps that are guided
    languages: tuple[str, ...] = ("en",)  # what its text encoder understands: "en", "zh"
    vocabulary: tuple[str, ...] = ()  # words to suggest while somebody types
    subjects: tuple[str, ...] = ()  # what it draws, where that can be listed
    known_words: tuple[str, ...] = ()  # all it was taught, where others are left out of a picture
    styles: tuple[str, ...] = ()  # looks it knows by name
    look: tuple[str, ...] = ()  # phrases of its house look, for `--stylize`
    rare: tuple[str, ...] = ()  # unusual ideas, for `--weird`
    compositions: tuple[tuple[str, ...], ...] = ()  # groups of phrases that `--chaos` adds from
    can_describe: bool = False  # a captioner is there
    can_translate: bool = False  # a translator is there
    can_score: bool = False  # somebody tells which of its pictures show a text best

    def evaluations(self, sampler: str) -> int:
        """How often that sampler asks the network for each step of each image."""
        return evaluations_per_step(sampler)

    @property
    def max_pixels(self) -> int:
        """The largest picture: four times the area the model was trained on."""
        return 4 * self.native_px * self.native_px
