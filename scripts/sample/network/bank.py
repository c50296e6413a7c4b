"""The story bank: news that never happened, made from a seed.

`facts(portal, number, today)` always gives the same story and costs microseconds. Places are
invented, one regency for each province (`places.toml`); people get names from pools of their
region; events come from `topics.toml`. A number is a story: a site of six articles asks for six
numbers, a soak for a hundred thousand.
"""

import random
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from scraper.portals import Portal, Province
from scripts.sample.printed import short_date, slugify

PER_DAY: Final = 3
"""Stories of one portal on one day, unless more are asked for."""
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One piece of news as its newsroom knows it, before any layout prints it."""

    number: int
    """From 1, the newest first."""
    published: datetime
    """Aware, in the portal's zone."""
    section: str
    headline: str
    paragraphs: tuple[str, ...]
    """Eight of them, plain text."""
    caption: str
    tags: tuple[str, ...]
    regency: str
    reporter: str
    editor: str
    photographer: str

    @property
    def slug(self) -> str:
        """The headline as a part of a URL."""
        return slugify(self.headline)

    @property
    def initials(self) -> tuple[str, str]:
        """The signatures of reporter and editor: `("sri", "tri")`."""
        return _initials(self.reporter), _initials(self.editor)


def facts(portal: Portal, number: int, today: date, per_day: int = PER_DAY) -> Facts:
    """Story `number` of a portal, published before `today`; `per_day` of them appear in a day."""
    draw = random.Random(zlib.crc32(f"{portal.key}/{number}".encode()))
    day = today - timedelta(days=1 + (number - 1) // per_day)
    clock = time(*divmod(draw.randrange(7 * 60, 20 * 60), 60), draw.randrange(60))
    topics = _topics()
    topic = topics[(number + draw.randrange(2) * 3) % len(topics)]
    place = _places()[(portal.province or Province.DKI_JAKARTA).name]
    people = _people(draw, place["names"])
    slots = _slots(draw, place, portal, people[3:], day)
    written = [*topic["paragraphs"][:5], *draw.sample(topic["extra"], 2), *topic["paragraphs"][5:]]
    return Facts(
        number=number,
        published=datetime.combine(day, clock, portal.zone.tzinfo),
        section=topic["section"],
        headline=topic["headline"].format(**slots),
        paragraphs=tuple(text.format(**slots) for text in written),
        caption=topic["caption"].format(**slots),
        tags=(*topic["tags"], place["kab"]),
        regency=place["kab"],
        reporter=people[0],
        editor=people[1],
        photographer=people[2],
    )


def _slots(
    draw: random.Random, place: Mapping[str, Any], portal: Portal, people: list[str], day: date
) -> dict[str, object]:
    official, resident = people
    return {
        "kab": place["kab"],
        "desa": draw.choice(place["desa"]),
        "prov": (portal.province or Province.DKI_JAKARTA).title,
        "pejabat": official,
        "Pejabat": official.split()[0],
        "warga": resident,
        "Warga": resident.split()[0],
        "a": draw.randint(3, 9),
        "b": draw.randint(12, 48),
        "c": draw.randint(110, 980),
        "hari": short_date(day - timedelta(days=1)),
    }


def _initials(name: str) -> str:
    return name.split(maxsplit=1)[0][:3].lower()


@cache
def _topics() -> list[dict[str, Any]]:
    return list(_read("topics.toml")["topic"])


@cache
def _places() -> dict[str, Any]:
    return _read("places.toml")


def _people(draw: random.Random, pool: str) -> list[str]:
    """Five people of a region; no two share a name."""
    given, family = _places()["names"][pool]
    return [
        " ".join(pair) for pair in zip(draw.sample(given, 5), draw.sample(family, 5), strict=True)
    ]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
