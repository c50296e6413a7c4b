"""The crawl's benchmark (`dev.py bench-crawl`): Kliping beside the same Scrapy without extraction.

Both fetch the same pages from a server on loopback; the bare Scrapy throws them away.
"""
