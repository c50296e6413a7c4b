"""The page for those who write SQL: tables with their meaning, and questions to start from."""

from datasette.utils.asgi import Response

from scraper.browse import table_docs
from scraper.browse.canned_queries import canned_queries
from scraper.browse.visit import Visit


async def tables(visit: Visit) -> Response:
    """`/tables`."""
    return await visit.html("tables.html", tables=table_docs.tables(), queries=canned_queries())
