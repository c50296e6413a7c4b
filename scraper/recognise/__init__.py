"""What kind of site an address leads to, and how to declare it as a portal.

`propose` looks at a site's pages and proposes a declaration; `examine` tries a declared portal on
its site, and `findings` says what broke. Pure: pages come from a `Fetcher` that the caller gives.
"""

from scraper.recognise.examination import Examined, Sampled, examine
from scraper.recognise.fetching import FailedFetch, Fetcher
from scraper.recognise.look import Look, first_look
from scraper.recognise.proposal import SCRATCH, Proposal, Wishes, propose
from scraper.recognise.verification import findings

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
