"""Japanese: sentences, morphemes, grammar."""
