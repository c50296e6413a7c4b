"""Fields are the same in SQL and on a value, and one rule says when a portal has lost one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.frontier import begin_run
from scraper.archive.statistics import FieldRates, load_field_rates, sample_articles
from scraper.crawl.portal_health import AskedPortal, Sample, Usual, judge_portal
from scraper.model import Article, Byline, Role
from scraper.model.fields import ALWAYS, FIELDS, HAS, LEAST_USUAL, Filled, fell, present
from scraper.recognise import Examined, Sampled, findings
from tests.archive.samples import ARTICLE, INCOMPLETE, NOON, PORTAL, numbered, save

WHOLE = replace(ARTICLE, parts=2, parts_found=2)
LACKING = {
    "published_at": replace(WHOLE, published_at=None),
    "section": replace(WHOLE, section=None),
    "kicker": replace(WHOLE, kicker=None),
    "standfirst": replace(WHOLE, standfirst=None),
    "dateline": replace(WHOLE, dateline=None),
    "reporter": replace(
        WHOLE, bylines=(Byline("Moch Anhar", Role.EDITOR), Byline("Rina", Role.PHOTOGRAPHER))
    ),
    "editor": replace(WHOLE, bylines=WHOLE.bylines[:1]),
    "photo": replace(WHOLE, images=()),
    "caption": replace(WHOLE, images=(replace(WHOLE.images[0], caption=None),)),
    "tags": replace(WHOLE, tags=()),
    "complete": INCOMPLETE,
}
"""For each field, an article without it."""
OTHERWISE = (
    WHOLE,
    replace(WHOLE, bylines=(Byline("Antara", Role.AGENCY),)),
    replace(
        WHOLE,
        bylines=(Byline("Budi", Role.CONTRIBUTOR),),
        standfirst="",
        images=(*WHOLE.images, replace(WHOLE.images[0], caption="")),
    ),
)


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", create=True) as opened:
        yield opened


def _in_sql(archive: Archive, article: Article) -> frozenset[str]:
    """What the table's SQL finds on the archived article."""
    article_id = save(archive, article).article_id
    tests = ", ".join(field.sql for field in HAS.values())
    row = archive.connection.execute(
        f"SELECT {tests} FROM articles a WHERE a.id = ?", (article_id,)
    ).fetchone()
    assert set(row) <= {0, 1}
    return frozenset(name for name, there in zip(HAS, row, strict=True) if there)


@pytest.mark.parametrize("name", FIELDS)
def test_sql_and_python_say_the_same_of_a_field(archive: Archive, name: str) -> None:
    lacking = LACKING[name]
    assert name in present(WHOLE)
    assert name not in present(lacking)
    assert _in_sql(archive, lacking) == present(lacking)


@pytest.mark.parametrize("article", OTHERWISE)
def test_they_agree_on_other_articles_too(archive: Archive, article: Article) -> None:
    assert _in_sql(archive, article) == present(article)


def _articles(of: int, lacking: int) -> list[Article]:
    return [
        replace(numbered(number), standfirst=None if number < lacking else "Ringkasan.")
        for number in range(of)
    ]


def _run(now: Filled, before: Filled) -> bool:
    """True where the judgement of a run finds the standfirst lost."""
    usual = Usual(Sample(before.articles, before.having, 300.0))
    return any(
        breach.measure == "fields"
        for breach in judge_portal(
            AskedPortal(PORTAL), Sample(now.articles, now.having, 300.0), usual
        )
    )


def _check(now: list[Article], before: Filled) -> bool:
    """True where `portals check` does."""
    seen = Examined((), tuple(Sampled(article.url, None, article, None) for article in now))
    return any(finding.startswith("field standfirst") for finding in findings(PORTAL, seen, before))


@pytest.mark.parametrize(
    ("now", "before", "lost"),
    [
        # From 100 % to 70 %: red in the browser and green in `kliping health` while each had a rule
        # of its own.
        ((50, 15), (50, 0), True),
        ((50, 12), (50, 0), False),  # less than a quarter
        ((3, 3), (50, 0), True),
        ((2, 2), (500, 0), False),
        ((5, 2), (500, 0), True),
        ((5, 2), (25, 0), False),  # 25 that always had it are too few: this may be chance
        ((50, 40), (50, 25), True),
        ((10, 10), (50, 40), False),  # of five it is as likely as not
        ((50, 50), (19, 0), False),
    ],
)
def test_every_reader_comes_to_the_same_judgement(
    archive: Archive, now: tuple[int, int], before: tuple[int, int], lost: bool
) -> None:
    latest, earlier = _articles(*now), Filled.of(_articles(*before))
    filled = Filled.of(latest)
    assert fell("standfirst", filled, earlier) is lost
    assert FieldRates(PORTAL.slug, filled, earlier).fell("standfirst") is lost
    assert (_run(filled, earlier), _check(latest, earlier)) == (lost, lost)


def test_the_archives_samples_are_counted_by_the_same_fields(archive: Archive) -> None:
    run_id = begin_run(archive, arguments={}, started_at=NOON)
    articles = [
        replace(article, url=f"{article.url}/{number}")
        for number, article in enumerate((*LACKING.values(), *OTHERWISE))
    ]
    for number, article in enumerate(articles):
        save(archive, article, run_id=run_id, at=NOON + timedelta(minutes=number))
    (fill,) = load_field_rates(archive)
    assert fill.now == Filled.of(articles)
    assert [seen.fields for seen in sample_articles(archive, PORTAL, run_id=run_id)] == [
        present(article) for article in reversed(articles)
    ]


def test_what_a_portal_always_has_needs_enough_articles_to_say() -> None:
    every = dict.fromkeys(FIELDS, LEAST_USUAL)
    assert Filled(LEAST_USUAL, every).always == set(FIELDS)
    assert Filled(LEAST_USUAL - 1, every).always == frozenset()
    assert (
        "tags"
        not in Filled(100, dict.fromkeys(FIELDS, 100) | {"tags": round(100 * ALWAYS) - 1}).always
    )
