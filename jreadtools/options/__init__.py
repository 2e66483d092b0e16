"""What can be asked for on the command line, and its help: `parsed` is where the words come in."""
