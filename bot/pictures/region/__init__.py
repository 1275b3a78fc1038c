"""The part of a picture that is drawn anew: cells over it, its mask, and how it is shown."""
