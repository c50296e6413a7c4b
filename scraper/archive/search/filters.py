"""Which articles a search looks at: by portal, province, section, tag, person, place and day."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from scraper.archive.values import storable_text, word_key
from scraper.model import Role

_PERSON = (
    "SELECT coalesce(m.into_id, p.id) FROM people p LEFT JOIN person_merges m ON m.person_id = p.id"
    " AND m.undone_at IS NULL WHERE p.name_key = :person"
)
# Not through the view `persons`: asked for all spellings of one person, it reads every name of the
# archive.
_SPELLINGS = (
    f"{_PERSON} UNION ALL SELECT person_id FROM person_merges WHERE undone_at IS NULL AND into_id ="
    f" ({_PERSON})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """All that are given must hold.

    Names are compared as the archive compares them: in any case and punctuation.
    """

    portal: str | None = None
    """Slug of a portal or of a network."""
    province: str | None = None
    """Of the portal."""
    section: str | None = None
    tag: str | None = None
    person: str | None = None
    """Anyone named in a byline, under all spellings that are known to be theirs."""
    role: Role | None = None
    """What that person must have done; without a person it says nothing."""
    place: str | None = None
    """Code of a province, kabupaten or kota (`33`, `33.26`): the article is there, or somewhere
    in the province."""
    since: date | None = None
    """Local days at the portal, both included; an article without a date is on none."""
    until: date | None = None

    def __bool__(self) -> bool:
        """True where anything is given."""
        return any(getattr(self, field.name) is not None for field in fields(self))

    def statement(self) -> str:
        """A SELECT of the ids of the articles that pass, with the names of `values`.

        Each way through is over an index alone.

        The index is named where SQLite, which knows nothing of the values, would fetch whole
        articles to look at their dates.
        """
        tests = list(self._tests())
        if self._of_articles_alone:
            return (
                f"SELECT a.id FROM articles a INDEXED BY {self._index()} WHERE"
                f" {' AND '.join(tests)}"
            )
        sets = [f"SELECT article_id FROM {table} WHERE {test}" for table, test in self._sets()]
        ids = f"SELECT article_id AS id FROM ({' INTERSECT '.join(sets)})"
        if not tests:
            return f"SELECT DISTINCT id FROM ({ids})"
        lookup = f"({ids}) n CROSS JOIN articles a INDEXED BY articles_facets ON a.id = n.id"
        return f"SELECT DISTINCT a.id FROM {lookup} WHERE {' AND '.join(tests)}"

    def by_time(self) -> str | None:
        """The FROM and WHERE of the same articles as `a`, where one index has their time too: they need no set of ids to be looked up."""
        if (
            not self
            or not self._of_articles_alone
            or self.since is not None
            or self.until is not None
        ):
            return None
        return f"articles a INDEXED BY {self._index()} WHERE {' AND '.join(self._tests())}"

    def tests(self) -> str:
        """What holds for an article `a` that passes, told from `articles_facets` and by one look into each other table."""
        # `+`: by the article's own rows, not by the three dozen places of a province.
        named = [
            f"EXISTS(SELECT 1 FROM {table} WHERE article_id = a.id AND +{test})"
            for table, test in self._sets()
        ]
        return " AND ".join([*self._tests(), *named])

    def about(self) -> str:
        """What the days say of `t.published_at`, an instant: a day begins 14 hours before UTC's at the earliest, and ends 12 after."""
        tests = []
        if self.since is not None:
            tests.append("t.published_at >= date(:since, '-1 day')")
        if self.until is not None:
            tests.append("t.published_at < date(:until, '2 days')")
        return " AND ".join(tests) or "1"

    def size(self) -> str:
        """A SELECT of how many articles pass, `:bound` at most; of several tables, what the one that lets fewest pass says."""
        sets = [f"SELECT 1 FROM {table} WHERE {test}" for table, test in self._sets()] or [
            self.statement()
        ]
        counts = [f"(SELECT count(*) FROM ({one} LIMIT :bound))" for one in sets]
        return f"SELECT min({', '.join([*counts, ':bound'])})"

    @property
    def is_single(self) -> bool:
        """True where one table alone tells who passes, so that `size` is no mere upper limit."""
        return len(list(self._sets())) + any(self._tests()) == 1

    @property
    def _of_articles_alone(self) -> bool:
        return self.tag is None and self.person is None and self.place is None

    def values(self) -> dict[str, object]:
        """The values that the statement names."""
        return {
            "portal": storable_text(self.portal or ""),
            "province": storable_text(self.province or ""),
            "section": word_key(storable_text(self.section or ""), "-"),
            "tag": word_key(storable_text(self.tag or ""), "-"),
            "person": word_key(storable_text(self.person or ""), " "),
            "role": self.role,
            "place": self.place,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
        }

    def _tests(self) -> Iterator[str]:
        """SQL tests on `a`, a row of `articles`."""
        portals = []
        if self.portal is not None:
            portals.append(":portal IN (slug, network)")
        if self.province is not None:
            portals.append("province = :province COLLATE NOCASE")
        of_portals = (
            f"portal_id IN (SELECT id FROM portals WHERE {' AND '.join(portals)})"
            if portals
            else ""
        )
        if self.section is not None:  # a section is one portal's
            only = f" AND {of_portals}" if of_portals else ""
            yield f"a.section_id IN (SELECT id FROM sections WHERE slug = :section{only})"
        elif of_portals:
            yield f"a.{of_portals}"
        if self.since is not None:
            yield "a.published_date >= :since"
        if self.until is not None:
            yield "a.published_date <= :until"

    def _sets(self) -> Iterator[tuple[str, str]]:
        """The tables besides `articles` that have a say, each with its test on a row."""
        if self.tag is not None:
            yield "article_tags", "tag_id = (SELECT id FROM tags WHERE slug = :tag)"
        if self.person is not None:
            role = " AND role = :role" if self.role is not None else ""
            yield "bylines", f"person_id IN ({_SPELLINGS}){role}"
        if self.place is not None:
            yield (
                "article_places",
                (
                    "place_id IN (SELECT id FROM places WHERE code = :place OR substr(code, 1, 3) ="
                    " :place || '.')"
                ),
            )

    def _index(self) -> str:
        if self.since is not None or self.until is not None:
            return "articles_date_portal"
        return (
            "articles_section_published"
            if self.section is not None
            else "articles_portal_published"
        )
