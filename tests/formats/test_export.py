"""An export holds every article that the query finds, in readable formats, with a manifest."""

import csv
import gzip
import hashlib
import json
import resource
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.archive import Archive
from scraper.archive.maintenance import optimise_archive
from scraper.archive.pages.snapshots import keep_page
from scraper.archive.search import Filters, search, search_articles
from scraper.archive.storage import page_names
from scraper.cli import main
from scraper.errors import ArchiveError, InputError
from scraper.formats import export, tables
from tests.archive.samples import OTHER, PORTAL, numbered, page, save


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", create=True) as opened:
        for number in range(4):
            article = replace(
                numbered(number),
                headline=f'Berita ke-{number}, "petik"\ndua baris',
                parts=1 + (number == 3),
            )
            kept = keep_page(opened, page(article.url, f"<p>{number}</p>".encode()))
            save(opened, article, snapshot_ids=(kept,))
        newer = keep_page(opened, page(numbered(0).url, b"<p>baru</p>"))
        save(opened, replace(numbered(0), headline="Pembangunan pasar"), snapshot_ids=(newer,))
        save(
            opened,
            replace(
                numbered(9),
                url="https://papua.kabar.example/9/a",
                portal=OTHER.slug,
                published_at=None,
            ),
            portal=OTHER,
        )
        optimise_archive(opened)
        yield opened


def lines(path: Path) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    return [
        json.loads(line)
        for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw)
        .decode()
        .split("\n")[:-1]
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "A.JSONL"])
def test_json_lines_are_the_articles_as_extract_prints_them(
    archive: Archive, tmp_path: Path, name: str
) -> None:
    made = export.export(archive, tmp_path / name)
    found = lines(tmp_path / name)
    assert (len(found), made.written, made.articles) == (5, 5, 5)
    assert found[0]["headline"] == "Pembangunan pasar"
    assert found[0]["bylines"][0] == {
        "name": "Indra Dwi P.",
        "role": "reporter",
        "label": "Penulis",
    }
    assert found[0]["archive"]["revision"] == 2
    assert found[4]["published"] is None


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_csv_keeps_quotes_line_breaks_and_lists(
    archive: Archive, tmp_path: Path, name: str
) -> None:
    export.export(archive, tmp_path / name)
    raw = (tmp_path / name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    assert tuple(rows[0]) == tuple(tables.COLUMNS)
    assert rows[1]["headline"] == 'Berita ke-1, "petik"\ndua baris'
    assert json.loads(rows[1]["reporters"]) == ["Indra Dwi P."]
    assert rows[1]["published_at"] == "2022-08-02T01:05:00+07:00"


def test_parquet_has_lists_and_structs(archive: Archive, tmp_path: Path) -> None:
    export.export(archive, tmp_path / "a.parquet")
    sheet = pyarrow.parquet.read_table(tmp_path / "a.parquet")
    assert sheet.column_names == list(tables.COLUMNS)
    first = sheet.to_pylist()[0]
    assert first["editors"] == ["Moch Anhar"]
    photo = {
        "caption": "Jalan lingkar dari udara",
        "credit": "Kabar/Indra",
        "url": "https://img.kabar.example/1.jpg",
    }
    assert first["images"][0] == photo | {"placement": "lead"}
    assert (first["word_count"], first["revision"]) == (len(first["body"].split()), 2)


def test_a_warc_holds_the_pages_of_every_state_once(archive: Archive, tmp_path: Path) -> None:
    made = export.export(archive, tmp_path / "a.warc.gz", filters=Filters(portal=PORTAL.slug))
    with (tmp_path / "a.warc.gz").open("rb") as stream:
        bodies = [
            record.content_stream().read()
            for record in ArchiveIterator(stream)
            if record.rec_type == "response"
        ]
    assert sorted(bodies) == sorted([b"<p>baru</p>", *(f"<p>{n}</p>".encode() for n in range(4))])
    assert (made.articles, made.written) == (4, 5)


def test_a_damaged_page_costs_no_other(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = f"SELECT {page_names.SQL} FROM snapshots WHERE id IN (2, 3) ORDER BY id"
    lost = [name for (name,) in archive.snapshots.connection.execute(names)]
    archive.snapshots.connection.execute("UPDATE snapshots SET body = zeroblob(9) WHERE id = 2")
    archive.snapshots.connection.execute("DELETE FROM snapshots WHERE id = 3")
    assert main(["export", str(tmp_path / "a.warc.gz"), "--archive", str(archive.path)]) == 3
    assert "2 pages are damaged or lost" in capsys.readouterr().err
    told = json.loads((tmp_path / "a.warc.gz.manifest.json").read_text())
    assert (told["lost_pages"], told["written"]) == (lost, 3)


@pytest.mark.parametrize(
    ("query", "filters", "count"),
    [
        ("membangun", Filters(), 1),
        ("", Filters(portal=OTHER.slug), 1),
        ("", Filters(since=date(2022, 8, 2)), 4),
        ("", Filters(since=date(2023, 8, 2)), 0),
        ("berita -pasar", Filters(), 4),
        ("%", Filters(), 0),
    ],
)
def test_the_query_and_the_filters_say_what_leaves(
    archive: Archive, tmp_path: Path, query: str, filters: Filters, count: int
) -> None:
    assert export.export(archive, tmp_path / "a.jsonl", query, filters).articles == count
    assert len(lines(tmp_path / "a.jsonl")) == count


def test_more_than_a_search_looks_at_leaves(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search is bounded; an export is not."""
    monkeypatch.setattr(search, "LATEST", 2)
    assert not search_articles(archive, "berita").complete
    assert export.export(archive, tmp_path / "a.csv", "berita").articles == 4


def test_the_manifest_says_what_the_file_is(archive: Archive, tmp_path: Path) -> None:
    export.export(archive, tmp_path / "a.jsonl", "", Filters(since=date(2022, 8, 1)))
    told = json.loads((tmp_path / "a.jsonl.manifest.json").read_text(encoding="utf-8"))
    assert told["sha256"] == hashlib.sha256((tmp_path / "a.jsonl").read_bytes()).hexdigest()
    assert (told["articles"], told["incomplete"], told["filters"]) == (
        4,
        1,
        {"since": "2022-08-01"},
    )
    assert told["parser_versions"] == {"0.1.0+tests": 4}
    assert (told["first_day"], told["last_day"], told["portals"]) == (
        "2022-08-01",
        "2022-08-01",
        {PORTAL.slug: 4},
    )
    assert set(told) >= {"made_at", "made_by", "coverage", "query", "bytes", "file", "written"}


def test_nothing_is_overwritten_and_nothing_half_written_stays(
    archive: Archive, tmp_path: Path
) -> None:
    out = tmp_path / "keluar"
    out.mkdir()
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (1_000, most[1])
    )  # as a full disk: the write that goes beyond fails
    try:
        with pytest.raises(ArchiveError, match="cannot be written"):
            export.export(archive, out / "a.jsonl")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert list(out.iterdir()) == []
    export.export(archive, out / "a.csv")
    with pytest.raises(InputError, match="exists already"):
        export.export(archive, out / "a.csv")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.xlsx", "names no format"),
        ("tiada/a.csv", "there is no folder"),
        ("a.gz", "names no format"),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    archive: Archive, tmp_path: Path, name: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        export.export(archive, tmp_path / name)


def test_the_command_exports(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv.gz"
    assert (
        main(
            ["export", str(path), "berita", "--portal", PORTAL.slug, "--archive", str(archive.path)]
        )
        == 0
    )
    assert "3 articles, 3 rows or records" in capsys.readouterr().out
    assert main(["export", str(path), "--archive", str(archive.path)]) == 2
