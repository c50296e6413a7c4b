"""The zone of a page that prints none: the portal's, else the one that the host's name suggests.

A regional paper prints local time, seldom with a zone, and has its place in its host's name
("radarkaltim", "balikpapan."). A printed zone or offset always comes first.
"""

from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from typing import Final

from scraper.extract.text.word_tables import words
from scraper.portals import Zone

_CENTRAL: Final = words("""
bali denpasar buleleng singaraja lombok mataram ntb sumbawa bima ntt kupang flores maumere kaltim
kaltara kalsel kalimantantimur kalimantanselatan banjarmasin banjarbaru samarinda balikpapan
bontang kutai kukar tarakan nunukan berau paser sulsel sulbar sultra sulteng sulut sulawesi
makassar parepare palopo bulukumba bone wajo maros gowa mamuju polewali kendari baubau kolaka palu
poso luwuk manado minahasa bitung kotamobagu gorontalo toraja
""")
_EASTERN: Final = words("""
maluku malut ambon ternate tidore halmahera tual papua papuabarat jayapura sorong merauke manokwari
timika mimika biak nabire wamena
""")
"""Places as host names spell them: provinces with their usual short names, cities and regencies."""
_SHORTEST_INSIDE: Final = 5
"""A shorter name ("bone", "ntb") counts only between hyphens or full stops."""
_ALSO_INSIDE: Final = words("bali palu")
_NOT_PLACES: Final = words("kembali")

_COUNTRIES: Final = {
    "my": 480, "sg": 480, "bn": 480, "ph": 480, "tw": 480, "hk": 480, "mo": 480, "cn": 480,
    "th": 420, "vn": 420, "kh": 420, "la": 420, "mm": 390, "tl": 540, "jp": 540, "kr": 540,
    "pg": 600, "in": 330, "lk": 330, "bd": 360, "np": 345, "pk": 300, "ae": 240, "tr": 180,
    "ke": 180, "tz": 180, "za": 120, "ls": 120, "na": 120, "ng": 60, "gh": 0, "is": 0,
}  # fmt: skip
"""Minutes east of UTC by country domain, for countries with one zone and no summer time (IANA time
zone database, 2025)."""


@dataclass(frozen=True, slots=True)
class HostPlace:
    """A zone and why it is assumed, for the evidence."""

    zone: tzinfo
    why: str


def time_zone_of(host: str, *, is_indonesian: bool) -> HostPlace | None:
    """The zone that a host's name suggests, or None.

    For a page in Indonesian it is at least WIB, in which two thirds of the country live.

    >>> time_zone_of("makassar.contoh.com", is_indonesian=True).why
    'WITA by the host'
    """
    domain = host.lower().rpartition(".")[2]
    if is_indonesian and domain not in _COUNTRIES:
        zone = _indonesian(host.lower())
        if zone is None:
            return HostPlace(Zone.WIB.tzinfo, "WIB assumed")
        return HostPlace(zone.tzinfo, f"{zone.name} by the host")
    minutes = _COUNTRIES.get(domain)
    if minutes is None:
        return None
    return HostPlace(timezone(timedelta(minutes=minutes)), f"zone of .{domain}")


def _indonesian(host: str) -> Zone | None:
    """The zone of the first place that a part of the host is, begins with or ends with.

    So do "balikpapanpos", "radarkaltim" and "metrobali".
    """
    labels = host.split(".")[:-1]
    parts = [part for label in labels for part in label.split("-") if part not in _NOT_PLACES]
    for zone, places in ((Zone.WITA, _CENTRAL), (Zone.WIT, _EASTERN)):
        inside = _INSIDE[zone]
        if any(
            part in places or part.startswith(inside) or part.endswith(inside) for part in parts
        ):
            return zone
    return None


_INSIDE: Final = {
    zone: tuple(
        place for place in places if len(place) >= _SHORTEST_INSIDE or place in _ALSO_INSIDE
    )
    for zone, places in ((Zone.WITA, _CENTRAL), (Zone.WIT, _EASTERN))
}
"""The places that count even where a part only begins or ends with them."""
