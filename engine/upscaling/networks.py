"""The two networks of the ESRGAN family, built from nothing but the names and shapes in their file.

RGB in [0, 1], (B, 3, H, W) in, (B, 3, s·H, s·W) out. Knows no files and no pictures.
Sources: Wang et al., "ESRGAN" (2018), RRDBNet; Wang et al., "Real-ESRGAN" (2021), SRVGGNetCompact;
the names of layers as in their own releases.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SLOPE = 0.2  # of the leaky ReLU
RESIDUAL = 0.2  # share of what a block adds


class CompactNetwork(nn.Module):
    """SRVGGNetCompact: convolutions at the size of what comes in, and one shuffle at the end."""

    def __init__(self, width: int, depth: int, scale: int) -> None:
        super().__init__()
        self.scale = scale
        layers: list[nn.Module] = [nn.Conv2d(3, width, 3, padding=1), nn.PReLU(width)]
        for _ in range(depth):
            layers += [nn.Conv2d(width, width, 3, padding=1), nn.PReLU(width)]
        layers.append(nn.Conv2d(width, 3 * scale * scale, 3, padding=1))
        self.body = nn.ModuleList(layers)

    def forward(self, rgb: Tensor) -> Tensor:
        """What it adds to the picture whose pixels are repeated."""
        seen = rgb
        for layer in self.body:
            seen = layer(seen)
        repeated = F.interpolate(rgb, scale_factor=self.scale, mode="nearest")
        return F.pixel_shuffle(seen, self.scale) + repeated


class DenseBlock(nn.Module):
    """Five convolutions, each of which sees all before it."""

    def __init__(self, width: int, growth: int) -> None:
        super().__init__()
        for k in range(1, 5):
            setattr(self, f"conv{k}", nn.Conv2d(width + (k - 1) * growth, growth, 3, padding=1))
        self.conv5 = nn.Conv2d(width + 4 * growth, width, 3, padding=1)

    def forward(self, features: Tensor) -> Tensor:
        """features: (B, width, H, W)."""
        seen = [features]
        for k in range(1, 5):
            grown: Tensor = getattr(self, f"conv{k}")(torch.cat(seen, 1))
            seen.append(F.leaky_relu(grown, SLOPE))
        last: Tensor = self.conv5(torch.cat(seen, 1))
        return RESIDUAL * last + features


class ResidualBlock(nn.Module):
    """RRDB: three dense blocks, and what was there before."""

    def __init__(self, width: int, growth: int) -> None:
        super().__init__()
        self.rdb1 = DenseBlock(width, growth)
        self.rdb2 = DenseBlock(width, growth)
        self.rdb3 = DenseBlock(width, growth)

    def forward(self, features: Tensor) -> Tensor:
        """features: (B, width, H, W)."""
        added: Tensor = self.rdb3(self.rdb2(self.rdb1(features)))
        return RESIDUAL * added + features


class ResidualNetwork(nn.Module):
    """RRDBNet in the names of Real-ESRGAN: twice the size at each `conv_up`.

    squeeze: a picture's pixels are put together by so many each way before the first layer.
    """

    def __init__(self, width: int, growth: int, depth: int, doublings: int, squeeze: int) -> None:
        super().__init__()
        self.scale = 2**doublings // squeeze
        self.squeeze = squeeze
        self.conv_first = nn.Conv2d(3 * squeeze**2, width, 3, padding=1)
        self.body = nn.Sequential(*(ResidualBlock(width, growth) for _ in range(depth)))
        self.conv_body = nn.Conv2d(width, width, 3, padding=1)
        self.ups = doublings
        for k in range(1, doublings + 1):
            setattr(self, f"conv_up{k}", nn.Conv2d(width, width, 3, padding=1))
        self.conv_hr = nn.Conv2d(width, width, 3, padding=1)
        self.conv_last = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, rgb: Tensor) -> Tensor:
        """Sides that the squeeze does not divide are continued for it, and cut off again."""
        height, width = rgb.shape[-2:]
        beyond = (-width % self.squeeze, -height % self.squeeze)
        rgb = F.pad(rgb, (0, beyond[0], 0, beyond[1]), mode="replicate")
        features: Tensor = self.conv_first(F.pixel_unshuffle(rgb, self.squeeze))
        features = features + self.conv_body(self.body(features))
        for k in range(1, self.ups + 1):
            features = F.interpolate(features, scale_factor=2, mode="nearest")
            features = F.leaky_relu(getattr(self, f"conv_up{k}")(features), SLOPE)
        drawn: Tensor = self.conv_last(F.leaky_relu(self.conv_hr(features), SLOPE))
        return drawn[..., : height * self.scale, : width * self.scale]


Network = CompactNetwork | ResidualNetwork
