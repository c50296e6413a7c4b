"""What an article has: each field that is watched, once, in SQL and on a value; and the one rule by which a portal has lost a field.

Whoever counts fields reads them here: a run's health, the page of coverage, `portals check`, and
the judgement of a suspect state. The SQL and the Python of a field say the same of every article,
which a test holds.
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
"""Articles below which the fields of a sample say nothing."""
LEAST_USUAL: Final = 20
"""Articles of before below which nothing is usual yet."""
ALWAYS: Final = 0.98
"""Share of a portal's articles from which on it is said always to have a field."""
DROP: Final = 0.25
"""By how much a field's share must fall at the least: a share of many articles wavers by less
without any cause."""
CHANCE: Final = 0.001
"""How likely so few may be by chance, where the portal is as before: sixty portals with eleven
fields are judged every night."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an article has or has not."""

    sql: str
    """1 or 0, of a row `a` of the table `articles`."""
    has: Callable[[Article], bool]
    """The same of a value."""


def _column(name: str) -> Field:
    return Field(f"a.{name} IS NOT NULL", lambda article: getattr(article, name) is not None)


def _signed(roles: Iterable[Role]) -> Field:
    wanted = frozenset(roles)
    listed = ", ".join(f"'{role}'" for role in sorted(wanted))
    return Field(
        _SIGNED.format(listed),
        lambda article: any(byline.role in wanted for byline in article.bylines),
    )


HAS: Final[Mapping[str, Field]] = {
    "published_at": _column("published_at"),
    "section": _column("section"),
    "kicker": _column("kicker"),
    "standfirst": _column("standfirst"),
    "dateline": _column("dateline"),
    "reporter": _signed(_REPORTERS),
    "editor": _signed([Role.EDITOR]),
    "photo": Field(_PICTURED.format(""), lambda article: bool(article.images)),
    "caption": Field(
        _PICTURED.format(" AND i.caption IS NOT NULL"),
        lambda article: any(i.caption is not None for i in article.images),
    ),
    "tags": Field(
        "EXISTS(SELECT 1 FROM article_tags t WHERE t.article_id = a.id)",
        lambda article: bool(article.tags),
    ),
    "complete": Field(
        "a.parts_found >= a.parts", lambda article: article.parts_found >= article.parts
    ),
}
"""By name. Headline and body are not among them: without them there is no article."""
FIELDS: Final = tuple(HAS)


def present(article: Article) -> frozenset[str]:
    """The fields of `FIELDS` that the article has."""
    return frozenset(name for name, field in HAS.items() if field.has(article))


@dataclass(frozen=True, slots=True)
class Filled:
    """A sample of articles, and how many of them have each field."""

    articles: int
    having: Mapping[str, int]
    """By name; a field that none has may be left out."""

    @classmethod
    def of(cls, articles: Iterable[Article]) -> "Filled":
        """Those articles, counted."""
        found = [present(article) for article in articles]
        return cls(len(found), {name: sum(name in fields for fields in found) for name in FIELDS})

    def __getitem__(self, name: str) -> float:
        """The field's share, 0 to 1."""
        return self.having.get(name, 0) / self.articles if self.articles else 0.0

    @property
    def always(self) -> frozenset[str]:
        """The fields that nearly all of them have; empty where they are too few to say."""
        return frozenset(
            name for name in FIELDS if self.articles >= LEAST_USUAL and self[name] >= ALWAYS
        )


def fell(name: str, now: Filled, before: Filled) -> bool:
    """Whether a portal has lost the field: its share fell by `DROP` and more, and so few are no accident (`CHANCE`)."""
    if now.articles < LEAST or before.articles < LEAST_USUAL or before[name] - now[name] < DROP:
        return False
    usual = (before.having.get(name, 0) + 1) / (
        before.articles + 2
    )  # of those that were seen: none is always, and none is never
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
    """How likely at most `had` of `of` have what each has with that likelihood (the binomial distribution's lower tail)."""
    ways = (
        lgamma(of + 1) - lgamma(number + 1) - lgamma(of - number + 1) for number in range(had + 1)
    )
    return sum(
        exp(way + number * log(likely) + (of - number) * log(1 - likely))
        for number, way in enumerate(ways)
    )
