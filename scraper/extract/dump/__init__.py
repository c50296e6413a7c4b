"""Reads an article from a flat text dump of its page: what old scrapes and pasted pages hold.

A dump has no markup, so that every line is first classified by its wording, and the article is then
found among the lines.
"""
