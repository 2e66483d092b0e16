"""One phenomenon of grammar a file, over columns of morphemes."""
