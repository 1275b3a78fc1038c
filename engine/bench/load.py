"""Who orders what, and when: lists that follow from their numbers alone, the same for both sides.

Numbers in, orders out. It knows no engine.
"""

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from engine.api.model_card import ModelCard
from engine.api.request import ImageRequest, PromptPart

GRID, SINGLE = 4, 1
# Images of one job after the other: 60 % grids; a variation and an upscale are one picture each.
MIXES = {"mixed": (GRID, GRID, SINGLE, GRID, SINGLE), "grids": (GRID,), "singles": (SINGLE,)}
STEPS = (4, 20, 30)  # a few-step model's, and what people give the others
SHORT = 0.25  # a job of at most this share of the longest one's image-steps is short
JOBS_EACH = 5  # of one person in a round of Poisson load
WORDS = ("lighthouse", "cat", "castle", "sailboat", "balloon", "tree", "robot", "windmill")


@dataclass(frozen=True, slots=True)
class Load:
    """What people do. steps, size and guidance: None for what the model's card says."""

    kind: Literal["burst", "poisson"] = "burst"
    users: int = 4
    rounds: int = 1
    mix: Literal["mixed", "grids", "singles"] = "mixed"
    steps: tuple[int, ...] = STEPS  # each job has one of them, all equally often
    size_px: int | None = None
    guidance: float | None = None
    share: float = 0.8  # Poisson: orders per second, of what the lock was measured to bear
    pairs: int = 3  # jobs alone on the idle machine, of each side
    seconds: float | None = None  # no further pair or round begins that would end after these
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """at_s: when it is ordered, from the beginning of the round."""

    at_s: float
    person: int
    request: ImageRequest

    @property
    def image_steps(self) -> int:
        return len(self.request.seeds) * self.request.steps


class Kitchen:
    """Makes requests for one model, no two with the same words, so that no text is read twice."""

    def __init__(self, card: ModelCard, load: Load) -> None:
        self._card = card
        self._load = load
        self._made = 0
        low, high = card.min_steps, card.max_steps
        self.steps = tuple(dict.fromkeys(min(max(n, low), high) for n in load.steps))
        self.short_image_steps = SHORT * max(MIXES[load.mix]) * max(self.steps)

        self.side_px = load.size_px or card.native_px
        self.guidance = card.guidance if load.guidance is None else load.guidance

    def request(self, images: int, steps: int) -> ImageRequest:
        number = self._made
        self._made += 1
        return ImageRequest(
            request_id=f"bench {number}",
            parts=(PromptPart(f"a {WORDS[number % len(WORDS)]} at sunset, number {number}"),),
            negative="",
            seeds=tuple(100 * number + k for k in range(images)),
            width_px=self.side_px,
            height_px=self.side_px,
            steps=steps,
            guidance=self.guidance,
            sampler=self._card.sampler,
        )

    def burst(self, seed: int) -> list[Order]:
        """One job for each person, all ordered at the same moment; seed: who is first in line."""
        dealt = self._deal(self._load.users, random.Random(seed))
        return [Order(0.0, person, request) for person, request in enumerate(dealt)]

    def poisson(self, seed: int, jobs: int, capacity: float) -> list[Order]:
        """People who come on their own, as often as makes `share` of the lock's capacity.

        capacity: jobs the lock makes in a second.
        """
        chance = random.Random(seed)
        dealt = self._deal(jobs, chance)
        at_s, orders = 0.0, []
        for request in dealt:
            orders.append(Order(at_s, chance.randrange(self._load.users), request))
            at_s += chance.expovariate(self._load.share * capacity)
        return orders

    def rows(self, order: Order) -> int:
        """Of all forward passes for it together."""
        is_guided = self.guidance > 1 and self._card.can_negative
        return order.image_steps * (2 if is_guided else 1)

    def _deal(self, jobs: int, chance: random.Random) -> list[ImageRequest]:
        """All combinations of images and steps in their shares, shuffled."""
        sizes, steps = MIXES[self._load.mix], self.steps
        kinds = []
        for k in range(jobs):
            turn, place = divmod(k, len(sizes))  # each turn the steps are moved on by one
            kinds.append((sizes[place], steps[(place + turn) % len(steps)]))
        chance.shuffle(kinds)
        return [self.request(*kind) for kind in kinds]


@dataclass(frozen=True, slots=True)
class Service:
    """Seconds the lock takes for a job, from those measured of four kinds: (images, steps)."""

    measured: dict[tuple[int, int], float]

    def seconds(self, images: int, steps: int) -> float:
        """Bilinear: a constant, something per step, per image, and per step of an image."""
        (low_images, low_steps), (high_images, high_steps) = min(self.measured), max(self.measured)
        x = (images - low_images) / max(1, high_images - low_images)
        y = (steps - low_steps) / max(1, high_steps - low_steps)
        at = self.measured
        few = (1 - x) * at[low_images, low_steps] + x * at[high_images, low_steps]
        many = (1 - x) * at[low_images, high_steps] + x * at[high_images, high_steps]
        return max((1 - y) * few + y * many, 1e-6)

    def of(self, orders: Sequence[Order]) -> float:
        """Mean seconds of one of them."""
        return statistics.fmean(
            self.seconds(len(order.request.seeds), order.request.steps) for order in orders
        )
