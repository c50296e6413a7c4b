"""Every regular expression of `scraper` and `spiders`, and whether any text makes one of them slow.

collect() -> list[Found]      all of them: caught while the modules are loaded, and those that functions of `re` are given as texts
attacks(pattern)              texts made of a pattern's own structure that make it backtrack if any do
growth(found) -> Growth       the worst of those texts, and how fast its cost grows with its length
python -m scripts.proof.patterns    the static check of `dev.py check`
"""
