"""The fault site: everything that goes wrong between a portal and its archive, over real HTTP.

Each fault is a portal: its front list names one article that is at fault (or whose source,
robots.txt or host keeps it from us) and one that is sound. `docs/OUTCOMES.md` says what a crawl
makes of each, and `tests/faults` tests that. Each module holds one kind of fault.
"""
