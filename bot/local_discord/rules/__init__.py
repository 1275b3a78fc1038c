"""What Discord refuses: limits of bodies, its specification, rate limits; and the log of calls."""
