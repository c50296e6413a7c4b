"""What a platform of the sample network states: a story's truth, and the page printed from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from itertools import pairwise
from typing import Final

from scraper.model import Article, Block, BlockKind, Byline, Image, Placement, Role
from scraper.portals import Portal
from scripts.sample.network.bank import PER_DAY, Facts
from scripts.sample.printed import english_month, month, short_month, slugify, weekday

SAMPLE: Final = " (contoh)"
"""The end of every sample portal's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page of an article as it is requested."""

    portal: Portal
    facts: Facts
    truth: Article
    part: int | None
    """Number of the page, or None for all of them in one document."""
    related: Sequence[Article]
    """Other articles of the portal, for the links inside and around the text."""
    shape: "Shape"

    @property
    def runs(self) -> tuple[tuple[Block, ...], ...]:
        """The body, part by part."""
        return runs(self.truth.body, self.truth.parts)

    @property
    def shown(self) -> tuple[Block, ...]:
        """The part of the body that this page prints."""
        return self.truth.body if self.part is None else self.runs[self.part - 1]

    @property
    def is_first(self) -> bool:
        """True where the page opens the article."""
        return self.part in (None, 1)

    @property
    def is_last(self) -> bool:
        """True where the page ends the article."""
        return self.part in (None, self.truth.parts)

    @property
    def site(self) -> str:
        """The portal's name as its pages print it."""
        return self.portal.name.removesuffix(SAMPLE)

    @property
    def names(self) -> tuple[str, str]:
        """Reporter and editor."""
        return self.facts.reporter, self.facts.editor

    def fill(self, template: str, **more: str) -> str:
        """A template of HTML with its slots filled and escaped; `more` slots are HTML already.

        Slots: headline, reporter, editor, url, image, caption (credit in brackets), bare_caption,
        credit; `at` (a datetime on the printed clock: `{at:%H:%M}`), weekday, jumat (weekday with
        `Jum'at`), month, short, english; tags and pager (in their plain form), signature.
        """
        at, photo = instant(self.truth), self.truth.images[0]
        written = {
            "headline": self.truth.headline,
            "reporter": self.facts.reporter,
            "editor": self.facts.editor,
            "bare_caption": photo.caption or "",
            "credit": photo.credit or "",
            "caption": f"{photo.caption} ({photo.credit})",
            "signature": self.truth.signature or "",
            "weekday": weekday(at),
            "jumat": weekday(at, apostrophe=True),
            "month": month(at),
            "short": short_month(at),
            "english": english_month(at),
        }
        slots = {name: escape(value, quote=False) for name, value in written.items()}
        plain = {
            "url": self.truth.url,
            "image": photo.url,
            "at": at,
            "tags": self.tags(),
            "pager": self.pager(),
        }
        return template.strip().format(**slots | plain | more)

    def pager(self, form: str = '<a href="{url}">{n}</a>') -> str:
        """A link to every page; nothing for an article of one."""
        count = self.truth.parts
        return (
            "".join(form.format(url=self.part_url(n), n=n) for n in range(1, count + 1))
            if count > 1
            else ""
        )

    def tags(self, form: str = '<a href="/tag/{slug}">{name}</a> ') -> str:
        """A link to every tag."""
        return "".join(
            form.format(slug=slugify(name), name=escape(name)) for name in self.truth.tags
        )

    def part_url(self, number: int) -> str:
        """The address of another page of the article."""
        return self.truth.url if number == 1 else self.truth.url + self.shape.parted.at(number)


@dataclass(frozen=True, slots=True)
class Parted:
    """How a platform spreads an article over pages."""

    form: str = ""
    """Added to the canonical URL for a page: `?page={n}`, `/{n}`; `{skip}` counts in steps of
    `step`. Empty: articles are never parted."""
    whole: str | None = None
    """Added to get all pages in one document."""
    step: int = 1

    def at(self, number: int) -> str:
        """The addition for page `number`."""
        return self.form.format(n=number, skip=(number - 1) * self.step)


ONE_PAGE: Final = Parted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One platform's layout of one era."""

    told: Callable[[Facts, Portal], Article]
    """The truth: what an archive must hold of the story."""
    page: Callable[[View], str]
    card: str = '<li><h3><a href="{url}">{headline}</a></h3><span class="date">{clock}</span></li>'
    """One entry of a listing."""
    parted: Parted = ONE_PAGE
    """Every third story has three parts where the platform can print parts."""
    feed_says_gmt: bool = False
    """True where the feed prints the local clock and calls it GMT."""


@dataclass(frozen=True, slots=True)
class Post:
    """One portal of the network and what it publishes in which layout."""

    portal: str
    """Slug of the real portal whose declaration is used."""
    shape: Shape
    stories: int = 4
    per_day: int = PER_DAY
    shuts_out: tuple[str, ...] = ()
    """Crawlers that its robots.txt turns away by name."""


def told(  # noqa: PLR0913 (one argument for each thing that a platform may print otherwise)
    facts: Facts,
    portal: Portal,
    path: str,
    *,
    dateline: tuple[str, str] | None,
    roles: Sequence[Role] = (Role.REPORTER, Role.EDITOR),
    credit: str | None = None,
    signature: str | None = None,
    tags: Sequence[str] | None = None,
    at: datetime | None = None,
) -> Article:
    """The truth that most platforms tell of a story; `replace` states the rest.

    `path` is the URL's path, or the whole URL where the article is on another host of the portal.
    `at` is the printed instant, where it is not on the portal's clock. `dateline` is the opening of
    the body and the separator after it; `roles` are those printed by name; `credit` is the
    photographer as printed.
    """
    opening = "".join(dateline) if dateline else ""
    body = (opening + facts.paragraphs[0], *facts.paragraphs[1:])
    holders = {Role.REPORTER: facts.reporter, Role.EDITOR: facts.editor}
    return Article(
        url=path if path.startswith("http") else portal.base + path,
        portal=portal.slug,
        headline=facts.headline,
        body=tuple(Block(BlockKind.PARAGRAPH, text) for text in body),
        dateline=dateline[0] if dateline else None,
        bylines=tuple(Byline(holders[role], role) for role in roles),
        published_at=at or facts.published,
        images=(
            Image(
                facts.caption, credit, Placement.LEAD, f"{portal.base}/foto/{facts.slug[:40]}.png"
            ),
        ),
        tags=tuple(facts.tags if tags is None else tags),
        signature=signature,
    )


def with_subheads(article: Article, *after: tuple[int, str]) -> Article:
    """The article with subheads before the numbered blocks."""
    blocks = list(article.body)
    for at, text in sorted(after, reverse=True):
        blocks.insert(at, Block(BlockKind.SUBHEAD, text))
    return replace(article, body=tuple(blocks))


def runs(body: Sequence[Block], parts: int) -> tuple[tuple[Block, ...], ...]:
    """The body in that many parts of nearly equal length."""
    bounds = [round(len(body) * at / parts) for at in range(parts + 1)]
    return tuple(tuple(body[start:end]) for start, end in pairwise(bounds))


def truth_of(shape: Shape, facts: Facts, portal: Portal) -> Article:
    """The truth of one story, with parts where it is a story that has them."""
    article = shape.told(facts, portal)
    parts = 3 if shape.parted.form and facts.number % 3 == 0 else 1
    return replace(article, parts=parts, parts_found=parts)


def instant(article: Article) -> datetime:
    """When it was published; every story of the sample has a date."""
    if article.published_at is None:
        raise ValueError(f"{article.url} is told without a date")
    return article.published_at
