"""The version of the package: a leaf, so that whoever writes it into a file loads nothing else."""

__all__ = ["__version__"]

__version__ = "0.1.0"
