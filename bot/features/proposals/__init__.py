"""Prompts that are proposed, not ordered: /describe, /shorten, /surprise."""
