"""Photo credits: separates the text of a caption from the credit printed with it."""

import re
from typing import Final

from scraper.extract.text.byline_words import AGENCIES, SHORT_AGENCIES
from scraper.extract.text.word_tables import items, words

__all__ = ["MAX_CAPTION", "split_credit"]

_LABELS: Final = items("""
foto oleh, foto by, foto dok, sumber foto, sumber gambar, kredit foto, foto, gambar, sumber, kredit
photo by, photos by, photo credit, image credit, photograph by, photograph, photo, image, picture
pic, credit, credits, source, bildquelle, bildrechte, bild, fotos, quelle, crédit, crédits
crédit photo, photographie, imagen, fuente, crédito, fonte, bron, beeld, kilde, källa, foto di
zdjęcie, fot, źródło, kuva, lähde, nuotr, ljósmynd
""")
_LABEL: Final = "(?:" + "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True)) + ")"
_LABELLED: Final = re.compile(
    rf"(?:^|(?<=[\s(\[|/.,;–—-])){_LABEL}\s?[:：]\s?"
    r"|(?:^|(?<=[\s(\[]))(?:photos? by|foto (?:by|oleh)|image by|picture by)\s",
    re.IGNORECASE,
)
_LABEL_ENDS: Final = (":", "：", "by ", "oleh ")
"""How every label ends: a caption without any of these has no label."""
_COPYRIGHT: Final = re.compile(r"^(?:©|\(c\)|copyright)\s?(?:(?:19|20)\d\d)?\s?", re.IGNORECASE)
_DOK: Final = re.compile(r"(?:^|(?<=[\s(.,-]))dok(?:umentasi|umen)?\b[.:]?\s?(?=\S)", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"(?:(?<!\s)\s+)?[(\[](?P<inside>[^()\[\]]{2,160})[)\]]\s*[.]?$")
_NAME: Final = (
    r"[A-Z@][\w&@'’-]{0,60}(?:\.\w{1,60}){0,4}(?:\s(?:[\w&@'’-]{1,60}|[A-Z]\w{0,3}\.)){0,3}"
)
_SLASHED: Final = re.compile(
    rf"(?:^|(?<=[.!?\"”’)])\s?|\s(?=/))"
    rf"(?P<credit>{_NAME}\s?/\s?[\w.@'’: /-]{{2,60}}|/\s?[A-Z][\w. -]{{1,40}})$"
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
istimewa, ist, net, int, repro, screenshot, tangkapan layar, capture, pixabay, unsplash, pexels
shutterstock, freepik, istock, istockphoto, getty images, getty, youtube, instagram, facebook
twitter, tiktok, google maps, google, wikipedia, wikimedia, wikimedia commons, imago
picture alliance, humas, dokumentasi pribadi, dok pribadi, internet, handout, ho, pool, ai
""")
)
_OFFICES: Final = words("""
kompas antara tempo radar humas dinkominfo diskominfo kominfo instagram facebook youtube twitter
tiktok screenshot tangkapan dok dok. foto
""")
"""Words that open a credit in brackets even after an unfinished sentence."""
_NOT_CREDITS: Final = words("""
kiri kanan tengah atas bawah depan belakang kedua ketiga baju kemeja jilbab kerudung topi masker
batik memegang berdiri duduk pertama left right centre center top bottom back front middle links
rechts mitte oben unten vorne hinten hinter gauche droite haut bas izquierda derecha centro sinistra
destra archive archivbild archivfoto symbolbild symbolfoto stock file archives arkivfoto arsip
ilustrasi illustration wib wita wit
""")
"""Words in brackets that say who is where in the photo, or that it is an archive photo."""
MAX_CAPTION: Final = 1200
"""Characters: a longer text is no caption, so that no credit is looked for in it."""
_MOST_WORDS: Final = 6
"""A longer line with a slash in it is a caption: "… Collection Fall/Winter 2020"."""


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """(caption, credit) of a caption as printed; either may be None.

    Recognises credits in closing brackets, "Foto: X", "Photo by X", "© 2021 X", "Dok. X" and
    "/Xinhua". Brackets with a date, a side of the photo or an abbreviation belong to the caption.

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
    """In closing brackets: "… (Antara/Ani Lestari)"."""
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
    """After a label: "… Foto: Ani Lestari"."""
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
    """After a copyright mark: "… © 2021 Reuters"."""
    position = text.rfind("©")
    if position < 0 or len(text) - position > 100:
        return None
    return text[:position].strip(" |-–—("), _tidy(text[position:])


def _documented(text: str) -> tuple[str, str] | None:
    """After "Dok.": "… Dok. Humas"."""
    matches = list(_DOK.finditer(text))
    if not matches or len(text) - matches[-1].start() > 80:
        return None
    match = matches[-1]
    return text[: match.start()].strip(" |-–—(/"), text[match.start() :].strip(" )")


def _slashed(text: str) -> tuple[str, str] | None:
    """With a slash: "… Antara/Ani Lestari", "… /Xinhua"."""
    match = _SLASHED.search(text)
    if match is None:
        return None
    credit = match["credit"]
    if any(map(str.isdigit, credit.partition("/")[0])) or _YEAR.search(credit):
        return None
    return text[: match.start("credit")].strip(" |-–—"), _tidy(credit.lstrip("/ "))


def _dashed(text: str) -> tuple[str, str] | None:
    """After a dash that follows a finished sentence."""
    match = _DASHED.search(text)
    if match is None or not _is_short(match["credit"]):
        return None
    return text[: match.start() + 1].strip(), _tidy(match["credit"])


def _barred(text: str) -> tuple[str, str] | None:
    """After a bar: "… | Antara"."""
    match = _BAR.search(text)
    if match is None or not _is_short(match["credit"]):
        return None
    return text[: match.start()].strip(), _tidy(match["credit"])


def _is_short(credit: str) -> bool:
    return len(credit.split()) <= _MOST_WORDS and _SENTENCE_END.search(credit) is None


def _is_credit(text: str, *, closed: bool) -> bool:
    """True where a text names the source of a photo.

    `closed` says that it is in brackets after a finished sentence: there any name is a source.
    """
    lowered = text.casefold().strip(" .")
    if lowered in AGENCIES or text in SHORT_AGENCIES or lowered in _KNOWN or _DOMAIN.search(text):
        return True
    found = _WORDS.findall(lowered)
    if not found or not _NOT_CREDITS.isdisjoint(found):
        return False
    if "/" in text and not _YEAR.search(text):
        return len(text.split()) <= _MOST_WORDS and _are_sources(text.split("/"))
    if len(found) > _MOST_WORDS:
        return False
    first = found[0]
    return first in _OFFICES or first.startswith("tribun") or (closed and _is_name(text))


def _are_sources(sides: list[str]) -> bool:
    """True where both sides of a slash can be names: "Antara/Ani Lestari", but not "1/2"."""
    stripped = [side.strip() for side in sides]
    return all(len(side) > 1 and not side[0].isdigit() for side in stripped)


def _is_name(text: str) -> bool:
    return not any(map(str.isdigit, text)) and all(word[0].isupper() for word in text.split())


def _tidy(credit: str) -> str:
    """The credit without a label, a copyright mark or brackets."""
    credit = _COPYRIGHT.sub("", credit.strip())
    match = re.match(rf"{_LABEL}\s?[:：]\s?|(?:foto|photo)\s?/\s?", credit, re.IGNORECASE)
    if match:
        credit = credit[match.end() :]
    credit = credit.strip(" ()[]|")
    return credit if _INITIAL.search(credit) else credit.removesuffix(".").strip()
