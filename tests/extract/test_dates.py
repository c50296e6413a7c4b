"""Dates: the printed formats of the portals, wrong offsets, and what is no date."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.text.dates import ASSUMED, OFFSET, PORTAL, PRINTED, date_in, read_date
from scraper.portals import Zone

FETCHED_AT = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def read(text: str, zone: Zone | None = Zone.WIB) -> str | None:
    moment = read_date(text, zone=zone.tzinfo if zone else None, fetched_at=FETCHED_AT)
    return moment.at.isoformat() if moment else None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Selasa, 2 Agustus 2022 21:05 WIB", "2022-08-02T21:05:00+07:00"),
        ("Jumat, 9 Oktober 2020 13:52", "2020-10-09T13:52:00+07:00"),
        ("Kompas.com - 02/11/2023, 21:34 WIB", "2023-11-02T21:34:00+07:00"),
        ("Kompas.com- Diperbarui 02/11/2023, 21:34 WIB", "2023-11-02T21:34:00+07:00"),
        ("Kamis, 02 Nov 2023 20:59 WIB", "2023-11-02T20:59:00+07:00"),
        ("20 Juli 2025 10:00 Wib", "2025-07-20T10:00:00+07:00"),
        ("Jum'at, 24 Juli 2026 | 07:08 WIB", "2026-07-24T07:08:00+07:00"),
        ("- Selasa, 24 Februari 2026 | 08:50 WIB", "2026-02-24T08:50:00+07:00"),
        ("Minggu 20-07-2025, 20:17 WIB", "2025-07-20T20:17:00+07:00"),
        (", Jurnalis-Senin, 16 Juni 2025 |15:20 WIB", "2025-06-16T15:20:00+07:00"),
        ("Rabu   18 Jun 2025  22:02 WIB", "2025-06-18T22:02:00+07:00"),
        ("24 Juli 2026 | 11.32 WIB", "2026-07-24T11:32:00+07:00"),
        ("Senin, 01 Januari 2026 - 10:00:00 WIB", "2026-01-01T10:00:00+07:00"),
        ("Selasa , 07 Februari 2017, 11:28 WIB", "2017-02-07T11:28:00+07:00"),
        ("Februari 07 / 2017 11:58 WIB", "2017-02-07T11:58:00+07:00"),
        ("11 Feb 2016 at 07:00 WIB", "2016-02-11T07:00:00+07:00"),
        ("Tirto - 7 Nopember 2016 08.15", "2016-11-07T08:15:00+07:00"),
        ("05 Agt 2019 07.15 WITA", "2019-08-05T07:15:00+08:00"),
        ("Rabu, 05/08/2026 | 09:12 WIT", "2026-08-05T09:12:00+09:00"),
        ("Thu, 28 Apr 2022 18:15:11 +0000", "2022-04-28T18:15:11+00:00"),
        ("Tue Feb 07 2017 11:48:00 GMT+0700 (WIB)", "2017-02-07T11:48:00+07:00"),
        ("Fri May 03 15:47:42 CEST 2024", "2024-05-03T15:47:42+02:00"),
        ("2020-10-07T15:13:00+0700", "2020-10-07T15:13:00+07:00"),
        ("2024-05-03 15:47:42.389000+00:00", "2024-05-03T15:47:42+00:00"),
        ("2019-06-08 09:00:00", "2019-06-08T09:00:00+07:00"),
        ("1698933593000", "2023-11-02T13:59:53+00:00"),
        ("3. Mai 2024, 15:47 Uhr", "2024-05-03T15:47:00+07:00"),
        ("le 22 novembre 2024 à 07h22", "2024-11-22T07:22:00+07:00"),
        ("25 de mayo de 2025 16:51", "2025-05-25T16:51:00+07:00"),
        ("2025년 5월 15일 20:00", "2025-05-15T20:00:00+07:00"),
        ("2025年1月13日 20時01分", "2025-01-13T20:01:00+07:00"),
        ("Updated 11/29/2024 5:03 PM EST", "2024-11-29T17:03:00-05:00"),
        ("Published 12:31, 29 November 2024", "2024-11-29T12:31:00+07:00"),
        ("30.04.24, 12:05", "2024-04-30T12:05:00+07:00"),
        ("05.08.2022 07:15", "2022-08-05T07:15:00+07:00"),
        ("Friday, 05-Aug-22 07:15:33 UTC", "2022-08-05T07:15:33+00:00"),
        ("Minggu,07 Agustus 2022 |Jam:09:14", "2022-08-07T09:14:00+07:00"),
        ("Selasa (2/8/2022) pukul 21.05 WIB", "2022-08-02T21:05:00+07:00"),
        ("2 Syawal 1443 H / 3 Mei 2022 08.00 WITA", "2022-05-03T08:00:00+08:00"),
        ("Friday, August 05, 2022 07:15 [IST]", "2022-08-05T07:15:00+05:30"),
        ("Jumaat, 5 Ogos 2022 @ 10:15 PM", "2022-08-05T22:15:00+07:00"),
        ("4 Julai 2022 10:15 pagi", "2022-07-04T10:15:00+07:00"),
        ("Mac 5, 2022 2:15 petang", "2022-03-05T14:15:00+07:00"),
        ("5 Disember 2022 12:10 tengah hari", "2022-12-05T12:10:00+07:00"),
        ("5 Disember 2022 12:10 malam", "2022-12-05T00:10:00+07:00"),
        ("Disyembre 5, 2022, 7:15 ng umaga", "2022-12-05T07:15:00+07:00"),
        ("5 ส.ค. 2565 07:15 น.", "2022-08-05T07:15:00+07:00"),
        ("5 สิงหาคม พ.ศ. 2565 07:15", "2022-08-05T07:15:00+07:00"),
        ("Thứ sáu, 5/8/2022, 07:15 (GMT+7)", "2022-08-05T07:15:00+07:00"),
        ("3 jam yang lepas", "2026-11-01T00:00:00+00:00"),
        ("Semalam 10:15 PM", "2026-10-31T22:15:00+07:00"),
    ],
)
def test_printed_dates(text: str, at: str) -> None:
    assert read(text) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2 jam yang lalu", "2026-11-01T01:00:00+00:00"),
        ("3 jam lalu", "2026-11-01T00:00:00+00:00"),
        ("Diperbarui 15 menit yang lalu", "2026-11-01T02:45:00+00:00"),
        ("seminggu yang lalu", "2026-10-25T03:00:00+00:00"),
        ("Kemarin, 14:20", "2026-10-31T14:20:00+07:00"),
        ("hari ini 08:05 WITA", "2026-11-01T08:05:00+08:00"),
        ("baru saja", "2026-11-01T03:00:00+00:00"),
        ("vor 2 Stunden", "2026-11-01T01:00:00+00:00"),
        ("il y a 3 heures", "2026-11-01T00:00:00+00:00"),
    ],
)
def test_relative_dates_are_counted_from_the_fetch(text: str, at: str) -> None:
    assert read(text) == at
    assert read_date(text, zone=Zone.WIB.tzinfo, fetched_at=None) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Follow us",
        "pada Selasa (7/2)",
        "harga Rp 2.000.000",
        "31 Februari 2022",
        "2025-13-45",
        "Januari 2022",
        "7 key questions heading into the 2020 debate",
        "Arsenal 2016 -- 2017",
        "17 Agustus 1945",
        "1 Januari 2099 08:00 WIB",
        "dua jam yang lalu sekali",
    ],
)
def test_what_cannot_be_the_date_of_a_page(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "zone", "note"),
    [
        ("9 Oktober 2020 13:52", Zone.WITA, PORTAL),
        ("9 Oktober 2020 13:52 WIB", Zone.WITA, PRINTED),
        ("2020-10-09T13:52:50+07:00", Zone.WITA, OFFSET),
        ("9 Oktober 2020 13:52", None, ASSUMED),
    ],
)
def test_a_moment_says_where_its_zone_comes_from(text: str, zone: Zone | None, note: str) -> None:
    moment = read_date(text, zone=zone.tzinfo if zone else None, fetched_at=FETCHED_AT)
    assert moment is not None
    assert moment.zone_note == note


def test_a_false_offset_is_overridden_by_the_portals_zone() -> None:
    moment = read_date(
        "2021-06-10T18:50:00-07:00", zone=Zone.WIB.tzinfo, fetched_at=FETCHED_AT, false_zone=True
    )
    assert moment is not None
    assert (moment.at.isoformat(), moment.zone_note) == ("2021-06-10T18:50:00+07:00", PORTAL)


def test_a_day_without_a_clock_says_so() -> None:
    moment = read_date("Sabtu, 31 Desember 2022", zone=Zone.WIB.tzinfo, fetched_at=None)
    assert moment is not None
    assert not moment.clock


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Alit Nurjaman - 7 Oktober 2020, 15:13 WIB", "7 Oktober 2020, 15:13 WIB"),
        ("Ezha, Jurnalis · Kamis 09 Juli 2020 07:26 WIB", "Kamis 09 Juli 2020 07:26 WIB"),
        ("tanpa tanggal", None),
    ],
)
def test_the_date_in_a_line(line: str, printed: str | None) -> None:
    assert date_in(line) == printed


@given(st.text(max_size=300), st.sampled_from([None, *Zone]))
def test_any_text_is_a_moment_or_none(text: str, zone: Zone | None) -> None:
    moment = read_date(text, zone=zone.tzinfo if zone else None, fetched_at=FETCHED_AT)
    assert moment is None or moment.at.tzinfo is not None


@given(
    st.datetimes(min_value=datetime(1995, 1, 1), max_value=datetime(2026, 10, 30)),
    st.sampled_from(list(Zone)),
)
def test_a_date_printed_in_indonesian_is_read_back(at: datetime, zone: Zone) -> None:
    printed = f"Senin, {at.day} {MONTHS[at.month - 1]} {at.year} {at:%H:%M} {zone.name}"
    moment = read_date(printed, zone=None, fetched_at=FETCHED_AT)
    assert moment is not None
    assert moment.at.replace(tzinfo=None) == at.replace(second=0, microsecond=0)
    assert moment.at.utcoffset() == zone.tzinfo.utcoffset(None)


@pytest.mark.parametrize(
    "text",
    [
        "3 Auguſt 2022 10:00",
        "Auguſt 3 2022 10:00",
        "2 Junı 2022 10:00 WıB",
        "2 meniT lalu",
        "3 hoursſ ago",
        "keſterday, 10:00",
        "yeſterday",
    ],
)
def test_a_letter_that_only_the_pattern_equates_with_another_does_no_harm(text: str) -> None:
    """`re.IGNORECASE` takes ſ for s and ı for i, but the tables do not. Such a date is not read, or
    is read without the odd word.
    """
    moment = read_date(text, zone=None, fetched_at=FETCHED_AT)
    assert moment is None or moment.raw == text
