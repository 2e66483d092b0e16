"""A page that was copied out of a browser as text: its article."""
