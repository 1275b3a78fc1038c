"""The configuration: the example is complete and true, mistakes are named, secrets stay hidden."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.errors import SettingsError
from engine import EngineOptions

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.upper().startswith("EASEL_")]:
        monkeypatch.delenv(name)


def written(folder: Path, text: str) -> Path:
    path = folder / "easel.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(written(folder, text))
    return caught.value.sentence


def test_the_example_holds_every_key_with_its_default() -> None:
    assert load_settings(EXAMPLE) == load_settings(None)
    shown = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    keys = {section: set(type(field.default).model_fields) for section, field in FIELDS.items()}
    assert {section: set(values) for section, values in shown.items()} == keys


FIELDS = Settings.model_fields


def test_every_key_of_the_example_has_its_reason_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if re.match(r"\w+ =", line):
            assert before.startswith("# ") and before.endswith("."), line


def test_every_default_fits_its_own_range(tmp_path: Path) -> None:
    load_settings(written(tmp_path, EXAMPLE.read_text(encoding="utf-8")))


def test_the_environment_beats_the_file_key_by_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, '[engine]\nmodel = "sdxl"\nmax_batch = 4\n')
    monkeypatch.setenv("EASEL_ENGINE__MAX_BATCH", "8")
    monkeypatch.setenv("EASEL_DISCORD__GUILD_IDS", "81384788765712384, 12")
    monkeypatch.setenv("EASEL_QUOTA__CREDITS", "unlimited")
    settings = load_settings(path)
    assert (settings.engine.model, settings.engine.max_batch) == ("sdxl", 8)
    assert settings.discord.guild_ids == (81384788765712384, 12)
    assert settings.quota.hundredths is None


def test_snowflakes_and_hundredths_are_exact(tmp_path: Path) -> None:
    settings = load_settings(
        written(tmp_path, "[discord]\nowner_ids = [9007199254740993]\n[quota]\ncredits = 0.29")
    )
    assert settings.discord.owner_ids == (9007199254740993,)
    assert settings.quota.hundredths == 29


def test_the_engine_gets_what_was_configured(tmp_path: Path) -> None:
    several = load_settings(written(tmp_path, '[engine]\ndevice = "cuda:0,cuda:1"'))
    assert several.engine.options().devices == ("cuda:0", "cuda:1")
    settings = load_settings(written(tmp_path, '[engine]\ndevice = "cuda:1"\ncompile = true'))
    assert settings.engine.options() == EngineOptions(device="cuda:1", compile=True)
    assert load_settings(None).engine.options() == EngineOptions()


def test_further_models_and_readers_come_from_the_file_and_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings(
        written(
            tmp_path,
            '[engine]\nmodels = ["a b", "c"]\ncaptioner = "blip"\n[prompt]\nniji = "c"',
        )
    )
    assert settings.engine.options() == EngineOptions(models=("a b", "c"), captioner="blip")
    assert settings.prompt.niji == "c"
    monkeypatch.setenv("EASEL_ENGINE__MODELS", "models/my model, x/y")
    assert load_settings(None).engine.models == ("models/my model", "x/y")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[engine]\nmax_bach = 1",
         "There is no key `max_bach` in [engine]. Did you mean `max_batch`?"),
        ("[quue]\nx = 1", "There is no section [quue]. Did you mean [queue]?"),
        ("[log]\ncolour = 1", "There is no key `colour` in [log]. It has level, format."),
        ("[engine]\nmax_batch = 0",
         "`engine.max_batch` is 0, but takes a whole number from 1 to 256."),
        ("[limits]\nedit_every_s = 0.5", "takes a number from 1 to 60."),
        ('[engine]\ncompile = "maybe"', "`engine.compile` is 'maybe', but takes true or false."),
        ('[log]\nlevel = "loud"', "takes one of debug, info, warning, error."),
        ('[engine]\ndevice = "gpu"', "or several such as cuda:0,cuda:1."),
        ('[engine]\nmemory = "text_offload"', "takes one of auto, full, balanced, low, cpu."),
        ("[engine]\nmodels = [3]", "`engine.models` is 3, but takes a list of models"),
        ("[engine]\ncaptioner = 3", "a folder or a hub id"),
        ("[prompt]\nniji = true", "the name of a model"),
        ("[engine]\nhang_s = 0", "`engine.hang_s` is 0, but takes a number from 1 to 86400."),
        ('[quota]\ncredits = "many"', '"unlimited"'),
        ('[discord]\nguild_ids = ["a"]', "a list of server ids"),
        ('discord = "x"', "`discord` is a section"),
        ("[discord", "is not valid TOML"),
    ],
)  # fmt: skip
def test_a_mistake_names_the_key_the_value_and_what_is_allowed(
    tmp_path: Path, text: str, words: str
) -> None:
    sentence = refusal(tmp_path, text)
    assert words in sentence
    assert str(tmp_path / "easel.toml") in sentence and "\n" not in sentence


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"config\.example\.toml"):
        load_settings(tmp_path / "nope.toml")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("EASEL_ENGINE__MODLE", "Did you mean `model`?"),
        ("EASEL_ENGIN__MODEL", "Did you mean [engine]?"),
    ],
)
def test_a_misspelt_variable_is_refused_too(
    monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsError) as caught:
        load_settings(None)
    assert words in caught.value.sentence


def test_the_token_is_never_shown(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, '[discord]\ntoken = "s3cr3t"'))
    assert settings.secrets() == ("s3cr3t",)
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert "s3cr3t" not in shown
    for wrong in ('token = ["s3cr3t"]', 'tokn = "s3cr3t"', 'token = "s3cr3t"\nx = 1'):
        assert "s3cr3t" not in refusal(tmp_path, f"[discord]\n{wrong}")
    assert load_settings(None).secrets() == ()
