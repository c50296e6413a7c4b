"""What a site is: from its pages to the declaration of a portal.

Pure: pages come in through a function that the caller gives.

home page ─ look ─▶ system, theme, feeds ─▶ sources that answer ─▶ URLs of articles ─ shapes ─▶
patterns ─▶ Proposal declared portal ─ examine ─▶ sources, three articles ─ health ─▶ what broke
"""

from scraper.recognise.examination import Examined, Sampled, examine
from scraper.recognise.fetching import FailedFetch, Fetcher
from scraper.recognise.findings import findings
from scraper.recognise.first_look import Look, first_look
from scraper.recognise.proposal import SCRATCH, Proposal, Wishes, propose

__all__ = [
    "SCRATCH",
    "Examined",
    "FailedFetch",
    "Fetcher",
    "Look",
    "Proposal",
    "Sampled",
    "Wishes",
    "examine",
    "findings",
    "first_look",
    "propose",
]
