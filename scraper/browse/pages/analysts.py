"""For those who write SQL: the tables and what they mean, and questions to start from."""

from datasette.utils.asgi import Response

from scraper.browse import schema
from scraper.browse.canned import canned
from scraper.browse.visit import Visit


async def tables(visit: Visit) -> Response:
    """`/tables`."""
    return await visit.html("tables.html", tables=schema.tables(), queries=canned())
