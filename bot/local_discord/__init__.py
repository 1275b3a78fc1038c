"""A Discord on localhost: REST v10, gateway, CDN and a web page.

The unmodified discord.py connects to it; it is the demo without an account and the test bed.
It knows nothing of Easel and refuses what Discord refuses.
"""

from bot.local_discord.drivers.interaction_handle import InteractionHandle
from bot.local_discord.drivers.person import Person
from bot.local_discord.protocol.permissions import Permission
from bot.local_discord.server import LocalDiscord
from bot.local_discord.settings.clock import ManualClock, SystemClock
from bot.local_discord.settings.options import ServerOptions
from bot.local_discord.world.world import World

__all__ = [
    "InteractionHandle",
    "LocalDiscord",
    "ManualClock",
    "Permission",
    "Person",
    "ServerOptions",
    "SystemClock",
    "World",
]
