"""From `engine.model` to a Model that is ready to draw: files, settings, card, measured costs."""
