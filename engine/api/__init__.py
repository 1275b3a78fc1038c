"""What the rest of the program sees of the engine: requests in, events out, cards, errors, options.

Imports neither torch nor anything else of the engine.
"""
