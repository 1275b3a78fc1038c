"""What people can type, pick from a menu or react with: thin, the work is done in `bot/jobs/`."""

from typing import Final

from bot.cogs.help import Help
from bot.cogs.imagine import Imagine
from bot.cogs.info import InfoCog
from bot.cogs.menus import Menus
from bot.cogs.prefer import PreferCog
from bot.cogs.quota import QuotaCog
from bot.cogs.reactions import Reactions
from bot.cogs.settings import SettingsCog
from bot.cogs.speed import SpeedCog

ALL_COGS: Final = (
    Imagine,
    InfoCog,
    Help,
    SettingsCog,
    PreferCog,
    SpeedCog,
    QuotaCog,
    Menus,
    Reactions,
)
