"""Several pages made one article."""

from dataclasses import replace

from scraper.extract import join_parts, whole_article
from scraper.model import Article, Block, BlockKind, Byline, Image, Placement, Role


def _part(number: int, *texts: str, **fields: object) -> Article:
    article = Article(
        url="https://contoh.example/1",
        headline="Judul",
        body=tuple(Block(BlockKind.PARAGRAPH, text) for text in texts),
        part=number,
        parts=3,
    )
    return replace(article, **fields)  # type: ignore[arg-type]


def _texts(article: Article) -> list[str]:
    return [block.text for block in article.body]


def test_parts_are_joined_in_their_order_whatever_order_they_come_in() -> None:
    photo = Image("Foto", None, Placement.LEAD)
    joined = join_parts(
        [
            _part(3, "c", signature="(a/b)", images=(photo,)),
            _part(1, "a", bylines=(Byline("Ani", Role.REPORTER),), images=(photo,)),
            _part(2, "b", tags=("x",)),
        ]
    )
    assert _texts(joined) == ["a", "b", "c"]
    assert (joined.part, joined.parts, joined.parts_found) == (1, 3, 3)
    assert (joined.signature, joined.images, joined.tags) == ("(a/b)", (photo,), ("x",))


def test_a_missing_part_leaves_the_article_incomplete() -> None:
    joined = join_parts([_part(1, "a"), _part(3, "c"), _part(3, "c")])
    assert (joined.parts, joined.parts_found) == (3, 2)


def test_a_later_part_loses_the_opening_that_it_repeats() -> None:
    assert _texts(join_parts([_part(1, "lede", "a"), _part(2, "lede", "b")])) == ["lede", "a", "b"]


def test_one_part_is_itself() -> None:
    part = _part(2, "b")
    assert join_parts([part]) is part


def test_a_full_page_is_whole_only_where_it_begins_like_the_first_and_is_longer() -> None:
    first = _part(1, "Paragraf pertama.", "Paragraf kedua.")
    full = _part(1, "Paragraf pertama.", "Paragraf kedua.", "Paragraf ketiga.", parts=1)
    found = whole_article(first, full)
    assert found is not None
    assert (found.parts, found.parts_found, len(found.body)) == (3, 3, 3)
    assert whole_article(first, first) is None
    assert (
        whole_article(
            first,
            _part(1, "Berita lain.", "Sama sekali lain dan jauh lebih panjang dari yang pertama."),
        )
        is None
    )
