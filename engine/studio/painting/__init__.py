"""The painter: what it learns from, its training, and how well it edits and goes on."""
