"""Read clusters: copies of a story, its likely origin, and how much of a portal is its own."""

from dataclasses import dataclass

from scraper.archive.archive import Archive
from scraper.archive.storage.database import explain_errors


@dataclass(frozen=True, slots=True)
class StoryCopy:
    """One article of a cluster."""

    article_id: int
    url: str
    headline: str
    portal: str
    published_at: str | None
    """UTC, ISO 8601 with Z."""
    similarity: float
    """Similarity to the article by which it joined the cluster, 0 to 1."""
    agency: str | None
    """Agencies in its byline."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One story that several articles tell."""

    cluster_id: int
    headline: str
    """The headline of the likely origin."""
    articles: int
    portals: int
    first_published_at: str | None
    origin_portal: str
    origin_url: str
    origin_by: str
    """`named as source` (by another member) or `published first`."""
    agencies: str | None


@dataclass(frozen=True, slots=True)
class Originality:
    """How much of a portal is its own: a row of the view `originality` (see docs/SCHEMA.md).

    `own`, `shared_out`, `taken_over` and `wire` add up to `articles`.
    """

    portal: str
    network: str | None
    articles: int
    own: int
    shared_out: int
    taken_over: int
    wire: int


def list_copies(archive: Archive, article_id: int) -> list[StoryCopy]:
    """The other articles that tell the article's story, earliest first; also its own portal's."""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT c.article_id, c.url, c.headline, c.portal, c.published_at, c.similarity,"
            " c.agency FROM cluster_articles c WHERE c.cluster_id = (SELECT cluster_id FROM"
            " cluster_members WHERE article_id = ?1) AND c.article_id <> ?1 ORDER BY c.published_at"
            " IS NULL, c.published_at, c.article_id",
            (article_id,),
        )
        return [StoryCopy(*row) for row in rows]


def latest_clusters(archive: Archive, *, portals: int = 2, limit: int = 20) -> list[Cluster]:
    """The latest stories that are on at least that number of portals."""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT cluster_id, headline, articles, portals, first_published_at, origin_portal,"
            " origin_url, origin_by, agencies FROM cluster_list WHERE portals >= ? ORDER BY"
            " first_published_at DESC, cluster_id DESC LIMIT ?",
            (portals, limit),
        )
        return [Cluster(*row) for row in rows]


def load_originality(archive: Archive) -> list[Originality]:
    """The originality of every portal, the one with most articles first."""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT portal, network, articles, own, shared_out, taken_over, wire FROM originality"
            " ORDER BY articles DESC, portal"
        )
        return [Originality(*row) for row in rows]
