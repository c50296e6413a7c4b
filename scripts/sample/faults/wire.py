"""Connections that break, lie or never end."""

import gzip
import os
import struct
import time
from collections.abc import Callable, Mapping
from functools import cache
from socket import SO_LINGER, SOL_SOCKET, socket
from typing import Final

from scripts.sample.faults.fault import (
    AT_FAULT,
    IPV6,
    LIST,
    NOBODY,
    SOUND,
    TLS,
    Answer,
    Fault,
    Stand,
)
from scripts.sample.faults.pages import listing, story
from scripts.sample.response import HTML, Response, html

HUGE: Final = 100 * 1024 * 1024
"""Bytes."""
_PATIENCE: Final = 60.0
"""Seconds after which the server itself drops a silent connection."""
_CHUNK: Final = 64 * 1024


def _head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {HTML}", *lines, "", ""]).encode()


def _at_fault(answer: Callable[[Stand, bytes], Answer]) -> Callable[[Stand], Mapping[str, Answer]]:
    """A fault whose article is answered by `answer`, which gets its bytes."""
    return lambda stand: {AT_FAULT: answer(stand, story(stand, 2).encode())}


def _wired(send: Callable[[socket, bytes], None]) -> Callable[[Stand], Mapping[str, Answer]]:
    """A fault whose article `send` sends, byte by byte as it likes."""
    return _at_fault(
        lambda _, body: Response(200, b"", wire=lambda connection: send(connection, body))
    )


def _drip(connection: socket, body: bytes) -> None:
    connection.sendall(_head(f"Content-Length: {len(body)}"))
    for at in range(int(_PATIENCE)):
        connection.sendall(body[at : at + 1])
        time.sleep(1)


def _nothing(connection: socket, _: bytes) -> None:
    connection.settimeout(_PATIENCE)
    try:
        connection.recv(1)  # until the visitor hangs up
    except TimeoutError:
        return


def silence() -> Response:
    """The server accepts the connection and says nothing."""
    return Response(200, b"", wire=lambda connection: _nothing(connection, b""))


def _hang_up(connection: socket, _: bytes) -> None:
    connection.shutdown(2)


def _reset(connection: socket, body: bytes) -> None:
    connection.sendall(_head(f"Content-Length: {len(body)}") + body[: len(body) // 2])
    time.sleep(0.1)  # so that the half is read before the reset throws it away
    connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    os.close(connection.detach())


def _short(connection: socket, body: bytes) -> None:
    connection.sendall(_head(f"Content-Length: {2 * len(body)}") + body)


def _stopped_short(connection: socket, body: bytes) -> None:
    """The length is that of the text before its encoding, so a reader misses the end."""
    connection.sendall(_head(f"Content-Length: {2 * len(body) // 3}") + body)


def _until_closed(connection: socket, body: bytes) -> None:
    """As in HTTP/1.0, the page ends with the connection."""
    connection.sendall(_head("Connection: close").replace(b"HTTP/1.1", b"HTTP/1.0") + body)


def _half_chunked(connection: socket, body: bytes) -> None:
    connection.sendall(
        _head("Transfer-Encoding: chunked") + f"{len(body):x}\r\n".encode() + body + b"\r\n"
    )


def _cut_off(connection: socket, body: bytes) -> None:
    """The connection claims to stay open, and is closed under the visitor's next request."""
    connection.sendall(_head(f"Content-Length: {len(body)}", "Connection: keep-alive") + body)
    connection.settimeout(_PATIENCE)
    try:
        connection.recv(_CHUNK)
    except TimeoutError:
        return


def _endless(connection: socket, body: bytes) -> None:
    connection.sendall(_head("Transfer-Encoding: chunked"))
    block = f"{len(body):x}\r\n".encode() + body + b"\r\n"
    for _ in range(HUGE // len(body)):
        connection.sendall(block)


def _huge(connection: socket, body: bytes) -> None:
    connection.sendall(_head(f"Content-Length: {HUGE}"))
    for _ in range(HUGE // len(body)):
        connection.sendall(body)


def _long_header(connection: socket, _: bytes) -> None:
    connection.sendall(_head(f"X-Banjir: {'a' * 1024 * 1024}", "Content-Length: 0"))


def _ssh(connection: socket, _: bytes) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")


def _list_cut_off(stand: Stand) -> Mapping[str, Answer]:
    page = listing(stand, (AT_FAULT, SOUND)).encode()
    return {
        LIST: Response(200, b"", wire=lambda connection: _cut_off(connection, page)),
        AT_FAULT: html(story(stand, 2)),
    }


def _sound(stand: Stand) -> Mapping[str, Answer]:
    """A sound page: the fault is on the way to it."""
    return {AT_FAULT: html(story(stand, 2))}


def _packed(body: bytes, encoding: str = "gzip") -> Response:
    return Response(200, body, headers={"Content-Encoding": encoding})


@cache
def _bomb() -> Response:
    return _packed(gzip.compress(bytes(HUGE), mtime=0))


FAULTS: Final = (
    Fault(name="slow-drip", answers=_wired(_drip)),
    Fault(name="no-answer", answers=_wired(_nothing)),
    Fault(name="hang-up", answers=_wired(_hang_up)),
    Fault(name="reset-mid-body", answers=_wired(_reset)),
    Fault(name="wrong-length", answers=_wired(_short)),
    Fault(name="length-too-small", answers=_wired(_stopped_short)),
    Fault(name="no-length", answers=_wired(_until_closed)),
    Fault(name="cut-chunks", answers=_wired(_half_chunked)),
    Fault(name="keep-alive-cut", answers=_list_cut_off),
    Fault(name="gzip-bomb", answers=lambda _: {AT_FAULT: _bomb}),
    Fault(
        name="gzip-cut",
        answers=_at_fault(lambda _, body: _packed(gzip.compress(body, mtime=0)[:-600])),
    ),
    Fault(name="gzip-false", answers=_at_fault(lambda _, body: _packed(body))),
    Fault(name="packed-unasked", answers=_at_fault(lambda _, body: _packed(body, "compress"))),
    Fault(name="hundred-megabytes", answers=_wired(_huge)),
    Fault(name="endless-page", answers=_wired(_endless)),
    Fault(name="huge-header", answers=_wired(_long_header)),
    Fault(name="no-http", answers=_wired(_ssh)),
    Fault(
        name="bad-certificate",
        answers=_sound,
        witness=LIST,
        above=TLS,
        differences={"scheme": "https"},
        closes=True,
    ),
    Fault(name="host-down", answers=_sound, witness=LIST, above=NOBODY, closes=True),
    Fault(name="ipv6-only", answers=_sound, above=IPV6),
    Fault(name="private-by-name", answers=_sound, witness=LIST, guarded=True, closes=True),
    Fault(
        name="private-by-hex",
        answers=_sound,
        witness=LIST,
        host="0x7f000001",
        guarded=True,
        closes=True,
    ),
    Fault(
        name="private-by-decimal",
        answers=_sound,
        witness=LIST,
        host="2130706433",
        guarded=True,
        closes=True,
    ),
)
