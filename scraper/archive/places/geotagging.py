"""Which kabupaten, kota or province an article is about: by its dateline, else its headline, else its portal's own region. Pure.

A name that two places share (Pekalongan is a kabupaten and a kota) names both, each with half a
share, unless the text or the portal's province tells them apart: so shares add up to one an
article, and nothing is decided that the text leaves open.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from scraper.archive.places.gazetteer import Place, PlaceKind, all_places

ALSO: Final = {
    "babel": "19",
    "diy": "34",
    "dki": "31",
    "jabar": "32",
    "jateng": "33",
    "jatim": "35",
    "jogja": "34.71",
    "jogjakarta": "34.71",
    "kalbar": "61",
    "kalsel": "63",
    "kaltara": "65",
    "kalteng": "62",
    "kaltim": "64",
    "kepri": "21",
    "malut": "82",
    "ntb": "52",
    "ntt": "53",
    "solo": "33.72",
    "sulbar": "76",
    "sulsel": "73",
    "sulteng": "72",
    "sultra": "74",
    "sulut": "71",
    "sumbar": "13",
    "sumsel": "16",
    "sumut": "12",
    "yogya": "34.71",
}
"""What the press calls places besides their names in the gazetteer."""

ORDINARY_TOO: Final = frozenset(
    (
        "agam",
        "batang",
        "batu",
        "bima",
        "buru",
        "kuningan",
        "landak",
        "lebak",
        "malang",
        "medan",
        "metro",
        "padang",
        "pati",
        "puncak",
        "serang",
    )
)
"""Names that headlines print as ordinary words or as names of people as well: stem, stone, to
hunt, brass, unlucky, field, to attack."""

CUES: Final = frozenset(
    (
        "bupati",
        "di",
        "dari",
        "dprd",
        "kab",
        "kabupaten",
        "kapolres",
        "kejari",
        "ke",
        "kodim",
        "kota",
        "lapas",
        "pasar",
        "pemkab",
        "pemkot",
        "pn",
        "polres",
        "polresta",
        "polrestabes",
        "rsud",
        "se",
        "walikota",
        "warga",
        "wakil",
    )
)
"""Before such a word in a headline these say that the place is meant."""

LONGEST: Final = 4
"""Words of a name: Maluku Barat Daya has three, Kepulauan Siau Tagulandang Biaro four."""

_WORD: Final = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


class Basis(StrEnum):
    """What links an article to a place."""

    DATELINE = "dateline"
    HEADLINE = "headline"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Placed:
    """One place of an article."""

    code: str
    """As in the gazetteer."""
    basis: Basis
    matched: str
    """The words that name it; for `portal` the portal's province."""
    share: float
    """1 divided by the number of places that are as likely."""


def find_places(headline: str, dateline: str | None, province: str | None) -> tuple[Placed, ...]:
    """The places of an article with that headline and dateline on a portal of that province; empty where nothing tells.

    >>> [(one.code, one.basis.value) for one in find_places("Harga Cabai Naik", "TRIBUNJATENG.COM, KOTA PEKALONGAN", "Jawa Tengah")]
    [('33.75', 'dateline')]
    """
    region = _provinces().get(province or "")
    for basis, text, strict in (
        (Basis.DATELINE, dateline, False),
        (Basis.HEADLINE, headline, True),
    ):
        found = _narrowed(list(_named(text, strict=strict)) if text else [], region)
        if found:
            return tuple(
                Placed(place.code, basis, words, 1 / len(found) / len(known))
                for words, known in found.items()
                for place in known
            )
    return (Placed(region.code, Basis.PORTAL, region.name, 1.0),) if region else ()


def _named(text: str, *, strict: bool) -> Iterator[tuple[Sequence[Place], str]]:
    """The names in a text, each with the places that bear it, the longest name first where one holds another."""
    words = [match[0] for match in _WORD.finditer(text)]
    keys = [_key(word) for word in words]
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + LONGEST), start, -1):
            known = _by_key().get("".join(keys[start:end]))
            before = words[start - 1].lower() if start else ""
            if known and not (
                strict
                and end - start == 1
                and words[start].lower() in ORDINARY_TOO
                and before not in CUES
            ):
                yield _of_kind(known, before), " ".join(words[start:end])
                start = end - 1
                break
        start += 1


def _of_kind(known: Sequence[Place], before: str) -> Sequence[Place]:
    """Those of a kind that the word before the name says."""
    kind = {
        "kabupaten": PlaceKind.KABUPATEN,
        "kab": PlaceKind.KABUPATEN,
        "bupati": PlaceKind.KABUPATEN,
        "pemkab": PlaceKind.KABUPATEN,
    }.get(before)
    kind = kind or {
        "kota": PlaceKind.KOTA,
        "walikota": PlaceKind.KOTA,
        "pemkot": PlaceKind.KOTA,
    }.get(before)
    return [place for place in known if place.kind is kind] or known


def _narrowed(
    named: Sequence[tuple[Sequence[Place], str]], region: Place | None
) -> dict[str, Sequence[Place]]:
    """By the words that name them, the places that stay: those in a province that is named too, else in the portal's, else all.

    A province that is named beside one of its own places says only where that is.
    """
    provinces = {known[0].code for known, _ in named if known[0].kind is PlaceKind.PROVINSI}
    found: dict[str, Sequence[Place]] = {}
    for known, words in named:
        inside = [
            place
            for place in known
            if place.province_code in provinces and place.kind is not PlaceKind.PROVINSI
        ]
        at_home = [place for place in known if region and place.province_code == region.code]
        if not any(set(known) & set(others) for others in found.values()):
            found[words] = inside or at_home or known
    parents = {
        place.province_code
        for known in found.values()
        for place in known
        if place.kind is not PlaceKind.PROVINSI
    }
    return {
        words: known
        for words, known in found.items()
        if known[0].kind is not PlaceKind.PROVINSI or known[0].code not in parents
    }


@cache
def _provinces() -> Mapping[str, Place]:
    return {
        place.name: place for place in all_places().values() if place.kind is PlaceKind.PROVINSI
    }


@cache
def _by_key() -> Mapping[str, Sequence[Place]]:
    """Places by their name's letters: `Palangka Raya` is printed `Palangkaraya` as well.

    A region's name goes before its province's.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    for place in all_places().values():
        name = place.name.removeprefix("DKI ").removeprefix("DI ").removeprefix("Daerah Istimewa ")
        for key in {_key(name), _key(place.name)}:
            found[key].append(place)
    for name, code in ALSO.items():
        found[name] = [all_places()[code]]
    return {
        key: [p for p in known if p.kind is not PlaceKind.PROVINSI or len(known) == 1] or known
        for key, known in found.items()
    }


def _key(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
