"""Finished pictures: found again, shown, sent, liked, taken away."""
