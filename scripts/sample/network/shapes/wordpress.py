"""WordPress in its themes: GMR, JNews, tagDiv Newspaper, Ray, and plain ones.

They are one table, because only the names of their boxes differ.
"""

from dataclasses import dataclass, field, replace
from html import escape

from scraper.model import Article, Byline, Role
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import document, json_ld, links, metas, paragraphs, woven
from scripts.sample.network.shape import SAMPLE, Parted, Post, Shape, View, instant, told
from scripts.sample.printed import utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What one portal's theme calls things, and how its newsroom opens and signs a story."""

    path: str
    """Of its permalinks: `{day}`, `{section}`, `{number}`, `{slug}`."""
    headline: str
    meta: str
    """The line under the headline: the slots of `View.fill`, `{author}`, `{clock}`, `{stamp}`."""
    content: str
    """The element that opens the body."""
    related: str
    """What stands inside the body."""
    outlet: str
    """The dateline, with `{place}` or `{PLACE}`."""
    signature: str | None = None
    masthead: bool = False
    """True where the author on the page is the portal itself."""
    tags: str = '<a rel="tag" href="/tag/{slug}">{name}</a> '
    full: Parted = field(default_factory=Parted)

    def tell(self, facts: Facts, portal: Portal) -> Article:
        """The truth: the reporter, or the newsroom where it signs; the closing initials."""
        slots = {
            "day": f"{facts.published:%Y/%m/%d}",
            "section": facts.section.lower(),
            "number": facts.number,
            "slug": facts.slug,
        }
        outlet = self.outlet.format(place=facts.regency, PLACE=facts.regency.upper())
        signature = (
            self.signature.format(*facts.initials, name=facts.reporter.split()[0])
            if self.signature
            else None
        )
        path, opening = self.path.format(**slots), (outlet, " - ")
        story = told(
            facts,
            portal,
            path,
            dateline=opening,
            roles=[Role.REPORTER],
            credit=facts.photographer,
            signature=signature,
        )
        return (
            replace(story, bylines=(Byline(portal.name.removesuffix(SAMPLE), Role.AGENCY),))
            if self.masthead
            else story
        )

    def page(self, view: View) -> str:
        """One page of an article."""
        story, at = view.truth, instant(view.truth)
        site = view.site
        author = site if self.masthead else view.facts.reporter
        claims = {
            "author": author,
            "article:published_time": utc(at),
            "article:modified_time": utc(at),
        }
        head = (
            '<meta name="generator" content="WordPress 6.4"/>'
            + metas(claims)
            + json_ld(story, published=utc(at), author={"name": author})
        )
        lines = paragraphs(view.shown, story.dateline)
        if view.is_last and story.signature:
            lines[-1] = lines[-1].removesuffix("</p>") + f" {story.signature}</p>"
        opened = view.fill(
            self.headline + self.meta,
            author=escape(author),
            stamp=at.isoformat(),
            clock=view.fill(CLOCK),
        )
        text = f"{self.content}{woven(lines, {2: links(view.related[:1], self.related)})}</div>"
        rest = {
            "pages": view.pager(LINK),
            "names": view.tags(self.tags),
            "others": links(view.related),
        }
        return document(story, head, view.fill(PAGE, opened=opened, text=text, **rest), site=site)


PAGE = """
<article class="post type-post"><header>{opened}</header>
<figure class="wp-caption"><img src="{image}"/>\
<figcaption class="wp-caption-text">{caption}</figcaption></figure>
{text}
<div class="page-links">{pages}</div><div class="post-tags">{names}</div></article>
<section class="related-posts"><h3>Berita Terkait</h3><ul>{others}</ul></section>
"""
CLOCK = "{at.day} {month} {at:%Y %H:%M}"
LINK = '<a class="post-page-numbers" href="{url}"><span>{n}</span></a>'
BACA = '<p><strong>Baca Juga: <a href="{url}">{headline}</a></strong></p>'
IN_PARTS = Parted("/{n}")
"""WordPress' own pager, which offers no single page."""
THEMES = {
    "kalbaronline": Theme(  # GMR, the Indonesian vendor's family
        path="/{day}/{slug}",
        headline='<h1 class="entry-title">{headline}</h1>',
        meta=(
            '<div class="gmr-metacontent"><span class="entry-author vcard"><a class="url fn n"'
            ' rel="author">{author}</a></span><span class="posted-on"><time class="entry-date'
            ' published" datetime="{stamp}">{clock}</time></span></div>'
        ),
        content='<div class="entry-content entry-content-single clearfix">',
        related=(
            '<div class="gmr-related-post-onlytitle"><div class="related-text-onlytitle">Baca'
            ' Juga</div><a href="{url}">{headline}</a></div>'
        ),
        outlet="KALBARONLINE.com, {PLACE}",
        signature="({})",
        full=IN_PARTS,
        tags='<a rel="tag" class="gmr-tag" href="/tag/{slug}">{name}</a> ',
    ),
    "lampost": Theme(  # JNews
        path="/{section}/{slug}-{number}",
        headline='<h1 class="jeg_post_title">{headline}</h1>',
        meta=(
            '<div class="jeg_meta_container"><div class="jeg_meta_author">'
            '<span class="meta_text">oleh</span> <a href="/author/x">{author}</a></div>'
            '<div class="jeg_meta_date"><a>{clock}</a></div></div>'
        ),
        content='<div class="content-inner">',
        related=(
            '<div class="jnews_inline_related_post"><h3>Baca Juga</h3><article class="jeg_post">'
            '<h3 class="jeg_post_title"><a href="{url}">{headline}</a></h3></article></div>'
        ),
        outlet="{place} (Lampost.co)",
        full=IN_PARTS,
    ),
    "balipost": Theme(  # tagDiv Newspaper; the author is the masthead
        path="/news/{day}/{number}/{slug}.html",
        headline='<h1 class="entry-title">{headline}</h1>',
        meta=(
            '<div class="td-module-meta-info"><div class="td-post-author-name">'
            '<div class="td-author-by">By</div> <a>{author}</a></div><span class="td-post-date">'
            '<time class="entry-date updated td-module-date" datetime="{stamp}">{clock}</time>'
            "</span></div>"
        ),
        content='<div class="td-post-content tagdiv-type">',
        related=(
            '<div class="td_block_related"><h4>Baca Juga</h4><a href="{url}">{headline}</a></div>'
        ),
        outlet="{PLACE}, BALIPOST.com",
        signature="({name}/balipost)",
        masthead=True,
    ),
    "suarakalbar": Theme(  # Ray
        path="/{day}/{slug}",
        headline='<h1 class="ray-main-post-title">{headline}</h1>',
        meta=(
            '<div class="ray-main-post-meta"><span class="ray-author"><a>{author}</a></span>'
            '<span class="ray-date">{clock} WIB</span></div>'
        ),
        content='<div class="ray-main-single-content">',
        related=(
            '<div class="ray-single-related-posts"><strong>Baca Juga</strong>'
            '<a href="{url}">{headline}</a></div>'
        ),
        outlet="{place} (Suara Kalbar)",
    ),
    "fajar": Theme(  # plain, parts as /2 and whole as ?page=all
        path="/{day}/{slug}",
        headline='<h1 class="entry-title">{headline}</h1>',
        meta=(
            '<div class="entry-meta"><span class="author">{author}</span> <time class="published"'
            ' datetime="{stamp}">{clock}</time></div>'
        ),
        content='<div class="entry-content">',
        related=BACA,
        outlet="FAJAR.CO.ID, {PLACE}",
        signature="({}/fajar)",
        full=Parted("/{n}", "?page=all"),
    ),
    "beritajatim": Theme(  # plain, the body as microdata
        path="/{slug}-{number}",
        headline='<h1 itemprop="headline">{headline}</h1>',
        meta=(
            '<div class="meta"><span class="by">{author}</span> <time datetime="{stamp}">{clock}'
            "</time></div>"
        ),
        content='<div itemprop="articleBody">',
        related=BACA,
        outlet="{place} (beritajatim.com)",
        signature="[{}/{}]",
    ),
    "jawapos-radarsemarang": Theme(  # the Radar hosts until 2023
        path="/berita/{day}/{slug}",
        headline='<h1 class="entry-title">{headline}</h1>',
        meta=(
            '<div class="entry-meta"><span class="author vcard"><a>{author}</a></span> '
            '<time class="entry-date" datetime="{stamp}">{clock}</time></div>'
        ),
        content='<div class="entry-content">',
        related=BACA,
        outlet="RADARSEMARANG.COM, {PLACE}",
        signature="({}/{})",
    ),
}
POSTS = tuple(
    Post(portal, Shape(told=theme.tell, page=theme.page, parted=theme.full))
    for portal, theme in THEMES.items()
)
