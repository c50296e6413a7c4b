"""Keep both files healthy: integrity checks, backups, purges, disk space, limits for queries."""

from scraper.archive.maintenance.backup import back_up
from scraper.archive.maintenance.disk_space import MIB, Forecast, forecast_growth, free_bytes
from scraper.archive.maintenance.integrity import Finding, check_archive
from scraper.archive.maintenance.optimise import optimise_archive
from scraper.archive.maintenance.purge import purge_takedowns
from scraper.archive.maintenance.query_limits import Unanswerable, answer_query, guard_connection

__all__ = [
    "MIB",
    "Finding",
    "Forecast",
    "Unanswerable",
    "answer_query",
    "back_up",
    "check_archive",
    "forecast_growth",
    "free_bytes",
    "guard_connection",
    "optimise_archive",
    "purge_takedowns",
]
