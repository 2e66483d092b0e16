"""Tables written to files as they come, one format a file."""
