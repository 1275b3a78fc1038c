"""Pictures to upscale, before the model has to do with them: one tile of one of them at a time.

The upscaler is loaded when somebody first wants it, and stays.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch

from engine.api.errors import ModelLoadError, RequestError
from engine.api.request import ImageRequest, check_upscaled_size
from engine.loop.messages import Loading
from engine.loop.work import Arrival
from engine.models.picture import read_whole
from engine.runtime.failure import is_out_of_memory
from engine.runtime.memory import free_cache
from engine.upscaling.enlargement import SCALE, TILE_PX, Enlargement
from engine.upscaling.networks import Network
from engine.upscaling.upscaler_file import load_upscaler

LEAST_TILE_PX = 64  # smaller ones gain no memory worth it


@dataclass(slots=True, eq=False)
class Enlarging:
    """One request. enlargement: None before its source is read. Times are the worker's."""

    arrival: Arrival
    enlargement: Enlargement | None = None
    started_s: float | None = None
    previewed_s: float | None = None

    @property
    def request(self) -> ImageRequest:
        return self.arrival.request


class Upscaling:
    """named: the file of the options."""

    def __init__(
        self,
        named: str | None,
        device: Callable[[], torch.device],
        tell: Callable[[Loading], None],
    ) -> None:
        self._named = named
        self._device = device
        self._tell = tell
        self._network: Network | None = None
        self._waiting: dict[str, Enlarging] = {}  # in order of arrival
        self._tile_px = TILE_PX  # lowered after out of memory

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, arrival: Arrival) -> None:
        """Raises RequestError for a picture that would be too large."""
        check_upscaled_size(arrival.request)
        self._waiting[arrival.request_id] = Enlarging(arrival)

    def forget(self, request_id: str) -> bool:
        """Whether it was here."""
        return self._waiting.pop(request_id, None) is not None

    @property
    def next(self) -> Enlarging:
        return next(iter(self._waiting.values()))

    def make_tile(self, one: Enlarging) -> None:
        """Raises RequestError for a source or an upscaler that cannot be read."""
        if one.enlargement is None:
            one.enlargement = self._begin(one.request)
        try:
            one.enlargement.make_tile()
        except Exception as error:
            tile_px = one.enlargement.tile_px // 2
            if not is_out_of_memory(error) or tile_px < LEAST_TILE_PX:
                raise
            self._tile_px, one.enlargement = tile_px, None
            free_cache()

    def _begin(self, request: ImageRequest) -> Enlargement:
        assert request.source is not None
        rgb = read_whole(request.source.png)
        height, width = (SCALE * side for side in rgb.shape[:2])
        if (width, height) != (request.width_px, request.height_px):
            raise RequestError(
                f"A picture of {width // SCALE}x{height // SCALE} is upscaled to {width}x{height}, "
                f"not to {request.width_px}x{request.height_px}."
            )
        return Enlargement(self._loaded(), rgb, request.tile, self._tile_px)

    def _loaded(self) -> Network:
        if self._network is None:
            self._tell(Loading())
            try:
                self._network = load_upscaler(self._named, self._device())
            except ModelLoadError as error:
                raise RequestError(str(error)) from error
        return self._network
