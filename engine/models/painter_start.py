"""What a model with a painter starts from where a request has a mask or a picture to change."""

from dataclasses import dataclass, replace

import torch

from engine.api.request import ImageRequest
from engine.models.autoencoder import EncodedPicture
from engine.models.picture import read_pixels, to_unit
from engine.models.start import Begun, Home, ImageStart, PictureCoder, read_start
from engine.sampling.inpainting import Mask
from engine.sampling.noise_schedule import Plan

CHANGED = -1.0  # what a painter is told of a cell that the words may change
EDIT_GUIDANCE = 0.2  # of what a picture from nothing is guided by; more bends what should stay


@dataclass(frozen=True, slots=True, eq=False)
class PainterStart:
    """For a model with a painter: what it sees, once for all images of a request.

    seen: the picture; painted: (1, h, w) bool, the cells to paint, or None: all may be changed, as
    the words say.
    """

    begun: ImageStart
    seen: EncodedPicture
    painted: torch.Tensor | None

    @property
    def mask(self) -> Mask | None:
        return self.begun.mask

    def begin(self, plan: Plan, shape: torch.Size, generator: torch.Generator, home: Home) -> Begun:
        begun = self.begun.begin(plan, shape, generator, home)
        seen = home.take(self.seen.sample(generator))
        if self.painted is None:
            task = home.take(torch.full((1, *shape[1:]), CHANGED))
        else:
            task = home.take(self.painted.float())
            seen = torch.where(task > 0, torch.zeros_like(seen), seen)
        return Begun(begun.latents, None, torch.cat([task, seen]))


def read_painter_start(request: ImageRequest, autoencoder: PictureCoder) -> PainterStart:
    """Of a request with a mask or a reference; RequestError as `read_start`."""
    begun = read_start(request, autoencoder, shows_mask=False)
    if request.references:
        rgb = read_pixels(request.references[0], request.width_px, request.height_px)
        return PainterStart(begun, autoencoder.encode(to_unit(rgb)), None)
    assert begun.mask is not None and begun.picture is not None  # a masked picture is kept
    return PainterStart(begun, begun.picture, begun.mask.painted(autoencoder.factor))


def with_edit_guidance(request: ImageRequest) -> ImageRequest:
    """The same with the gentler guidance of an edit; 1 or less stays."""
    if not request.references or request.guidance <= 1:
        return request
    return replace(request, guidance=1 + EDIT_GUIDANCE * (request.guidance - 1))


def sees_picture(request: ImageRequest) -> bool:
    """Whether a painter has something to see."""
    is_masked = request.source is not None and request.source.mask_png is not None
    return is_masked or bool(request.references)
