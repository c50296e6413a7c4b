"""The language an article is written in, recognised by its commonest words.

Its words come before the page's declaration: many Indonesian portals run on templates that say
`lang="en"`, and many pages declare nothing. A page that declares no language and whose words are
unknown gets `und`, as in BCP 47: its clocks must not be read in Indonesian time zones.
"""

from collections.abc import Iterable
from typing import Final

from scraper.extract.text.word_tables import words

UNKNOWN: Final = "und"
_MALAY_WORLD: Final = words(
    "yang di dan dengan untuk dari pada ini itu tidak dalam akan juga telah oleh karena ada"
)
"""Words that Indonesian and Malay paragraphs cannot do without; a text in another language hardly
ever has three of them."""
_INDONESIAN: Final = words("""
karena bisa saat sudah usai warga kantor menjadi hanya hingga sebanyak namun saja pihaknya polisi
jika harus uang mobil kota bupati gubernur kepolisian agustus
""")
_MALAY: Final = words("""
kerana boleh ketika ialah iaitu daripada selepas sahaja beliau berkata manakala kerajaan ringgit
wang kereta bandar ogos menteri perdana negeri datuk sekiranya masa kini pengarah kes bahawa lelaki
""")
"""Words that one of the two languages uses and the other hardly ever does."""
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
"""The languages that this module recognises. Dates are looked for in all of them, whatever a page
declares."""
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
"""One word in 25 must be among a language's commonest for the language to be recognised."""
_LONGEST: Final = 1500
"""Characters read: the beginning of a text is enough."""
_ENOUGH: Final = 20
"""Words: the words of a shorter text are not counted."""
_SURE: Final = 60
"""Words from which on a text is long enough to be called foreign."""
_MALAY_TONGUES: Final = ("id", "ms")


def language_of(text: str, declared: str | None) -> str:
    """The ISO 639-1 code of a text, or `und` where neither its words nor the declaration say.

    Indonesian and Malay are recognised by their words first, others by the declaration.

    >>> language_of("Warga di desa itu sudah pulang karena hujan dan banjir yang besar", "en")
    'id'
    """
    found = text[:_LONGEST].casefold().split()
    several = len(_MALAY_WORLD.intersection(found)) > 1  # Italian shares "di", and no other word
    if several and _count(found, _MALAY_WORLD) * _SHARE > len(found):
        return "ms" if _count(found, _MALAY) > _count(found, _INDONESIAN) else "id"
    if declared:
        code = declared.lower().partition("-")[0].partition("_")[0]
        return _CODES.get(code, code[:2])
    if len(found) < _ENOUGH:
        return UNKNOWN
    share, code = max((_count(found, own), code) for code, own in _OTHERS.items())
    return code if share * _SHARE > len(found) * 2 else UNKNOWN


def foreign(text: str, own: str) -> str | None:
    """The code of the language a text is in, where that is certainly not `own`; otherwise None.

    It is certain where a language's commonest words make up an eighth of the text, and, if `own` is
    Indonesian or Malay, the text has hardly any of their words: an Indonesian newspaper prints
    local languages, quotations and loanwords too.

    >>> line = "The bridge was closed to traffic and it will stay closed for as long as it has to. "
    >>> foreign(line * 4, "id")
    'en'
    """
    found = text[:_LONGEST].casefold().split()
    if len(found) < _SURE:
        return None
    if _count(found, _MALAY_WORLD) * _SHARE > len(found):
        return None if own in _MALAY_TONGUES or own not in _OTHERS else "id"
    if own not in READ:
        return None
    share, code = max((_count(found, words), code) for code, words in _OTHERS.items())
    return code if code != own and share * 8 > len(found) else None


def _count(found: Iterable[str], own: frozenset[str]) -> int:
    return sum(map(own.__contains__, found))
