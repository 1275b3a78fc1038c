"""A Discord on localhost: REST v10, gateway, CDN and a web page.

The unmodified discord.py connects to it; it is the demo without an account and the test bed.
It knows nothing of Easel and refuses what Discord refuses. From the top, imports only go down:

server                  one web server for all of it
rest, web, drivers      what the bot calls, what a browser asks for, people driven by a test
core                    the parts below, built and joined
people                  what people do: talk, use the bot, choose a language
gateway                 what happens, told to the bot and to the people
interactions            registered commands, and how people use them
messages                messages and their files
rules, world            what is refused; who and what exists
settings                clock, options, planned faults
protocol                Discord's own words and numbers
page                    the web page itself, in JavaScript
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
