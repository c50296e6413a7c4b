"""The sample's pages that are not articles: each URL's answer and the outcome of its fetch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from scraper.model import Outcome, Reason
from scraper.portals import Portal
from scripts.sample.printed import slugify


class Answer(StrEnum):
    """What the server does with a trap's URL."""

    ARTICLE = "article"
    """An ordinary article page, which robots.txt forbids."""
    NOT_FOUND = "404"
    GONE = "410"
    BROKEN = "500"
    FORBIDDEN = "403"
    CHALLENGE = "challenge"
    """A bot wall's "checking your browser" page under status 200."""
    SOFT_404 = "soft_404"
    VIDEO = "video"
    """A player and a headline, no text."""
    TO_HOME = "to_home"
    """A redirect to the front page."""
    OFF_SITE = "off_site"
    """A redirect to a host of no network; the server answers there too, so that its log shows who
    followed."""


OUTCOMES: Final[Mapping[Answer, tuple[Outcome, Reason | None]]] = {
    Answer.ARTICLE: (Outcome.REFUSED_BY_ROBOTS, None),
    Answer.NOT_FOUND: (Outcome.GONE, None),
    Answer.SOFT_404: (Outcome.GONE, Reason.SOFT_404),
    Answer.VIDEO: (Outcome.NOT_AN_ARTICLE, Reason.NO_BODY),
    Answer.GONE: (Outcome.GONE, None),
    Answer.BROKEN: (Outcome.FAILED, None),
    Answer.TO_HOME: (Outcome.GONE, Reason.SOFT_404),
    Answer.OFF_SITE: (Outcome.FAILED, None),
    Answer.CHALLENGE: (Outcome.BLOCKED, Reason.BOT_WALL),
    Answer.FORBIDDEN: (Outcome.BLOCKED, None),
}
"""The outcome that a crawl must record."""


@dataclass(frozen=True, slots=True)
class Trap:
    """One URL that the dated index lists like an article."""

    portal: str
    answer: Answer
    days_ago: int
    number: int
    section: str
    headline: str

    @property
    def outcome(self) -> Outcome:
        """What a crawl must record of it."""
        return OUTCOMES[self.answer][0]

    @property
    def reason(self) -> Reason | None:
        """Why it is not an article, where it is a page."""
        return OUTCOMES[self.answer][1]

    @property
    def path(self) -> str:
        """Its path, in the shape of an article of 2024 and later."""
        return f"/{slugify(self.section)}/{self.number}/{slugify(self.headline)}"

    def day(self, today: date) -> date:
        """The day under which the index lists it."""
        return today - timedelta(days=self.days_ago)


ELSEWHERE: Final = "tetangga.localhost"
"""The host that the off-site redirect names."""

TRAPS: Final[Sequence[Trap]] = (
    Trap(
        "jateng",
        Answer.ARTICLE,
        1,
        1245901,
        "Randuwangi",
        "Draf Naskah yang Belum Boleh Dirayapi, Robots Melarangnya",
    ),
    Trap(
        "jateng",
        Answer.NOT_FOUND,
        1,
        1245902,
        "Ekonomi",
        "Harga Cabai di Pasar Kalisobo Turun Dua Hari Berturut-turut",
    ),
    Trap(
        "jateng",
        Answer.SOFT_404,
        2,
        1245903,
        "Pendidikan",
        "Jadwal Libur Sekolah Kabupaten Randuwangi yang Sudah Ditarik",
    ),
    Trap(
        "jateng",
        Answer.VIDEO,
        3,
        1245904,
        "Randuwangi",
        "VIDEO: Detik-detik Perahu Naga Kalisobo Melewati Garis Akhir",
    ),
    Trap(
        "makassar",
        Answer.GONE,
        2,
        1733901,
        "Lamarinra",
        "Berita Kecelakaan di Poros Salobunga Ini Dicabut Redaksi",
    ),
    Trap(
        "makassar",
        Answer.BROKEN,
        1,
        1733902,
        "Olahraga",
        "Hasil Undian Piala Bupati Lamarinra Tak Kunjung Bisa Dibuka",
    ),
    Trap(
        "ambon",
        Answer.TO_HOME,
        2,
        442901,
        "Nusa Taliwa",
        "Daftar Kapal Perintis Nusa Taliwa yang Sudah Kedaluwarsa",
    ),
    Trap(
        "ambon",
        Answer.OFF_SITE,
        3,
        442902,
        "Ekonomi",
        "Katalog Rempah Hatulesi Kini Pindah ke Situs Tetangga",
    ),
    Trap(
        "ternate",
        Answer.CHALLENGE,
        1,
        88901,
        "Maluku Utara",
        "Artikel di Balik Halaman Pemeriksaan Peramban",
    ),
    Trap(
        "sorong",
        Answer.FORBIDDEN,
        1,
        77901,
        "Papua Barat Daya",
        "Artikel yang Dijawab Server dengan Penolakan",
    ),
)


def traps_of(portal: Portal) -> list[Trap]:
    """The traps of one portal, in the table's order."""
    return [trap for trap in TRAPS if trap.portal == portal.key]


def disallowed(portal: Portal) -> list[str]:
    """The article paths that the portal's robots.txt forbids."""
    return [trap.path for trap in traps_of(portal) if trap.answer is Answer.ARTICLE]
