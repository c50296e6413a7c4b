"""Filters of a search, as SQL: portal, province, section, tag, person, place and day."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from scraper.archive.values import storable_text, word_key
from scraper.model import Role

_PERSON = (
    "SELECT coalesce(m.into_id, p.id) FROM people p LEFT JOIN person_merges m ON m.person_id = p.id"
    " AND m.undone_at IS NULL WHERE p.name_key = :person"
)
# Not through the view `persons`, which reads every name in the archive for the spellings of one.
_SPELLINGS = (
    f"{_PERSON} UNION ALL SELECT person_id FROM person_merges WHERE undone_at IS NULL AND into_id ="
    f" ({_PERSON})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an article must have; all that are given must hold.

    Names are compared as the archive compares them: without case and punctuation.
    """

    portal: str | None = None
    """Slug of a portal or network."""
    province: str | None = None
    """Province of the portal."""
    section: str | None = None
    tag: str | None = None
    person: str | None = None
    """A name in a byline; all spellings known for that person count."""
    role: Role | None = None
    """What that person must have done; ignored without a person."""
    place: str | None = None
    """Code of a province, kabupaten or kota (`33`, `33.26`): the article is about it, or about a
    place in that province."""
    since: date | None = None
    """The first local day at the portal; an article without a date does not pass."""
    until: date | None = None
    """The last one."""

    def __bool__(self) -> bool:
        """True where a filter is given."""
        return any(getattr(self, field.name) is not None for field in fields(self))

    def statement(self) -> str:
        """A SELECT of the ids of the articles that pass, with the parameters of `values`.

        Every variant reads indexes only. The index is named where SQLite, which does not know the
        values, would fetch whole articles for their dates.
        """
        tests = list(self._tests())
        if self._of_articles_alone:
            return f"SELECT a.id FROM {self._from_articles()}"
        sets = [f"SELECT article_id FROM {table} WHERE {test}" for table, test in self._sets()]
        ids = f"SELECT article_id AS id FROM ({' INTERSECT '.join(sets)})"
        if not tests:
            return f"SELECT DISTINCT id FROM ({ids})"
        lookup = f"({ids}) n CROSS JOIN articles a INDEXED BY articles_facets ON a.id = n.id"
        return f"SELECT DISTINCT a.id FROM {lookup} WHERE {' AND '.join(tests)}"

    def by_time(self) -> str | None:
        """The FROM and WHERE of the same articles as `a`, where one index has their time too.

        They need no set of ids then. None where no index does.
        """
        if self and self._of_articles_alone and not self._by_day:
            return self._from_articles()
        return None

    def tests(self) -> str:
        """The test of one article `a`: by `articles_facets`, and one lookup in each other table."""
        # `+`: SQLite starts at the article's own rows, not at the three dozen places of a province.
        named = [
            f"EXISTS(SELECT 1 FROM {table} WHERE article_id = a.id AND +{test})"
            for table, test in self._sets()
        ]
        return " AND ".join([*self._tests(), *named])

    def about(self) -> str:
        """The test of the days on `t.published_at`, an instant.

        A local day begins 14 hours before UTC's at the earliest, and ends 12 hours after it at the
        latest.
        """
        tests = []
        if self.since is not None:
            tests.append("t.published_at >= date(:since, '-1 day')")
        if self.until is not None:
            tests.append("t.published_at < date(:until, '2 days')")
        return " AND ".join(tests) or "1"

    def size(self) -> str:
        """A SELECT of how many articles pass, `:bound` at most.

        With several tables it is the smallest of their numbers, an upper limit.
        """
        sets = [f"SELECT 1 FROM {table} WHERE {test}" for table, test in self._sets()] or [
            self.statement()
        ]
        counts = [f"(SELECT count(*) FROM ({one} LIMIT :bound))" for one in sets]
        return f"SELECT min({', '.join([*counts, ':bound'])})"

    @property
    def is_single(self) -> bool:
        """True where a single table decides, so that `size` is exact."""
        return len(list(self._sets())) + any(self._tests()) == 1

    @property
    def _of_articles_alone(self) -> bool:
        """True where no other table has to be asked."""
        return self.tag is None and self.person is None and self.place is None

    @property
    def _by_day(self) -> bool:
        return self.since is not None or self.until is not None

    def values(self) -> dict[str, object]:
        """The parameters of the statements."""
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
        of_portals = self._of_portals()
        if self.section is not None:  # a section belongs to one portal
            only = f" AND {of_portals}" if of_portals else ""
            yield f"a.section_id IN (SELECT id FROM sections WHERE slug = :section{only})"
        elif of_portals:
            yield f"a.{of_portals}"
        if self.since is not None:
            yield "a.published_date >= :since"
        if self.until is not None:
            yield "a.published_date <= :until"

    def _of_portals(self) -> str:
        """The test on `portal_id`, or an empty text."""
        tests = []
        if self.portal is not None:
            tests.append(":portal IN (slug, network)")
        if self.province is not None:
            tests.append("province = :province COLLATE NOCASE")
        if not tests:
            return ""
        return f"portal_id IN (SELECT id FROM portals WHERE {' AND '.join(tests)})"

    def _sets(self) -> Iterator[tuple[str, str]]:
        """The tables besides `articles` that are asked, each with its test on a row."""
        if self.tag is not None:
            yield "article_tags", "tag_id = (SELECT id FROM tags WHERE slug = :tag)"
        if self.person is not None:
            role = " AND role = :role" if self.role is not None else ""
            yield "bylines", f"person_id IN ({_SPELLINGS}){role}"
        if self.place is not None:
            within = "code = :place OR substr(code, 1, 3) = :place || '.'"
            yield "article_places", f"place_id IN (SELECT id FROM places WHERE {within})"

    def _from_articles(self) -> str:
        """The FROM and WHERE of the articles `a` that pass, by the index that suits the tests."""
        if self._by_day:
            index = "articles_date_portal"
        elif self.section is not None:
            index = "articles_section_published"
        else:
            index = "articles_portal_published"
        return f"articles a INDEXED BY {index} WHERE {' AND '.join(self._tests())}"
