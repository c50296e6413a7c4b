"""The encoding of a page: what its bytes really are where BOM, header and meta tag disagree.

The order: BOM; valid UTF-8 (text in another encoding is practically never valid UTF-8 by accident);
what header or meta declare, read as browsers read it (`iso-8859-1` means windows-1252);
`bs4.dammit` for the rest. Valid UTF-8 costs one pass in C, so that today's pages are never guessed
at.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Final

from scraper.errors import PageError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: Final = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)
_ALIASES: Final = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks-c-5601-1987": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "utf8": "utf-8",
}
"""Labels, with `-` for `_`, that the WHATWG standard reads as names of a superset
(https://encoding.spec.whatwg.org/#names-and-labels)."""
_CODECS: Final = frozenset(
    (
        *(f"cp{number}" for number in (866, 874, 932, 949, *range(1250, 1259))),
        *(f"windows-{number}" for number in range(1250, 1259)),
        *(f"iso-8859-{number}" for number in (*range(2, 9), 10, 11, 13, 14, 15, 16)),
        *(
            "koi8-r",
            "koi8-u",
            "mac-roman",
            "macintosh",
            "gb18030",
            "big5",
            "big5-hkscs",
            "euc-jp",
            "iso-2022-jp",
        ),
    )
)
"""The encodings that browsers read, by Python's names.

Python knows more (`punycode`, whose cost is quadratic, `unicode_escape`, `undefined`); no page is
written in them, but a header may name anything."""
_META: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_HEAD_BYTES: Final = 4096
_SAMPLE_BYTES: Final = 65536
"""What the detector reads: it is linear but slow, and the first 64 KB show as much as 50 MB."""
_HIGH_BYTES: Final = re.compile(rb"[\x80-\xff]")
_LATIN_SHARE: Final = 0.12
"""Share of bytes above ASCII below which a text is Latin: with few of them a detector guesses
wildly."""
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_C1: Final = re.compile("[\x80-\x9f]")
_CONTROL_BYTES: Final = bytes(range(9)) + b"\x0b" + bytes(range(14, 32)) + b"\x7f"
_CONTROLS_EACH: Final = tuple(bytes((byte,)) for byte in _CONTROL_BYTES)
"""Looked for one by one, each at memchr's speed: all are ruled out faster than by one pass in
Python or `re`."""
_DOUBTFUL: Final = (
    (b"\xc2", re.compile(rb"\xc2[\x80-\x9f]")),
    (b"\xc3", re.compile(rb"\xc3[\x82-\xb4][\xc2\xc5\xc6\xcb\xe2]")),
)
"""What UTF-8 holds where it may be mojibake or a C1 control, each with its first byte."""
_STRETCH: Final = 2048
"""Bytes that are searched for a pattern once its first byte is found: the byte is found at memchr's
speed, which `re` does not reach."""
_LONGEST_DOUBT: Final = 3
_ASCII: Final = 0x7F
_ESCAPE: Final = b"\x1b"

_MULTIBYTE: Final = re.compile("[\u0080-\ufffc\U00010000-\U0010ffff]")
_LEVELS: Final = 3
"""How many times a text may have been encoded once too often."""


def _cp1252_bytes() -> dict[str, int]:
    """The byte of each character of windows-1252; the five undefined ones are C1 controls."""
    table = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        try:
            table[bytes((byte,)).decode("cp1252")] = byte
        except UnicodeDecodeError:
            continue
    return table


_BYTE_OF: Final = _cp1252_bytes()
_TAIL: Final = "[" + "".join(re.escape(c) for c, byte in _BYTE_OF.items() if byte < 0xC0) + "]"
_RUNS: Final = re.compile(
    f"(?:[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}){{3,}}"
    f"|\u00e2[\u20ac\x80]{_TAIL}"
    f"|\u00e2{_TAIL}[\u00a2\u00a6\x80-\x9f\u2020-\u203a\u0152-\u0192]"
    "|\u00c3[\u00a0-\u00aa\u00ac-\u00ba\u00bc-\u00bf\u0192\u20ac\u2018\u0153]"
    "|\u00c2[\u00a0\u00a3\u00a7\u00a9\u00ab\u00ae\u00b0-\u00b4\u00b7\u00ba\u00bb\u00bd]"
    f"|\u00f0\u0178{_TAIL}{{2}}"
)
_CLUSTER: Final = re.compile(f"[\u00c2-\u00f4]{_TAIL}[\u00c2-\u00f4{_TAIL[1:]}*")
"""Where runs may be: one character class at its start lets the search skip at C speed, which
`_RUNS` alone cannot."""


def decode(body: bytes, content_type: str | None) -> str:
    """The text of a page's bytes, without BOM and control characters, and with mojibake mended.

    `content_type` is the Content-Type header as sent, or None.

    Raises:
        PageError: the bytes are no text at all (an image, an archive, a program).
    """
    return as_utf8(body, content_type).decode()


def as_utf8(body: bytes, content_type: str | None) -> bytes:
    """What `decode` returns, as the UTF-8 that the parser wants; clean UTF-8 comes back unchanged.

    Raises:
        PageError: as `decode`.
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            text = body[len(bom) :].decode(encoding, "replace")
            return _clean(text).encode()
    _refuse_known(body)
    wide = _wide(body[:_HEAD_BYTES])
    if wide:
        return _clean(body.decode(wide, "replace")).encode()
    controls = [control for control in _CONTROLS_EACH if control in body]
    plain = body.translate(None, _CONTROL_BYTES) if controls else body
    if controls:
        _refuse_binary(body)
    # ISO-2022-JP is plain ASCII to a UTF-8 decoder
    is_japanese = _ESCAPE in controls and b"\x1b$" in body[:_SAMPLE_BYTES]
    if not is_japanese and _is_utf8(plain):
        return _with_runs_mended(plain)
    return _clean(_decode_other(body, content_type)).encode("utf-8", "replace")


def _is_utf8(plain: bytes) -> bool:
    if plain.isascii():  # found out at a fiftieth of what decoding costs
        return True
    try:
        plain.decode()
    except UnicodeDecodeError:
        return False
    return True


def _with_runs_mended(plain: bytes) -> bytes:
    """UTF-8 with mojibake mended; only runs above ASCII that may hold some are decoded for it."""
    kept: list[bytes] = []
    position = 0
    places = (place for lead, pattern in _DOUBTFUL for place in _runs(plain, lead, pattern))
    for start, end in sorted(places):
        if start >= position:
            kept += (plain[position:start], _mended(plain[start:end].decode()).encode())
            position = end
    return b"".join((*kept, plain[position:])) if kept else plain


def _runs(plain: bytes, lead: bytes, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    """The places of the runs of bytes above ASCII that hold a pattern; `lead` is its first byte."""
    position = plain.find(lead)
    while position >= 0:
        found = pattern.search(plain, position, position + _STRETCH)
        if found is None:
            position += _STRETCH - _LONGEST_DOUBT
        else:
            start, position = _run_at(plain, found.start())
            yield start, position
        position = plain.find(lead, position)


def _run_at(plain: bytes, place: int) -> tuple[int, int]:
    """Start and end of the run of bytes above ASCII around a place."""
    start = end = place
    while start and plain[start - 1] > _ASCII:
        start -= 1
    while end < len(plain) and plain[end] > _ASCII:
        end += 1
    return start, end


def mend(text: str) -> str:
    """The text with double-encoded runs ("â€œ", "Ã©") decoded once more; idempotent.

    A run is mended where it cannot be meant as it is: general punctuation ("â€…"), "Ã" or "Â"
    before a sign that no word has there, or three or more characters in a row that are UTF-8 read
    as windows-1252.
    """
    for _ in range(_LEVELS):
        mended = _CLUSTER.sub(
            lambda cluster: _RUNS.sub(lambda run: _reread(run.group()), cluster.group()), text
        )
        if mended == text:
            break
        text = mended
    return text


def _reread(run: str) -> str:
    """What UTF-8 that was read as windows-1252 meant; the run itself where it was not."""
    try:
        return bytes(_BYTE_OF[character] for character in run).decode()
    except (KeyError, UnicodeDecodeError):
        return run


def _decode_other(body: bytes, content_type: str | None) -> str:
    """The text of bytes that are not valid UTF-8."""
    # An eighth of a second to load, and few pages need it.
    from bs4.dammit import UnicodeDammit  # noqa: PLC0415

    sample = body[:_SAMPLE_BYTES]
    if _mostly_utf8(sample):
        return UnicodeDammit.detwingle(body).decode("utf-8", "replace")
    header = _HEADER.search(content_type or "")
    meta = _META.search(body[:_HEAD_BYTES])
    declared = [header.group(1) if header else "", meta.group(1).decode("ascii") if meta else ""]
    names = [codec for name in declared if (codec := _codec(name)) in _CODECS]
    for name in names:
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    if len(_HIGH_BYTES.findall(sample)) < len(sample) * _LATIN_SHARE:
        return body.decode("cp1252", "replace")
    found = UnicodeDammit(sample, user_encodings=names, is_html=True).original_encoding or "cp1252"
    try:
        return body.decode(_codec(found), "replace")
    except LookupError:
        return body.decode("cp1252", "replace")


def _codec(label: str) -> str:
    """Python's name for the encoding that browsers understand by a label."""
    plain = label.lower().replace("_", "-")
    return _ALIASES.get(plain, plain)


def _wide(sample: bytes) -> str | None:
    """The kind of UTF-16 that bytes without BOM are, or None: of Latin text every second is NUL."""
    half = len(sample) // 2
    if half < _LEAST_WIDE or 0 not in sample:
        return None
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


_LEAST_WIDE: Final = 8


def _mostly_utf8(sample: bytes) -> bool:
    """True where only a few stray bytes make the UTF-8 invalid.

    The page was cut in mid-character, or a windows-1252 quotation mark was pasted into it.
    """
    text = sample.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    return len(_MULTIBYTE.findall(text)) > 4 * strays


def _refuse_known(body: bytes) -> None:
    for magic, what in _MAGIC:
        if body.startswith(magic):
            raise PageError(
                f"the page's bytes are {what}, not HTML or text: unpack it, or give the HTML page"
                " itself"
            )


def _refuse_binary(body: bytes) -> None:
    sample = body[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls > len(sample) // 20 + 2:
        raise PageError(
            "the page's bytes are neither HTML nor text: give the saved page or a text file"
        )


def _clean(text: str) -> str:
    if _CONTROLS.search(text):
        text = _CONTROLS.sub("", text)
    return _mended(text)


def _mended(text: str) -> str:
    """The text mended before and after its C1 controls are replaced.

    Such a control may belong to what was encoded twice: "”" ends in 0x9D.
    """
    return mend(_without_c1(mend(text)))


def _without_c1(text: str) -> str:
    return _C1.sub(lambda found: _from_c1(found[0]), text) if _C1.search(text) else text


def _from_c1(character: str) -> str:
    """What windows-1252 prints for a C1 control: no page means the control itself."""
    try:
        return character.encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        return ""
