"""Minutes into the front matter of a post: one line of it, and no other byte."""
