"""Compressed bytes from outside, unpacked in one place, within limits of size and of members."""

import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

MOST_MEMBERS: Final = 100
"""Members of one gzip stream; one is the rule, and a server that packs in blocks of 64 KiB needs
a hundred for the largest page."""
GZIP: Final = b"\x1f\x8b"
"""What each member of a gzip stream begins with (RFC 1952)."""
_PIECE: Final = 1 << 16


class UnpackError(ValueError):
    """The bytes are no whole stream of their kind, or one that nobody packs so; the text says what it does: `breaks off`."""


class TooLarge(UnpackError):
    """They hold more than was asked for."""


def gunzipped(packed: bytes, most: int) -> bytes:
    """What a gzip stream holds, at most `most` bytes.

    Raises:
        TooLarge: it holds more.
        UnpackError: it breaks off, or has more than `MOST_MEMBERS` members.
        zlib.error: it is no gzip, or fails its checksum.
    """
    return unpacked(packed, most, gunzipper, GZIP)


def gunzipper() -> Any:
    """What unpacks one member of a gzip stream."""
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)


def unpacked(packed: bytes, most: int, decompressor: Callable[[], Any], magic: bytes) -> bytes:
    """What a stream of members holds, whole (`pieces`).

    Raises:
        UnpackError: it holds more than `most` bytes, breaks off, or has more than `MOST_MEMBERS`
            members.
        Exception: what `decompressor` raises of bytes that are none of its own, or fail their
            checksum.
    """
    return b"".join(pieces(packed, most, decompressor, magic))


def pieces(
    packed: bytes,
    most: int,
    decompressor: Callable[[], Any],
    magic: bytes,
    members: int = MOST_MEMBERS,
) -> Iterator[bytes]:
    """What a stream of members holds, each of which begins with `magic`, at most `most` bytes; padding behind them is passed over.

    It is read in pieces: handed over whole, what is behind each member is copied for every member
    before it (380,000 empty ones of gzip, 7.6 MB, took 69 s).

    Raises:
        TooLarge: it holds more.
        UnpackError: it breaks off, or has more than that many `members`.
        Exception: what `decompressor` raises of bytes that are none of its own, or fail their
            checksum.
    """
    length, at, number = 0, 0, 0
    while at < len(packed) and (not number or packed.startswith(magic, at)):
        number += 1
        if number > members:
            raise UnpackError(f"has more than {members} members: nobody packs a page so")
        member = decompressor()
        while not member.eof:
            piece = packed[at : at + _PIECE]
            if not piece:
                raise UnpackError("breaks off")
            at += len(piece)
            plain = member.decompress(piece, most - length + 1)
            length += len(plain)
            if length > most:
                raise TooLarge(f"holds more than {most} bytes")
            yield plain
        at -= len(member.unused_data)
