"""Readers: bytes or text of one format in, one `Article` out. One module per format."""
