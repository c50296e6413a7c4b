"""What a portal declares, and all declared portals together.

    TRIBUN = Network(slug="tribun", name="Tribun Network", …)
    PORTALS = [TRIBUN.portal("jateng", "TribunJateng.com", Province.JAWA_TENGAH), …]

The files of `spiders/` import nothing else of `scraper` (tests/spiders/test_imports.py). Every
declaration is checked when it is made: a wrong one raises `PortalError`, which names the
declaration and the field.
"""

from scraper.model import Placement, Role
from scraper.portals.crawl_policy import CrawlPolicy
from scraper.portals.network import DECLARED, LIVE, SAVED, Network, Platform, Portal
from scraper.portals.provinces import Province, Zone
from scraper.portals.registry import Registry
from scraper.portals.rules import Path, Photo, Rules, Signed, Step, parse_selector
from scraper.portals.sources import Source, SourceKind
from scraper.urls import Parts

__all__ = [
    "DECLARED",
    "LIVE",
    "SAVED",
    "CrawlPolicy",
    "Network",
    "Parts",
    "Path",
    "Photo",
    "Placement",
    "Platform",
    "Portal",
    "Province",
    "Registry",
    "Role",
    "Rules",
    "Signed",
    "Source",
    "SourceKind",
    "Step",
    "Zone",
    "parse_selector",
]
