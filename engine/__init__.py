"""Pictures from words, made in this process: prompts, seeds and sizes in, pictures out.

Importing this package does not import torch. It knows no users, channels, jobs or tables.

One request, from call to call:
    Engine.submit      hands back an EventStream, and gives it to the device with least to do
    Supervisor.take    keeps it until it ends, whatever becomes of its thread, and posts it there
    thread.serve_inbox takes it out between two steps and gives it to the Worker
    ModelCache.load    loads its model if it is not there, when batcher.model_to_load says so
    Admission.begin    reads the texts of all who came together, each text once
    Model.begin        plans its steps, draws each seed's first noise
    choose_batch       the request with least work left leads; others of its key fill the pass
    step.make_step     one forward pass of all rows, guidance, one linear update, all or nothing
    Worker             tells Progress, with previews from the clean estimate, and goes on
    Decoding.next      when all its images have made their last step; Model.decode, then Finished
"""

from engine.api.errors import (
    EngineError,
    EngineStopped,
    GenerationFailed,
    ModelLoadError,
    OutOfMemory,
    RequestError,
)
from engine.api.events import (
    Cancelled,
    Event,
    Failed,
    Finished,
    GeneratedImage,
    Picture,
    Progress,
    Queued,
    Started,
)
from engine.api.image_engine import ImageEngine
from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions
from engine.api.questions import WordWeight
from engine.api.request import (
    UPSCALED_SIDE_PX,
    Emphasis,
    ImageRequest,
    PromptPart,
    PromptText,
    SourceImage,
    check_request,
)
from engine.api.statistics import EngineStatistics
from engine.api.stream import EventStream
from engine.canned import CannedEngine
from engine.engine import Engine
from engine.prompts.words import words_of

__all__ = [
    "UPSCALED_SIDE_PX",
    "Cancelled",
    "CannedEngine",
    "Emphasis",
    "Engine",
    "EngineError",
    "EngineOptions",
    "EngineStatistics",
    "EngineStopped",
    "Event",
    "EventStream",
    "Failed",
    "Finished",
    "GeneratedImage",
    "GenerationFailed",
    "ImageEngine",
    "ImageRequest",
    "ModelCard",
    "ModelLoadError",
    "OutOfMemory",
    "Picture",
    "Progress",
    "PromptPart",
    "PromptText",
    "Queued",
    "RequestError",
    "SourceImage",
    "Started",
    "WordWeight",
    "check_request",
    "words_of",
]
