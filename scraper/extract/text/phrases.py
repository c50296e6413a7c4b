"""Recognises lines around an article by their wording: links, share buttons, promotions, headings.

The extractor asks about every line of a page, so that each test is a look-up by the line's first
two characters and a few comparisons. No test may take a sentence of the article for such a line: a
phrase that also opens ordinary sentences counts only where a colon follows it, or where the line is
short and does not end like a sentence.
"""

import re
from collections.abc import Iterable
from typing import Final

from scraper.extract.text.phrase_tables import CHROME, HEADINGS, PROMOS, RELATED, SHARE

__all__ = [
    "heads_links",
    "is_boilerplate",
    "is_chrome",
    "is_copyright",
    "is_heading",
    "is_paging",
    "is_promo",
    "is_related",
    "is_share",
    "opens_link",
    "own_parts",
    "without_embeds",
]

_HEAD: Final = 80
"""Characters of a line that phrases are compared with; no phrase is longer."""
_LONGEST_LINK: Final = 200
"""Characters: a longer line is a paragraph that happens to begin like a link ("Baca juga …")."""
_ALL_LINK: Final = 0.9
"""The share of link text above which a line under the head of a list of links belongs to it."""
_LONGEST_CALL: Final = 140
"""Characters: calls to read, follow or sign up are shorter."""
_LONGEST_PROMO: Final = 320
"""Characters: promotions and copyright lines are shorter."""
_LEADING: Final = " \t+\xa0•·*-–—>»›▸►●■◆→↓([{\"“”'‘’#|"
_TRAILING: Final = " \t\xa0•·*-–—>»›▸►→↓)]}\"“”'‘’.:：…!|"
_MARKS: Final = ":：|»>→–—"
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’»]?$")
_SPACES: Final = re.compile(r"\s+")


class _Phrases:
    """A table of phrases, looked up by the first two characters of a line."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_head: dict[str, list[tuple[str, bool]]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            bare = phrase.lower()
            if len(phrase.strip(_LEADING)) > 1:  # else the marks are the phrase itself: ">>>"
                bare = phrase.removesuffix("*").lower().lstrip(_LEADING)
            self._by_head.setdefault(bare[:2], []).append((bare, phrase.endswith("*")))

    def opening(self, lowered: str) -> tuple[str, bool] | None:
        """The phrase that opens a lower-case line, and whether ordinary sentences do too."""
        for phrase, ordinary in self._by_head.get(lowered[:2], ()):
            if lowered.startswith(phrase) and not _ends_within_a_word(phrase, lowered):
                return phrase, ordinary
        return None


def _ends_within_a_word(phrase: str, line: str) -> bool:
    """True where the line goes on with a letter, in a script that separates words."""
    return (
        phrase[-1].isalnum() and line[len(phrase) : len(phrase) + 1].isalpha() and phrase.isascii()
    )


_RELATED = _Phrases(RELATED)
_PROMOS = _Phrases(PROMOS)
_SHARE: Final = frozenset(phrase.removesuffix("*").strip(_TRAILING) for phrase in SHARE)
_SHARE_OPENINGS = _Phrases(phrase for phrase in SHARE if phrase.endswith("*") or " " in phrase)
_HEADINGS: Final = frozenset(phrase.strip(_TRAILING) for phrase in HEADINGS)
_CHROME: Final = frozenset(phrase.strip(_TRAILING) for phrase in CHROME)
_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)\s|copyright\b|hak cipta\b|all rights? reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados|tutti i diritti riservati"
    r"|todos os direitos reservados|alla rättigheter|alle rettigheter|wszelkie prawa zastrzeżone"
    r"|dilarang (?:keras )?meng(?:ambil|utip))",
    re.IGNORECASE,
)
_PAGING: Final = re.compile(
    r"(?:halaman|hal|page|seite|pagina|página|strona)?\s*+(?::\s*+)?"
    r"\d{1,3}\s*+(?:dari|of|von|de|di|van|av|af|/)\s*+\d{1,3}(?:\s*+halaman)?"
    r"|(?:halaman|page|seite)\s*+:?(?:\s*+\d{1,3}){0,20}+"
    r"|(?:image|photo|picture|slide|foto|bild|gambar)\s\d{1,3}\s(?:of|von|dari|de|/)\s\d{1,3}"
    r"|\d{1,3}\s?-\s?\d{1,3}\s(?:of|von|dari)\s\d{1,3}"
    r"|(?:\d{1,2}\s++){1,20}+\d{0,2}\s*+(?:selanjutnya|next|show all|lihat semua|»|>)",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r"(?:more|other|recent|latest|top)\s(?:[\w.’'-]+\s){0,3}"
    r"(?:stories|articles|news|coverage|reads|videos)"
    r"|(?:mehr|weitere)\s(?:themen|artikel|nachrichten|videos)(?:\s[\w.-]+){0,3}",
    re.IGNORECASE,
)
_EMBED: Final = re.compile(
    r"\s?[\[(](?:gambas|caption|youtube|video|embed)\s?:[^\])]{0,200}[\])]"
    r"|\s?\[(?:/?caption|embed)[^\]]{0,200}\]",
    re.IGNORECASE,
)
_BRACKETED_LINK: Final = re.compile(
    r"\s?\((?:baca(?: juga)?|lihat juga|read(?: more| also)?|siehe auch|lesen sie auch|lire aussi"
    r"|lea también|lees ook)\s?:[^()]{1,200}\)",
    re.IGNORECASE,
)


def is_related(line: str) -> bool:
    """True for a line that leads to another article: "Baca juga: …", "Lesen Sie auch …"."""
    return _relates(bare := _bare(line), bare[:_HEAD].lower())


def _relates(bare: str, head: str) -> bool:
    if len(bare) > _LONGEST_LINK:
        return False
    opening = _RELATED.opening(head)
    return _counts(bare, *opening) if opening is not None else head.startswith(("baca:", "baca :"))


def opens_link(line: str) -> bool:
    """True for a line that begins like a link to another article.

    Less strict than `is_related`: for callers who know that the line is a link.
    """
    bare = _bare(line)
    return len(bare) <= _LONGEST_LINK and _RELATED.opening(bare[:_HEAD].lower()) is not None


def heads_links(line: str) -> bool:
    """True for a line that only announces links to other articles: "Baca juga:"."""
    bare = _bare(line)
    opening = _RELATED.opening(bare[:_HEAD].lower()) if len(bare) <= _HEAD else None
    return opening is not None and not bare[len(opening[0]) :].strip(_TRAILING)


def own_parts(parts: Iterable[tuple[str, int]], *, listed: bool = False) -> tuple[list[str], bool]:
    """The parts of a text that belong to the article, without promotions and links to others.

    Each part comes with the number of its characters that are link text. Links and empty parts that
    follow a dropped part are dropped too. `listed` says whether the text before this one ended with
    a dropped part; the second value returned says so of this text.
    """
    kept = []
    for part, linked in parts:
        if bare := part.strip():
            is_link = linked > _ALL_LINK * len(bare)
            listed = is_promo(bare) or is_related(bare) or (listed and is_link)
        if not listed:
            kept.append(part)
    return kept, listed


def is_promo(line: str) -> bool:
    """True for an advertisement mark, a newsletter or app offer, or an embed's placeholder."""
    return _promotes(bare := _bare(line), bare[:_HEAD].lower())


def _promotes(bare: str, head: str) -> bool:
    opening = _PROMOS.opening(head) if len(bare) <= _LONGEST_PROMO else None
    return opening is not None and _counts(bare, *opening)


def is_share(line: str) -> bool:
    """True for the label of a share, print or follow button, or a row of such labels."""
    return len(line) <= _HEAD and _shares(bare := _bare(line), bare.lower())


def _shares(bare: str, head: str) -> bool:
    label = head.strip(_TRAILING)
    if label in _SHARE:
        return True
    if label and all(word.strip(_TRAILING) in _SHARE for word in label.split()):
        return True
    opening = _SHARE_OPENINGS.opening(head)
    return opening is not None and _counts(bare, opening[0], True)


def is_heading(line: str) -> bool:
    """True for a line that heads a list of other articles, tags or comments."""
    return len(line) <= _HEAD and _heads(_bare(line).lower())


def _heads(head: str) -> bool:
    label = head.strip(_TRAILING)
    return label in _HEADINGS or _MORE.fullmatch(label) is not None


def is_chrome(line: str) -> bool:
    """True for a line that is a button's label: "Perbesar", "lihat foto"."""
    return len(line) <= _HEAD and line.lower().strip(_LEADING + _TRAILING) in _CHROME


def is_paging(line: str) -> bool:
    """True for a line that counts or lists the pages of an article: "2 dari 5 halaman"."""
    return len(line) <= _HEAD and _PAGING.fullmatch(line.strip()) is not None


def is_copyright(line: str) -> bool:
    """True for a copyright line: "© 2022 …", "COPYRIGHT © …", "All Right Reserved"."""
    return len(line) <= _LONGEST_PROMO and _COPYRIGHT.match(line.strip(_LEADING)) is not None


def is_boilerplate(line: str) -> bool:
    """True for a link, promotion, share button, list heading, button, paging or copyright line."""
    if len(line) > _LONGEST_PROMO:
        return False
    bare = _bare(line)
    head = bare[:_HEAD].lower()
    if _relates(bare, head) or _promotes(bare, head) or is_copyright(line):
        return True
    return len(line) <= _HEAD and (
        _shares(bare, head) or _heads(head) or is_chrome(line) or is_paging(line)
    )


def without_embeds(paragraph: str) -> str:
    """The paragraph without embeds and bracketed links inside it: "[Gambas:Video]", "(Baca: …)"."""
    if "[" not in paragraph and not ("(" in paragraph and ":" in paragraph):
        return paragraph
    return _BRACKETED_LINK.sub("", _EMBED.sub("", paragraph)).strip()


def _bare(line: str) -> str:
    """The line without the marks before it."""
    if "\xa0" in line or "  " in line:
        line = _SPACES.sub(" ", line[: _LONGEST_PROMO + _HEAD])
    return line.strip(_LEADING)


def _counts(line: str, phrase: str, ordinary: bool) -> bool:
    """True where the phrase that opens the line does not just open a sentence."""
    rest = line[len(phrase) :].strip()
    if not rest or phrase[-1] in _MARKS or rest[0] in _MARKS:
        return True
    if not ordinary:
        return " " in phrase
    if len(line) > _LONGEST_CALL:
        return False
    return not _SENTENCE_END.search(rest) or len(rest.split()) <= 2
