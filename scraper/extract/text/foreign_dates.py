"""dateparser, for dates in languages that our own tables do not know: asked in few languages, and seldom."""

from datetime import UTC, datetime
from typing import Final

from scraper.extract.text.language import READ

MOST_ASKED: Final = 8
"""Texts of one page.

The pages of our corpora ask 3 at most; one in a script that no table knows asked 36.
"""
_NAMES: Final = {"tl": "fil"}
"""Codes of ours that dateparser spells otherwise."""
_EPOCH_START: Final = datetime(2000, 1, 1, tzinfo=UTC)


class ForeignDates:
    """What one page asks dateparser: in its own language and those that we read, never in all of dateparser's 205 locales.

    All of them cost three seconds when they are first asked, and 30 ms a text from then on.
    """

    def __init__(self, language: str | None = None) -> None:
        """`language` is the page's ISO 639-1 code; None, or one that dateparser does not know, leaves those that we read."""
        self._language = language
        self._told: dict[str, datetime | None] = {}

    def read(self, text: str, fetched_at: datetime | None) -> datetime | None:
        """The date of a text; None where it is none in these languages, or `MOST_ASKED` others were asked before."""
        if text in self._told:
            return self._told[text]
        if len(self._told) >= MOST_ASKED:
            return None
        found = self._told[text] = self._parsed(text, fetched_at)
        return found

    def _parsed(self, text: str, fetched_at: datetime | None) -> datetime | None:
        import dateparser  # noqa: PLC0415 (a tenth of a second, which a page with an ordinary date never pays)
        from dateparser.data.languages_info import language_order  # noqa: PLC0415

        wanted = (_NAMES.get(code, code) for code in (self._language, *READ) if code)
        settings = {
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RELATIVE_BASE": (fetched_at or _EPOCH_START).replace(tzinfo=None),
        }
        return dateparser.parse(
            text,
            languages=[code for code in dict.fromkeys(wanted) if code in language_order],
            settings=settings,
        )
