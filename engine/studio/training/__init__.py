"""The stages of the training: each network, its losses, and what all stages share."""
