"""A listing yields its articles in order, and loses none."""

from collections.abc import Callable

from scraper.model import Links

Read = Callable[..., Links]


def _slugs(found: Links) -> list[str]:
    return [link.url.rpartition("/")[2] for link in found.articles]


def test_a_card_that_links_twice_is_one_article_with_the_text_and_time_of_its_card(
    read: Read,
) -> None:
    found = read("""<html><body><ul class="lsi">
      <li><a href="/kota/1/satu"><img src="x.jpg"></a><h3><a
          href="/kota/1/satu?utm_medium=index">Pasar  ramai</a></h3>
          <time datetime="2022-08-02 10:00:00">3 jam lalu</time></li>
      <li><h3><a href="/kota/2/dua">Hujan deras</a></h3><time class="timeago"
          title="2022-08-01T09:00:00+07:00">kemarin</time></li>
      <li><h3><a href="/kota/3/tiga" title="Jalan longsor"></a></h3></li></ul></body></html>""")
    assert [
        (link.title, link.published_hint.isoformat() if link.published_hint else None)
        for link in found.articles
    ] == [
        ("Pasar ramai", "2022-08-02T10:00:00+09:00"),
        ("Hujan deras", "2022-08-01T09:00:00+07:00"),
        ("Jalan longsor", None),
    ]


def test_regions_that_name_themselves_something_else_are_left_out(read: Read) -> None:
    found = read(
        """<nav><a href="/kota/9/nav">n</a></nav><div class="content-with-sidebar"><a
            href="/kota/1/satu">s</a></div>
      <div class="box terpopuler"><a href="/kota/8/populer">p</a></div><aside><a
          href="/kota/7/samping">s</a></aside>"""
    )
    assert _slugs(found) == ["satu"]


def test_a_page_of_nothing_but_such_regions_is_read_whole(read: Read) -> None:
    assert _slugs(
        read('<div id="sidebar"><a href="/kota/1/satu">s</a><a href="/kota/2/dua">d</a></div>')
    ) == ["satu", "dua"]


def test_base_href_and_links_that_are_none(read: Read) -> None:
    found = read(
        """<base href="https://papua.contoh.id/kota/"><a href="1/satu">s</a><a
            href="javascript:void(0)">x</a><a>y</a>
      <a href="https://lain.contoh.id/kota/2/dua">lain</a><a
          href="http://[broken/kota/3/x">z</a><a href="/tag/9/x/y">tag</a>"""
    )
    assert _slugs(found) == ["satu"]


def test_a_time_beside_several_articles_belongs_to_none(read: Read) -> None:
    found = read(
        '<div><a href="/kota/1/satu">s</a><a href="/kota/2/dua">d</a><time'
        ' datetime="2022-08-02">x</time></div>'
    )
    assert [link.published_hint for link in found.articles] == [None, None]


def test_the_declared_charset_reads_the_titles(read: Read) -> None:
    body = '<a href="/kota/1/satu">Jum’at “ramai”</a>'.encode("cp1252")
    assert read(body, "text/html; charset=windows-1252").articles[0].title == "Jum’at “ramai”"
    assert read(body, "text/html; charset=tidak-ada").articles[0].url


def test_a_card_is_dated_by_what_is_named_a_date(read: Read) -> None:
    found = read("""
      <div class="latest__item"><h2><a href="/kota/1/satu">Satu</a></h2><date
          class="latest__date">24 Februari 2026 | 08:50 WIB</date></div>
      <div class="card"><a href="/kota/2/dua">Dua</a>
        <div class="media__date"><span title="Kamis, 02 Nov 2023 20:59 WIB">2 jam lalu</span></div>
        </div>
      <div class="date-archive"><a href="/kota/3/tiga">Berita panjang yang bukan baris tanggal
        sama sekali, 02 Nov 2023 pun tidak</a></div>
    """)
    assert [
        link.published_hint.isoformat() if link.published_hint else None for link in found.articles
    ] == [
        "2026-02-24T08:50:00+07:00",
        "2023-11-02T20:59:00+07:00",
        None,
    ]


def test_links_that_a_page_carries_as_json_come_behind_those_it_prints(read: Read) -> None:
    state = (
        '{"props": {"category": {"articles": {"last_page": 7, "data": [{"title": "Dua", "url":'
        ' "/kota/2/dua"}]}}}}'
    )
    attribute = state.replace('"', "&quot;")
    for carried in (
        f'<div id="app" data-page="{attribute}"></div>',
        f'<script id="__NEXT_DATA__" type="application/json">{state}</script>',
    ):
        found = read(f'<html><body><a href="/kota/1/satu">Satu</a>{carried}</body></html>')
        assert [(link.url.rpartition("/")[2], link.title) for link in found.articles] == [
            ("satu", "Satu"),
            ("dua", "Dua"),
        ]
        assert found.pages == 7


def test_json_of_a_page_that_is_broken_costs_that_alone_and_is_noted(read: Read) -> None:
    found = read('<a href="/kota/1/satu">Satu</a><script type="application/json">{"a": </script>')
    assert _slugs(found) == ["satu"]
    assert "broken JSON" in str(found.note)


def test_a_tag_with_hundreds_of_attributes_costs_no_square_and_no_link(read: Read) -> None:
    crowd = "<div " + " ".join(f"a{number}=1" for number in range(200_000)) + ">"
    assert _slugs(read(f"<html><body>{crowd}<a href='/kota/1/satu'>s</a></div></body></html>")) == [
        "satu"
    ]
