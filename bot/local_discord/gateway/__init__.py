"""What happens, told: to the bot through the gateway, to the people through the feed."""
