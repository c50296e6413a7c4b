"""Every regular expression of `scraper` and `spiders`, and whether any text makes one slow.

`dev.py check` runs the static check; the tests measure each pattern on texts made to hurt it.
"""
