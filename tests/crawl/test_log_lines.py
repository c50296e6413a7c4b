"""One event is one line, whatever a page puts into it."""

import logging
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.crawl.log_lines import LogFormatter, TerminalFormatter, fields


def _line(**facts: object) -> str:
    logger = logging.getLogger("kliping.test")
    record = logger.makeRecord(
        logger.name, logging.INFO, __file__, 1, "fetched", (), None, extra=fields(**facts)
    )
    record.created = 0.0
    return LogFormatter().format(record)


def test_a_line_names_when_how_bad_what_and_its_facts() -> None:
    assert (
        _line(
            portal="uji",
            outcome="archived",
            url="https://uji.example/a",
            why=None,
            ms=12,
            note="dua kata",
        )
        == "1970-01-01T00:00:00Z INFO fetched portal=uji outcome=archived url=https://uji.example/a"
        ' ms=12 note="dua kata"'
    )


@pytest.mark.parametrize(
    "hostile", ["satu\ndua", "\x1b[2J", "a\u202eb", 'a" portal=lain x="', "a\\", "", " "]
)
def test_no_page_forges_a_line_or_a_fact(hostile: str) -> None:
    line = _line(why=hostile, end="here")
    assert line.isprintable()
    words = shlex.split(line)
    assert len(words) == 5
    assert words[-1] == "end=here"


@given(st.text())
def test_any_text_is_one_fact_of_one_line(text: str) -> None:
    line = _line(why=text, end="here")
    assert "\n" not in line
    assert line.splitlines() == [line]
    assert line.endswith(" end=here")


def test_a_traceback_stays_on_its_line() -> None:
    logger = logging.getLogger("kliping.test")
    try:
        raise RuntimeError("satu\ndua")
    except RuntimeError as error:
        record = logger.makeRecord(
            logger.name,
            logging.ERROR,
            __file__,
            1,
            "broke",
            (),
            (type(error), error, error.__traceback__),
        )
    line = TerminalFormatter().format(record)
    assert line.startswith("broke error=")
    assert "\n" not in line
