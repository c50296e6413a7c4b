"""The metadata of an article: good and broken JSON-LD, microdata, meta tags, dataLayer pushes, and
which of it is believed.
"""

import json

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.metadata import json_ld, meta_names
from scraper.extract.metadata.claims import Embedded
from scraper.extract.metadata.embedded import read_embedded
from scraper.model import Role

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Warga Tanam Pohon",
    "datePublished": "2022-08-02T21:05:00+07:00",
    "dateModified": "2022-08-02T22:00:00+07:00",
    "author": {"@type": "Person", "name": "Ani Lestari"},
    "publisher": {"@type": "Organization", "name": "Contoh Pos"},
    "image": [{"@type": "ImageObject", "url": "https://contoh.id/a.jpg", "caption": "Pohon"}],
    "articleSection": "Kendal",
    "keywords": ["pohon", "sungai"],
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://contoh.id/a"},
    "articleBody": "Warga menanam pohon.",
}


def read(*parts: str) -> Embedded:
    return read_embedded(
        lxml.html.document_fromstring(
            f"<html lang='id-ID'><head>{''.join(parts)}</head><body><p>x</p></body></html>"
        )
    )


def script(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def names(found: Embedded) -> list[tuple[str, str, bool]]:
    return [(claim.name, str(claim.role), claim.trusted) for claim in found.bylines]


def test_one_article_gives_every_field() -> None:
    found = read(
        script(ARTICLE),
        '<meta property="og:site_name" content="Contoh">',
        '<link rel="canonical" href="https://contoh.id/b">',
    )
    assert found.kind == "NewsArticle"
    assert found.headlines[0].text == "Warga Tanam Pohon"
    assert found.published[0].text == "2022-08-02T21:05:00+07:00"
    assert found.modified[0].reader == "json-ld:dateModified"
    assert names(found) == [("Ani Lestari", "reporter", True)]
    assert found.sections[0].text == "Kendal"
    assert found.tags == ("pohon", "sungai")
    assert (found.images[0].url, found.images[0].caption) == ("https://contoh.id/a.jpg", "Pohon")
    assert [claim.text for claim in found.urls] == ["https://contoh.id/b", "https://contoh.id/a"]
    assert found.body is not None
    assert found.outlets == ("Contoh Pos", "Contoh")
    assert found.language == "id"


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps(ARTICLE).replace("Warga menanam", "Warga\nmenanam"),
        json.dumps(ARTICLE).replace("}", ",}"),
        "<!--" + json.dumps(ARTICLE) + "-->",
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        json.dumps(ARTICLE) + ";",
        json.dumps({"@type": "WebSite", "name": "Contoh"}) + json.dumps(ARTICLE),
        json.dumps([ARTICLE]),
        json.dumps({"@graph": [{"@type": "WebPage"}, ARTICLE]}),
        json.dumps(ARTICLE).replace('"Warga menanam pohon."', '"Kata dia "pohon" itu"'),
        json.dumps(ARTICLE)[:-40],
        json.dumps(ARTICLE).replace('"', "&quot;"),
        json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
    ],
    ids=[
        "line break",
        "trailing comma",
        "comment",
        "cdata",
        "semicolon",
        "in a row",
        "list",
        "graph",
        "quotes",
        "cut",
        "entities",
        "nested",
    ],
)
def test_broken_json_ld_still_gives_the_essentials(broken: str) -> None:
    found = json_ld.articles(json_ld.nodes(broken))
    assert found[0]["headline"] == "Warga Tanam Pohon"
    assert found[0]["datePublished"] == "2022-08-02T21:05:00+07:00"
    assert json_ld.texts(found[0]["author"]) == ["Ani Lestari"]


def test_an_article_in_a_list_is_not_the_pages_own() -> None:
    other = {**ARTICLE, "headline": "Lain"}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": other}]}
    assert read(script(listed)).kind is None
    assert [claim.text for claim in read(script([listed, ARTICLE])).headlines] == [
        "Warga Tanam Pohon"
    ]


def test_an_author_given_by_reference_is_found() -> None:
    graph = {
        "@graph": [
            {**ARTICLE, "author": {"@id": "#ani"}},
            {"@type": "Person", "@id": "#ani", "name": "Ani Lestari"},
        ]
    }
    assert names(read(script(graph))) == [("Ani Lestari", "reporter", True)]


def test_a_name_that_the_page_calls_its_editor_is_no_reporter() -> None:
    pushed = (
        "{'editor': 'Ani Lestari', 'penulis':'', 'publish_date': '2022-08-02 21:05:00', 'source':"
        " 'Contoh.com'}"
    )
    layer = f"<script>dataLayer = [{pushed}];</script>"
    found = read(script(ARTICLE), layer)
    assert names(found) == [("Ani Lestari", "editor", True)]
    assert [claim.text for claim in found.published] == [
        "2022-08-02T21:05:00+07:00",
        "2022-08-02 21:05:00",
    ]
    assert found.source == "Contoh.com"


def test_a_field_made_for_reporters_is_believed_over_the_common_author() -> None:
    metas = (
        '<meta name="content_author" content="Budi Santoso"><meta name="content_editor"'
        ' content="Ani Lestari">'
    )
    assert names(read(script(ARTICLE), metas)) == [
        ("Ani Lestari", "editor", True),
        ("Budi Santoso", "reporter", True),
    ]


def test_an_outlet_is_credited_as_an_agency_and_a_url_is_nobody() -> None:
    outlet = {**ARTICLE, "author": {"@type": "Organization", "name": "Contoh Pos"}}
    found = read(
        script(outlet), '<meta property="article:author" content="https://facebook.com/contoh">'
    )
    assert names(found) == [("Contoh Pos", "agency", True)]


def test_an_outlet_in_a_common_meta_tag_is_an_organisation_that_nobody_believes() -> None:
    found = read(
        '<meta name="author" content="Contoh.com">',
        '<meta property="og:site_name" content="Contoh.com">',
    )
    assert [(claim.name, claim.organisation, claim.trusted) for claim in found.bylines] == [
        ("Contoh.com", True, False)
    ]


def test_only_the_first_open_field_that_names_someone_is_trusted() -> None:
    found = read(script(ARTICLE), '<meta name="author" content="Citra Dewi">')
    assert names(found) == [("Ani Lestari", "reporter", True), ("Citra Dewi", "reporter", False)]


def test_microdata_counts_only_within_the_article() -> None:
    page = """<html><body>
      <div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Judul</h1>
        <time itemprop="datePublished" datetime="2017-02-07T10:59:00+07:00">x</time>
        Pewarta: <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b
          itemprop="name">Ani Lestari</b></span>
        Editor: <span itemprop="editor">Budi</span></div>
      <div itemscope itemtype="https://schema.org/Product"><span itemprop="author">Citra Dewi</span>
      </div></body></html>"""
    found = read_embedded(lxml.html.document_fromstring(page))
    assert [(claim.name, claim.role) for claim in found.bylines] == [
        ("Ani Lestari", Role.REPORTER),
        ("Budi", Role.EDITOR),
    ]
    assert found.published[0].text == "2017-02-07T10:59:00+07:00"
    assert found.headlines[0].reader == "microdata:headline"


def test_a_property_counts_however_its_name_is_spelled() -> None:
    """React prints `itemProp`; names of attributes are not case-sensitive in HTML."""
    page = (
        '<html><body><p itemProp="author" itemType="https://schema.org/Person"><b'
        ' itemProp="name">Ani Lestari</b></p></body></html>'
    )
    assert [claim.name for claim in read_embedded(lxml.html.document_fromstring(page)).bylines] == [
        "Ani Lestari"
    ]


def test_a_word_that_ends_like_a_field_of_a_script_is_none() -> None:
    layer = (
        "<script>dataLayer = [{'coauthor': 'Citra Dewi', author: 'Ani Lestari', \"editor\": \"Budi"
        ' Santoso"}]</script>'
    )
    assert [(claim.name, claim.role) for claim in read(layer).bylines] == [
        ("Ani Lestari", Role.REPORTER),
        ("Budi Santoso", Role.EDITOR),
    ]


def test_a_page_without_metadata_is_read_too() -> None:
    assert read() == Embedded(language="id")


@pytest.mark.parametrize("name", ["published_time", "modified_time"])
def test_a_date_in_the_namespace_of_open_graph_is_read(name: str) -> None:
    found = read(f'<meta property="http://ogp.me/ns/article#{name}" content="2017-02-07 10:59">')
    claims = found.published if name == "published_time" else found.modified
    assert [claim.text for claim in claims] == ["2017-02-07 10:59"]


def test_a_name_of_a_meta_tag_has_no_white_space() -> None:
    tables = (value for value in vars(meta_names).values() if isinstance(value, tuple))
    assert not [name for table in tables for name in table if name.split() != [name]]


@given(st.text(max_size=300))
def test_any_json_ld_is_read_without_an_error(text: str) -> None:
    for node in json_ld.articles(json_ld.nodes(text)):
        assert json_ld.kinds(node)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["NewsArticle", "Ani", "2022-08-02"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@id",
                    "@graph",
                    "author",
                    "name",
                    "headline",
                    "image",
                    "keywords",
                    "publisher",
                    "x",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(json_values)
def test_any_shape_of_json_ld_is_read_without_an_error(value: object) -> None:
    assert isinstance(read(script(json.dumps(value).replace("</", "<\\/"))), Embedded)


def test_deeply_nested_json_ld_is_bounded() -> None:
    assert json_ld.nodes("[" * 100_000) == []
    assert read(script("[" * 5000 + "]" * 5000)).kind is None
