"""The engine's other questions: answered between steps, refused in sentences, never in the way."""

import asyncio
import json
import shutil
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import pytest

from engine import Engine, EngineOptions, EngineStatistics, Finished, RequestError
from engine.api.errors import EngineStopped
from engine.api.questions import WeighWords
from engine.loading.load import load_model
from engine.loop.messages import Ask, Stop, Unask
from engine.loop.model_cache import ModelCache
from engine.loop.question_worker import QuestionWorker
from engine.loop.thread import Inbox, serve_inbox
from engine.models.model import Model
from tests.engine import tiny_readers
from tests.engine.closed_form import CARD, closed_form_model
from tests.engine.drive import request
from tests.engine.reading.test_reading import png

pytestmark = pytest.mark.slow

OPTIONS = EngineOptions(model="first", device="cpu")


def load(options: EngineOptions) -> Model:
    return replace(closed_form_model(), card=replace(CARD, name=options.model))


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> EngineOptions:
    folder = tmp_path_factory.mktemp("readers")
    return replace(
        OPTIONS,
        captioner=str(tiny_readers.save_captioner(folder / "captioner")),
        translator=str(tiny_readers.save_translator(folder / "translator")),
    )


async def test_it_describes_weighs_and_translates(options: EngineOptions) -> None:
    def able(own: EngineOptions) -> Model:
        return replace(load(own), card=replace(CARD, can_describe=True, can_translate=True))

    async with Engine(options, load=able) as engine:
        four = await engine.describe(png())
        assert len(four) == 4 and four == await engine.describe(png())
        assert await engine.translate("red fox")
        assert [one.text for one in await engine.weigh_words("a red fox")] == ["a", "red", "fox"]
        with pytest.raises(RequestError, match="no readable PNG"):
            await engine.describe(b"nothing")
        with pytest.raises(RequestError, match="1 to 8 descriptions"):
            await engine.describe(png(), count=0)


async def test_without_readers_it_says_what_is_missing() -> None:
    async with Engine(OPTIONS, load=load) as engine:
        with pytest.raises(RequestError, match="`captioner`"):
            await engine.describe(png())
        with pytest.raises(RequestError, match="`translator`"):
            await engine.translate("狐狸")
        with pytest.raises(RequestError, match="no words"):
            await engine.weigh_words(" ")
    with pytest.raises(EngineStopped):
        await engine.weigh_words("a fox")


class Worked:
    """A worker of five steps, which then wants to be stopped."""

    def __init__(self, inbox: Inbox, log: list[str]) -> None:
        self._inbox, self._log = inbox, log
        self.statistics = EngineStatistics()

    @property
    def is_idle(self) -> bool:
        return self._log.count("step") == 5

    def step(self) -> None:
        self._log.append("step")
        if self.is_idle:
            self._inbox.put(Stop())


def test_one_question_between_two_steps() -> None:
    log: list[str] = []
    models = ModelCache(OPTIONS, load)
    models.load("first")
    inbox: Inbox = SimpleQueue()
    questions = QuestionWorker(models, OPTIONS, lambda news: log.append("answer"))
    for k in range(4):
        inbox.put(Ask(str(k), WeighWords("a fox")))
    inbox.put(Unask("2"))
    serve_inbox(Worked(inbox, log), questions, models, inbox, lambda news: None)  # type: ignore[arg-type]
    assert log == [*["answer", "step"] * 3, "step", "step"]


async def test_pictures_and_questions_go_together() -> None:
    async with Engine(OPTIONS, load=load) as engine:
        stream = engine.submit(request(steps=40, sampler="ddim"))
        questions = [engine.weigh_words(f"a red fox {k}") for k in range(5)]
        assert all(len(answer) == 4 for answer in await asyncio.gather(*questions))
        assert isinstance([event async for event in stream][-1], Finished)


async def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuestionWorker, "answer_next", lambda self: None)
    async with Engine(OPTIONS, load=load) as engine:
        await engine.ready()
        engine.read_s = 0.05
        with pytest.raises(RequestError, match=r"longer than 0\.05 seconds"):
            await engine.weigh_words("a fox")


async def test_a_question_ends_with_the_thread() -> None:
    async with Engine(OPTIONS, load=load) as engine:
        await engine.ready()
        supervisor = engine._supervisors[0]
        asked = asyncio.create_task(engine._ask(WeighWords("a fox " * 200)))
        await asyncio.sleep(0)
        supervisor._restart("was ended by a test")
        with pytest.raises(RequestError, match="started anew"):
            await asked
        assert await engine.weigh_words("a fox")


async def test_the_cards_of_further_models_are_read_from_their_files(
    stable_diffusion_folder: Path, pixart_folder: Path, tmp_path: Path
) -> None:
    other = shutil.copytree(pixart_folder, tmp_path / "painter")
    hollow = shutil.copytree(
        pixart_folder, tmp_path / "hollow", ignore=shutil.ignore_patterns("*.safetensors")
    )
    (other / "easel.json").write_text(json.dumps({"styles": ["ink"], "languages": ["en", "zh"]}))
    twin = shutil.copytree(stable_diffusion_folder, tmp_path / stable_diffusion_folder.name)
    options = EngineOptions(
        model=str(stable_diffusion_folder),
        models=(str(other), str(twin), str(hollow), "/nowhere"),
        device="cpu",
        threads=1,
    )
    async with Engine(options, load=load_model) as engine:
        card = await engine.ready()  # what cannot be loaded is not offered
        assert list(engine.cards) == [stable_diffusion_folder.name, "painter", str(twin)]
        assert engine.cards[card.name] == card
        assert engine.cards["painter"].styles == ("ink",)
        assert engine.cards["painter"].languages == ("en", "zh")
        made = engine.submit(request(model=str(twin)))
        assert isinstance([event async for event in made][-1], Finished)
