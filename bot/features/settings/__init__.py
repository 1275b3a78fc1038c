"""What a person chooses once and for all: /settings, /prefer, lanes, visibility."""
