"""One request inside the engine thread: as it arrived, and once it is begun, with its images."""

from dataclasses import dataclass, field

import torch

from engine.api.events import Picture
from engine.api.request import ImageRequest
from engine.loop.batcher import Key
from engine.sampling.guidance import rows_for
from engine.sampling.trajectory import Drawn, Trajectory


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """Not begun: nothing is read or checked yet. arrived_s: of the worker's clock.

    enlarged: (H, W, 3) uint8, of one to upscale: what the upscaler made of its source.
    """

    request: ImageRequest
    model: str  # as the model cache names it
    arrived_s: float
    started_s: float | None = None
    enlarged: torch.Tensor | None = None

    @property
    def request_id(self) -> str:
        return self.request.request_id

    @property
    def rows_left(self) -> int:
        """About: all steps are guided."""
        request = self.request
        return len(request.seeds) * request.steps * len(rows_for(request).texts)


@dataclass(slots=True, eq=False)
class Work:
    """Times are seconds of the worker's clock."""

    request: ImageRequest
    model: str
    trajectories: list[Trajectory]
    arrived_s: float
    started_s: float | None = None
    told_step: int = 0
    previewed_s: float | None = None
    pictures: list[Picture] = field(default_factory=list)  # in the order of the seeds

    @property
    def request_id(self) -> str:
        return self.request.request_id

    @property
    def key(self) -> Key:
        return Key(self.model, tuple(self.trajectories[0].latents.shape))

    @property
    def drawn_key(self) -> Key:
        """Only images of equal ones are decoded together."""
        return Key(self.model, tuple(self.drawn[0].latents.shape))

    @property
    def runnable(self) -> list[Trajectory]:
        runnable = (t for t in self.trajectories if t.is_runnable)
        return sorted(runnable, key=lambda trajectory: trajectory.step)

    @property
    def steps(self) -> int:
        return self.trajectories[0].plan.steps

    @property
    def step(self) -> int:
        """Steps that every image has made."""
        return min(trajectory.step for trajectory in self.trajectories)

    @property
    def steps_left(self) -> int:
        """Image-steps still to be made."""
        return sum(t.plan.steps - t.step for t in self.trajectories)

    @property
    def rows_left(self) -> int:
        return sum(trajectory.rows_left for trajectory in self.trajectories)

    @property
    def drawn(self) -> list[Drawn]:
        """One for each seed, in their order."""
        images = {id(image): image for image in (t.image for t in self.trajectories)}
        return list(images.values())

    @property
    def undecoded(self) -> list[Drawn]:
        """Images to decode: none before all have made their last step."""
        return self.drawn[len(self.pictures) :] if self.steps_left == 0 else []

    @property
    def is_drawn(self) -> bool:
        return len(self.pictures) == len(self.request.seeds)
