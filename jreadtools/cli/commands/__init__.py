"""One command a file: its parser, its help and its work."""
