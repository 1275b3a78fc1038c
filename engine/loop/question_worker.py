"""Questions answered on the engine thread, one between two steps, so that no picture waits long.

The models that read are loaded when they are first asked for, and stay.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from engine.api.errors import EngineError, RequestError
from engine.api.options import EngineOptions
from engine.api.questions import (
    CutWords,
    DescribePicture,
    ScorePictures,
    TranslateText,
    WeighWords,
    no_captioner,
    no_scorer,
    no_translator,
)
from engine.loop.messages import Answered, Ask, Loading
from engine.loop.model_cache import DEFAULT, ModelCache
from engine.prompts import encoding
from engine.reading import networks, weighing
from engine.runtime.failure import Failure, attempt, is_device_lost, is_out_of_memory
from engine.runtime.memory import free_cache

if TYPE_CHECKING:
    from engine.builtin.describe import Judge
    from engine.models.model import Model
    from engine.reading.captioner import Captioner
    from engine.reading.scorer import Scorer
    from engine.reading.translator import Translator

logger = logging.getLogger(__name__)

FAILED = "Reading this failed inside the model."
NO_MEMORY = "The device has too little memory to read this now: try again later."
AWAY = "The model is being changed for another one: try again in a moment."


class QuestionWorker:
    def __init__(
        self,
        models: ModelCache,
        options: EngineOptions,
        tell: Callable[[Answered | Loading], None],
    ) -> None:
        self._models = models
        self._options = options
        self._tell = tell
        self._asked: OrderedDict[str, Ask] = OrderedDict()
        self._captioner: Captioner | None = None
        self._judges: dict[Path, Judge] = {}
        self._scorer: Scorer | None = None
        self._translator: Translator | None = None

    @property
    def is_idle(self) -> bool:
        return not self._asked

    def add(self, ask: Ask) -> None:
        self._asked[ask.ask_id] = ask

    def forget(self, ask_id: str) -> None:
        """Unknown ones, and those already answered, are ignored."""
        self._asked.pop(ask_id, None)

    def answer_next(self) -> None:
        """The oldest one; what goes wrong is its answer."""
        if not self._asked:
            return
        ask_id, ask = self._asked.popitem(last=False)
        answer = attempt(self._answer, ask)
        self._tell(Answered(ask_id, _told(answer.error) if isinstance(answer, Failure) else answer))

    def _answer(self, ask: Ask) -> object:
        match ask.question:
            case DescribePicture() as wanted:
                return self._describe(wanted, ask.folder)
            case WeighWords(text):
                model = self._model(self._options.model)
                return weighing.weigh(model.denoiser, text, model.card.vocabulary)
            case TranslateText(text):
                return self._translate(text, ask.folder)
            case ScorePictures() as wanted:
                return self._score(wanted, ask.folder)
            case CutWords(text, name):
                model = self._model(self._models.name_of(name or DEFAULT))
                return encoding.dropped(model.denoiser, text)

    def _model(self, name: str) -> "Model":
        if not self._models.has(name):
            raise RequestError(AWAY)
        return self._models.get(name)

    def _describe(self, wanted: DescribePicture, folder: Path | None) -> object:
        from engine.reading.captioner import Captioner, read_picture

        if folder is not None:
            if self._captioner is None:
                self._tell(Loading())
                self._captioner = Captioner(folder, self._models.device)
            return self._captioner.describe(wanted.png, wanted.seed, wanted.count)
        from engine.builtin.describe import describe_picture

        own = self._model(self._options.model)
        judge, picture = self._judge_of(own), read_picture(wanted.png)
        if judge is None:
            raise no_captioner(own.card.name)
        return describe_picture(judge, picture, wanted.seed, wanted.count, wanted.language)

    def _score(self, wanted: ScorePictures, folder: Path | None) -> object:
        from engine.builtin.score import scores
        from engine.reading.scorer import Scorer

        pictures = [
            Image.frombytes("RGB", (one.width_px, one.height_px), one.rgb)
            for one in wanted.pictures
        ]
        if folder is not None:
            if self._scorer is None:
                self._tell(Loading())
                self._scorer = Scorer(folder, self._models.device)
            return self._scorer.scores(pictures, wanted.text)
        own = self._model(self._models.name_of(wanted.model or DEFAULT))
        judge = self._judge_of(own)
        if judge is None:
            raise no_scorer(own.card.name)
        return scores(judge, pictures, wanted.text)

    def _judge_of(self, model: "Model") -> "Judge | None":
        """The judge that came with this model; None where none did."""
        from engine.builtin.picture_judge import load_picture_judge

        folder = model.judge_folder
        if folder is not None and folder not in self._judges:
            self._judges[folder] = networks.load_or_refuse(
                lambda: load_picture_judge(folder), folder, "captioner"
            )
        return None if folder is None else self._judges[folder]

    def _translate(self, text: str, folder: Path | None) -> str:
        from engine.reading.translator import Translator

        if folder is None:
            raise no_translator()
        if self._translator is None:
            self._tell(Loading())
            self._translator = Translator(folder, self._models.device)
        return self._translator.translate(text)


def _told(error: Exception) -> EngineError:
    if is_device_lost(error):
        raise error  # out of the thread, as with a picture
    if is_out_of_memory(error):
        free_cache()
        return RequestError(NO_MEMORY)
    if isinstance(error, EngineError):
        return error.with_traceback(None)
    logger.error("reading failed", exc_info=error)
    return RequestError(FAILED)
