"""Pages in, articles or refusals out: one page, all parts of an article, kept pages read again.

Pure. Commands call these functions in worker processes, which can be ended
(`extraction_pool`, `reparse`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper import extract
from scraper.errors import PageError
from scraper.model import Article, Page, Reason, Refusal
from scraper.portals import Portal, Registry


@dataclass(frozen=True, slots=True)
class Extraction:
    """A page and what extraction made of it."""

    page: Page
    portal: Portal | None
    result: Article | Refusal


def read_page(page: Page, portal: Portal | None, registry: Registry | None = None) -> Extraction:
    """Extract a page: a text dump with the dump reader, anything else as HTML.

    A text dump is `text/plain` without a page's markup. With `registry`, a dump that names its
    outlet is assigned to that outlet's portal.

    Raises:
        PageError: the bytes cannot be read as a page at all.
    """
    if page.media_type != "text/plain" or not extract.looks_like_dump(
        page.body.decode("utf-8", "replace")
    ):
        return Extraction(page, portal, extract.extract(page, portal))
    result = extract.read_dump(page, registry, portal)
    if portal is None and registry and isinstance(result, Article) and result.portal:
        portal = registry[result.portal]
    return Extraction(page, portal, result)


def read_fetched(page: Page, portal: Portal | None, registry: Registry | None = None) -> Extraction:
    """As `read_page`, for a page that was fetched: bytes that are not a page are refused too.

    A refused page is kept like any other, as evidence of what the server sent.
    """
    if not page.body.strip():
        return Extraction(page, portal, Refusal(Reason.EMPTY, "the answer has no text at all"))
    try:
        return read_page(page, portal, registry)
    except PageError as error:
        return Extraction(page, portal, Refusal(Reason.NOT_HTML, str(error)))


def combine_parts(extractions: Sequence[Extraction]) -> Article | Refusal:
    """Join the parts of one article; where no page is an article, the first page's refusal."""
    articles = [one.result for one in extractions if isinstance(one.result, Article)]
    if not articles:
        return extractions[0].result
    return articles[0] if len(articles) == 1 else extract.join_parts(articles)


def find_whole(full: Extraction, first: Extraction) -> Extraction | None:
    """`full` with the whole article as its result; None where it does not hold all parts.

    `full` is the page behind the network's full-page address, `first` the article's first page.
    """
    if not isinstance(full.result, Article) or not isinstance(first.result, Article):
        return None
    if (full.result.part, first.result.part) != (1, 1):
        return None
    article = extract.whole_article(first.result, full.result)
    return replace(full, result=article) if article else None


def infer_stored_whole(extractions: Sequence[Extraction]) -> Extraction | None:
    """The whole article, where an article's kept pages are a full page and the first page.

    An archive keeps the order of an article's pages, not what each of them is; a full page comes
    before the first page. Only for pages from the archive: a caller that fetches a full page
    says so in `Filing.whole`.
    """
    if len(extractions) != 2:
        return None
    full, first = extractions
    return find_whole(full, first)


def read_again(pages: Sequence[Page], portal: Portal | None) -> Article | Refusal:
    """What today's parser makes of an article's kept pages, in the order in which they are kept.

    Raises:
        PageError: the bytes cannot be read as a page at all.
    """
    extractions = [read_page(page, portal) for page in pages]
    whole = infer_stored_whole(extractions)
    return whole.result if whole else combine_parts(extractions)
