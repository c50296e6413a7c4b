"""The archive's benchmark: `dev.py bench-archive`.

texts    seeded articles in Zipfian Indonesian-like text
load     them into an archive, and a crawl's own writes on top
queries  what is searched, by how often its words occur
measure  each search beside plain FTS5, as milliseconds and as a ratio
"""
