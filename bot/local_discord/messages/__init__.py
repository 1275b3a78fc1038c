"""Messages and their files: kept, composed, laid out, shown to whom they are for."""
