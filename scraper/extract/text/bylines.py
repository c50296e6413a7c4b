"""Bylines: reads a printed byline into the names in it, each with its role.

An outlet, a URL, an e-mail address or a handle is never a person. Initials belong to the signature,
not to the byline. Capitals stay as printed.
"""

import re
from functools import lru_cache
from typing import Final

from scraper.extract.text.byline_words import (
    JOBS,
    LABELS,
    NO_FIRST_WORDS,
    PAPER_WORDS,
    PLAIN_WORDS,
    ROLE_NOUNS,
    SHORT_AGENCIES,
    TITLES,
    WEAK_WORDS,
)
from scraper.extract.text.date_words import WEEKDAYS
from scraper.extract.text.dates import date_in
from scraper.extract.text.person_names import (
    is_agency,
    is_organisation,
    is_person,
    looks_like_name,
)
from scraper.model import Byline, Role

__all__ = ["is_byline", "read_bylines"]

_LONGEST: Final = 400
"""Characters of a byline that are read."""
_MOST_WORDS: Final = 12
"""A longer line with a label that has no colon is a sentence."""
_LABEL: Final = "|".join(sorted((re.escape(label) for label in LABELS), key=len, reverse=True))
_MARKED: Final = re.compile(
    rf"(?<!\w)(?P<label>{_LABEL})(?:\s{{0,2}}(?:&|/|dan|and)\s{{0,2}}(?P<second>{_LABEL}))?"
    r"\s{0,3}[:：]",
    re.IGNORECASE,
)
"""A label, or two joined, before a colon."""
_OPENING: Final = re.compile(
    rf"\W{{0,3}}(?P<label>{_LABEL})(?!\w)(?P<mark>\s?[-–.]\s|\s+)(?=[^\W\d_]|@)", re.IGNORECASE
)
"""A label without a colon that opens a line."""
_TRAILING: Final = re.compile(
    r"(?:(?<!\s)\s+)?[,·•|(-]\s*(?P<label>jurnalis|reporter|pewarta|wartawan|kontributor"
    r"|contributor|redaktur|editor|fotografer|photographer)\b(?=\W|$)",
    re.IGNORECASE,
)
"""A label after the name."""
_LAPORAN: Final = re.compile(r"(?:laporan|dilaporkan)\b", re.IGNORECASE)
_FROM_PLACE: Final = re.compile(r"(?:kontributor|contributor|koresponden)\b", re.IGNORECASE)
_AFTER: Final = re.compile(
    r"\s(?:(?:sumber|source|tags?|tanggal|terbit|tayang|diterbitkan|kategori|rubrik|dibaca|views)"
    r"\s?[:：]|copyright\b|hak cipta\b|©).*$",
    re.IGNORECASE | re.DOTALL,
)
"""What may follow the names of a byline."""
_REPORTING: Final = re.compile(r"\s(?:dari|melaporkan|from|reporting|aus|berichtet)\s")
"""Where the last line of a byline goes on with the report: "Ani Lestari melaporkan dari Ambon"."""
_SENTENCES: Final = re.compile(r"[^\W\d_]{4}\.\s")
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
"""Where the last line of a byline goes on with the date."""
_DASH: Final = re.compile(r"(?<!\s)\s+[-–—|•·]+\s+.*|(?:(?<!\s)\s+)?[|•·].*", re.DOTALL)
_SEPARATORS: Final = re.compile(
    r"(?:(?<!\s)\s+)?"
    r"(?:[,;\n\t]|\s/\s?|/\s|\s&\s|\s(?:dan|and|und|et|y|og|och|en|ja|i|ve|serta)\s)\s*"
)
_SLASH: Final = re.compile(r"(?:(?<!\s)\s+)?/\s*")
_NEED_MARK: Final = frozenset({"red", "rep"})
"""Labels that without a dash or full stop after them are words of other languages."""
_INITIALS: Final = re.compile(r"^[A-Z]{2,4}$")
_WORD: Final = re.compile(r"\w+")
_FIRST_WORDS: Final = frozenset(label.split()[0] for label in LABELS)
"""The first words of all labels: a cheap test before the long patterns, since every line of a page
is tested."""
_DATED_NAME: Final = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w.'’]{1,20}(?:\s[\w.'’]{1,20}){1,3})\s?[-–•·|,]\s"
    r"(?:\w{4,7}\W{1,3})?\d{1,2}\W.{3,20}\d{4}.{0,16}$"
)
"""A name, a mark and the date: "Ani Lestari • 30 Januari 2017 20:41 WIB"."""
_SPACES: Final = re.compile(r"[^\S\n]+")
_REPORTER_SUFFIX: Final = re.compile(r"(?:(?<!\s)\s+)?(?:기자|특파원|記者)$")


def read_bylines(text: str, label: str | None = None) -> tuple[Byline, ...]:
    """The names in a byline, in printed order, each once per role.

    `label` is a label that is printed apart from the text, such as "Penulis" in the table cell
    before it. A name without a label is a reporter's.

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
    """True where a short line is a labelled byline and nothing else: "Penulis: X | Editor: Y".

    "Foto: X" alone is the credit of a photo, not the byline of the article.
    """
    line = line.strip(" ()-–—")
    if not line or len(line) > _LONGEST // 2:
        return False
    return _dated_name(line) is not None or (_opens_like_one(line) and _is_all_names(line))


def _opens_like_one(line: str) -> bool:
    """True where a label opens the line, and the line does not read like a sentence."""
    word = _WORD.match(line)
    if word is None or word[0].lower() not in _FIRST_WORDS:
        return False
    if line[-1] in "!?" or len(_SENTENCES.findall(line)) > 1:
        return False
    if _MARKED.match(line) is not None:
        return True
    is_short = len(line.split()) <= _MOST_WORDS
    return is_short and not line.endswith(".") and _OPENING.match(line) is not None


def _is_all_names(line: str) -> bool:
    """True where a line holds little but labels, names and a date."""
    names = read_bylines(line)
    if all(byline.role is Role.PHOTOGRAPHER for byline in names):
        return False
    if _LAPORAN.match(line):
        return not line.endswith(".")
    left = _MARKED.sub("", line)
    opening = _OPENING.match(line)
    if opening and left == line:
        left = line[opening.end() :]
    left = _AFTER.sub("", _ADDRESSES.sub(" ", left))
    for printed in (*(byline.name for byline in names), date_in(left) or ""):
        left = left.replace(printed, "") if printed else left
    pieces = _SEPARATORS.split(left)
    rest = " ".join(piece for piece in pieces if not _is_job_or_outlet(piece.strip(" |()-–")))
    return len(rest.strip(" |/,&-–()")) <= max(len(line) // 2, 12 if _MARKED.match(line) else 0)


def _is_job_or_outlet(piece: str) -> bool:
    """True for what may be printed beside a name."""
    return piece.casefold() in JOBS or is_organisation(piece)


def _dated_name(line: str) -> str | None:
    """The name in a line that is a name, a mark and the date, or None."""
    if not line[-1:].isalnum() or not any(map(str.isdigit, line)):
        return None
    match = _DATED_NAME.match(line)
    if match is None or date_in(line) is None:
        return None
    words = match["name"].split()
    name = " ".join(words[:-1] if words[-1].casefold() in WEEKDAYS else words)
    return name if " " in name and is_person(name) else None


def _parts(line: str, label: str | None) -> list[tuple[str | None, str]]:
    """(label, text) of each labelled part of a byline."""
    marks = list(_MARKED.finditer(line)) if ":" in line or "：" in line else []
    if not marks:
        return [(label, line)] if label else _parts_without_colon(line)
    parts: list[tuple[str | None, str]] = []
    if line[: marks[0].start()].strip(" ,|/-–("):
        parts.append((label, line[: marks[0].start()]))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        text = line[mark.end() : following.start() if following else None]
        parts.append((mark["label"], text))
        if mark["second"]:
            parts.append((mark["second"], text))
    return parts


def _parts_without_colon(line: str) -> list[tuple[str | None, str]]:
    """The part after an opening label or before a closing one, else the whole line."""
    opening = _OPENING.match(line)
    if opening and _counts_as_label(opening, line):
        needs_mark = opening["label"].lower() in _NEED_MARK
        if needs_mark and not opening["mark"].strip():
            return []
        return _part_after(opening["label"], line[opening.end() :])
    trailing = _TRAILING.search(line)
    if trailing:
        return [(trailing["label"], line[: trailing.start()])]
    return [(None, line)]


def _counts_as_label(opening: re.Match[str], line: str) -> bool:
    """False for an ordinary word that no capital letter or handle follows."""
    following = line[opening.end() : opening.end() + 1]
    return opening["label"].lower() not in PLAIN_WORDS or following.isupper() or following == "@"


def _part_after(label: str, names: str) -> list[tuple[str | None, str]]:
    """The part after a label without a colon, or nothing where it is not all names."""
    names = _without_end(_AFTER.sub("", _ADDRESSES.sub(" ", names)), _REPORTING).strip()
    pieces = [piece for piece in _SEPARATORS.split(names) if piece]
    if not all(looks_like_name(piece) or is_agency(piece) for piece in pieces):
        return []
    first = names.casefold().split(" ")[0] if names else ""
    if first in NO_FIRST_WORDS:
        return []
    is_weak = label.lower() in WEAK_WORDS or label.lower() in ROLE_NOUNS
    if is_weak and not any(" " in piece or is_agency(piece) for piece in pieces):
        return []
    if _FROM_PLACE.match(label) and len(pieces) > 1 and " " not in pieces[0]:
        names = ", ".join(pieces[1:])  # "Kontributor Semarang, Ani Lestari"
    return [(label, names)]


def _names(text: str, label: str | None) -> list[Byline]:
    """The names in the part of a byline that belongs to one label."""
    role = LABELS.get((label or "").lower().strip(" :."), Role.REPORTER)
    bylines = (_byline(piece, role, label) for piece in _with_titles(_pieces(text, label)))
    names = [byline for byline in bylines if byline is not None]
    if len(names) == 1:
        return names
    return [b for b in names if b.role is Role.AGENCY or not _INITIALS.match(b.name)]


def _pieces(text: str, label: str | None) -> list[str]:
    """The text between the separators of names; what is clearly no name is left out."""
    text = _AFTER.sub("", _ADDRESSES.sub(" ", text)).strip(" \n.,|/-–:")
    text = _without_end(_without_end(text, _DATE), _REPORTING)
    pieces = [name for piece in _SEPARATORS.split(text) for name in _people_of(piece)]
    if label and _LAPORAN.match(label):
        pieces = _after_outlet(pieces)
    if pieces and looks_like_name(pieces[0]):
        return [piece for piece in pieces if _may_follow_a_name(piece)]
    return pieces


def _may_follow_a_name(piece: str) -> bool:
    if " " not in piece or looks_like_name(piece):
        return True
    return is_agency(piece) or piece.casefold() in TITLES


def _without_end(text: str, beginning: re.Pattern[str]) -> str:
    """The text up to where `beginning` matches in its last line.

    Earlier lines are not searched: there the match may be in the middle of the names.
    """
    last = max(text.rfind("\n"), 0)
    found = beginning.search(text[last:])
    return text[: last + found.start()] if found else text


def _people_of(piece: str) -> list[str]:
    """Both names of "Ani Lestari/Budi Santoso".

    An agency and its reporter, or a name and initials, stay one piece.
    """
    sides = _SLASH.split(piece)
    if len(sides) > 1 and all(_is_full_name(side) for side in sides):
        return sides
    return [piece]


def _is_full_name(text: str) -> bool:
    return " " in text and is_person(text) and looks_like_name(text)


def _after_outlet(pieces: list[str]) -> list[str]:
    """The names after the outlet: "Laporan Wartawan Tribun Timur, Mulyadi".

    Without a comma the outlet is cut off the name.
    """
    if len(pieces) > 1:
        return pieces[1:]
    words = pieces[0].split(" ")
    shouted = pieces[0].isupper()  # "LAPORAN: ANI LESTARI", where ANI is no agency
    outlet = -1
    for place, word in enumerate(words):
        if is_organisation(word) and not (shouted and word in SHORT_AGENCIES):
            outlet = place
    if outlet >= 0 and words[outlet].casefold() in PAPER_WORDS and len(words) - outlet > 3:
        outlet += 1  # "Tribun Timur Ani Lestari": the paper's name has two words
    return [" ".join(words[outlet + 1 :])]


def _with_titles(pieces: list[str]) -> list[str]:
    """The pieces, with academic titles joined to their names again."""
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.casefold() in TITLES:
            joined[-1] = f"{joined[-1]}, {piece}"
        elif piece.strip():
            joined.append(piece)
    return joined


def _byline(piece: str, role: Role, label: str | None) -> Byline | None:
    """The name in a piece with its role, or None where the piece holds no name."""
    name, job = _without_job(_cleaned(piece))
    if is_agency(name) and not job:
        return Byline(name, Role.AGENCY, label)
    role = LABELS.get(job.lower(), role)
    if "/" in name:
        first = _SLASH.split(name)[0]
        if is_agency(first):
            return Byline(name, Role.AGENCY, label)
        name = first
    if not is_person(name):
        return None
    if not label:
        return Byline(name, role, label) if _is_plain_name(name) else None
    if role is Role.REPORTER and _has_place(piece):
        role = Role.CONTRIBUTOR
    return Byline(name, role, label)


def _cleaned(piece: str) -> str:
    """A name without brackets, marks around it, and what follows a dash."""
    name = _DASH.sub("", _BRACKETS.sub("", piece))
    return _REPORTER_SUFFIX.sub("", _SPACES.sub(" ", name).strip(" \n.,:;|/-–—*_\"'“”‘’()[]"))


def _without_job(name: str) -> tuple[str, str]:
    """(the name, the job printed after it): "Ani Lestari Editor"."""
    rest, _, last = name.rpartition(" ")
    return (rest, last) if " " in rest and last.casefold() in ROLE_NOUNS else (name, "")


def _has_place(piece: str) -> bool:
    """True for a name with a place, as of a reporter outside the newsroom: "Angkotasan (Ambon)"."""
    bracket = _BRACKETS.search(piece)
    if bracket is None or not bracket["inside"].istitle():
        return False
    return not is_organisation(bracket["inside"])


def _is_plain_name(name: str) -> bool:
    """False for initials, and for one word in capitals: the section before the date."""
    if _INITIALS.match(name) or (name.isupper() and " " not in name):
        return False
    return looks_like_name(name)
