"""Orders become stored, paid jobs: every check before that, and the first answer after it."""
