"""Before an edit is blamed on the portal: the archived pages read again with today's parser.

Where a new page differs from the archive and an older parser wrote the archived article, some of
the difference may be the parser's. `find_earlier` names the pages to read again (in a worker
process, see `extraction_pool`), and `apply_renewal` saves what today's parser makes of them with
cause `parser`. What still differs then is the portal's change.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scraper.archive import Archive, content_hash, storable, url_key
from scraper.archive.articles import Known, Saved, find_known
from scraper.archive.pages import load_page
from scraper.errors import ArchiveError, InputError
from scraper.ingest.parser_version import parser_version
from scraper.model import Article, Page, Refusal
from scraper.portals import Portal


@dataclass(frozen=True, slots=True)
class Earlier:
    """The kept pages of an archived article, to be read again."""

    pages: Sequence[Page]
    """In the order in which they are kept."""
    portal: Portal | None
    """Whose rules read them now."""
    snapshot_ids: tuple[str, ...]
    """Their names."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What today's parser makes of `Earlier` pages.

    A refusal where it finds no article in them, or they are too costly to read.
    """

    snapshot_ids: tuple[str, ...]
    result: Article | Refusal


def find_earlier(
    result: Article | Refusal, portal: Portal | None, archive: Archive
) -> Earlier | None:
    """The pages to read again before `result` is compared with the archived article.

    None where both share their wording or their parser, and where a page is not kept any more.
    """
    known = _find_outdated(result, portal, archive) if isinstance(result, Article) else None
    if known is None or not known.snapshot_ids:
        return None
    try:
        pages = [load_page(archive, name) for name in known.snapshot_ids]
    except (InputError, ArchiveError):
        return None  # missing or damaged pages, which `kliping check` names, prove nothing
    return Earlier(pages, portal, known.snapshot_ids)


def apply_renewal(
    article: Article,
    portal: Portal | None,
    archive: Archive,
    renewal: Renewal | None,
    save: Callable[..., Saved],
) -> str | None:
    """Save what today's parser makes of the archived article's pages, with cause `parser`.

    Returns why that was not possible, in words; None where it was done, or there was no need.
    """
    known = _find_outdated(article, portal, archive)
    if known is None:
        return None
    if renewal is None or renewal.snapshot_ids != known.snapshot_ids:
        why = "they are not kept whole"
    elif isinstance(renewal.result, Refusal):
        why = f"{renewal.result.reason}: {renewal.result.detail}"
    elif url_key(renewal.result.url) != url_key(article.url):
        why = f"they are another article now, {renewal.result.url}"
    else:
        save(renewal.result, snapshot_ids=known.snapshot_ids, cause="parser")
        return None
    return (
        f"its earlier pages could not be read again ({why}):"
        " some of this change may be the parser's"
    )


def _find_outdated(article: Article, portal: Portal | None, archive: Archive) -> Known | None:
    """The archived article, where its wording is different and a different parser read it."""
    known = find_known(archive, article.url)
    if (
        known is None
        or known.parser_version == parser_version(portal)
        or known.content_hash == content_hash(storable(article))
    ):
        return None
    return known
