"""Rows, DataFrames and files."""
