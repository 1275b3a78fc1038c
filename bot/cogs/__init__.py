"""What people can type, pick from a menu or react with: thin, the work is done in `bot/jobs/`."""

from typing import Final

from bot.cogs.about import About
from bot.cogs.blend import Blend
from bot.cogs.describe import Describe
from bot.cogs.help import Help
from bot.cogs.imagine import Imagine
from bot.cogs.info import InfoCog
from bot.cogs.jobs import JobsCog
from bot.cogs.menus import Menus
from bot.cogs.prefer import PreferCog
from bot.cogs.quota import QuotaCog
from bot.cogs.reactions import Reactions
from bot.cogs.report import ModerationCog, Report
from bot.cogs.settings import SettingsCog
from bot.cogs.shorten import Shorten
from bot.cogs.show import Show
from bot.cogs.speed import SpeedCog
from bot.cogs.surprise import Surprise
from bot.cogs.visibility import VisibilityCog

ALL_COGS: Final = (
    Imagine,
    InfoCog,
    JobsCog,
    Help,
    About,
    SettingsCog,
    PreferCog,
    SpeedCog,
    VisibilityCog,
    QuotaCog,
    Blend,
    Describe,
    Shorten,
    Surprise,
    Show,
    Menus,
    Report,
    ModerationCog,
    Reactions,
)
