"""How fast a crawl is beside the same Scrapy that fetches the same pages and throws them away (`dev.py bench-crawl`).

pages       the pages, and the portal that they are of
server      serves them on loopback, in a process of its own
throwing    Scrapy with the project's settings and middlewares, and a spider that does nothing
measure     one crawl in a process of its own: seconds and CPU seconds
"""
