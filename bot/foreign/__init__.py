"""What other programs write about the making of a picture, read into one value. Pure text in.

One reader for each program; `programs.py` says what belongs to whom. Imports nothing of ours, so
that the decoder's process, where all of it happens to strangers' files, starts at once.
"""
