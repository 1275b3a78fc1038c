"""Models that read instead of draw: pictures described, texts translated, words weighed."""
