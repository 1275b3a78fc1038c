"""The operator's configuration: a TOML file, then the environment (`EASEL_SECTION__KEY`).

Every key has a default; config.example.toml shows them all. Whatever does not fit is refused in one
sentence that names the key, and the token never appears in it. Nothing is read at import.
"""

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.config_words import sentence, unknown
from bot.errors import SettingsError
from engine import EngineOptions

PREFIX = "EASEL_"
DEVICES = r"^(auto|cpu|mps|cuda(:\d+)?(, *cuda:\d+)*)$"  # several GPUs: cuda:0,cuda:1


def _ids(value: object) -> object:
    """The environment writes lists with commas: `EASEL_DISCORD__GUILD_IDS=81,82`."""
    return (
        [piece for piece in re.split(r"[\s,]+", value) if piece]
        if isinstance(value, str)
        else value
    )


def _names(value: object) -> object:
    """The same for names, which may hold spaces: `EASEL_ENGINE__MODELS=first,second model`."""
    if not isinstance(value, str):
        return value
    return [piece.strip() for piece in value.split(",") if piece.strip()]


Ids = Annotated[tuple[Annotated[int, Field(gt=0)], ...], NoDecode, BeforeValidator(_ids)]
Names = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...], NoDecode, BeforeValidator(_names)
]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class DiscordSection(Section):
    """Where people are."""

    token: SecretStr = SecretStr("")
    api_url: Annotated[str, Field(pattern=r"^https?://\S+$")] = "https://discord.com/api/v10"
    guild_ids: Ids = ()
    owner_ids: Ids = ()


class EngineSection(Section):
    """Where the pictures come from."""

    model: Annotated[str, Field(min_length=1)] = "builtin"
    models: Names = ()
    upscaler: str = ""
    captioner: str = ""
    translator: str = ""
    scorer: str = ""
    device: Annotated[str, Field(pattern=DEVICES)] = "auto"
    dtype: Literal["auto", "float32", "float16", "bfloat16"] = "auto"
    memory: Literal["auto", "full", "balanced", "low", "cpu"] = "auto"
    compile: bool = False
    max_batch: Annotated[int, Field(ge=1, le=256)] = 16
    preview_every_s: Annotated[float, Field(ge=0, le=60)] = 2.0
    hang_s: Annotated[float, Field(ge=1, le=86400)] = 300.0
    load_s: Annotated[float, Field(ge=1, le=86400)] = 3600.0

    def options(self) -> EngineOptions:
        """The same, as the engine takes it."""
        optional = ("upscaler", "captioner", "translator", "scorer")
        named = {name: getattr(self, name) or None for name in optional}
        return EngineOptions(**self.model_dump() | named)


class PromptSection(Section):
    """How prompts are read."""

    niji: str = ""


class QueueSection(Section):
    """How many jobs may run and wait."""

    running_per_user: Annotated[int, Field(ge=1, le=100)] = 3
    waiting_per_user: Annotated[int, Field(ge=1, le=1000)] = 10
    waiting_total: Annotated[int, Field(ge=1, le=100_000)] = 200
    orders_per_day: Annotated[int, Field(ge=1, le=1_000_000)] = 1000


Amount = Annotated[float, Field(ge=0, le=1_000_000)] | Literal["unlimited"]


class QuotaSection(Section):
    """The rule of the first start, which admins change in Discord, and what they never go over."""

    period: Literal["day", "week", "month"] = "day"
    credits: Amount = 50.0
    ceiling: Amount | Literal["credits"] = "credits"
    grants: Annotated[float, Field(ge=0, le=1_000_000)] = 500.0
    direct_messages: Amount = 5.0
    relax: bool = True
    turbo: bool = True

    @property
    def hundredths(self) -> int | None:
        """The credits as storage counts them; None is unlimited."""
        return _hundredths(self.credits)

    @property
    def ceiling_hundredths(self) -> int | None:
        """The ceiling in the same way; None lets every rule through."""
        return _hundredths(self.credits if self.ceiling == "credits" else self.ceiling)

    @property
    def grants_hundredths(self) -> int:
        return round(self.grants * 100)

    @property
    def direct_hundredths(self) -> int | None:
        """The purse of direct messages; None is unlimited."""
        return _hundredths(self.direct_messages)


def _hundredths(credits: float | str) -> int | None:
    return None if isinstance(credits, str) else round(credits * 100)


class StorageSection(Section):
    """Where everything is kept."""

    directory: Path = Path("data")
    metadata: bool = True
    gb_per_person: Annotated[int, Field(ge=0, le=1_000_000)] = 20


class LimitsSection(Section):
    """What protects the bot and Discord."""

    prompt_characters: Annotated[int, Field(ge=1, le=6000)] = 6000
    jobs_per_prompt: Annotated[int, Field(ge=1, le=40)] = 10
    stealth: bool = True
    edit_every_s: Annotated[float, Field(ge=1, le=60)] = 2.0
    drain_s: Annotated[float, Field(ge=0, le=600)] = 20.0


class WebSection(Section):
    """The page on which a part of a picture is drawn; without an address there is none."""

    public_url: Annotated[str, Field(pattern=r"^(https?://[^\s/?#]+/?)?$")] = ""
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8421


class ModerationSection(Section):
    """What may not be asked for, and where reports of pictures go."""

    banned_words: Names = ()
    allowed_words: Names = ()
    reports_channel_id: Annotated[int, Field(ge=0)] = 0


class LogSection(Section):
    """What the program tells about itself, on stderr."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"


class Settings(BaseSettings):
    """All sections. Build it with `load_settings`, which gives readable errors."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    discord: DiscordSection = DiscordSection()
    engine: EngineSection = EngineSection()
    prompt: PromptSection = PromptSection()
    queue: QueueSection = QueueSection()
    quota: QuotaSection = QuotaSection()
    storage: StorageSection = StorageSection()
    limits: LimitsSection = LimitsSection()
    web: WebSection = WebSection()
    moderation: ModerationSection = ModerationSection()
    log: LogSection = LogSection()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment beats the file, key by key."""
        return env_settings, init_settings

    def secrets(self) -> tuple[str, ...]:
        """What must never be logged or printed."""
        token = self.discord.token.get_secret_value()
        return (token,) if token else ()


def load_settings(path: Path | None) -> Settings:
    """The settings of a file (None: defaults), overlaid by the environment; SettingsError."""
    where = "the environment" if path is None else str(path)
    _refuse_unknown_sections()
    try:
        return Settings(**({} if path is None else _read(path)))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        sentences = [sentence(detail, _sections()) for detail in details]
        raise SettingsError(f"{where}: " + " ".join(dict.fromkeys(sentences))) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        raise SettingsError(
            f"There is no file {path}. Copy config.example.toml to it and change what you need."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from None


def _refuse_unknown_sections() -> None:
    """pydantic-settings ignores variables of sections that do not exist; a typo must not pass."""
    sections = _sections()
    for name in os.environ:
        place = tuple(name.lower().removeprefix(PREFIX.lower()).split("__"))
        if name.upper().startswith(PREFIX) and len(place) > 1 and place[0] not in sections:
            raise SettingsError(f"{name}: {unknown(place, sections)}")


def _sections() -> dict[str, type[BaseModel]]:
    return {name: type(field.default) for name, field in Settings.model_fields.items()}
