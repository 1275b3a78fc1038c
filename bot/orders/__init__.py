"""What an order means: the words read, its kind, price, effects and record; no Discord."""
