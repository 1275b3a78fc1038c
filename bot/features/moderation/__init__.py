"""Reporting, what moderators do about them, pauses and words that are not drawn."""
