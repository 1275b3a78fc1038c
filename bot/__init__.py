"""The Discord bot: the only package that knows engine, storage and Discord at once."""
