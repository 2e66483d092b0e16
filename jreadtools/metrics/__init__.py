"""The catalogue of metrics: one function over counts each, one file per family."""
