"""Lists of words and models of grades that the user brings."""
