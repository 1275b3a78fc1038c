"""The words of a prompt on their way to the network: emphasis, chaos, and texts encoded once."""
