"""A crawl of a hundred thousand articles: memory stays flat, nothing is lost, the ledger is right.

    python3 scripts/dev.py soak --articles 100000

The articles are those of the sample network, made on request; the crawl is the ordinary command.
"""
