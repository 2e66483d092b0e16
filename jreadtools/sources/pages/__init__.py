"""A whole page to its article: main content, title, date, tags."""
