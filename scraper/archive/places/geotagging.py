"""Find the kabupaten, kota or province an article is about. Pure.

The dateline decides, else the headline, else the portal's own province. A name that two places
share (Pekalongan is a kabupaten and a kota) stands for both, each with half a share, unless the
text or the portal's province tells which is meant. So the shares of an article add up to one, and
nothing is decided that the text leaves open.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
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
"""Names of places in the press that are not in the gazetteer."""

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
"""Names of places that are also ordinary words or names of people: stem, stone, to hunt, brass,
unlucky, field, to attack."""

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
"""Words that, before such a name in a headline, say that the place is meant."""

LONGEST: Final = 4
"""The most words of a name: Maluku Barat Daya has three, Kepulauan Siau Tagulandang Biaro four."""

KIND_CUES: Final = {
    "bupati": PlaceKind.KABUPATEN,
    "kab": PlaceKind.KABUPATEN,
    "kabupaten": PlaceKind.KABUPATEN,
    "pemkab": PlaceKind.KABUPATEN,
    "kota": PlaceKind.KOTA,
    "pemkot": PlaceKind.KOTA,
    "walikota": PlaceKind.KOTA,
}
"""Words before a name that say which kind of place is meant."""

_WORD: Final = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


class Basis(StrEnum):
    """What links an article to a place."""

    DATELINE = "dateline"
    HEADLINE = "headline"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """One place of an article."""

    code: str
    """Its code in the gazetteer."""
    basis: Basis
    matched: str
    """The words that name it; for `portal` the portal's province."""
    share: float
    """1 divided by the number of equally likely places."""


def find_places(
    headline: str, dateline: str | None, province: str | None
) -> tuple[ArticlePlace, ...]:
    """The places of an article on a portal of that province; empty where nothing names one.

    >>> found = find_places("Harga Cabai Naik", "TRIBUNJATENG.COM, KOTA PEKALONGAN", "Jawa Tengah")
    >>> [(one.code, one.basis.value) for one in found]
    [('33.75', 'dateline')]
    """
    home = _provinces().get(province or "")
    for basis, text, strict in (
        (Basis.DATELINE, dateline, False),
        (Basis.HEADLINE, headline, True),
    ):
        named = list(_find_names(text, strict=strict)) if text else []
        found = _drop_parents(_choose_places(named, home))
        if found:
            return tuple(
                ArticlePlace(place.code, basis, words, 1 / len(found) / len(places))
                for words, places in found.items()
                for place in places
            )
    return (ArticlePlace(home.code, Basis.PORTAL, home.name, 1.0),) if home else ()


def _find_names(text: str, *, strict: bool) -> Iterator[tuple[Sequence[Place], str]]:
    """The names in a text, each with the places that bear it; of overlapping names, the longest.

    With `strict`, a name that is an ordinary word too counts only after one of `CUES`.
    """
    words = [match[0] for match in _WORD.finditer(text)]
    keys = [_key(word) for word in words]
    start = 0
    while start < len(words):
        before = words[start - 1].lower() if start else ""
        by_itself = not (strict and words[start].lower() in ORDINARY_TOO and before not in CUES)
        for end in range(min(len(words), start + LONGEST), start if by_itself else start + 1, -1):
            known = _by_key().get("".join(keys[start:end]))
            if known:
                yield _of_kind(known, before), " ".join(words[start:end])
                start = end - 1
                break
        start += 1


def _of_kind(known: Sequence[Place], before: str) -> Sequence[Place]:
    """The places of the kind that the word before the name says; all where it says none."""
    kind = KIND_CUES.get(before)
    return [place for place in known if place.kind is kind] or known


def _choose_places(
    named: Sequence[tuple[Sequence[Place], str]], home: Place | None
) -> dict[str, Sequence[Place]]:
    """For each name, the places that it can mean in this text.

    Those in a province that the text names too, else those in the portal's province, else all. A
    name whose places were named already counts once.
    """
    provinces = {places[0].code for places, _ in named if _is_province(places[0])}
    chosen: dict[str, Sequence[Place]] = {}
    for places, words in named:
        if not any(set(places) & set(others) for others in chosen.values()):
            chosen[words] = _nearest(places, provinces, home)
    return chosen


def _nearest(places: Sequence[Place], provinces: Set[str], home: Place | None) -> Sequence[Place]:
    inside = [p for p in places if not _is_province(p) and p.province_code in provinces]
    at_home = [p for p in places if home and p.province_code == home.code]
    return inside or at_home or places


def _drop_parents(chosen: Mapping[str, Sequence[Place]]) -> dict[str, Sequence[Place]]:
    """Without provinces named beside one of their own places: they only say where that is."""
    parents = {
        place.province_code
        for places in chosen.values()
        for place in places
        if not _is_province(place)
    }
    return {
        words: places
        for words, places in chosen.items()
        if not (_is_province(places[0]) and places[0].code in parents)
    }


def _is_province(place: Place) -> bool:
    return place.kind is PlaceKind.PROVINSI


@cache
def _provinces() -> Mapping[str, Place]:
    return {place.name: place for place in all_places().values() if _is_province(place)}


@cache
def _by_key() -> Mapping[str, Sequence[Place]]:
    """Places by the letters of their names: `Palangka Raya` is also printed `Palangkaraya`.

    Where a kabupaten or kota and a province share a name, it is the former's.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    for place in all_places().values():
        name = place.name.removeprefix("DKI ").removeprefix("DI ").removeprefix("Daerah Istimewa ")
        for key in {_key(name), _key(place.name)}:
            found[key].append(place)
    for name, code in ALSO.items():
        found[name] = [all_places()[code]]
    return {
        key: [p for p in places if not _is_province(p)] or places for key, places in found.items()
    }


def _key(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
