"""Who and what exists: people, roles, channels; their ids, and their rows on disk."""
