"""What people are told about a job: words, buttons, and getting them there."""
