"""Text dumps in the shapes of old scrapes: each has its fields and facts of its body beside it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import PageError
from scraper.extract.dump.text_dump import looks_like_dump, read_dump
from scraper.model import Article, Page, Reason, Refusal
from scraper.portals import Registry

DUMPS = Path(__file__).parent.parent / "fixtures" / "dumps"
SEED = Path(__file__).parent.parent.parent.parent / "shared" / "seed"
FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
DECLARATIONS = Registry.load()


def article(text: bytes, url: str = "") -> Article:
    found = read_dump(Page(url, text, FETCHED_AT), DECLARATIONS)
    assert isinstance(found, Article), found
    return found


def fields(found: Article) -> dict[str, Any]:
    """The fields by the names that the command prints."""
    return {
        "headline": found.headline,
        "kicker": found.kicker,
        "section": found.section,
        "standfirst": found.standfirst,
        "dateline": found.dateline,
        "bylines": [{"name": b.name, "role": str(b.role)} for b in found.bylines],
        "published": found.published_at.isoformat() if found.published_at else None,
        "published_raw": found.published_raw,
        "modified": found.modified_at.isoformat() if found.modified_at else None,
        "images": [
            {"caption": i.caption, "credit": i.credit, "placement": str(i.placement)}
            for i in found.images
        ],
        "tags": list(found.tags),
        "signature": found.signature,
        "source": found.source,
        "portal": found.portal,
        "parts": found.parts,
        "parts_found": found.parts_found,
    }


@pytest.mark.parametrize("path", sorted(DUMPS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_dump_gives_its_fields_and_its_body(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = article(path.read_bytes())
    got = fields(found)
    assert {name: got[name] for name in expected["fields"]} == expected["fields"]
    wanted = expected["body"]
    texts = [block.text for block in found.body]
    assert texts[0].startswith(wanted["first"])
    assert texts[-1] == wanted["last"]
    assert len(texts) == wanted.get("blocks", len(texts)), texts
    assert [str(block.kind) for block in found.body] == wanted.get(
        "kinds", [str(block.kind) for block in found.body]
    )
    assert [line for line in wanted["never"] if line in "\n".join(texts)] == []


def test_the_users_own_dump_gives_every_value_that_was_promised() -> None:
    if not SEED.is_dir():
        pytest.skip(f"no seed at {SEED}: lay the shared folder beside the checkout")
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    found = article(next(SEED.glob("*.txt")).read_bytes())
    got, texts, body = fields(found), [block.text for block in found.body], expected["body"]
    assert {name: got[name] for name in expected["fields"]} == expected["fields"]
    assert (len(texts), texts[0]) == (body["body_paragraphs"], body["body_first"])
    assert texts[-1].startswith(body["body_last_starts"])
    assert texts[-1].endswith(body["body_last_ends"])
    assert [line for line in body["never_in_body"] if line in "\n".join(texts)] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n\xc2\xa0\n", Reason.EMPTY),
        (b"Just a moment...\nChecking your browser before accessing the site.", Reason.BOT_WALL),
        (b"404\nHalaman tidak ditemukan", Reason.SOFT_404),
        (
            "\n".join(
                f"Warga Desa Nomor {n} Menanam Pohon di Tepi Sungai" for n in range(20)
            ).encode(),
            Reason.INDEX,
        ),
        (b"Video Warga Panen Padi di Kendal", Reason.NO_BODY),
    ],
)
def test_a_text_that_is_no_article_is_refused_with_its_reason(text: bytes, reason: Reason) -> None:
    found = read_dump(Page("", text, FETCHED_AT), DECLARATIONS)
    assert isinstance(found, Refusal)
    assert found.reason is reason


def test_the_given_portal_and_url_come_before_what_the_dump_prints() -> None:
    text = (DUMPS / "tribun-from-kicker.txt").read_bytes()
    solo = DECLARATIONS["tribun-solo"]
    url = "https://solo.tribunnews.com/2022/08/11/petani?utm_source=x"
    found = read_dump(Page(url, text, FETCHED_AT), DECLARATIONS, solo)
    assert isinstance(found, Article)
    assert (found.portal, found.url) == (
        "tribun-solo",
        "https://solo.tribunnews.com/2022/08/11/petani",
    )


def test_a_dump_without_url_is_named_by_its_text() -> None:
    text = (DUMPS / "tribun-from-kicker.txt").read_bytes()
    assert article(text).url == article(text.replace(b"\n", b"\r\n")).url
    assert article(text).url.startswith("urn:kliping:sha256:")


def test_line_ends_and_blank_lines_make_no_difference() -> None:
    text = (DUMPS / "prose-after-the-end.txt").read_text(encoding="utf-8")
    loose, tight = (
        article(text.replace("\n", "\n\n").encode()),
        article(text.replace("\n\n", "\n").encode()),
    )
    assert [block.text for block in loose.body] == [block.text for block in tight.body]
    assert (loose.headline, loose.bylines, loose.signature) == (
        tight.headline,
        tight.bylines,
        tight.signature,
    )


def test_what_is_a_dump() -> None:
    assert looks_like_dump("Judul\n\nIsi berita.")
    assert not looks_like_dump("<!DOCTYPE html><html><body><p>Isi</p></body></html>")
    assert not looks_like_dump("  \n")


def test_bytes_that_are_no_text_are_an_error_with_its_remedy() -> None:
    with pytest.raises(PageError, match="give"):
        read_dump(Page("", b"\x89PNG\r\n\x1a\n" + bytes(500), FETCHED_AT), None)


LINES = st.sampled_from(
    [
        "",
        "Berita Kendal",
        "Warga Menanam Pohon di Tepi Sungai Bodri",
        "Penulis: Ani | Editor: Budi",
        "Kamis, 11 Agustus 2022 15:20 WIB",
        "KENDAL - Warga menanam dua ratus pohon di tepi sungai pada hari Minggu.",
        "“Pohonnya jati,” kata Karsono. (*)",
        "Baca juga: Sungai Dikeruk",
        "KOMENTAR",
        "Sumber: Tribun Jateng",
        "2 dari 3 halaman",
        "• Pohon Tumbang",
        "Foto: Ani",
    ]
)


@given(
    st.lists(
        LINES | st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40), max_size=30
    )
)
def test_any_lines_are_an_article_or_a_refusal(lines: list[str]) -> None:
    found = read_dump(Page("", "\n".join(lines).encode(), FETCHED_AT), DECLARATIONS)
    assert isinstance(found, Article | Refusal)
    if isinstance(found, Article):
        assert found.body
        assert all(block.text.strip() for block in found.body)
