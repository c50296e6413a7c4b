"""Zones by the host's name."""

import pytest

from scraper.extract.page.time_zone import time_zone_of


@pytest.mark.parametrize(
    ("host", "minutes"),
    [
        ("contoh.co.id", 420),
        ("www.contoh.com", 420),
        ("jateng.contoh.com", 420),
        ("sumbar.contoh.com", 420),
        ("kembali.contoh.com", 420),
        ("", 420),
        ("makassar.contoh.com", 480),
        ("balikpapan.contoh.co", 480),
        ("radarkaltim.contoh.co", 480),
        ("metrobali.example", 480),
        ("pos-kupang.example", 480),
        ("palupos.example", 480),
        ("ambonpos.example", 540),
        ("papuabarat.contoh.com", 540),
    ],
)
def test_an_indonesian_host_names_its_zone_or_is_taken_for_western(host: str, minutes: int) -> None:
    place = time_zone_of(host, is_indonesian=True)
    assert place is not None
    offset = place.zone.utcoffset(None)
    assert offset is not None
    assert offset.total_seconds() == minutes * 60


@pytest.mark.parametrize(
    ("host", "is_indonesian", "minutes"),
    [
        ("www.contoh.com.my", False, 480),
        ("contoh.my", True, 480),
        ("news.example.ph", False, 480),
        ("example.tl", False, 540),
        ("example.co.th", False, 420),
        ("example.de", False, None),
        ("example.com", False, None),
        ("", False, None),
    ],
)
def test_a_country_domain_names_its_zone_where_the_country_has_one(
    host: str, is_indonesian: bool, minutes: int | None
) -> None:
    place = time_zone_of(host, is_indonesian=is_indonesian)
    offset = place.zone.utcoffset(None) if place else None
    assert (offset.total_seconds() // 60 if offset is not None else None) == minutes
