"""Benchmarks of extraction, archive, crawl and browsing; each is a verb of `dev.py`."""
