"""Pictures changed by words: the command, the button, the message menu and their form."""
