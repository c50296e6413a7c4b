"""The 38 provinces of Indonesia and their time zones: a closed list.

Sources: the laws on the provinces (the last four, of 2022, split Papua) and, for the zones,
Presidential Decree (Keppres) 41/1987: WIB for Sumatra, Jawa, Kalimantan Barat and Tengah; WITA for
the rest of Kalimantan, Sulawesi, Bali and Nusa Tenggara; WIT for Maluku and Papua.
"""

from datetime import timedelta, timezone
from enum import Enum


class Zone(Enum):
    """An Indonesian time zone; `minutes` east of UTC."""

    WIB = 420
    WITA = 480
    WIT = 540

    @property
    def minutes(self) -> int:
        """Offset in minutes east of UTC."""
        return self.value

    @property
    def tzinfo(self) -> timezone:
        """The zone as a fixed offset (Indonesia has no daylight saving time)."""
        return timezone(timedelta(minutes=self.value), self.name)


class Province(Enum):
    """A province: its name in Indonesian and its zone."""

    ACEH = ("Aceh", Zone.WIB)
    SUMATERA_UTARA = ("Sumatera Utara", Zone.WIB)
    SUMATERA_BARAT = ("Sumatera Barat", Zone.WIB)
    RIAU = ("Riau", Zone.WIB)
    KEPULAUAN_RIAU = ("Kepulauan Riau", Zone.WIB)
    JAMBI = ("Jambi", Zone.WIB)
    SUMATERA_SELATAN = ("Sumatera Selatan", Zone.WIB)
    KEPULAUAN_BANGKA_BELITUNG = ("Kepulauan Bangka Belitung", Zone.WIB)
    BENGKULU = ("Bengkulu", Zone.WIB)
    LAMPUNG = ("Lampung", Zone.WIB)
    DKI_JAKARTA = ("DKI Jakarta", Zone.WIB)
    BANTEN = ("Banten", Zone.WIB)
    JAWA_BARAT = ("Jawa Barat", Zone.WIB)
    JAWA_TENGAH = ("Jawa Tengah", Zone.WIB)
    DI_YOGYAKARTA = ("DI Yogyakarta", Zone.WIB)
    JAWA_TIMUR = ("Jawa Timur", Zone.WIB)
    BALI = ("Bali", Zone.WITA)
    NUSA_TENGGARA_BARAT = ("Nusa Tenggara Barat", Zone.WITA)
    NUSA_TENGGARA_TIMUR = ("Nusa Tenggara Timur", Zone.WITA)
    KALIMANTAN_BARAT = ("Kalimantan Barat", Zone.WIB)
    KALIMANTAN_TENGAH = ("Kalimantan Tengah", Zone.WIB)
    KALIMANTAN_SELATAN = ("Kalimantan Selatan", Zone.WITA)
    KALIMANTAN_TIMUR = ("Kalimantan Timur", Zone.WITA)
    KALIMANTAN_UTARA = ("Kalimantan Utara", Zone.WITA)
    SULAWESI_UTARA = ("Sulawesi Utara", Zone.WITA)
    GORONTALO = ("Gorontalo", Zone.WITA)
    SULAWESI_TENGAH = ("Sulawesi Tengah", Zone.WITA)
    SULAWESI_BARAT = ("Sulawesi Barat", Zone.WITA)
    SULAWESI_SELATAN = ("Sulawesi Selatan", Zone.WITA)
    SULAWESI_TENGGARA = ("Sulawesi Tenggara", Zone.WITA)
    MALUKU = ("Maluku", Zone.WIT)
    MALUKU_UTARA = ("Maluku Utara", Zone.WIT)
    PAPUA = ("Papua", Zone.WIT)
    PAPUA_BARAT = ("Papua Barat", Zone.WIT)
    PAPUA_BARAT_DAYA = ("Papua Barat Daya", Zone.WIT)
    PAPUA_TENGAH = ("Papua Tengah", Zone.WIT)
    PAPUA_PEGUNUNGAN = ("Papua Pegunungan", Zone.WIT)
    PAPUA_SELATAN = ("Papua Selatan", Zone.WIT)

    def __init__(self, title: str, zone: Zone) -> None:
        self.title = title
        self.zone = zone
