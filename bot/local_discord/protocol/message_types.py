"""Types and flags of messages.

Source: https://discord.com/developers/docs/resources/message#message-object
"""

from __future__ import annotations

REPLY, SLASH_ANSWER, MENU_ANSWER = 19, 20, 23  # types
EPHEMERAL, LOADING, V2 = 1 << 6, 1 << 7, 1 << 15  # flags
SUPPRESS_EMBEDS, SILENT = 1 << 2, 1 << 12
ATTACHMENT_SCHEME = "attachment://"
"""Begins an address that names a file of the same message."""
