"""Phenomena of Japanese grammar over columns of morphemes: one file each."""
