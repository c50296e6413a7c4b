"""Dates in languages that our own tables do not know, read by dateparser.

It is slow, so that it is asked in few languages and seldom.
"""

from datetime import UTC, datetime
from typing import Final

from scraper.extract.text.language import READ

MOST_ASKED: Final = 8
"""How many texts of one page dateparser is asked about.

The pages of our corpora ask 3 at most; one in a script that no table knows asked 36.
"""
_NAMES: Final = {"tl": "fil"}
"""Language codes that dateparser spells differently."""
_EPOCH_START: Final = datetime(2000, 1, 1, tzinfo=UTC)


class ForeignDates:
    """Asks dateparser about the texts of one page, in the page's language and those that we read.

    All of dateparser's 205 locales would cost three seconds on first use, and 30 ms a text after
    that.
    """

    def __init__(self, language: str | None = None) -> None:
        """`language` is the page's ISO 639-1 code; None or an unknown code adds no language."""
        self._language = language
        self._answers: dict[str, datetime | None] = {}

    def read(self, text: str, fetched_at: datetime | None) -> datetime | None:
        """The date of a text, or None.

        None where the text is no date in these languages, and once the page has asked about
        `MOST_ASKED` other texts.
        """
        if text in self._answers:
            return self._answers[text]
        if len(self._answers) >= MOST_ASKED:
            return None
        found = self._answers[text] = self._parse(text, fetched_at)
        return found

    def _parse(self, text: str, fetched_at: datetime | None) -> datetime | None:
        # Loading dateparser takes a tenth of a second, which most pages can do without.
        import dateparser  # noqa: PLC0415 (see above)
        from dateparser.data.languages_info import language_order  # noqa: PLC0415 (see above)

        wanted = (_NAMES.get(code, code) for code in (self._language, *READ) if code)
        known = [code for code in dict.fromkeys(wanted) if code in language_order]
        settings = {
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RELATIVE_BASE": (fetched_at or _EPOCH_START).replace(tzinfo=None),
        }
        return dateparser.parse(text, languages=known, settings=settings)
