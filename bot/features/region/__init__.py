"""Vary (Region): the part of a picture that is to be drawn anew, chosen by cells, a file, a page."""
