"""One interaction with a person: whose it is, what they may do, how it is answered or refused."""
