"""Vary (Region): the part of a picture that is drawn anew, chosen by cells, a file or a page."""
