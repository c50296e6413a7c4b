"""Recognises the names of people, organisations and press agencies."""

import re
from typing import Final

from scraper.extract.text.byline_words import (
    AGENCIES,
    LABELS,
    NEVER_NAMES,
    ORGANISATION_WORDS,
    PARTICLES,
    SHORT_AGENCIES,
)
from scraper.extract.text.date_words import MONTHS, WEEKDAYS

__all__ = ["is_agency", "is_organisation", "is_person", "looks_like_name"]

_LONGEST_NAME: Final = 60
_MOST_WORDS: Final = 7
_POSSESSIVE: Final = re.compile(r"['’]s\b")
_DOMAIN: Final = re.compile(
    r"^(?:[\w-]+\.)+(?:com|id|co|net|org|tv|de|at|ch|info|news|fr|it|es|nl|be|uk|us|is|io|dk|no|se"
    r"|pl|cz|jp|kr|tr|asia|live|press|web)$",
    re.IGNORECASE,
)
_DOMAIN_INSIDE: Final = re.compile(
    r"(?<![\w-])(?:(?<!@)|\w*+-(?=[\w-]))[\w-]++\.(?:com|co\.id|id|co|net|org|tv|de|at)\b",
    re.IGNORECASE,
)
"""A domain inside a name, but not that of an e-mail address."""
_CAMEL: Final = re.compile(r"[a-zß-ÿ][A-Z]")
_CAMEL_NAMES: Final = re.compile(
    r"^(?:Mc|Mac|De|Di|La|Le|Van|Von|Fitz|Du|Da|Al|El|St|O|D|L|Mb)['’]?[A-Z]"
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}|[^\x00-\u024f]")
"""Two letters in a row, or one of a script whose letters are words. "A A A" is a button that sets
the type size."""
_NO_NAME: Final = re.compile(r"[\d?!:;\"“”<>{}=_%#@]")
"""Characters that no name contains."""


def is_agency(name: str) -> bool:
    """True for the name or the abbreviation of a press agency."""
    return name.casefold() in AGENCIES or name in SHORT_AGENCIES


def is_person(name: str) -> bool:
    """True where a cleaned name can be a person's.

    Outlets, agencies, domains, placeholders, sentences and numbers cannot.
    """
    lowered = name.casefold().strip(" .")
    if not 2 <= len(name) <= _LONGEST_NAME or is_agency(name):
        return False
    if lowered in NEVER_NAMES or lowered in LABELS or lowered in WEEKDAYS:
        return False
    if _NO_NAME.search(name) or _POSSESSIVE.search(name) or not _LETTERS.search(name):
        return False
    return len(name.split()) <= _MOST_WORDS and not is_organisation(name)


def is_organisation(name: str) -> bool:
    """True where a name is a newsroom's, an outlet's, an agency's or an office's."""
    lowered = name.casefold().strip(" .")
    if is_agency(name) or _DOMAIN.match(lowered) or _DOMAIN_INSIDE.search(name):
        return True
    words = lowered.split()
    if any(word in ORGANISATION_WORDS or word.startswith("tribun") for word in words):
        return True
    return any(_is_camel_case(word) for word in name.split())


def _is_camel_case(word: str) -> bool:
    """True for "BeritaSatu", but not for "McDonald" or "Al-Ghazali"."""
    return bool(_CAMEL.search(word)) and not _CAMEL_NAMES.match(word) and "-" not in word


def looks_like_name(name: str) -> bool:
    """True where the words are printed as in names: with a capital, except for particles.

    Scripts without capitals pass.
    """
    words = name.split()
    if any(word.casefold() in MONTHS and len(word) > 3 for word in words[1:]):
        return False
    return all(_is_name_word(word) for word in words)


def _is_name_word(word: str) -> bool:
    return not word[0].islower() or word.casefold() in PARTICLES or "'" in word
