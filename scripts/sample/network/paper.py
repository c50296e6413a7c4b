"""A layout in a few lines: one template, and how the newsroom opens, signs and credits.

It serves portals that need no more.
"""

from dataclasses import dataclass, replace

from scraper.model import Article, Role
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import document, links, marked, metas, paragraphs, woven
from scripts.sample.network.shape import ONE_PAGE, Parted, Post, Shape, View, instant, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is particular to one portal."""

    path: str
    """Of its articles: `{number}`, `{slug}`, `{at:%Y}`."""
    outlet: str
    """The dateline, with `{place}` or `{PLACE}`."""
    credit: str
    """Template of the photo's credit: `{name}`."""
    page: str
    """Template of its page, with `{text}` and `{more}` (the beginning of another article)."""
    related: str = '<p><strong>Baca juga: <a href="{url}">{headline}</a></strong></p>'
    """Template of a link inside the text."""
    dash: str = " - "
    """The text after the dateline."""
    roles: tuple[Role, ...] = (Role.REPORTER,)
    """The roles printed by name."""
    signature: str | None = None
    """Template of the closing initials: `{reporter}`, `{editor}`."""
    section: bool = False
    """True where the page prints the section."""
    tags: bool = True
    """True where the page prints the tags."""
    claims: bool = False
    """True where the head names author and instant, even if the page does not."""
    head: str = ""
    """Additions to the head; `{naive}` is the instant without a zone."""
    breaks: str = ""
    """The separator of paragraphs that are not elements: `<br><br>`."""

    def post(self, portal: str, parted: Parted = ONE_PAGE) -> Post:
        """The portal that publishes in this layout."""
        return Post(portal, Shape(told=self.tell, page=self.print, parted=parted))

    def tell(self, facts: Facts, portal: Portal) -> Article:
        """The truth of a story."""
        reporter, editor = facts.initials
        story = told(
            facts,
            portal,
            self.path.format(
                number=facts.number, slug=facts.slug, at=facts.published, base=portal.base
            ),
            dateline=(
                self.outlet.format(place=facts.regency, PLACE=facts.regency.upper()),
                self.dash,
            ),
            roles=self.roles,
            credit=self.credit.format(name=facts.photographer),
            signature=self.signature.format(reporter=reporter, editor=editor)
            if self.signature
            else None,
            tags=None if self.tags else (),
        )
        return replace(story, section=facts.section) if self.section else story

    def print(self, view: View) -> str:
        """One page of an article."""
        story, reporter, stamp = view.truth, view.facts.reporter, instant(view.truth).isoformat()
        head = (
            metas({"article:author": reporter, "author": reporter, "article:published_time": stamp})
            if self.claims
            else ""
        )
        if self.breaks:
            lines = [marked(block.text, story.dateline) + self.breaks for block in view.shown]
        else:
            lines = paragraphs(view.shown, story.dateline)
        text = woven(lines, {2: links(view.related[:1], self.related)})
        body = view.fill(
            self.page, text=text, more=links(view.related[1:]), section=view.facts.section
        )
        return document(story, head + self.head.format(naive=stamp[:19]), body, site=view.site)
