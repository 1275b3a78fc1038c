"""Names for the parts that come from diffusers and transformers.

Neither library types its models well enough to check calls on them; these aliases at least say
which object an argument is.
"""

from typing import Any, TypeAlias

TinyAutoencoder: TypeAlias = Any
"""diffusers.AutoencoderTiny"""
Transformer: TypeAlias = Any
"""diffusers.PixArtTransformer2DModel"""
TextEncoder: TypeAlias = Any
"""transformers.CLIPTextModel"""
NoiseSchedule: TypeAlias = Any
"""diffusers.UniPCMultistepScheduler"""
Pipeline: TypeAlias = Any
"""diffusers.PixArtAlphaPipeline"""
