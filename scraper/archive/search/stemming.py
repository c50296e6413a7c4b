"""The root of a word, and the regular forms of a root.

Words are as the search index has them: lower case, without diacritics. The stemmer is PySastrawi
(MIT), which knows 29,932 roots. On inflected news words it is right in 97 of 100 cases; Snowball's
Indonesian in 83. `ROOTS` corrects what it gets wrong in the news. Names of places are never taken
for forms of another word.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, cast

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from scraper.archive.places.gazetteer import all_places

ROOTS: Final = {
    "berikan": "beri",
    "berkepentingan": "penting",
    "bersuami": "suami",
    "bertani": "tani",
    "berupa": "rupa",
    "meninggal": "meninggal",  # to die; Sastrawi: tinggal, to stay
    "mencemari": "cemar",
    "menggemari": "gemar",
    "menikah": "nikah",
    "pemilu": "pemilu",  # pemilihan umum; Sastrawi: milu
    "pengalaman": "alami",  # experience; Sastrawi: alam, nature
    "peranakan": "anak",
    "perusak": "rusak",
    "relawan": "relawan",  # volunteer; Sastrawi: rawan
}
"""Inflected news words whose root Sastrawi gets wrong."""

ORDINARY: Final = frozenset({"bagian", "di", "kepulauan", "meriah", "pegunungan", "seribu"})
"""Ordinary words in the names of places: Seram Bagian Timur, Kepulauan Seribu, DI Yogyakarta."""

_CLITICS: Final = ("nya", "lah", "kah", "pun")
"""Endings that any word may have: Bekasinya, Bekasilah, pemilunya."""
_LONGEST: Final = 40
"""Characters of the longest word that is stemmed: a longer one is a URL or noise, and costly."""


def find_root(term: str) -> str:
    """The root of a word; the word itself where it has none.

    The name of a place is its own root; capitalised, so that it is no other word's root.

    >>> [find_root(term) for term in ("membangun", "pembangunan", "kepala", "pekalongan")]
    ['bangun', 'bangun', 'kepala', 'Pekalongan']
    >>> find_root("menyerang"), find_root("serang")
    ('serang', 'Serang')
    """
    if not (3 < len(term) <= _LONGEST and term.isascii() and term.isalpha()):
        return term.capitalize() if term in _names() else term
    for bare in (term, *(term.removesuffix(clitic) for clitic in _CLITICS)):
        if bare in _names():
            return bare.capitalize()
        if bare in ROOTS:
            return ROOTS[bare]
    return _stemmed(term)


def is_root(stem: str) -> bool:
    """True for a word of the dictionary; False for names, numbers and unknown words."""
    return stem in _dictionary()


def derive_forms(root: str) -> Iterator[str]:
    """The regular forms of a root in the dictionary, without those whose root is another word."""
    if is_root(root) and len(root) > 2:
        yield from (form for form in _affixed(root) if find_root(form) == root)


def _stemmed(term: str) -> str:
    if term.endswith("kan") and term.startswith(("ke", "pe")):
        # ke-…-an and pe-…-an never end in -kan, so the k is the root's: kerusakan is a form of
        # rusak, not of rusa (deer).
        shorter = find_root(term.removesuffix("an"))
        if shorter.endswith("k") and shorter in _dictionary():
            return shorter
    return _sastrawi()(term)


def _affixed(root: str) -> list[str]:
    active = _nasal(root)
    agent = f"pe{active[2:]}"
    return [
        *(f"{active}{suffix}" for suffix in ("", "kan", "i")),
        *(f"di{root}{suffix}" for suffix in ("", "kan", "i")),
        *(f"{agent}{suffix}" for suffix in ("", "an")),
        *(f"{root}{suffix}" for suffix in ("an", "kan", "nya")),
        *(f"{prefix}{root.removeprefix('r')}" for prefix in ("ber", "ter")),
        f"ke{root}an",
        f"per{root.removeprefix('r')}an",
    ]


def _nasal(root: str) -> str:
    """The root with meN-, which replaces an initial p, t, s or k."""
    if root[0] in "ptsk" and root[1] in "aiueo":
        return {"p": "mem", "t": "men", "s": "meny", "k": "meng"}[root[0]] + root[1:]
    for sounds, prefix in (("bpfv", "mem"), ("cdjtsz", "men"), ("aiueoghkq", "meng")):
        if root[0] in sounds:
            return prefix + root
    return f"me{root}"


@cache
def _names() -> frozenset[str]:
    """Names of one word, and those words of longer names that are not words of the language.

    Serang and Batu are names although a verb and a noun are spelt the same; Tinggi in Tebing Tinggi
    is not one.
    """
    split = [place.name.lower().split() for place in all_places().values()]
    whole = {words[0] for words in split if len(words) == 1}
    joined = {"".join(words) for words in split if len(words) == 2}  # Pangkalpinang
    single = {word for words in split for word in words}
    return frozenset(whole | joined | (single - _dictionary() - ORDINARY))


@cache
def _dictionary() -> frozenset[str]:
    return frozenset(StemmerFactory().get_words()) - {""}


@cache
def _sastrawi() -> Callable[[str], str]:
    # Not its CachedStemmer, whose cache grows without bound.
    return cast(
        "Callable[[str], str]", StemmerFactory().create_stemmer().delegatedStemmer.stem_word
    )
