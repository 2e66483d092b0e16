"""From sentences to rows of counts: what is counted on characters, on words, on brackets, on whole articles."""
