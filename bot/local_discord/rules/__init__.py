"""What Discord refuses: one file per subject, each a pure check of a request body."""
