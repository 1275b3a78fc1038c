"""Test drivers: a person at the page, and what they see of the interactions they began."""
