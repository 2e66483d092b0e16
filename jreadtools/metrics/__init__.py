"""Numbers over counts, one file a family."""
