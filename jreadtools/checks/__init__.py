"""Limits, findings and an exit code."""
