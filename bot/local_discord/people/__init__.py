"""What people do, checked as Discord's client checks it: talk, use the bot, choose a language."""
