"""The archive's benchmark as a small run: its text is the same each time, and every figure is
there.
"""

import sys
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.errors import BAD_INPUT, OK
from scripts.bench.archive import renewal
from scripts.bench.archive.__main__ import main
from scripts.bench.archive.load import load
from scripts.bench.archive.texts import Newsroom


def test_an_article_of_a_seed_is_always_the_same() -> None:
    articles = [Newsroom(seed, 100).article(7) for seed in (1, 1, 2)]
    assert articles[0] == articles[1] != articles[2]


def test_words_follow_zipf() -> None:
    """The commonest word is about a twentieth of the text, and half of the words stand in it
    once.
    """
    newsroom = Newsroom(1, 1_000)
    words = (
        " ".join(block.text for n in range(50) for block in newsroom.article(n).article.body)
        .lower()
        .replace(".", "")
        .split()
    )
    assert 250 < len(words) / 50 < 400
    assert 0.03 < words.count("yang") / len(words) < 0.08
    assert sum(words.count(word) == 1 for word in set(words)) > len(set(words)) / 2


def test_a_small_run_prints_every_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another load finds the articles there; asked for fewer than there are, it refuses."""
    path = tmp_path / "archive.db"
    monkeypatch.setattr(renewal, "REREAD", 20)
    assert bench(monkeypatch, path, 30) == OK
    printed = capsys.readouterr().out
    assert "30 articles of seed 1." in printed
    assert "articles a second of CPU" in printed
    assert len([line for line in printed.splitlines() if line.count("|") == 10]) > 8
    assert load(path, 1, 30)[0] == 0
    assert bench(monkeypatch, path, 10) == BAD_INPUT
    assert "name another file with --archive" in capsys.readouterr().err
    with Archive.open(path, read_only=True) as archive:
        assert archive.connection.execute("SELECT count(*) FROM articles").fetchone() == (30,)
        assert archive.connection.execute("SELECT count(*) FROM unread_articles").fetchone() == (0,)


def bench(monkeypatch: pytest.MonkeyPatch, archive: Path, articles: int) -> int:
    words = ["bench-archive", "--articles", str(articles), "--archive", str(archive)]
    monkeypatch.setattr(sys, "argv", words)
    return main()
