"""Invented news sites on loopback, for tests and for machines without internet.

Every place, person and event in them is invented. `tribun` is a network of five hosts with
hand-written stories, revisions and refusals; `network` has one site of every other platform, with
stories from a seeded bank. Both are declared with the real networks' rules, and both state what an
archive of them must hold. `python -m scripts.sample.server` serves them.
"""
