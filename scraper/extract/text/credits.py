"""Whose photo it is: a caption's text and the credit printed with it, taken apart."""

import re
from typing import Final

from scraper.extract.text.byline_words import AGENCIES, SHORT_AGENCIES
from scraper.extract.text.word_tables import items, words

__all__ = ["MAX_CAPTION", "split_credit"]

_LABELS: Final = items("""
foto oleh, foto by, foto dok, sumber foto, sumber gambar, kredit foto, foto, gambar, sumber, kredit, photo by, photos by, photo credit
image credit, photograph by, photograph, photo, image, picture, pic, credit, credits, source, bildquelle, bildrechte, bild, fotos
quelle, crédit, crédits, crédit photo, photographie, imagen, fuente, crédito, fonte, bron, beeld, kilde, källa, foto di, zdjęcie, fot
źródło, kuva, lähde, nuotr, ljósmynd
""")
_LABEL: Final = "(?:" + "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True)) + ")"
_LABELLED: Final = re.compile(
    rf"(?:^|(?<=[\s(\[|/.,;–—-])){_LABEL}\s?[:：]\s?|(?:^|(?<=[\s(\[]))(?:photos? by|foto"
    r" (?:by|oleh)|image by|picture by)\s",
    re.IGNORECASE,
)
_LABEL_ENDS: Final = (":", "：", "by ", "oleh ")
"""How every label ends: a caption that holds none of these needs no look for one."""
_COPYRIGHT: Final = re.compile(r"^(?:©|\(c\)|copyright)\s?(?:(?:19|20)\d\d)?\s?", re.IGNORECASE)
_DOK: Final = re.compile(r"(?:^|(?<=[\s(.,-]))dok(?:umentasi|umen)?\b[.:]?\s?(?=\S)", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"(?:(?<!\s)\s+)?[(\[](?P<inside>[^()\[\]]{2,160})[)\]]\s*[.]?$")
_NAME: Final = (
    r"[A-Z@][\w&@'’-]{0,60}(?:\.\w{1,60}){0,4}(?:\s(?:[\w&@'’-]{1,60}|[A-Z]\w{0,3}\.)){0,3}"
)
_SLASHED: Final = re.compile(
    rf"(?:^|(?<=[.!?\"”’)])\s?|\s(?=/))(?P<credit>{_NAME}\s?/\s?[\w.@'’: /-]{{2,60}}|/\s?[A-Z][\w."
    r" -]{1,40})$"
)
_DASHED: Final = re.compile(r"[.!?\"”’]\s?[-–—|]\s(?P<credit>[^\s].{1,60})$")
_BAR: Final = re.compile(r"\s[|]\s(?P<credit>[^|]{2,80})$")
_DOMAIN: Final = re.compile(
    r"(?:^|[\s/])[\w-]+\.(?:com|co\.id|id|net|org|tv|de|co|go\.id)\b", re.IGNORECASE
)
_SENTENCE_END: Final = re.compile(r"[.!?…\"”’»]\s*$")
_YEAR: Final = re.compile(r"\s(?:19|20)\d\d$")
_INITIAL: Final = re.compile(r"\b[A-Z]\.$")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_KNOWN: Final = frozenset(
    items("""
istimewa, ist, net, int, repro, screenshot, tangkapan layar, capture, pixabay, unsplash, pexels, shutterstock, freepik, istock
istockphoto, getty images, getty, youtube, instagram, facebook, twitter, tiktok, google maps, google, wikipedia, wikimedia
wikimedia commons, imago, picture alliance, humas, dokumentasi pribadi, dok pribadi, internet, handout, ho, pool, ai
""")
)
_OFFICES: Final = words("""
kompas antara tempo radar humas dinkominfo diskominfo kominfo instagram facebook youtube twitter tiktok screenshot tangkapan dok dok. foto
""")
"""First words of a bracket that names whose photo it is, even behind an unfinished sentence."""
_NOT_CREDITS: Final = words("""
kiri kanan tengah atas bawah depan belakang kedua ketiga baju kemeja jilbab kerudung topi masker batik memegang berdiri duduk pertama
left right centre center top bottom back front middle links rechts mitte oben unten vorne hinten hinter gauche droite haut bas
izquierda derecha centro sinistra destra archive archivbild archivfoto symbolbild symbolfoto stock file archives arkivfoto arsip
ilustrasi illustration wib wita wit
""")
"""Words of a bracket that says who stands where, or that the photo is an old one."""
MAX_CAPTION: Final = 1200
"""Characters: a longer text is no caption, and no credit is looked for in it."""
_LONGEST_ALONE: Final = 6
"""Words: a longer line with a slash in it is a caption ("… Collection Fall/Winter 2020")."""


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """(caption, credit) of a caption as printed; either may be None.

    Reads trailing brackets, "Foto: X", "Photo by X", "© 2021 X", "Dok. X" and "/Xinhua"; a bracket
    that names a date, a side or an abbreviation belongs to the caption.

    >>> split_credit("Sidang di Semarang, Selasa (7/2). (Antara/Ani Lestari)")
    ('Sidang di Semarang, Selasa (7/2).', 'Antara/Ani Lestari')
    """
    text = " ".join(caption.split())
    if not text or len(text) > MAX_CAPTION:
        return text or None, None
    for split in (_bracketed, _labelled, _copyrighted, _documented, _barred, _slashed, _dashed):
        found = split(text)
        if found is not None:
            rest, credit = found
            return (rest or None), (credit or None)
    if _is_credit(text, closed=False):
        return None, text
    return text, None


def _bracketed(text: str) -> tuple[str, str] | None:
    match = _BRACKETS.search(text)
    if match is None:
        return None
    inside, rest = match["inside"].strip(), text[: match.start()].strip()
    labelled = _LABELLED.match(inside) or re.match(r"foto\s", inside, re.IGNORECASE)
    if labelled:
        return rest, _tidy(inside[labelled.end() :])
    if not _is_credit(inside, closed=bool(_SENTENCE_END.search(rest)) or not rest):
        return None
    before = _SLASHED.search(rest)
    if before and before["credit"][0] != "/":  # printed twice: "X/Y Z (X/Y Z)"
        return rest[: before.start("credit")].strip(), f"{before['credit']} ({inside})"
    return rest, _tidy(inside)


def _labelled(text: str) -> tuple[str, str] | None:
    if not any(mark in text.lower() for mark in _LABEL_ENDS):
        return None
    matches = list(_LABELLED.finditer(text))
    if not matches:
        return None
    match = matches[-1]
    rest, credit = text[: match.start()].rstrip(" (-–—|,/"), text[match.end() :]
    if len(credit) > 120 or len(credit.split()) > 14 or not credit.strip():
        return None
    return rest, _tidy(credit)


def _copyrighted(text: str) -> tuple[str, str] | None:
    position = text.rfind("©")
    if position < 0 or len(text) - position > 100:
        return None
    return text[:position].strip(" |-–—("), _tidy(text[position:])


def _documented(text: str) -> tuple[str, str] | None:
    matches = list(_DOK.finditer(text))
    if not matches or len(text) - matches[-1].start() > 80:
        return None
    match = matches[-1]
    return text[: match.start()].strip(" |-–—(/"), text[match.start() :].strip(" )")


def _slashed(text: str) -> tuple[str, str] | None:
    match = _SLASHED.search(text)
    if (
        match is None
        or any(character.isdigit() for character in match["credit"].split("/")[0])
        or _YEAR.search(match["credit"])
    ):
        return None
    return text[: match.start("credit")].strip(" |-–—"), _tidy(match["credit"].lstrip("/ "))


def _dashed(text: str) -> tuple[str, str] | None:
    match = _DASHED.search(text)
    if match is None or len(match["credit"].split()) > 6 or _SENTENCE_END.search(match["credit"]):
        return None
    return text[: match.start() + 1].strip(), _tidy(match["credit"])


def _barred(text: str) -> tuple[str, str] | None:
    match = _BAR.search(text)
    if match is None or len(match["credit"].split()) > 6 or _SENTENCE_END.search(match["credit"]):
        return None
    return text[: match.start()].strip(), _tidy(match["credit"])


def _is_credit(text: str, *, closed: bool) -> bool:
    """True where a text names a source; `closed` says that it stands in brackets behind a finished sentence, where names do too."""
    lowered = text.casefold().strip(" .")
    if lowered in AGENCIES or text in SHORT_AGENCIES or lowered in _KNOWN or _DOMAIN.search(text):
        return True
    names = _WORDS.findall(lowered)
    if not names or any(name in _NOT_CREDITS for name in names):
        return False
    if "/" in text and not _YEAR.search(text):
        sides = [side.strip() for side in text.split("/")]
        return (
            all(len(side) > 1 and not side[0].isdigit() for side in sides)
            and len(text.split()) <= _LONGEST_ALONE
        )
    if names[0] in _OFFICES or names[0].startswith("tribun"):
        return len(names) <= _LONGEST_ALONE
    return (
        closed
        and len(names) <= _LONGEST_ALONE
        and not any(c.isdigit() for c in text)
        and all(w[0].isupper() for w in text.split())
    )


def _tidy(credit: str) -> str:
    credit = _COPYRIGHT.sub("", credit.strip())
    match = re.match(rf"{_LABEL}\s?[:：]\s?|(?:foto|photo)\s?/\s?", credit, re.IGNORECASE)
    if match:
        credit = credit[match.end() :]
    credit = credit.strip(" ()[]|")
    return credit if _INITIAL.search(credit) else credit.removesuffix(".").strip()
