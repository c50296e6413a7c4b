"""The declared portals: one file for each publisher group, with its networks, layouts and portals.

These files import `scraper.portals`, `_shared` and, for a site on a known system, `_platforms`.
"""
