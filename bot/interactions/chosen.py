"""What the person behind an interaction has chosen: read once for each, by whoever asks first.

It stays with the interaction and ends with it; the next one reads anew.
"""

from bot.interactions.interaction import Interaction
from bot.orders.preferences import Preferences, read_preferences
from storage import Storage


async def preferences_of(storage: Storage, interaction: Interaction) -> Preferences:
    """As it was when the interaction came; what one changes, `change_preferences` tells."""
    chosen: Preferences | None = interaction.extras.get(Preferences)
    if chosen is None:
        chosen = await read_preferences(storage, interaction.user.id)
        interaction.extras[Preferences] = chosen
    return chosen
