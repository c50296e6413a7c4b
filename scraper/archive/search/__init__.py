"""Full-text search: queries and the forms of their words, filters, hits and facets."""

from scraper.archive.search.facets import Facets
from scraper.archive.search.filters import Filters
from scraper.archive.search.query import QueryTooLong
from scraper.archive.search.search import (
    NO_FILTERS,
    Order,
    SearchPage,
    search_articles,
    search_facets,
    search_ids,
    search_with_facets,
)

__all__ = [
    "NO_FILTERS",
    "Facets",
    "Filters",
    "Order",
    "QueryTooLong",
    "SearchPage",
    "search_articles",
    "search_facets",
    "search_ids",
    "search_with_facets",
]
