"""What a site is: from its pages to the declaration of a portal. Pure: pages come in through a function that the caller gives.

home page ─ look ─▶ system, theme, feeds ─▶ sources that answer ─▶ URLs of articles ─ shapes ─▶ patterns ─▶ Proposal
declared portal ─ examine ─▶ sources, three articles ─ health ─▶ what broke
"""

from scraper.recognise.asking import Asker, Failed
from scraper.recognise.examine import Examined, Sampled, examine
from scraper.recognise.health import findings
from scraper.recognise.look import Look, look
from scraper.recognise.proposal import SCRATCH, Proposal, Wishes, propose

__all__ = [
    "SCRATCH",
    "Asker",
    "Examined",
    "Failed",
    "Look",
    "Proposal",
    "Sampled",
    "Wishes",
    "examine",
    "findings",
    "look",
    "propose",
]
