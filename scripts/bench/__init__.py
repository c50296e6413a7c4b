"""Benchmarks: each is a verb of `dev.py`."""
