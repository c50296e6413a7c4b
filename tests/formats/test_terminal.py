from hypothesis import given
from hypothesis import strategies as st

from scraper.formats.terminal import article_text, hit_text, printable_text
from scraper.model import Article, Block, BlockKind, Byline, Hit, Role

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
HIT = Hit(
    "https://example.org/a",
    "Judul [bold]",
    "tribun-solo",
    None,
    "air \ue000banjir\ue001 surut",
    -1.0,
    "Judul [bold]",
)


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


def test_found_words_are_shown_without_their_marks() -> None:
    assert (
        hit_text(HIT).plain
        == "Judul [bold]\n  tribun-solo  undated  https://example.org/a\n  air banjir surut"
    )
