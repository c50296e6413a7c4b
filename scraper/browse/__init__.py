"""The archive as a newspaper's morgue that people like to read: a Datasette with pages of our own.

The only room that knows Datasette.

serve            Datasette on an archive, read-only, beside a running crawl
plugin           the hooks: routes, templates, headers
reading          Datasette's threads and connections, lent to the archive's functions
pages/           a module for each page: reads, and fills a template
asking           a search as a URL, and back
speech           Indonesian and English: words, numbers, dates
charts           numbers as the geometry of a plot; the templates draw it
policy           what a browser may do with a page of ours: nearly nothing
schema           docs/SCHEMA.md for the pages about tables

No page needs a script, and none asks another host for anything.
"""
