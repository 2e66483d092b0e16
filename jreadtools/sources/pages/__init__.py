"""A whole page: where its article stands, what is left out of it, what the page says about it."""
