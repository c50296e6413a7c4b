"""The archive's benchmark as a small run: its text is the same each time, and every figure is
there.
"""

import subprocess
import sys
from pathlib import Path

from scraper.archive import Archive
from scripts.bench.archive.texts import Newsroom

ROOT = Path(__file__).parents[2]


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


def bench(archive: Path, articles: int) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "scripts.bench.archive",
        "--articles",
        str(articles),
        "--archive",
        str(archive),
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_small_run_prints_every_figure(tmp_path: Path) -> None:
    """Again, it finds the articles loaded; asked for fewer than there are, it refuses."""
    path = tmp_path / "archive.db"
    first, second, fewer = bench(path, 30), bench(path, 30), bench(path, 10)
    assert (first.returncode, second.returncode, fewer.returncode) == (0, 0, 2), (
        first.stderr + second.stderr
    )
    assert "30 articles of seed 1." in first.stdout
    assert "articles a second of CPU" in first.stdout
    assert "nothing to load" in second.stdout
    assert "name another file with --archive" in fewer.stderr
    assert len([line for line in first.stdout.splitlines() if line.count("|") == 10]) > 8
    with Archive.open(path, read_only=True) as archive:
        assert archive.connection.execute("SELECT count(*) FROM articles").fetchone() == (30,)
        assert archive.connection.execute("SELECT count(*) FROM unread_articles").fetchone() == (0,)
