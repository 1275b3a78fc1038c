"""What can go wrong in the engine; `str(error)` is one sentence a person can read.

EngineError
├── RequestError       the request asks for what this model cannot do; nothing was started
├── GenerationFailed   this request failed while it was being made; others go on
├── OutOfMemory        the device has too little memory for it, even alone
├── EngineStopped      the engine is shutting down; the request may be submitted again later
│   └── EngineBroken   its device died again and again; a new start of the program may help
└── ModelLoadError     the model could not be loaded; the engine serves nothing
"""

import inspect


class EngineError(Exception):
    """The image engine could not do this."""

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or inspect.getdoc(type(self)))


class RequestError(EngineError):
    """This model cannot do what the request asks for."""


class GenerationFailed(EngineError):
    """Making this picture failed inside the model."""


class OutOfMemory(EngineError):
    """The device has too little memory for this picture: try a smaller size."""


class EngineStopped(EngineError):
    """The engine is shutting down."""


class EngineBroken(EngineStopped):
    """The engine stopped working and could not be brought back."""


class ModelLoadError(EngineError):
    """The model could not be loaded."""
