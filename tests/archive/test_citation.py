"""A citation names one state of one article, the same in every archive and for ever."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive, citation_of, citation_of_state
from scraper.archive.articles import load_article, load_cited_state
from scraper.cli import main
from scraper.errors import InputError
from scraper.formats.citation import bibtex, citation_line, csl_json
from tests.archive.samples import ARTICLE, NOON, URL, reworded, save

LATER = NOON + timedelta(hours=1)


def test_it_depends_on_the_url_and_the_wording_alone() -> None:
    assert re.fullmatch(r"k-[a-z2-7]{16}\.[0-9a-f]{8}", citation_of_state(ARTICLE))
    assert citation_of(URL) == citation_of(URL.replace("https", "http"))
    assert citation_of_state(replace(ARTICLE, tags=(), section=None)) == citation_of_state(ARTICLE)
    assert citation_of_state(reworded()) != citation_of_state(ARTICLE)


def test_an_article_is_found_by_it_in_any_archive(tmp_path: Path) -> None:
    for name, other in (("a.db", ()), ("b.db", (replace(ARTICLE, url=f"{URL}-lain"),))):
        with Archive.open(tmp_path / name, create=True) as archive:
            for article in other:
                save(archive, article)
            save(archive)
            assert load_article(archive, citation_of(URL)).article == ARTICLE


def test_a_state_that_was_superseded_is_found_by_its_own(archive: Archive) -> None:
    save(archive)
    save(archive, reworded(), LATER)
    newest, old = load_cited_state(archive, citation_of_state(ARTICLE))
    assert (old and old.article, newest.article) == (ARTICLE, reworded())
    assert load_cited_state(archive, citation_of_state(reworded()))[1] is None
    with pytest.raises(InputError, match="never saw"):
        load_cited_state(archive, f"{citation_of(URL)}.00000000")


def test_a_line_says_who_what_where_and_when() -> None:
    text = citation_line(ARTICLE, "KabarJateng.com", "2022-08-02T05:00:00Z")
    assert text == (
        "Indra Dwi P.. “Jalan Baru di Pekalongan Dibuka.” KabarJateng.com, 2022-08-02. https://jateng.kabar.example/1/jalan-baru."
        f" Kliping {citation_of_state(ARTICLE)}, as observed 2022-08-02T05:00:00Z."
    ).replace("P..", "P.")


def test_bibtex_escapes_what_is_its_own() -> None:
    entry = bibtex(replace(ARTICLE, headline="50% & {Rp1}_#"), "Kabar", "2022-08-02T05:00:00Z")
    assert r"title = {{50\% \& \{Rp1\}\_\#}}" in entry
    assert entry.startswith(f"@online{{{citation_of(URL)}")


def test_csl_json_is_what_zotero_reads() -> None:
    (item,) = json.loads(csl_json(ARTICLE, "KabarJateng.com", "2022-08-02T05:00:00Z"))
    assert (item["type"], item["author"], item["issued"]) == (
        "article-newspaper",
        [{"literal": "Indra Dwi P."}],
        {"date-parts": [[2022, 8, 2]]},
    )


def test_an_article_without_names_and_date_is_cited_too() -> None:
    bare = replace(ARTICLE, bylines=(), published_at=None)
    assert citation_line(bare, "Kabar", "2022-08-02T05:00:00Z").startswith("“Jalan Baru")
    assert "author" not in bibtex(bare, "Kabar", "2022-08-02T05:00:00Z")
    assert "issued" not in csl_json(bare, "Kabar", "2022-08-02T05:00:00Z")


def test_the_commands_take_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        save(archive, at=NOON)
        save(archive, reworded(), LATER)
    assert main(["cite", "1", "--archive", str(path)]) == 0
    assert citation_of_state(reworded()) in capsys.readouterr().out
    assert main(["show", citation_of_state(ARTICLE), "--archive", str(path)]) == 0
    shown = capsys.readouterr().out
    assert ARTICLE.headline in shown
    assert "superseded" in shown
    assert (
        main(["cite", citation_of_state(ARTICLE), "--format", "bibtex", "--archive", str(path)])
        == 0
    )
    assert "Dibuka" in capsys.readouterr().out
    assert main(["cite", "k-aaaaaaaaaaaaaaaa", "--archive", str(path)]) == 2
