"""The live table shows portals being asked first, and fits the terminal."""

from datetime import UTC, datetime, timedelta
from io import StringIO

from rich.console import Console

from scraper.crawl.progress import progress_table
from scraper.crawl.report import RunReport
from scraper.model import Outcome
from scraper.portals import Network

NETWORK = Network(
    slug="n", name="N", platform="none", host="{key}.example", articles=(r"/a/\d+",), verified="no"
)
NOW = datetime(2022, 8, 2, 14, 5, tzinfo=UTC)


def _lines(report: RunReport, most: int = 20) -> list[str]:
    console = Console(width=120, file=StringIO(), record=True)
    console.print(progress_table(report, NOW + timedelta(seconds=65), most))
    return [line.strip(" │┃") for line in console.export_text().splitlines()]


def _report(*keys: str) -> RunReport:
    report = RunReport(NOW)
    for key in keys:
        report.tally(NETWORK.portal(key))
    return report


def test_each_portal_is_a_row_with_its_counts() -> None:
    report = _report("satu", "dua", "tiga", "empat")
    satu, dua, tiga, _ = report.tallies.values()
    satu.done = satu.asked_for_sources = True
    dua.asked_for_sources, dua.new = True, 7
    report.count(dua.portal, "x", Outcome.READ, None, article=False)
    for outcome in (
        Outcome.ARCHIVED,
        Outcome.ARCHIVED,
        Outcome.UNCHANGED,
        Outcome.GONE,
        Outcome.FAILED,
    ):
        report.count(dua.portal, "x", outcome, None, article=True)
    tiga.asked_for_sources, tiga.backed_off = True, "HTTP 403"
    lines = _lines(report)
    assert lines[0] == "1:05, 1 of 4 portals done"
    rows = [[cell.strip() for cell in line.split("│")] for line in lines if line.startswith("n-")]
    assert [row[0] for row in rows] == ["n-dua", "n-tiga", "n-empat", "n-satu"]
    assert rows[0] == ["n-dua", "1", "7", "2", "1", "1", "1", "asking"]
    assert [row[-1] for row in rows[1:]] == ["left alone: HTTP 403", "waiting", "done"]


def test_what_does_not_fit_is_counted() -> None:
    lines = _lines(_report(*(f"k{number}" for number in range(9))), most=4)
    assert sum(line.startswith("n-k") for line in lines) == 4
    assert any(line.startswith("… 5 more") for line in lines)
