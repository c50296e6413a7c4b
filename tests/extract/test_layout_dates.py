"""Which layout speaks where the marks of several are on a page: the one that was in use on the
day that the page was fetched.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract import extract
from scraper.model import Article, Page
from scraper.portals import Rules
from tests.archive.samples import NETWORK, PORTAL

NOW = Rules(name="kini", headline="h1.kini", body="div.isi")
OF_2018 = Rules(name="2018", valid_until=date(2018, 12, 31), headline="h1.lama", body="div.isi")
OF_2013 = Rules(name="2013", valid_until=date(2013, 6, 30), headline="h1.kuno", body="div.isi")
LAYOUTS = (NOW, OF_2018, OF_2013)

PAGE = (
    "<html><body><h1 class=kini>Judul kini</h1><h1 class=lama>Judul lama</h1><h1 class=kuno>Judul"
    " kuno</h1><div class=isi>"
    + (
        "<p>Warga membersihkan saluran air di pasar lama sebelum hujan datang, kata ketua rukun"
        " warga pada hari Selasa.</p>" * 4 + "</div></body></html>"
    )
)


def headline(fetched_at: datetime, layouts: Sequence[Rules] = LAYOUTS, page: str = PAGE) -> str:
    portal = replace(PORTAL, network=replace(NETWORK, rules=tuple(layouts)))
    found = extract(
        Page("https://jateng.kabar.example/1/saluran", page.encode(), fetched_at), portal
    )
    assert isinstance(found, Article)
    return found.headline


@pytest.mark.parametrize(
    ("fetched_at", "expected"),
    [
        pytest.param(
            datetime(2012, 1, 1, tzinfo=UTC),
            "Judul kuno",
            id="all three were to come or in use: the oldest",
        ),
        pytest.param(
            datetime(2013, 6, 30, 23, 59, tzinfo=UTC), "Judul kuno", id="the last day counts"
        ),
        pytest.param(datetime(2013, 7, 1, tzinfo=UTC), "Judul lama", id="a day later the next"),
        pytest.param(
            datetime(2018, 5, 1, tzinfo=UTC),
            "Judul lama",
            id="a capture of 2018 by the layout of 2018",
        ),
        pytest.param(
            datetime(2019, 1, 1, tzinfo=UTC),
            "Judul kini",
            id="what is over is not used for later pages",
        ),
        pytest.param(datetime(2030, 1, 1, tzinfo=UTC), "Judul kini", id="long after"),
    ],
)
def test_the_layout_of_the_day_speaks(fetched_at: datetime, expected: str) -> None:
    assert headline(fetched_at) == expected


def test_a_layout_that_is_over_still_reads_a_page_that_has_no_other() -> None:
    """A file that was saved in 2018 and copied since says only when it was copied."""
    page = PAGE.replace("kini", "baru").replace("kuno", "baru")
    assert (
        headline(
            datetime(2030, 1, 1, tzinfo=UTC),
            (replace(NOW, marks="h1.kini"), replace(OF_2018, marks="h1.lama")),
            page,
        )
        == "Judul lama"
    )


@given(
    st.datetimes(datetime(2001, 1, 1), datetime(2040, 1, 1)),
    st.permutations([*LAYOUTS, replace(OF_2018, name="b", valid_until=date(2020, 1, 1))]),
)
def test_every_layout_is_asked_once_and_those_not_in_use_as_they_are_listed(
    moment: datetime, listed: list[Rules]
) -> None:
    found = Rules.on(moment.date(), listed)
    in_use = [one for one in found if one.valid_until and one.valid_until >= moment.date()]
    assert found == in_use + [one for one in listed if one not in in_use]
    assert in_use == sorted(in_use, key=lambda one: one.valid_until or date.max)


def test_layouts_that_end_on_the_same_day_are_asked_in_the_order_of_the_declaration() -> None:
    first, second = replace(OF_2018, name="a"), replace(OF_2018, name="b")
    for day in (date(2017, 1, 1), date(2025, 1, 1)):
        assert [one.name for one in Rules.on(day, (first, second))] == ["a", "b"]
