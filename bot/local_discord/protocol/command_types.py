"""Types of application commands and of their options.

Source: https://discord.com/developers/docs/interactions/application-commands
"""

from __future__ import annotations

CHAT, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUB_COMMAND, GROUP, STRING, INTEGER, BOOLEAN = 1, 2, 3, 4, 5
USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 6, 7, 8, 9, 10, 11
