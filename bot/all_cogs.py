"""What people can type, pick from a menu or react with: all of it, in one list."""

from typing import Final

from bot.features.account.about import About
from bot.features.account.info import InfoCog
from bot.features.account.quota import QuotaCog
from bot.features.gallery.commands import Show
from bot.features.gallery.jobs_command import JobsCog
from bot.features.gallery.message_commands import Menus
from bot.features.gallery.reactions import Reactions
from bot.features.help.commands import Help
from bot.features.moderation.commands import ModerationCog, Report
from bot.features.proposals.describe_command import Describe
from bot.features.proposals.shorten_command import Shorten
from bot.features.proposals.surprise_command import Surprise
from bot.features.settings.commands import SettingsCog
from bot.features.settings.prefer import PreferCog
from bot.features.settings.speed import SpeedCog
from bot.features.settings.visibility import VisibilityCog
from bot.intake.blend_command import Blend
from bot.intake.commands import Imagine

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
