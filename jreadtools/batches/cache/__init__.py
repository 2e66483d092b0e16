"""What was measured before, kept in a file."""
