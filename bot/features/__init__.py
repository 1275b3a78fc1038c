"""What people can do besides ordering: a folder a subject, with its commands, buttons and work."""
