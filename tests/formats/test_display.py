from hypothesis import given
from hypothesis import strategies as st

from scraper.formats.display import (
    article_json,
    article_text,
    hit_json,
    hit_text,
    portal_json,
    printable_text,
    refusal_json,
)
from scraper.model import Article, Block, BlockKind, Byline, Hit, Reason, Refusal, Role
from scraper.portals import Registry

ARTICLE = Article(
    url="https://jateng.tribunnews.com/a/123456/x",
    headline="Banjir \x1b[31mmerah\u202e",
    body=(
        Block(BlockKind.SUBHEAD, "Surut"),
        Block(BlockKind.PARAGRAPH, "Air surut."),
        Block(BlockKind.ITEM, "satu"),
    ),
    bylines=(Byline("Dewi", Role.REPORTER, "Penulis"), Byline("Tono", Role.EDITOR)),
    parts=3,
    parts_found=2,
)
KEYS = [
    *(
        "headline",
        "kicker",
        "section",
        "standfirst",
        "dateline",
        "bylines",
        "published",
        "published_raw",
        "modified",
        "images",
    ),
    *("body", "tags", "signature", "source", "parts", "parts_found", "url", "portal", "evidence"),
]


def test_the_keys_of_an_extracted_article_are_a_promise() -> None:
    shown = article_json(ARTICLE)
    assert list(shown) == KEYS
    assert shown["bylines"] == [
        {"name": "Dewi", "role": "reporter", "label": "Penulis"},
        {"name": "Tono", "role": "editor", "label": None},
    ]
    assert shown["body"][0] == {"kind": "subhead", "text": "Surut"}
    assert refusal_json(Refusal(Reason.BOT_WALL, "a challenge")) == {
        "refusal": "bot_wall",
        "detail": "a challenge",
    }


def test_an_article_for_a_person_says_roles_and_what_is_missing() -> None:
    shown = article_text(ARTICLE).plain
    assert "Penulis: Dewi | Editor: Tono" in shown
    assert "## Surut" in shown
    assert "incomplete: 2 of 3 parts" in shown
    assert "\x1b" not in shown


@given(st.text())
def test_no_page_can_move_the_cursor_or_turn_the_text(text: str) -> None:
    assert printable_text(printable_text(text)) == printable_text(text)
    assert not set(printable_text(text)) & set("\x1b\x07\r\u202e\x9b")


def test_found_words_are_marked_for_people_and_programs() -> None:
    hit = Hit(
        "https://example.org/a",
        "Judul [bold]",
        "tribun-solo",
        None,
        "air \ue000banjir\ue001 surut",
        -1.0,
        "Judul [bold]",
    )
    assert hit_json(hit)["snippet"] == "air [banjir] surut"
    shown = hit_text(hit)
    assert (
        shown.plain
        == "Judul [bold]\n  tribun-solo  undated  https://example.org/a\n  air banjir surut"
    )


def test_a_portal_for_programs() -> None:
    shown = portal_json(Registry.load()["tribun-ambon"])
    assert (shown["slug"], shown["network"], shown["province"], shown["zone"], shown["hosts"]) == (
        "tribun-ambon",
        "tribun",
        "Maluku",
        "WIT",
        ["ambon.tribunnews.com"],
    )
    assert "not seen live" in shown["verified"]
    assert shown["evidence"][0] == "tribun"
    assert shown["refusal"] is None
    assert "Scrapy" in portal_json(Registry.load()["republika-rejogja"])["refusal"]
