"""One self-contained page for people who would rather look than read a table."""
