"""The archive in a browser: a Datasette with pages of our own, read-only, beside a running crawl.

No other room imports Datasette (import-linter holds it). No page of ours needs a script, and none
loads anything from another host but the photos that an operator allows: its content security policy
forbids the rest (tests/browse/test_hostile.py).
"""
