"""/help by topic and /ask, which searches it."""
