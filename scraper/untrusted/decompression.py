"""Decompress bytes from outside, within limits of size and of members."""

import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

MOST_MEMBERS: Final = 100
"""The most members of one stream. One is the rule; a server that compresses in blocks of 64 KiB
needs a hundred for the largest page."""
GZIP: Final = b"\x1f\x8b"
"""What each member of a gzip stream begins with (RFC 1952)."""
_PIECE: Final = 1 << 16


class UnpackError(ValueError):
    """The bytes are not a complete stream of their kind, or one that no server sends.

    The text is a predicate: `breaks off`.
    """


class TooLarge(UnpackError):
    """The stream holds more than the caller allows."""


def gunzipped(packed: bytes, most: int) -> bytes:
    """The content of a gzip stream, at most `most` bytes.

    Raises:
        TooLarge: it holds more.
        UnpackError: it breaks off, or has more than `MOST_MEMBERS` members.
        zlib.error: it is not gzip, or its checksum is wrong.
    """
    return unpacked(packed, most, gunzipper, GZIP)


def gunzipper() -> Any:
    """A decompressor for one member of a gzip stream."""
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)


def unpacked(packed: bytes, most: int, decompressor: Callable[[], Any], magic: bytes) -> bytes:
    """The whole content of a stream of members (see `pieces`).

    Raises:
        TooLarge: it holds more than `most` bytes.
        UnpackError: it breaks off, or has more than `MOST_MEMBERS` members.
        Exception: what `decompressor` raises for bytes of another format or a wrong checksum.
    """
    return b"".join(pieces(packed, most, decompressor, magic))


def pieces(
    packed: bytes,
    most: int,
    decompressor: Callable[[], Any],
    magic: bytes,
    members: int = MOST_MEMBERS,
) -> Iterator[bytes]:
    """The content of a stream of members that each begin with `magic`, at most `most` bytes.

    Padding after the last member is ignored. The stream is fed in pieces: fed whole, all that
    follows a member is copied once per member (380,000 empty gzip members, 7.6 MB, took 69 s).

    Raises:
        TooLarge: it holds more.
        UnpackError: it breaks off, or has more than `members` members.
        Exception: what `decompressor` raises for bytes of another format or a wrong checksum.
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
