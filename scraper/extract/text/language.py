"""What language an article is written in: by its own commonest words first, because templates often declare another.

Many Indonesian portals run on templates that say `lang="en"`, and pages of all countries say
nothing. A page that names no language and whose words are not known is called `und`, as BCP 47 has
it: an unknown language must not be read with Indonesian zones.
"""

from collections.abc import Iterable
from typing import Final

from scraper.extract.text.word_tables import words

UNKNOWN: Final = "und"
_MALAY_WORLD: Final = words(
    "yang di dan dengan untuk dari pada ini itu tidak dalam akan juga telah oleh karena ada"
)
"""Words of which every Indonesian and Malay paragraph has some, and hardly any text of another
language three."""
_INDONESIAN: Final = words("""
karena bisa saat sudah usai warga kantor menjadi hanya hingga sebanyak namun saja pihaknya polisi jika harus uang mobil kota bupati
gubernur kepolisian agustus
""")
_MALAY: Final = words("""
kerana boleh ketika ialah iaitu daripada selepas sahaja beliau berkata manakala kerajaan ringgit wang kereta bandar ogos menteri
perdana negeri datuk sekiranya masa kini pengarah kes bahawa lelaki
""")
"""Words that one of the two languages uses and the other hardly does."""
_OTHERS: Final = {
    "en": words("the of and to in that is was for on with as his her has have from by at"),
    "tl": words("ang ng sa mga na ay at ni si kay hindi nang para ito"),
    "de": words("der die das und ist von mit den dem nicht sich auf ein eine auch für"),
    "nl": words("de het een van en dat op te zijn met voor niet aan"),
    "fr": words("le la les des et une est dans pour que qui sur pas du au"),
    "es": words("el la los las del que una por con para se su"),
    "pt": words("o os uma que não do da dos das em para com por"),
    "it": words("il di che gli una per non della del con sono nel"),
}
READ: Final = ("id", "ms", *_OTHERS)
"""The languages that this module tells by their words: those in which dates are looked for
whatever a page says of itself."""
_CODES: Final = {
    "in": "id",
    "ind": "id",
    "fil": "tl",
    "tgl": "tl",
    "msa": "ms",
    "may": "ms",
    "eng": "en",
}
"""Older and longer codes that pages of the region declare."""
_SHARE: Final = 25
"""One word in so many must be a language's own for it to be heard."""
_LONGEST: Final = 1500
"""Characters: what a text is written in shows at its beginning."""
_ENOUGH: Final = 20
"""Words: a shorter text tells nothing against what the page declares."""

_SURE: Final = 60
"""Words from which on a text cannot be taken for one of another language."""
_MALAY_TONGUES: Final = ("id", "ms")


def language_of(text: str, declared: str | None) -> str:
    """The ISO 639-1 code of a text (`und` where neither words nor declaration tell): "id" and "ms" by words, others by declaration first.

    >>> language_of("Warga di desa itu sudah pulang karena hujan dan banjir yang besar", "en")
    'id'
    """
    found = text[:_LONGEST].casefold().split()
    if (
        _count(found, _MALAY_WORLD) * _SHARE > len(found)
        and len(_MALAY_WORLD.intersection(found)) > 1
    ):  # Italian has "di" alone
        if _count(found, _MALAY) > _count(found, _INDONESIAN):
            return "ms"
        return "id"
    if declared:
        code = declared.lower().partition("-")[0].partition("_")[0]
        return _CODES.get(code, code[:2])
    if len(found) < _ENOUGH:
        return UNKNOWN
    share, code = max((_count(found, own), code) for code, own in _OTHERS.items())
    return code if share * _SHARE > len(found) * 2 else UNKNOWN


def foreign(text: str, own: str) -> str | None:
    """The code of the language that a text is in, where that is certainly not `own`; None where it may be.

    Certain is a text whose commonest words are an eighth of it, and that has hardly a word of the
    Malay world where `own` is one of its languages: local languages, quotations and loanwords are
    an Indonesian newspaper's own.

    >>> foreign("The bridge over the river was closed to traffic and it will stay closed for as long as the repairs take. " * 4, "id")
    'en'
    """
    found = text[:_LONGEST].casefold().split()
    if len(found) < _SURE:
        return None
    if _count(found, _MALAY_WORLD) * _SHARE > len(found):
        return None if own in _MALAY_TONGUES or own not in _OTHERS else "id"
    share, code = max((_count(found, words), code) for code, words in _OTHERS.items())
    return (
        code
        if code != own and own in (*_MALAY_TONGUES, *_OTHERS) and share * 8 > len(found)
        else None
    )


def _count(found: Iterable[str], own: frozenset[str]) -> int:
    return sum(map(own.__contains__, found))
