"""Spellings of a byline are merged, and can be split; names that may be two people stay two."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.people import find_person, merge_people, name_matching, split_person
from scraper.archive.people.name_matching import _fits, match_new_names
from scraper.archive.search import Filters, search_articles
from scraper.cli import main
from scraper.errors import InputError
from scraper.model import Byline, Role
from scraper.portals import Network, Portal, Province
from tests.archive.samples import NOON, OTHER, PORTAL, numbered, save

ELSEWHERE = Network(
    slug="warta",
    name="Warta",
    platform="sample",
    host="{key}.warta.example",
    articles=(r"/\d+/[^/]+",),
).portal("bali", "WartaBali.com", Province.BALI)


def signed(archive: Archive, *names: str, portal: Portal = PORTAL, start: int = 0) -> None:
    for number, name in enumerate(names, start):
        article = replace(
            numbered(number), url=f"https://{portal.hosts[0]}/{number}/a", portal=portal.slug
        )
        save(archive, replace(article, bylines=(Byline(name, Role.REPORTER),)), portal=portal)
    match_new_names(archive, at=NOON)


def one_person(archive: Archive) -> set[frozenset[str]]:
    rows = archive.connection.execute("SELECT canonical_id, printed FROM persons").fetchall()
    groups = {
        frozenset(printed for other, printed in rows if other == canonical) for canonical, _ in rows
    }
    return {group for group in groups if len(group) > 1}


@pytest.mark.parametrize(
    ("names", "rule"),
    [
        (("Indra Dwi P.", "Indra Dwi Purnomo"), "initials"),
        (("Indra D. Purnomo", "Indra Dwi Purnomo"), "initials"),
        (("Indra D P", "Indra Dwi Purnomo"), "initials"),
        (("MochAnhar", "Moch Anhar"), "spacing"),
        (("Budi Susanto", "Budi Susanti"), None),
        (("Budi S", "Budi Susanto Wibowo"), None),
        (("I Made Astawa", "Ida Made Astawa"), None),
        (("Al P", "Al Pratama"), None),
        (("Budi", "Budi Susanto"), None),
    ],
)
def test_which_names_are_one_person(
    archive: Archive, names: Sequence[str], rule: str | None
) -> None:
    signed(archive, *names)
    assert one_person(archive) == ({frozenset(names)} if rule else set())
    assert [row[0] for row in archive.connection.execute("SELECT rule FROM person_merges")] == (
        [rule] if rule else []
    )


@pytest.mark.parametrize("order", [1, -1])
def test_the_fuller_name_is_the_persons(archive: Archive, order: int) -> None:
    signed(archive, *["Indra Dwi P.", "Indra Dwi Purnomo"][::order])
    found = find_person(archive, "indra dwi p")
    assert (found.name, found.variants, found.articles) == (
        "Indra Dwi Purnomo",
        (("Indra Dwi P.", "initials"),),
        2,
    )


def test_two_full_names_that_fit_leave_it_open(archive: Archive) -> None:
    signed(archive, "Indra Dwi P.", "Indra Dwi Purnomo")
    signed(archive, "Indra Dwi Pratama", start=5)
    assert one_person(archive) == set()


def test_a_crowd_of_one_first_name_is_settled_by_its_initials(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand are called Muhammad: only names with the same initials are compared."""
    names = [
        f"Muhammad {chr(97 + number % 26)}{number:x} {chr(97 + number // 26 % 26)}x{number}"
        for number in range(600)
    ]
    held = 0

    def counted(short: Sequence[str], full: Sequence[str]) -> bool:
        nonlocal held
        held += 1
        return fits(short, full)

    fits = _fits
    monkeypatch.setattr(name_matching, "_fits", counted)
    signed(archive, *names, "Muhammad A. A.", "Muhammad B A")
    assert held < 20
    assert len(archive.connection.execute("SELECT 1 FROM person_merges").fetchall()) == 2


def test_names_of_two_networks_are_two_people(archive: Archive) -> None:
    signed(archive, "Indra Dwi P.")
    signed(archive, "Indra Dwi Purnomo", portal=ELSEWHERE)
    assert one_person(archive) == set()


def test_names_of_two_portals_of_one_network_may_be_one(archive: Archive) -> None:
    signed(archive, "Indra Dwi P.")
    signed(archive, "Indra Dwi Purnomo", portal=OTHER)
    assert len(one_person(archive)) == 1


def test_a_merge_that_was_undone_is_never_made_again_by_a_rule(archive: Archive) -> None:
    signed(archive, "Indra Dwi P.", "Indra Dwi Purnomo")
    split_person(archive, "Indra Dwi P.", at=NOON)
    signed(archive, "Indra Dwi P", "Indra Lain", start=7)
    assert one_person(archive) == set()
    merge_people(archive, "Indra Dwi P.", "Indra Dwi Purnomo", at=NOON)
    assert find_person(archive, "Indra Dwi P.").name == "Indra Dwi Purnomo"


def test_merges_by_hand_follow_one_another(archive: Archive) -> None:
    signed(archive, "Dewi Contoh", "D. Contoh", "Dewi C. Sari")
    merge_people(archive, "D. Contoh", "Dewi Contoh", at=NOON)
    merge_people(archive, "Dewi Contoh", "Dewi C. Sari", at=NOON)
    assert {name for name, _ in find_person(archive, "D. Contoh").variants} == {
        "D. Contoh",
        "Dewi Contoh",
    }
    assert one_person(archive) == {frozenset({"Dewi Contoh", "D. Contoh", "Dewi C. Sari"})}


def test_what_cannot_be_is_said(archive: Archive) -> None:
    signed(archive, "Dewi Contoh")
    with pytest.raises(InputError, match="no byline names"):
        merge_people(archive, "Tiada", "Dewi Contoh", at=NOON)
    with pytest.raises(InputError, match="one person already"):
        merge_people(archive, "dewi contoh", "Dewi Contoh", at=NOON)
    with pytest.raises(InputError, match="not merged into another name"):
        split_person(archive, "Dewi Contoh", at=NOON)


def test_the_command_shows_merges_and_splits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        signed(archive, "Dewi Contoh", "D. Contoh")
    assert (
        main(["people", "D. Contoh", "--is", "Dewi Contoh", "--archive", str(path), "--json"]) == 0
    )
    assert json.loads(capsys.readouterr().out) == [
        {
            "person_id": 1,
            "name": "Dewi Contoh",
            "variants": [["D. Contoh", "by hand"]],
            "articles": 2,
        }
    ]
    assert main(["people", "D. Contoh", "--is-not", "--archive", str(path)]) == 0
    assert main(["people", "--archive", str(path)]) == 0
    assert "Dewi Contoh" in capsys.readouterr().out
    assert main(["people", "--is-not", "--archive", str(path)]) == 2


@pytest.mark.parametrize("asked", ["Indra Dwi P.", "indra dwi purnomo"])
def test_a_search_by_a_person_finds_all_their_spellings(archive: Archive, asked: str) -> None:
    signed(archive, "Indra Dwi P.", "Indra Dwi Purnomo", "Moch Anhar")
    assert {hit.headline for hit in search_articles(archive, "", Filters(person=asked)).hits} == {
        "Berita ke-0",
        "Berita ke-1",
    }
