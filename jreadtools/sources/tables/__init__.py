"""Tables of articles: one file per format."""
