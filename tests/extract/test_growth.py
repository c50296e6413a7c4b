"""Reading a line takes time in proportion to its length.

Costs are compared with each other instead of with seconds, and the bound is wide: the test is there
for patterns that backtrack.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time

import pytest

from scraper.extract import is_boilerplate
from scraper.extract.dump.text_dump import read_dump
from scraper.extract.metadata import json_ld
from scraper.extract.page.encoding import decode, mend
from scraper.extract.text.bylines import is_byline, read_bylines
from scraper.extract.text.credits import split_credit
from scraper.extract.text.dateline import split_dateline
from scraper.extract.text.dates import date_in, read_date
from scraper.extract.text.phrases import without_embeds
from scraper.extract.text.signature import split_signature
from scraper.model import Page
from scraper.portals import Zone

FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
SHORT, LONG, BOUND = 4_000, 16_000, 12.0

READERS: dict[str, Callable[[str], object]] = {
    "is_byline": is_byline,
    "read_bylines": read_bylines,
    "split_credit": split_credit,
    "split_dateline": split_dateline,
    "split_signature": split_signature,
    "read_date": lambda text: read_date(text, zone=Zone.WIB.tzinfo, fetched_at=FETCHED_AT),
    "date_in": date_in,
    "is_boilerplate": is_boilerplate,
    "without_embeds": without_embeds,
    "mend": mend,
    "decode": lambda text: decode(text.encode(), None),
    "jsonld": json_ld.nodes,
    "dump": lambda text: read_dump(Page("", text.encode(), FETCHED_AT), None),
}
HOSTILE = {
    "spaces": " ",
    "letters": "a",
    "words": "Ani ",
    "capitals": "JAKARTA ",
    "labels": "Penulis: ",
    "brackets": "(",
    "pairs": "(a/b) ",
    "dashes": "- ",
    "digits": "12 ",
    "dates": "2 Agustus 2022 ",
    "slashes": "a/",
    "mojibake": "Ã¢â‚¬",
    "commas": ", ",
    "quotes": '"headline":"',
    "lines": "Warga\n",
    "sentences": "Warga menanam dua ratus pohon di tepi sungai pada hari itu.\n",
    "dots": "a.",
    "photo": "Foto: ",
    "embeds": "[Gambas:",
}


def cost(reader: Callable[[str], object], text: str) -> float:
    def once() -> float:
        start = process_time()
        reader(text)
        return process_time() - start

    return min(once() for _ in range(3))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("unit", HOSTILE)
def test_cost_grows_with_the_text_and_not_faster(reader: str, unit: str) -> None:
    text = HOSTILE[unit] * (LONG // len(HOSTILE[unit]))
    small, large = cost(READERS[reader], text[:SHORT]), cost(READERS[reader], text)
    assert large <= BOUND * max(small, 0.0005), (
        f"{small:.4f} s for {SHORT} characters, {large:.4f} s for {LONG}"
    )
