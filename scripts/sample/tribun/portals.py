"""The sample network's declaration: Tribun's own, on other hosts.

Name this module in kliping.toml's `declarations` to crawl it.
"""

from dataclasses import replace
from typing import Final

from scraper.portals import Portal, Province
from scripts.sample.ports import PORT
from spiders.tribun import TRIBUN

_MEMBERS: Final = (
    ("jateng", "Tribun Contoh Jateng", Province.JAWA_TENGAH),
    ("makassar", "Tribun Contoh Timur", Province.SULAWESI_SELATAN),
    ("ambon", "Tribun Contoh Ambon", Province.MALUKU),
    ("ternate", "Tribun Contoh Ternate", Province.MALUKU_UTARA),
    ("sorong", "Tribun Contoh Sorong", Province.PAPUA_BARAT_DAYA),
)
"""Three that publish, one for each zone, and two behind a bot wall: ternate answers with a
challenge page, sorong with 403."""


def sample_portals(port: int) -> tuple[Portal, ...]:
    """The sample's portals as they are served at `port` of loopback.

    Each name says with "Contoh" (sample) what it is.
    """
    network = replace(
        TRIBUN,
        slug="sample",
        name="Sample network (Tribun-shaped, invented)",
        publisher=None,
        host="{key}.sample.localhost",
        host_aliases=((r"^m\.(?=[a-z0-9-]+\.sample\.localhost(:\d+)?$)", ""),),
        scheme="http",
        port=port,
        delay=0.05,
        examples=(),
        verified="served by scripts/sample: it is no live site",
        seen=(),
        evidence=(),
    )
    return tuple(network.portal(key, name, province) for key, name, province in _MEMBERS)


PORTALS = sample_portals(PORT)
