"""The fields that are watched, each in SQL and on a value; when a portal has lost one.

Everything that counts fields uses these: a run's health, the coverage page, `portals check` and the
rule for suspect states. The SQL and the Python of a field agree on every article
(`tests/model/test_fields.py`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import Final

from scraper.model import Article, Role

_REPORTERS: Final = (Role.REPORTER, Role.CONTRIBUTOR, Role.AGENCY)
_SIGNED: Final = "EXISTS(SELECT 1 FROM bylines b WHERE b.article_id = a.id AND b.role IN ({0}))"
_PICTURED: Final = "EXISTS(SELECT 1 FROM images i WHERE i.article_id = a.id{0})"

LEAST: Final = 3
"""A sample of fewer articles says nothing about their fields."""
LEAST_USUAL: Final = 20
"""With fewer earlier articles nothing counts as usual yet."""
ALWAYS: Final = 0.98
"""From this share of its articles on, a portal is said to have a field always."""
DROP: Final = 0.25
"""The least fall of a field's share that counts: smaller ones happen without any cause."""
CHANCE: Final = 0.001
"""The highest probability that so few are chance, if the portal is as before: eleven fields of
sixty portals are judged every night."""


@dataclass(frozen=True, slots=True)
class WatchedField:
    """One thing that an article has or lacks."""

    sql: str
    """An expression that is 1 or 0 for a row `a` of the table `articles`."""
    has: Callable[[Article], bool]
    """The same for a value."""


def _column(name: str) -> WatchedField:
    return WatchedField(f"a.{name} IS NOT NULL", lambda article: getattr(article, name) is not None)


def _signed(roles: Iterable[Role]) -> WatchedField:
    wanted = frozenset(roles)
    listed = ", ".join(f"'{role}'" for role in sorted(wanted))
    return WatchedField(
        _SIGNED.format(listed),
        lambda article: any(byline.role in wanted for byline in article.bylines),
    )


HAS: Final[Mapping[str, WatchedField]] = {
    "published_at": _column("published_at"),
    "section": _column("section"),
    "kicker": _column("kicker"),
    "standfirst": _column("standfirst"),
    "dateline": _column("dateline"),
    "reporter": _signed(_REPORTERS),
    "editor": _signed([Role.EDITOR]),
    "photo": WatchedField(_PICTURED.format(""), lambda article: bool(article.images)),
    "caption": WatchedField(
        _PICTURED.format(" AND i.caption IS NOT NULL"),
        lambda article: any(i.caption is not None for i in article.images),
    ),
    "tags": WatchedField(
        "EXISTS(SELECT 1 FROM article_tags t WHERE t.article_id = a.id)",
        lambda article: bool(article.tags),
    ),
    "complete": WatchedField(
        "a.parts_found >= a.parts", lambda article: article.parts_found >= article.parts
    ),
}
"""By name. Headline and body are missing: without them there is no article."""
FIELDS: Final = tuple(HAS)


def present(article: Article) -> frozenset[str]:
    """The fields of `FIELDS` that the article has."""
    return frozenset(name for name, field in HAS.items() if field.has(article))


@dataclass(frozen=True, slots=True)
class Filled:
    """A sample of articles, and how many of them have each field."""

    articles: int
    having: Mapping[str, int]
    """By name; a field that no article has may be left out."""

    @classmethod
    def of(cls, articles: Iterable[Article]) -> "Filled":
        """Count the fields of those articles."""
        found = [present(article) for article in articles]
        return cls(len(found), {name: sum(name in fields for fields in found) for name in FIELDS})

    def __getitem__(self, name: str) -> float:
        """The field's share, 0 to 1."""
        return self.having.get(name, 0) / self.articles if self.articles else 0.0

    @property
    def always(self) -> frozenset[str]:
        """The fields that nearly all articles have; empty for too small a sample."""
        if self.articles < LEAST_USUAL:
            return frozenset()
        return frozenset(name for name in FIELDS if self[name] >= ALWAYS)


def fell(name: str, now: Filled, before: Filled) -> bool:
    """True where the portal has lost the field.

    Its share fell by `DROP` or more, and so few are unlikely to be chance (`CHANCE`).
    """
    if now.articles < LEAST or before.articles < LEAST_USUAL or before[name] - now[name] < DROP:
        return False
    # The rule of succession: however many were seen, the likelihood is never 0 or 1.
    usual = (before.having.get(name, 0) + 1) / (before.articles + 2)
    return _at_most(now.having.get(name, 0), now.articles, usual) < CHANCE


def fallen(now: Filled, before: Filled) -> list[str]:
    """The fields that a portal has lost, in words."""
    return [
        f"{name}: {now[name]:.0%} of its {now.articles} articles have it; usual are"
        f" {before[name]:.0%}"
        for name in FIELDS
        if fell(name, now, before)
    ]


def _at_most(had: int, of: int, likely: float) -> float:
    """The lower tail of the binomial distribution: the probability of at most `had` out of `of`."""
    ways = (
        lgamma(of + 1) - lgamma(number + 1) - lgamma(of - number + 1) for number in range(had + 1)
    )
    return sum(
        exp(way + number * log(likely) + (of - number) * log(1 - likely))
        for number, way in enumerate(ways)
    )
