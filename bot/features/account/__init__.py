"""How somebody stands: /info, /quota, and the short commands about the bot."""
