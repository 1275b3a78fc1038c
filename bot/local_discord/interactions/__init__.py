"""What the bot offers and is asked: registered commands, interactions, their payload."""
