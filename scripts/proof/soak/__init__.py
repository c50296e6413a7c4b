"""A crawl of a hundred thousand articles in one go: that its memory stays flat, nothing is lost, and the ledger is right.

    python3 scripts/dev.py soak --articles 100000

The articles are those of the sample network, told and printed when they are asked for; the crawl is
the ordinary command.
"""
