"""Text in, one JSON object out, while people write."""
