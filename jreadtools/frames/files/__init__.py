"""Tables into files: one module per format, and one that puts a file under its name only when it is whole."""
