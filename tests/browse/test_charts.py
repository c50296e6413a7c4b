"""The geometry of charts: what is drawn is what was counted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scraper.browse import charts

DAYS = st.dictionaries(
    st.dates(date(2000, 1, 1), date(2030, 12, 31)).map(date.isoformat),
    st.integers(1, 10**6),
    min_size=1,
    max_size=60,
)


def drawn(numbers: list[tuple[str, int]]) -> charts.BarChart | None:
    return charts.bar_chart(numbers, label=str, short=str, href=str, number=str)


@given(DAYS)
def test_no_article_is_lost_between_days_and_bars(days: dict[str, int]) -> None:
    filled = charts.per_period(list(days.items()))
    assert sum(number for _, number in filled) == sum(days.values())
    assert len(filled) <= charts.MOST_BARS
    assert [name for name, _ in filled] == sorted(name for name, _ in filled)


@given(DAYS)
def test_bars_are_as_high_as_their_numbers_and_stay_in_the_plot(days: dict[str, int]) -> None:
    chart = drawn(charts.per_period(list(days.items())))
    assert chart is not None
    tallest = max(chart.bars, key=lambda bar: bar.value)
    for bar in chart.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= 100.01
        assert bar.y >= 0
        assert abs(bar.y + bar.height - chart.base) < 0.02
        assert abs(bar.height - tallest.height * bar.value / tallest.value) < 0.02
    assert 2 <= len(chart.grid) <= 6


def test_nothing_is_drawn_for_nothing() -> None:
    assert charts.per_period([]) == []
    assert drawn([]) is None
    assert drawn([("2022-08-02", 0)]) is None


def test_a_day_without_articles_leads_nowhere() -> None:
    chart = drawn([("2022-08-02", 3), ("2022-08-03", 0)])
    assert chart is not None
    assert [bar.href for bar in chart.bars] == ["2022-08-02", None]


def test_long_spans_are_shown_by_month_and_longer_ones_by_year() -> None:
    start = date(2020, 1, 1)
    lengths = [
        len(
            charts.per_period(
                [(start.isoformat(), 1), ((start + timedelta(days=days)).isoformat(), 1)]
            )[0][0]
        )
        for days in (35, 36, 1095, 1096)
    ]
    assert lengths == [10, 7, 7, 4]
