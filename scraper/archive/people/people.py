"""Find people and agencies under all their spellings; merge and split them by hand."""

from dataclasses import dataclass
from datetime import datetime

from scraper.archive.archive import Archive
from scraper.archive.people.name_matching import enter_merge
from scraper.archive.storage.database import explain_errors
from scraper.archive.values import storable_text, utc_text, word_key
from scraper.errors import InputError


@dataclass(frozen=True, slots=True)
class Person:
    """One person or agency as the archive knows it."""

    person_id: int
    name: str
    variants: tuple[tuple[str, str], ...]
    """Other spellings, each with the rule that merged it."""
    articles: int


def merge_people(archive: Archive, name: str, into: str, *, at: datetime) -> None:
    """Merge `name` into `into`, by hand.

    Raises:
        InputError: no byline has one of these names, or they are one person already.
    """
    with archive.transaction():
        one, other = find_person(archive, name), find_person(archive, into)
        if one.person_id == other.person_id:
            raise InputError(
                f"{name!r} and {into!r} are one person already: `kliping people {name!r}` shows"
                " the spellings"
            )
        enter_merge(archive, one.person_id, other.person_id, "by hand", at)


def split_person(archive: Archive, name: str, *, at: datetime) -> None:
    """Undo the merge of that spelling; no rule makes it again.

    Raises:
        InputError: the spelling is not merged into another.
    """
    with archive.transaction():
        undone = archive.connection.execute(
            "UPDATE person_merges SET undone_at = ? WHERE undone_at IS NULL AND person_id = (SELECT"
            " id FROM people WHERE name_key = ?)",
            (utc_text(at), word_key(storable_text(name), " ")),
        ).rowcount
    if not undone:
        raise InputError(
            f"{name!r} is not merged into another name: `kliping people NAME` shows the spellings"
        )


def find_person(archive: Archive, name: str) -> Person:
    """The person of that name, in any spelling the archive knows.

    Raises:
        InputError: no byline has that name.
    """
    with explain_errors(archive.path):
        row = archive.connection.execute(
            "SELECT canonical_id, name FROM persons WHERE person_id = (SELECT id FROM people WHERE"
            " name_key = ?)",
            (word_key(storable_text(name), " "),),
        ).fetchone()
        if row is None:
            raise InputError(
                f"no byline names {name!r}: `kliping people` lists the people with most articles"
            )
        return _person(archive, *row)


def busiest_people(archive: Archive, *, limit: int) -> list[Person]:
    """The people with most articles, counted over all their spellings."""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT s.canonical_id, s.name FROM bylines b JOIN persons s ON s.person_id ="
            " b.person_id GROUP BY s.canonical_id ORDER BY count(DISTINCT b.article_id) DESC,"
            " s.name LIMIT ?",
            (limit,),
        ).fetchall()
        return [_person(archive, *row) for row in rows]


def _person(archive: Archive, person_id: int, name: str) -> Person:
    execute = archive.connection.execute
    # Not through the view `persons`, which has no index.
    merged = "SELECT person_id FROM person_merges WHERE into_id = ?1 AND undone_at IS NULL"
    variants = execute(
        "SELECT p.name, m.rule FROM person_merges m JOIN people p ON p.id = m.person_id WHERE"
        " m.into_id = ? AND m.undone_at IS NULL ORDER BY p.name",
        (person_id,),
    ).fetchall()
    # Not count(DISTINCT): SQLite would sort the articles of an agency's 230,000 bylines, at six
    # times the cost.
    articles = {
        article_id
        for (article_id,) in execute(
            f"SELECT article_id FROM bylines WHERE person_id = ?1 OR person_id IN ({merged})",
            (person_id,),
        )
    }
    return Person(person_id, name, tuple(variants), len(articles))
