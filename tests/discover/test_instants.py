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
