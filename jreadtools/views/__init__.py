"""One article shown to people: on a terminal, in a notebook, in HTML."""
