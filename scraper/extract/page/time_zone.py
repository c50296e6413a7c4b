"""Whose clock a page without a printed zone shows: the portal's declared zone, else what the host's name says of its place.

A regional paper prints local time and seldom its label, and names its place in its host
("radarkaltim", "balikpapan."). A label or an offset that is printed always stands above this.
"""

from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from typing import Final

from scraper.extract.text.word_tables import words
from scraper.portals import Zone

_CENTRAL: Final = words("""
bali denpasar buleleng singaraja lombok mataram ntb sumbawa bima ntt kupang flores maumere kaltim kaltara kalsel kalimantantimur
kalimantanselatan banjarmasin banjarbaru samarinda balikpapan bontang kutai kukar tarakan nunukan berau paser sulsel sulbar sultra
sulteng sulut sulawesi makassar parepare palopo bulukumba bone wajo maros gowa mamuju polewali kendari baubau kolaka palu poso luwuk
manado minahasa bitung kotamobagu gorontalo toraja
""")
_EASTERN: Final = words("""
maluku malut ambon ternate tidore halmahera tual papua papuabarat jayapura sorong merauke manokwari timika mimika biak nabire wamena
""")
"""Places as host names spell them: provinces with their usual short names, cities and regencies."""
_SHORTEST_INSIDE: Final = 5
"""A shorter name ("bone", "ntb") only counts as a part of its own: a hyphen or a full stop
stands beside it."""
_ALSO_INSIDE: Final = words("bali palu")
_NOT_PLACES: Final = words("kembali")

_COUNTRIES: Final = {
    "my": 480, "sg": 480, "bn": 480, "ph": 480, "tw": 480, "hk": 480, "mo": 480, "cn": 480, "th": 420, "vn": 420, "kh": 420, "la": 420,
    "mm": 390, "tl": 540, "jp": 540, "kr": 540, "pg": 600, "in": 330, "lk": 330, "bd": 360, "np": 345, "pk": 300, "ae": 240, "tr": 180,
    "ke": 180, "tz": 180, "za": 120, "ls": 120, "na": 120, "ng": 60, "gh": 0, "is": 0,
}  # fmt: skip
"""Minutes east of UTC by country domain, for countries of one zone that keep no summer time
(IANA time zone database, 2025)."""


@dataclass(frozen=True, slots=True)
class HostPlace:
    """A zone and what told it, for the evidence."""

    zone: tzinfo
    why: str


def time_zone_of(host: str, *, is_indonesian: bool) -> HostPlace | None:
    """The zone that a host's name tells; for a page in Indonesian at least WIB, in which two thirds of the country lives.

    >>> time_zone_of("makassar.contoh.com", is_indonesian=True).why
    'WITA by the host'
    """
    domain = host.lower().rpartition(".")[2]
    if is_indonesian and domain not in _COUNTRIES:
        zone = _indonesian(host.lower())
        return (
            HostPlace(zone.tzinfo, f"{zone.name} by the host")
            if zone
            else HostPlace(Zone.WIB.tzinfo, "WIB assumed")
        )
    minutes = _COUNTRIES.get(domain)
    return (
        HostPlace(timezone(timedelta(minutes=minutes)), f"zone of .{domain}")
        if minutes is not None
        else None
    )


def _indonesian(host: str) -> Zone | None:
    """The zone of the first place that a part of the host is, begins with or ends with: "balikpapanpos", "radarkaltim", "metrobali"."""
    parts = [
        part
        for label in host.split(".")[:-1]
        for part in label.split("-")
        if part not in _NOT_PLACES
    ]
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
"""The places that count where a part begins or ends with them."""
