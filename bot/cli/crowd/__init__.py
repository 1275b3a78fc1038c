"""`easel bench --people`: how long a shared bot's answers take while a crowd uses it."""
