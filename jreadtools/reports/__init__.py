"""The page of a whole blog."""
