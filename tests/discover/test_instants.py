"""Machine dates: every spelling that sources use, each with its own offset or the portal's."""

import pytest

from scraper.discover.instants import instant
from scraper.provinces import Zone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-08-02T21:05:00+07:00", "2022-08-02T21:05:00+07:00"),
        ("2022-08-02T14:05:00Z", "2022-08-02T14:05:00+00:00"),
        ("2022-08-02T14:05:00.123Z", "2022-08-02T14:05:00.123000+00:00"),
        ("2022-08-02 21:05:00", "2022-08-02T21:05:00+09:00"),
        ("2022-08-02", "2022-08-02T00:00:00+09:00"),
        ("Tue, 02 Aug 2022 21:05:00 +0700", "2022-08-02T21:05:00+07:00"),
        ("Tue, 2 Aug 2022 21:05:00 -0330", "2022-08-02T21:05:00-03:30"),
        ("Tue, 02 Aug 2022 14:05:00 GMT", "2022-08-02T14:05:00+00:00"),
        ("Sel, 02 Agu 2022 21:05 WITA", "2022-08-02T21:05:00+08:00"),
        ("02 Agustus 2022 21:05", "2022-08-02T21:05:00+09:00"),
        ("Jumat, 24 Juli 2026 12:40 WIB", "2026-07-24T12:40:00+07:00"),
        ("Jumat, 9 Oktober 2020 13:52", "2020-10-09T13:52:00+09:00"),
        ("Kompas.com - 02/11/2023, 21:34 WIB", "2023-11-02T21:34:00+07:00"),
        ("Kamis, 02 Nov 2023 20:59 WIB", "2023-11-02T20:59:00+07:00"),
        ("20 Juli 2025 10:00 Wib", "2025-07-20T10:00:00+07:00"),
        ("Jum'at, 24 Juli 2026 | 07:08 WIB", "2026-07-24T07:08:00+07:00"),
        ("- Selasa, 24 Februari 2026 | 08:50 WIB", "2026-02-24T08:50:00+07:00"),
        ("Minggu 20-07-2025, 20:17 WIB", "2025-07-20T20:17:00+07:00"),
        (", Jurnalis-Senin, 16 Juni 2025 |15:20 WIB", "2025-06-16T15:20:00+07:00"),
        ("Jum'at, 24 Juli 2026 - 13:39 WIB", "2026-07-24T13:39:00+07:00"),
        ("Rabu   18 Jun 2025  22:02 WIB", "2025-06-18T22:02:00+07:00"),
        ("24 Juli 2026 | 11.32 WIB", "2026-07-24T11:32:00+07:00"),
        ("Senin, 01 Januari 2026 - 10:00:00 WIB", "2026-01-01T10:00:00+07:00"),
        ("Diperbarui 18 Jun 2025, 14:05 WIB", "2025-06-18T14:05:00+07:00"),
        ("24 Jul 2026, 16:36 WIB", "2026-07-24T16:36:00+07:00"),
        ("12 Jul 2026 19:37:24", "2026-07-12T19:37:24+09:00"),
        ("Kamis, 7 Juli 2022, 10:00", "2022-07-07T10:00:00+09:00"),
        ("24 Pebruari 2026 2.793 Views", "2026-02-24T00:00:00+09:00"),
        ("3 jam lalu", None),
        ("Wed, 30 Feb 2022 21:05:00 GMT", None),
        ("Tue, 02 Foo 2022 21:05:00 GMT", None),
        ("kemarin", None),
        ("", None),
        (None, None),
    ],
)
def test_instant(text: str | None, expected: str | None) -> None:
    read = instant(text, Zone.WIT)
    assert (read and read.isoformat()) == expected
