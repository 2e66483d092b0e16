"""Bytes to articles, one file a format; `formats` is the one table of them."""
