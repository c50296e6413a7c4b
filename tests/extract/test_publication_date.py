"""Which clock of a page is believed, and what the evidence says of it."""

from datetime import UTC, datetime

import pytest

from scraper.extract import extract
from scraper.model import Article, Page

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LONG = (
    "Warga Kampung Sangkal yang rumahnya terendam membangun jembatan bambu sepanjang dua puluh"
    " meter di atas kali."
)
HEADLINE = "Warga Bangun Jembatan Bambu"


def article(
    above: str,
    *,
    head: str = "",
    below: str = "",
    url: str = "https://contoh.example/berita/1",
    first: str = "",
) -> Article:
    text = "".join(f"<p>{LONG} {n}.</p>" for n in range(4))
    html = (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><div"
        f" class='artikel'><h1>{HEADLINE}</h1>{above}<div"
        f" class='isi'>{first}{text}</div>{below}</div></body></html>"
    )
    found = extract(Page(url, html.encode(), NOW), None)
    assert isinstance(found, Article), found
    return found


def published(above: str, **parts: str) -> str | None:
    at = article(above, **parts).published_at
    return at.isoformat() if at else None


@pytest.mark.parametrize(
    "above",
    [
        "<div class='tgl'>Selasa, 7 Februari 2017 11:58 WIB</div>",
        (
            "<div><div>Februari</div> <div>07</div> <div><span>/</span> 2017</div> <div>11:58"
            " WIB</div></div>"
        ),
        "<ul><li>07</li><li>Februari</li><li>2017</li><li>11:58 WIB</li></ul>",
        "<div><span>Ani Lestari</span><br>Selasa, 07 Februari 2017 11:58 WIB</div>",
        "<div>7/2/2017 11.58 WIB</div><div>2 jam yang lalu</div>",
        (
            "<p><time datetime='2017-02-07T11:58:00+07:00'>7 Feb 2017</time><time class='updated'"
            " datetime='2017-02-08'>8 Feb 2017</time></p>"
        ),
        (
            "<p>Ani<time class='updated' itemprop='datePublished' datetime='2017-02-07 11:58:00'>7"
            " Feb 2017</time></p>"
        ),
        "<div>07 Feb 17 | 11:58</div>",
        "<div><span>Semarang</span></div><div>Selasa, 7 Februari 2017</div><div>11:58 WIB</div>",
        "<div>07/02/2017 11:58 AM</div>",
        (
            "<div>Diperbarui 08 Feb 2017, 21:00 WIB<span>Diterbitkan 07 Feb 2017, 11:58"
            " WIB</span></div>"
        ),
        (
            "<div>Diperbarui: Rabu, 8 Februari 2017 09:00 WIB</div><div>Selasa, 7 Februari 2017"
            " 11:58 WIB</div>"
        ),
    ],
)
def test_the_printed_date_is_read_wherever_it_is_set(above: str) -> None:
    assert published(above) == "2017-02-07T11:58:00+07:00"


def test_a_date_that_opens_the_text_is_the_articles() -> None:
    later = (
        "<div class='lain'><small>Rabu, 1 Maret 2017 10:00</small> <a href='/2'>Berita"
        " lain</a></div>"
    )
    assert (
        published("", first="<small>Selasa, 7 Februari 2017 11:58</small>", below=later)
        == "2017-02-07T11:58:00+07:00"
    )


def test_a_time_counted_back_is_read_against_the_fetch_where_nothing_better_is_printed() -> None:
    assert published("<div>2 jam yang lalu</div>") == "2026-11-24T17:00:00+07:00"
    assert (
        published("", below="<div><a href='/2'>Berita lain</a><span>2 jam yang lalu</span></div>")
        is None
    )


def test_a_time_counted_back_does_not_stand_against_an_exact_claim() -> None:
    head = "<meta property='article:published_time' content='2026-11-24T16:58:00+07:00'>"
    assert published("<div>2 jam yang lalu</div>", head=head) == "2026-11-24T16:58:00+07:00"


def test_the_last_change_alone_does_not_stand_against_a_claim() -> None:
    head = "<meta property='article:published_time' content='2017-02-07T11:58:00+07:00'>"
    assert (
        published("<div>Diperbarui 8 Februari 2017 09:00 WIB</div>", head=head)
        == "2017-02-07T11:58:00+07:00"
    )


@pytest.mark.parametrize(
    ("url", "at"),
    [
        ("https://contoh.example/1", "2016-02-08T12:43:00+07:00"),
        ("https://makassar.contoh.example/1", "2016-02-08T12:43:00+08:00"),
        ("https://papua.contoh.example/1", "2016-02-08T12:43:00+09:00"),
        ("https://contoh.com.my/1", "2016-02-08T12:43:00+08:00"),
    ],
)
def test_a_clock_without_a_zone_is_that_of_the_host(url: str, at: str) -> None:
    assert published("<div>Senin, 8 Februari 2016 12:43</div>", url=url) == at
    assert (
        published(
            "<div>Senin, 8 Februari 2016 12:43</div>",
            url="",
            head=f"<link rel=canonical href='{url}'>",
        )
        == at
    )


def test_the_evidence_says_that_a_zone_was_assumed() -> None:
    assert "WIB assumed" in (
        article("<div>Senin, 8 Februari 2016 12:43</div>").evidence["published_at"].note or ""
    )
    assert "zone: printed" in (
        article("<div>Senin, 8 Februari 2016 12:43 WITA</div>").evidence["published_at"].note or ""
    )


@pytest.mark.parametrize(
    ("claim", "note"),
    [
        ("2016-02-08T05:43:10+00:00", "as meta:article:published_time"),
        ("2016-02-08T12:43:10-07:00", "over meta:article:published_time"),
        ("2014-01-01T00:00:00+07:00", "over meta:article:published_time"),
        ("2016-02-08T12:43:10Z", "over meta:article:published_time"),
    ],
)
def test_the_printed_clock_stands_against_the_metadata(claim: str, note: str) -> None:
    head = f"<meta property='article:published_time' content='{claim}'>"
    found = article("<div>Senin, 8 Februari 2016 12:43 WIB</div>", head=head)
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2016-02-08T12:43:00+07:00"
    assert note in (found.evidence["published_at"].note or "")


@pytest.mark.parametrize(
    ("claim", "at"),
    [
        ("2016-02-08T05:43:10+00:00", "2016-02-08T12:43:00+07:00"),
        ("2016-02-08T04:43:10+00:00", "2016-02-08T12:43:00+08:00"),
        ("2016-02-08T12:43:10Z", "2016-02-08T12:43:00+08:00"),
        ("2016-02-08T01:00:00+00:00", "2016-02-08T12:43:00+08:00"),
    ],
)
def test_a_regional_host_that_prints_jakartas_clock_is_found_out_by_the_instant(
    claim: str, at: str
) -> None:
    """The zone of the host is only assumed: where the metadata's instant is that of the printed
    clock in another zone, it is that one.
    """
    head = f"<meta property='article:published_time' content='{claim}'>"
    assert (
        published(
            "<div>Senin, 8 Februari 2016 12:43</div>",
            head=head,
            url="https://makassar.contoh.example/1",
        )
        == at
    )


def test_no_date_after_the_fetch_is_believed() -> None:
    assert published("<div>Senin, 8 Februari 2027 12:43 WIB</div>") is None


def test_a_printed_change_is_the_last_change() -> None:
    found = article(
        "<div>Selasa, 7 Februari 2017 11:58 WIB</div><div>Diperbarui: Rabu, 8 Februari 2017 09:00"
        " WIB</div>"
    )
    assert found.modified_at is not None
    assert found.modified_at.isoformat() == "2017-02-08T09:00:00+07:00"
    assert article("<div>Selasa, 7 Februari 2017 11:58 WIB</div>").modified_at is None


def test_an_instant_in_utc_is_shown_on_the_portals_clock() -> None:
    """Shortly after midnight in Pekalongan it is still yesterday in Greenwich: the article's day
    is the portal's.
    """
    found = published(
        "", head="<meta property='article:published_time' content='2017-02-06T17:30:00Z'>"
    )
    assert found == "2017-02-07T00:30:00+07:00"
