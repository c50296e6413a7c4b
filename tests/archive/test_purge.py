"""After a takedown no three neighbouring words of the text are left in the files or the index."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.archive import Archive, citation_of
from scraper.archive.articles import forget_article, load_article, load_cited_state
from scraper.archive.articles.takedown import owned_tables
from scraper.archive.frontier import begin_run, finish_run
from scraper.archive.maintenance import check_archive, optimise_archive, purge
from scraper.archive.storage import database
from scraper.cli import main
from scraper.errors import TakenDown
from scraper.ingest.extraction import Extraction
from scraper.model import Article, Block, BlockKind
from tests.archive.samples import ARTICLE, NOON, PORTAL, URL, file_article, numbered, page

WORDS = tuple(f"rahasia{a}{b}" for a in "bcdfghjklmn" for b in "aeiou")
SECRET = replace(
    ARTICLE,
    headline=" ".join(WORDS[:6]),
    standfirst=" ".join(WORDS[6:12]),
    body=(
        Block(BlockKind.PARAGRAPH, " ".join(WORDS[12:40])),
        Block(BlockKind.PARAGRAPH, " ".join(WORDS[40:])),
    ),
)


def grown(path: Path) -> Path:
    """The article in three states among others; a flag, plan, breach and error that quote it."""
    with Archive.open(path, create=True) as archive:
        for number in range(2, 40):
            archived(archive, numbered(number))
            if number in (10, 20):
                archived(
                    archive,
                    replace(
                        SECRET,
                        headline=f"{SECRET.headline} {number}",
                        body=(*SECRET.body, SECRET.body[0]),
                    ),
                )
        archived(archive, SECRET)
        number = load_article(archive, URL).article_id
        run = archive.connection.execute
        finish_run(
            archive,
            begin_run(archive, arguments={}, started_at=NOON),
            status="finished",
            stats={},
            finished_at=NOON,
        )
        run(
            "INSERT INTO flags(article_id, field, flagged_at, reason) VALUES(?, 'body',"
            " '2022-08-02T05:00:00Z', ?)",
            (number, SECRET.headline),
        )
        run(
            "INSERT INTO reparses(id, selection, parser_version, begun_at) VALUES(1, '{}', 'x',"
            " '2022-08-02T05:00:00Z')"
        )
        change = (
            "INSERT INTO reparse_changes(reparse_id, article_id, field, before, after, revision)"
            " VALUES(1, ?, 'body', ?, ?, 1)"
        )
        run(change, (number, SECRET.body[0].text, SECRET.body[1].text))
        run(
            "INSERT INTO health(id, portal_id, run_id, judged_at, state, measures) VALUES(1, 1, 1,"
            " '2022-08-02T05:00:00Z', 'red', '{}')"
        )
        run(
            "INSERT INTO breaches(health_id, measure, reason) VALUES(1, 'boilerplate', ?)",
            (f"2 articles hold the same line: “{SECRET.body[0].text[:60]}”",),
        )
        run(
            "UPDATE fetches SET error = ? WHERE article_id = ?",
            (f"no article: {SECRET.headline}", number),
        )
        optimise_archive(archive)
    return path


def archived(archive: Archive, article: Article) -> None:
    text = f"<h1>{article.headline}</h1><p>{article.body[0].text}</p>".encode()
    file_article([Extraction(page(article.url, text), PORTAL, article)], archive, run_id=None)


def traces(folder: Path) -> list[str]:
    """Three neighbouring words in any byte of any file, or a single one in the search index."""
    triples = [" ".join(WORDS[start : start + 3]) for start in range(len(WORDS) - 2)]
    found = [
        f"{one.name}: {triple}"
        for one in folder.iterdir()
        if ".db" in one.name
        for triple in triples
        if triple.encode() in one.read_bytes()
    ]
    return [*found, "the index's segments"] if _indexed(folder / "archive.db") else found


def _indexed(path: Path) -> bool:
    """True where a word of the text is in a segment of the index, also for deleted rows.

    Of terms with a common beginning, the first is whole.
    """
    with closing(sqlite3.connect(path)) as connection:
        return any(
            b"rahasia" in block
            for (block,) in connection.execute("SELECT block FROM articles_fts_data")
        )


def test_no_neighbouring_words_are_left(tmp_path: Path) -> None:
    path = grown(tmp_path / "archive.db")
    assert traces(tmp_path), "they are there before"
    assert main(["forget", URL, "--reason", "putusan", "--archive", str(path)]) == 0
    assert traces(tmp_path) == []
    with Archive.open(path) as archive:
        assert check_archive(archive, repair=False) == []
        assert archive.connection.execute("SELECT reason FROM breaches").fetchone() == (
            "2 articles hold the same line: “…”",
        )
        assert archive.connection.execute("SELECT count(*) FROM articles").fetchone() == (38,)


def test_while_a_reader_holds_the_file_it_says_what_is_left_and_ends_with_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = grown(tmp_path / "archive.db")
    monkeypatch.setattr(purge, "READER_SECONDS", 0.05)
    for module in (database, purge):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        assert main(["forget", URL, "--reason", "putusan", "--archive", str(path)]) == 3
        said = capsys.readouterr()
        assert f"taken down: {URL}" in said.out
        assert "forgotten" not in said.out
        assert "another process is reading" in said.err
        assert "kliping check --repair" in said.err
        assert main(["check", "--quick", "--archive", str(path)]) == 3
        reader.execute("ROLLBACK")
    assert main(["check", "--repair", "--archive", str(path)]) == 0
    assert traces(tmp_path) == []


def test_several_go_at_once_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = grown(tmp_path / "archive.db")
    assert (
        main(["forget", URL, "k-aaaaaaaaaaaaaaaa", "--reason", "putusan", "--archive", str(path)])
        == 2
    )
    assert main(["show", URL, "--archive", str(path)]) == 0
    assert (
        main(["forget", URL, numbered(2).url, URL, "--reason", "putusan", "--archive", str(path)])
        == 0
    )
    assert capsys.readouterr().out.count("forgotten: ") == 2


def test_show_says_that_it_was_taken_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = grown(tmp_path / "archive.db")
    with Archive.open(path) as archive:
        forget_article(archive, URL, reason="putusan 12/2026", at=NOON)
        for key in (
            URL,
            URL.replace("https", "http"),
            citation_of(URL),
            f"{citation_of(URL)}.00000000",
        ):
            with pytest.raises(TakenDown, match=r"taken down on 2022-08-02: putusan 12/2026"):
                load_cited_state(archive, key)
    for verb in ("show", "cite", "revisions"):
        assert main([verb, URL, "--archive", str(path)]) == 2
        assert "was taken down on 2022-08-02" in capsys.readouterr().err


def test_every_table_that_is_an_articles_is_emptied(archive: Archive) -> None:
    """A row that names an article goes with it, or stays without a text: a new table must do so."""
    referring = archive.connection.execute(
        "SELECT t.name, f.on_delete FROM sqlite_master t, pragma_foreign_key_list(t.name) f"
        " WHERE t.type = 'table' AND f.\"table\" = 'articles'"
    ).fetchall()
    owned = {table for table, _ in owned_tables(archive)}
    assert {table for table, rule in referring if rule == "SET NULL"} == {"ledger", "fetches"}
    assert owned == {table for table, _ in referring} - {"ledger", "fetches"}
    texts = archive.connection.execute(
        "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type ="
        " 'table' AND c.name LIKE '%url%'"
    )
    assert {table for table, _ in texts} - owned <= {
        "articles",
        "ledger",
        "fetches",
        "tombstones",
        "portals",
    }
