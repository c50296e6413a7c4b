"""Who wrote, edited or photographed: a printed byline read into names with roles.

An outlet, a URL, an e-mail address or a handle is never a person; initials belong to the signature;
capitals stay as printed.
"""

import re
from functools import lru_cache
from typing import Final

from scraper.extract.text.byline_words import (
    AGENCIES,
    JOBS,
    LABELS,
    NEVER_NAMES,
    NO_FIRST_WORDS,
    ORGANISATION_WORDS,
    PAPER_WORDS,
    PARTICLES,
    PLAIN_WORDS,
    ROLE_NOUNS,
    SHORT_AGENCIES,
    TITLES,
    WEAK_WORDS,
)
from scraper.extract.text.date_words import MONTHS, WEEKDAYS
from scraper.extract.text.dates import date_in
from scraper.model import Byline, Role

__all__ = ["is_agency", "is_byline", "is_organisation", "is_person", "read_bylines"]

_LONGEST: Final = 400
_LONGEST_NAME: Final = 60
_MOST_WORDS: Final = 7
_LABEL: Final = "|".join(sorted((re.escape(label) for label in LABELS), key=len, reverse=True))
_MARKED: Final = re.compile(
    rf"(?<!\w)(?P<label>{_LABEL})(?:\s{{0,2}}(?:&|/|dan|and)\s{{0,2}}(?P<second>{_LABEL}))?\s{{0,3}}[:：]",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(
    rf"\W{{0,3}}(?P<label>{_LABEL})(?!\w)(?P<mark>\s?[-–.]\s|\s+)(?=[^\W\d_]|@)", re.IGNORECASE
)
_TRAILING: Final = re.compile(
    r"(?:(?<!\s)\s+)?[,·•|(-]\s*(?P<label>jurnalis|reporter|pewarta|wartawan|kontributor|contributor|redaktur|editor|fotografer|photographer)\b(?=\W|$)",
    re.IGNORECASE,
)
_LAPORAN: Final = re.compile(r"(?:laporan|dilaporkan)\b", re.IGNORECASE)
_FROM_PLACE: Final = re.compile(r"(?:kontributor|contributor|koresponden)\b", re.IGNORECASE)
_AFTER: Final = re.compile(
    r"\s(?:(?:sumber|source|tags?|tanggal|terbit|tayang|diterbitkan|kategori|rubrik|dibaca|views)\s?[:：]|copyright\b|hak"
    r" cipta\b|©).*$",
    re.IGNORECASE | re.DOTALL,
)
"""What is printed behind the names of a byline and is no name."""
_REPORTING: Final = re.compile(r"\s(?:dari|melaporkan|from|reporting|aus|berichtet)\s")
"""Where the last line of a byline goes on about the report."""
_SENTENCES: Final = re.compile(r"[^\W\d_]{4}\.\s")
_POSSESSIVE: Final = re.compile(r"['’]s\b")
_ADDRESSES: Final = re.compile(
    r"(?<!\S)\S[^\s@]*+@\S[^\s.]*+\.\S+|https?://\S+|www\.\S+|(?<!\w)@[\w.]+"
)
_BRACKETS: Final = re.compile(r"(?:(?<!\s)\s+)?[(\[](?P<inside>[^()\[\]]{0,80})[)\]]")
_DATE: Final = re.compile(
    r"(?:^|(?<![\s,|·•–-])[\s,|·•–-]+)(?:"
    + "|".join(("senin", "selasa", "rabu", "kamis", "jum'?at", "sabtu", "minggu", "ahad"))
    + r")?[\s,]{0,2}\d{1,4}[\s./:-]",
    re.IGNORECASE,
)
"""Where the last line of a byline goes on with a date."""
_DASH: Final = re.compile(r"(?<!\s)\s+[-–—|•·]+\s+.*|(?:(?<!\s)\s+)?[|•·].*", re.DOTALL)
_SEPARATORS: Final = re.compile(
    r"(?:(?<!\s)\s+)?(?:[,;\n\t]|\s/\s?|/\s|\s&\s|\s(?:dan|and|und|et|y|og|och|en|ja|i|ve|serta)\s)\s*"
)
_SLASH: Final = re.compile(r"(?:(?<!\s)\s+)?/\s*")
_DOMAIN: Final = re.compile(
    r"^(?:[\w-]+\.)+(?:com|id|co|net|org|tv|de|at|ch|info|news|fr|it|es|nl|be|uk|us|is|io|dk|no|se|pl|cz|jp|kr|tr|asia|live|press|web)$",
    re.IGNORECASE,
)
_DOMAIN_INSIDE: Final = re.compile(
    r"(?<![\w-])(?:(?<!@)|\w*+-(?=[\w-]))[\w-]++\.(?:com|co\.id|id|co|net|org|tv|de|at)\b",
    re.IGNORECASE,
)
"""A domain that is no e-mail address's, unless behind a hyphen of its own."""
_CAMEL: Final = re.compile(r"[a-zß-ÿ][A-Z]")
_CAMEL_NAMES: Final = re.compile(
    r"^(?:Mc|Mac|De|Di|La|Le|Van|Von|Fitz|Du|Da|Al|El|St|O|D|L|Mb)['’]?[A-Z]"
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}|[^\x00-\u024f]")
"""Two letters on end, or one of a script whose letters are words: "A A A" sets the size of the
type."""
_NO_NAME: Final = re.compile(r"[\d?!:;\"“”<>{}=_%#@]")
_INITIALS: Final = re.compile(r"^[A-Z]{2,4}$")
_WORD: Final = re.compile(r"\w+")
_FIRST_WORDS: Final = frozenset(label.split()[0] for label in LABELS)
"""Asked before the long patterns, because every line of a page is held against them."""
_DATED_NAME: Final = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w.'’]{1,20}(?:\s[\w.'’]{1,20}){1,3})\s?[-–•·|,]\s(?:\w{4,7}\W{1,3})?\d{1,2}\W.{3,20}\d{4}.{0,16}$"
)
_SPACES: Final = re.compile(r"[^\S\n]+")
_REPORTER_SUFFIX: Final = re.compile(r"(?:(?<!\s)\s+)?(?:기자|특파원|記者)$")


def read_bylines(text: str, label: str | None = None) -> tuple[Byline, ...]:
    """The names of a byline text, in printed order, each once per role.

    `label` is a label printed apart from the text ("Penulis" in the cell before it). Without any
    label a name is a reporter's.

    >>> [(b.name, str(b.role)) for b in read_bylines("Penulis: Ani Lestari | Editor: sujarwo")]
    [('Ani Lestari', 'reporter'), ('sujarwo', 'editor')]
    """
    line = _SPACES.sub(" ", text[:_LONGEST]).strip()
    dated = _dated_name(line) if label is None else None
    if dated is not None and not is_organisation(dated):
        return (Byline(dated, Role.REPORTER),)
    found: dict[tuple[str, Role], Byline] = {}
    for printed, part in _parts(line, label):
        for byline in _names(part, printed):
            found.setdefault((byline.name.casefold(), byline.role), byline)
    return tuple(found.values())


@lru_cache(maxsize=4096)
def is_byline(line: str) -> bool:
    """True where a short line is a byline with its label and nothing else: "Penulis: X | Editor: Y", "Laporan Wartawan X, Y".

    "Foto: X" alone is a photo's credit, not the article's byline.
    """
    line = line.strip(" ()-–—")
    if not line or len(line) > _LONGEST // 2:
        return False
    return _dated_name(line) is not None or (_opens_like_one(line) and _is_all_names(line))


def _opens_like_one(line: str) -> bool:
    """True where a label opens the line, and the line does not read like a sentence."""
    word = _WORD.match(line)
    if (
        word is None
        or word[0].lower() not in _FIRST_WORDS
        or line[-1] in "!?"
        or len(_SENTENCES.findall(line)) > 1
    ):
        return False
    if _MARKED.match(line) is not None:
        return True
    return (
        _OPENING.match(line) is not None
        and not line.endswith(".")
        and len(line.split()) <= _MOST_WORDS + 5
    )


def _is_all_names(line: str) -> bool:
    """True where labels, names and a date are about all that a line holds."""
    names = read_bylines(line)
    if all(byline.role is Role.PHOTOGRAPHER for byline in names):
        return False
    if _LAPORAN.match(line):
        return not line.endswith(".")
    left = _MARKED.sub("", line)
    opening = _OPENING.match(line)
    left = _AFTER.sub(
        "", _ADDRESSES.sub(" ", left[opening.end() :] if opening and left == line else left)
    )
    for printed in (*(byline.name for byline in names), date_in(left) or ""):
        left = left.replace(printed, "") if printed else left
    rest = " ".join(
        piece for piece in _SEPARATORS.split(left) if not _says_where(piece.strip(" |()-–"))
    )
    return len(rest.strip(" |/,&-–()")) <= max(len(line) // 2, 12 if _MARKED.match(line) else 0)


def _says_where(piece: str) -> bool:
    """True for what stands beside a name: its bearer's office or outlet."""
    return piece.casefold() in JOBS or is_organisation(piece)


def _dated_name(line: str) -> str | None:
    """The name in a line of a name, a mark and the date ("Ani Lestari • 30 Januari 2017 20:41 WIB"), or None."""
    match = _DATED_NAME.match(line) if line[-1:].isalnum() and any(map(str.isdigit, line)) else None
    if match is None or date_in(line) is None:
        return None
    words = match["name"].split()
    name = " ".join(words[:-1] if words[-1].casefold() in WEEKDAYS else words)
    return name if " " in name and is_person(name) else None


def is_agency(name: str) -> bool:
    """True for the name of a press agency, or letters by which one is known."""
    return name.casefold() in AGENCIES or name in SHORT_AGENCIES


def is_person(name: str) -> bool:
    """True where a cleaned name can be a person's: no outlet, agency, domain, placeholder, sentence or number."""
    lowered = name.casefold().strip(" .")
    if (
        not 2 <= len(name) <= _LONGEST_NAME
        or lowered in NEVER_NAMES
        or lowered in LABELS
        or lowered in WEEKDAYS
        or is_agency(name)
    ):
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
    return any(
        _CAMEL.search(word) and not _CAMEL_NAMES.match(word) and "-" not in word
        for word in name.split()
    )


def _parts(line: str, label: str | None) -> list[tuple[str | None, str]]:
    """(label, text) of each labelled stretch of a byline."""
    marks = list(_MARKED.finditer(line)) if ":" in line or "：" in line else []
    if not marks:
        opening = None if label else _OPENING.match(line)
        if opening and (
            opening["label"].lower() not in PLAIN_WORDS or _is_capital(line, opening.end())
        ):
            return (
                _opened(opening["label"], line[opening.end() :])
                if opening["mark"].strip() or not _is_abbreviation(opening)
                else []
            )
        trailing = _TRAILING.search(line)
        if trailing and not label:
            return [(trailing["label"], line[: trailing.start()])]
        return [(label, line)]
    parts: list[tuple[str | None, str]] = []
    if line[: marks[0].start()].strip(" ,|/-–("):
        parts.append((label, line[: marks[0].start()]))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        stretch = line[mark.end() : following.start() if following else None]
        parts.append((mark["label"], stretch))
        if mark["second"]:
            parts.append((mark["second"], stretch))
    return parts


def _is_abbreviation(opening: re.Match[str]) -> bool:
    """True for "Red" and "Rep", which without a mark behind them are words of another language."""
    return opening["label"].lower() in {"red", "rep"}


def _opened(label: str, names: str) -> list[tuple[str | None, str]]:
    """The stretch behind a label without a colon, where its words are all printed as names are."""
    names = _without_end(_AFTER.sub("", _ADDRESSES.sub(" ", names)), _REPORTING).strip()
    pieces = [piece for piece in _SEPARATORS.split(names) if piece]
    if not all(_named(piece) or is_agency(piece) for piece in pieces):
        return []
    first = names.casefold().split(" ")[0] if names else ""
    is_weak = label.lower() in WEAK_WORDS or label.lower() in ROLE_NOUNS
    if first in NO_FIRST_WORDS or (
        is_weak and not any(" " in piece or is_agency(piece) for piece in pieces)
    ):
        return []
    if _FROM_PLACE.match(label) and len(pieces) > 1 and " " not in pieces[0]:
        names = ", ".join(pieces[1:])  # "Kontributor Semarang, Ani Lestari"
    return [(label, names)]


def _is_capital(line: str, position: int) -> bool:
    return line[position : position + 1].isupper() or line[position : position + 1] == "@"


def _names(text: str, label: str | None) -> list[Byline]:
    role = LABELS.get((label or "").lower().strip(" :."), Role.REPORTER)
    text = _AFTER.sub("", _ADDRESSES.sub(" ", text)).strip(" \n.,|/-–:")
    text = _without_end(_without_end(text, _DATE), _REPORTING)
    pieces = [name for piece in _SEPARATORS.split(text) for name in _people_of(piece)]
    if label and _LAPORAN.match(label):
        pieces = _after_outlet(pieces)
    if pieces and _named(pieces[0]):
        pieces = [
            piece
            for piece in pieces
            if _named(piece) or is_agency(piece) or piece.casefold() in TITLES or " " not in piece
        ]
    names = [
        byline
        for piece in _with_titles(pieces)
        if (byline := _byline(piece, role, label)) is not None
    ]
    return [
        byline
        for byline in names
        if len(names) == 1 or byline.role is Role.AGENCY or not _INITIALS.match(byline.name)
    ]


def _without_end(text: str, beginning: re.Pattern[str]) -> str:
    """The text up to where, in its last line, `beginning` is found; in a line before, it may stand in the middle of the names."""
    last = max(text.rfind("\n"), 0)
    found = beginning.search(text[last:])
    return text[: last + found.start()] if found else text


def _people_of(piece: str) -> list[str]:
    """Both names of "Ani Lestari/Budi Santoso"; an agency and its reporter, or a name and initials, stay one piece."""
    sides = _SLASH.split(piece)
    if len(sides) > 1 and all(" " in side and is_person(side) and _named(side) for side in sides):
        return sides
    return [piece]


def _after_outlet(pieces: list[str]) -> list[str]:
    """The names behind the outlet in "Laporan Wartawan Tribun Timur, Mulyadi"; an outlet before a lone name is cut off it."""
    if len(pieces) > 1:
        return pieces[1:]
    words = pieces[0].split(" ")
    shouted = pieces[0].isupper()  # "LAPORAN: ANI LESTARI", where Ani is no agency
    outlet = max(
        (
            i
            for i, word in enumerate(words)
            if is_organisation(word) and not (shouted and word in SHORT_AGENCIES)
        ),
        default=-1,
    )
    if outlet >= 0 and words[outlet].casefold() in PAPER_WORDS and len(words) - outlet > 3:
        outlet += 1  # "Tribun Timur Ani Lestari": the paper's own name goes on
    return [" ".join(words[outlet + 1 :])]


def _with_titles(pieces: list[str]) -> list[str]:
    """Pieces with the academic titles, which a comma set off, back behind their names."""
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.casefold() in TITLES:
            joined[-1] = f"{joined[-1]}, {piece}"
        elif piece.strip():
            joined.append(piece)
    return joined


def _byline(piece: str, role: Role, label: str | None) -> Byline | None:
    """One name with its role, or None where the piece is none."""
    bracket = _BRACKETS.search(piece)
    name = _DASH.sub("", _BRACKETS.sub("", piece))
    name = _REPORTER_SUFFIX.sub("", _SPACES.sub(" ", name).strip(" \n.,:;|/-–—*_\"'“”‘’()[]"))
    if is_agency(name):
        return Byline(name, Role.AGENCY, label)
    name, _, office = (
        name.rpartition(" ")
        if name.casefold().rpartition(" ")[2] in ROLE_NOUNS and name.count(" ") > 1
        else (name, "", "")
    )
    role = LABELS.get(office.lower(), role)
    if "/" in name:
        sides = _SLASH.split(name)
        if is_agency(sides[0]):
            return Byline(name, Role.AGENCY, label)
        name = sides[0]
    if not is_person(name) or (not label and not _named(name)):
        return None
    if (
        bracket
        and role is Role.REPORTER
        and label
        and bracket["inside"].istitle()
        and not is_organisation(bracket["inside"])
    ):
        role = (
            Role.CONTRIBUTOR
        )  # "Angkotasan (Ambon)": the place of one who reports from outside the newsroom
    if not label and (_INITIALS.match(name) or (name.isupper() and " " not in name)):
        return None  # initials, or the section in capitals before the date
    return Byline(name, role, label)


def _named(name: str) -> bool:
    """True where an unlabelled text is printed as names are: capitals, but for the particles; a script without capitals passes."""
    words = name.split()
    if any(word.casefold() in MONTHS and len(word) > 3 for word in words[1:]):
        return False
    return all(
        not word[0].islower() or word.casefold() in PARTICLES or "'" in word
        for word in words
        if word
    )
