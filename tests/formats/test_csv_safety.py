"""CSV in a spreadsheet: no text from the web becomes a formula, and nothing else changes."""

import csv
import io
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.cli import main
from scraper.formats import export
from scraper.formats.csv_safety import Records, safe_cell
from tests.archive.samples import ARTICLE, save

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tx",
    " =1",
    "\ufeff=1",
    "\u200b=1",
    "＝1",
    "＋1+1",
    "－1+1",
    "＠x",
    "- Jakarta",
)
NUMBERS = ("-5", "+5", "-1.5", "-0", "-1e+20", "-12.", "0", "62812")
CELLS = st.text(
    st.sampled_from("=+-@＝\t\r\n \",;'1.e\ufeffaé") | st.characters(codec="utf-8"), max_size=8
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6)


def is_dangerous(text: str) -> bool:
    """The rule of `docs/OPERATIONS.md`, without invisible characters."""
    seen = text.lstrip(" \x00\ufeff\u200b")
    return text[:1] in ("\t", "\r", "\n") or unicodedata.normalize("NFKC", seen[:1])[:1] in (
        "=",
        "+",
        "-",
        "@",
    )


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return (
        text.isascii()
        and text.strip() == text
        and "_" not in text
        and text.lower().strip("+-")[:1].isdigit()
    )


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_marked_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", [*NUMBERS, "", "e-KTP", "'=1", "Rp1.000", "kata - kata", "https://a.example/?b=1"]
)
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_every_character_that_stands_for_one_of_the_four_is_known() -> None:
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.normalize("NFKC", character)[:1] in ("=", "+", "-", "@"):
            assert safe_cell(f"{character}x") == f"'{character}x", hex(code)


@given(CELLS)
def test_nothing_dangerous_is_left_and_nothing_else_is_touched(text: str) -> None:
    made = safe_cell(text)
    assert made in (text, f"'{text}")
    assert not is_dangerous(made) or is_number(made)
    assert safe_cell(made) == made


def written(rows: list[list[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


@given(ROWS, st.data())
def test_csv_in_any_pieces_comes_back_with_its_cells_made_harmless(
    rows: list[list[str]], data: st.DataObject
) -> None:
    whole, records, got = written(rows), Records(), ""
    while whole:
        size = data.draw(st.integers(1, 9))
        got += records.feed(whole[:size])
        whole = whole[size:]
    assert not records.unfinished
    assert list(csv.reader(io.StringIO(got, newline=""))) == [
        [safe_cell(cell) for cell in row] for row in rows
    ]


def test_a_record_that_has_no_end_is_unfinished() -> None:
    for piece in ("a,b", '"a\r\n', 'a\r\n"b', "a\r\nb"):
        records = Records()
        records.feed(piece)
        assert records.unfinished, piece


def test_export_writes_harmless_cells_unless_raw_ones_are_asked_for(tmp_path: Path) -> None:
    path, headline = tmp_path / "archive.db", '=HYPERLINK("https://evil.example")'
    with Archive.open(path, create=True) as archive:
        save(archive, replace(ARTICLE, headline=headline, signature="@x", section="-5"))
        export.export(archive, tmp_path / "safe.csv")
    assert main(["export", str(tmp_path / "raw.csv"), "--raw-csv", "--archive", str(path)]) == 0
    (safe,), (raw,) = (
        list(csv.DictReader((tmp_path / name).open(newline="", encoding="utf-8")))
        for name in ("safe.csv", "raw.csv")
    )
    assert (raw["headline"], raw["signature"], raw["section"]) == (headline, "@x", "-5")
    assert safe == raw | {"headline": f"'{headline}", "signature": "'@x"}
