"""Many articles: workers, cache, progress."""
