"""The fault site: everything that goes wrong between a portal and its archive, over real HTTP on loopback.

Each fault is a portal of its own: its front list names one article that is at fault (or that its
source, robots.txt or host keeps from us) and one that is sound. `docs/OUTCOMES.md` says what a
crawl makes of each, and `tests/faults` holds it to that. The faults are told by kind:

    wire.py       connections that break, lie or never end
    answers.py    statuses, redirects, walls
    documents.py  what is sent in place of an article, or with it
    standins.py   notices, walls and other people's pages that come with status 200
    sources.py    feeds, sitemaps, listings and robots.txt
"""
