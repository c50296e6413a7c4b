"""The sample's pages that are no article: what each URL answers and what a crawl must make of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from scraper.model import Outcome, Reason
from scraper.portal import Portal
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
    """A redirect to a host of nobody's network; the server answers there too, so that its log shows who followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """One URL that the dated index lists like an article."""

    portal: str
    answer: Answer
    days_ago: int
    number: int
    section: str
    headline: str
    outcome: Outcome
    reason: Reason | None = None

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
        portal="jateng",
        answer=Answer.ARTICLE,
        days_ago=1,
        number=1245901,
        section="Randuwangi",
        headline="Draf Naskah yang Belum Boleh Dirayapi, Robots Melarangnya",
        outcome=Outcome.REFUSED_BY_ROBOTS,
    ),
    Trap(
        portal="jateng",
        answer=Answer.NOT_FOUND,
        days_ago=1,
        number=1245902,
        section="Ekonomi",
        headline="Harga Cabai di Pasar Kalisobo Turun Dua Hari Berturut-turut",
        outcome=Outcome.GONE,
    ),
    Trap(
        portal="jateng",
        answer=Answer.SOFT_404,
        days_ago=2,
        number=1245903,
        section="Pendidikan",
        headline="Jadwal Libur Sekolah Kabupaten Randuwangi yang Sudah Ditarik",
        outcome=Outcome.NOT_AN_ARTICLE,
        reason=Reason.SOFT_404,
    ),
    Trap(
        portal="jateng",
        answer=Answer.VIDEO,
        days_ago=3,
        number=1245904,
        section="Randuwangi",
        headline="VIDEO: Detik-detik Perahu Naga Kalisobo Melewati Garis Akhir",
        outcome=Outcome.NOT_AN_ARTICLE,
        reason=Reason.NO_BODY,
    ),
    Trap(
        portal="makassar",
        answer=Answer.GONE,
        days_ago=2,
        number=1733901,
        section="Lamarinra",
        headline="Berita Kecelakaan di Poros Salobunga Ini Dicabut Redaksi",
        outcome=Outcome.GONE,
    ),
    Trap(
        portal="makassar",
        answer=Answer.BROKEN,
        days_ago=1,
        number=1733902,
        section="Olahraga",
        headline="Hasil Undian Piala Bupati Lamarinra Tak Kunjung Bisa Dibuka",
        outcome=Outcome.FAILED,
    ),
    Trap(
        portal="ambon",
        answer=Answer.TO_HOME,
        days_ago=2,
        number=442901,
        section="Nusa Taliwa",
        headline="Daftar Kapal Perintis Nusa Taliwa yang Sudah Kedaluwarsa",
        outcome=Outcome.NOT_AN_ARTICLE,
        reason=Reason.INDEX,
    ),
    Trap(
        portal="ambon",
        answer=Answer.OFF_SITE,
        days_ago=3,
        number=442902,
        section="Ekonomi",
        headline="Katalog Rempah Hatulesi Kini Pindah ke Situs Tetangga",
        outcome=Outcome.FAILED,
    ),
    Trap(
        portal="ternate",
        answer=Answer.CHALLENGE,
        days_ago=1,
        number=88901,
        section="Maluku Utara",
        headline="Artikel di Balik Halaman Pemeriksaan Peramban",
        outcome=Outcome.BLOCKED,
        reason=Reason.BOT_WALL,
    ),
    Trap(
        portal="sorong",
        answer=Answer.FORBIDDEN,
        days_ago=1,
        number=77901,
        section="Papua Barat Daya",
        headline="Artikel yang Dijawab Server dengan Penolakan",
        outcome=Outcome.BLOCKED,
    ),
)


def traps_of(portal: Portal) -> list[Trap]:
    """The traps of one portal, in the table's order."""
    return [trap for trap in TRAPS if trap.portal == portal.key]


def disallowed(portal: Portal) -> list[str]:
    """The article paths that the portal's robots.txt forbids."""
    return [trap.path for trap in traps_of(portal) if trap.answer is Answer.ARTICLE]
