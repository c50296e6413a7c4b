"""Seeded articles whose words follow Zipf's law: real Indonesian words in a random order.

The n-th word is drawn with a probability of about 1/n (Mandelbrot's offset, so that the commonest
word is 5 % of the text, as "yang" is). Two thirds of a body come from a pool of sentences that
articles share, so that phrases and pairs of words recur as they do in news. One third is drawn word
by word, so that the tail is as long as in news. Article `n` of a seed is the same in every process.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Final

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from scraper.archive.places import all_places
from scraper.model import Article, Block, BlockKind, Byline, Evidence, Image, Placement, Role
from scraper.portals import Network, Portal, Province

FIRST_DAY: Final = datetime(2016, 1, 1, tzinfo=UTC)
DAYS: Final = 3650

_FUNCTION_WORDS: Final = (
    "yang di dan itu dengan untuk dari pada ini dalam tidak akan oleh juga tersebut ke karena ada"
    " kepada bisa para saat sudah telah sebagai kata warga tahun kami bahwa setelah lebih atau satu"
    " dua orang hingga serta anak masih lalu harus"
)
_SECTIONS: Final = (
    "Regional",
    "Kriminal",
    "Ekonomi",
    "Olahraga",
    "Pendidikan",
    "Kesehatan",
    "Politik",
    "Wisata",
)
_EVIDENCE: Final = {
    "headline": Evidence("rule:bench h1"),
    "body": Evidence("rule:bench div.article"),
    "published_at": Evidence("rule:bench time", "Sabtu, 2 Januari 2016 10:00 WIB"),
    "bylines": Evidence("rule:bench div.penulis", "Penulis: Redaksi | Editor: Redaksi"),
}
"""A plain dictionary: articles travel between processes, and a mapping proxy cannot."""
_OFFSET: Final = 2.7
_EXPONENT: Final = 1.06
_SENTENCES: Final = 60_000
_POOLED: Final = 13
"""Sentences of a body that come from the pool; each has 15 words on average."""
_FRESH: Final = 7
_LATE: Final = 0.1
"""The share of articles that reach the archive long after they were published, as imports of old
dumps do."""

NETWORK: Final = Network(
    slug="bench",
    name="Kabar Contoh",
    platform="bench",
    host="{key}.bench.example",
    articles=(r"/\d+/[^/]+",),
    verified="the benchmark's own network: its articles are random words",
)
PORTALS: Final = tuple(
    NETWORK.portal(p.title.lower().replace(" ", "-"), f"Kabar {p.title}", p) for p in Province
)
_BY_SLUG: Final = {portal.slug: portal for portal in PORTALS}


@dataclass(frozen=True, slots=True)
class Dated:
    """An article and when the archive first saw it."""

    article: Article
    observed_at: datetime

    @property
    def portal(self) -> Portal:
        """The portal that printed it."""
        return _BY_SLUG[self.article.portal or ""]


class Newsroom:
    """Writes `articles` articles; the n-th of a seed is always the same."""

    def __init__(self, seed: int, articles: int) -> None:
        self._seed = seed
        self._articles = articles
        draw = random.Random(f"{seed} words")
        self.words = _vocabulary(draw)
        self._weights = list(
            accumulate(1 / (rank + _OFFSET) ** _EXPONENT for rank in range(1, len(self.words) + 1))
        )
        self._portal_weights = list(accumulate(1 / rank for rank in range(1, len(PORTALS) + 1)))
        self._places = [place.name for place in all_places().values()]
        self._people = [
            f"{_name(draw, self.words)} {_name(draw, self.words)}" for _ in range(2_000)
        ]
        self._people_weights = list(
            accumulate(1 / rank for rank in range(1, len(self._people) + 1))
        )
        self._pool = [self._sentence(draw) for _ in range(_SENTENCES)]

    def article(self, number: int) -> Dated:
        """The article with that number, counted from 0."""
        draw = random.Random(f"{self._seed} {number}")
        seen = FIRST_DAY + timedelta(days=DAYS * number / self._articles)
        age = (
            draw.uniform(0, DAYS * number / self._articles)
            if draw.random() < _LATE
            else draw.uniform(0, 2)
        )
        portal = draw.choices(PORTALS, cum_weights=self._portal_weights)[0]
        published = (
            max(FIRST_DAY, seen - timedelta(days=age))
            .astimezone(portal.zone.tzinfo)
            .replace(microsecond=0)
        )
        return Dated(self._written(draw, number, portal, published), seen)

    def _written(
        self, draw: random.Random, number: int, portal: Portal, published: datetime
    ) -> Article:
        headline = " ".join(self._fresh(draw, 9)).capitalize()
        place = draw.choice(self._places).upper()
        sentences = [
            *draw.choices(self._pool, k=_POOLED),
            *(self._sentence(draw) for _ in range(_FRESH)),
        ]
        draw.shuffle(sentences)
        paragraphs = [
            " ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)
        ]
        paragraphs[0] = f"{portal.name.upper()}, {place} - {paragraphs[0]}"
        reporter, editor = draw.choices(self._people, cum_weights=self._people_weights, k=2)
        return Article(
            url=f"{portal.base}/{published:%Y%m%d}/{number}-{headline.lower().replace(' ', '-')}",
            headline=headline,
            body=tuple(Block(BlockKind.PARAGRAPH, text) for text in paragraphs),
            portal=portal.slug,
            section=draw.choice(_SECTIONS),
            dateline=f"{portal.name.upper()}, {place}",
            bylines=(
                Byline(reporter, Role.REPORTER, "Penulis"),
                Byline(editor, Role.EDITOR, "Editor"),
            ),
            published_at=published,
            published_raw=f"{published:%d/%m/%Y %H:%M}",
            images=(
                Image(
                    self._sentence(draw),
                    "Kabar Contoh",
                    Placement.LEAD,
                    f"{portal.base}/foto/{number}.jpg",
                ),
            ),
            tags=tuple(dict.fromkeys(draw.choices(self.words[50:5000], k=3))),
            evidence=_EVIDENCE,
        )

    def _fresh(self, draw: random.Random, count: int) -> list[str]:
        return draw.choices(self.words, cum_weights=self._weights, k=count)

    def _sentence(self, draw: random.Random) -> str:
        words = self._fresh(draw, draw.randint(8, 22))
        if draw.random() < 0.3:
            words.insert(draw.randrange(len(words)), str(draw.randint(2, 99_999)))
        return " ".join(words).capitalize() + "."


def _vocabulary(draw: random.Random) -> Sequence[str]:
    """Function words, then roots and their derivations in random order: about 150,000 words."""
    roots = [word for word in StemmerFactory().get_words() if word.isalpha() and len(word) > 3]
    draw.shuffle(roots)
    words: dict[str, None] = dict.fromkeys(_FUNCTION_WORDS.split())
    waiting: list[str] = []
    for root in roots:
        # A derivation stands some way behind its root, as it does in a list of a corpus' words.
        words.setdefault(root)
        waiting += draw.sample(_derivations(root), 4)
        words.setdefault(waiting.pop(draw.randrange(len(waiting))))
    words.update(dict.fromkeys(waiting))
    return list(words)


def _derivations(root: str) -> list[str]:
    nasal = {"b": "mem", "f": "mem", "c": "men", "d": "men", "j": "men", "g": "meng", "h": "meng"}
    lost = {"p": "mem", "t": "men", "s": "meny", "k": "meng"}
    active = (
        lost[root[0]] + root[1:]
        if root[0] in lost
        else nasal.get(root[0], "meng" if root[0] in "aiueo" else "me") + root
    )
    agent = "pe" + active[2:]
    return [
        active,
        f"{active}kan",
        f"di{root}",
        f"di{root}kan",
        f"{agent}an",
        f"{root}an",
        f"ber{root}",
        f"ke{root}an",
        f"ter{root}",
    ]


def _name(draw: random.Random, words: Sequence[str]) -> str:
    return draw.choice(words).capitalize()
