"""Serves prepared, compressed pages from one process.

`python -m scripts.bench.crawl.server COUNT` prints its port.
"""

import asyncio
import gzip
import sys

from scripts.bench.crawl.pages import article, listing, path


class _Serving(asyncio.Protocol):
    """HTTP/1.1 with keep-alive; it understands GET, the one method that a crawl uses."""

    answers: dict[str, bytes]
    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 (what asyncio gives for TCP)
        self.transport, self.pending = transport, b""

    def data_received(self, data: bytes) -> None:
        """Answer every complete request."""
        *heads, self.pending = (self.pending + data).split(b"\r\n\r\n")
        for head in heads:
            target = head.split(b" ", 2)[1].decode("ascii")
            self.transport.write(self.answers.get(target, _NOTHING))


def _answer(body: str, status: str = "200 OK") -> bytes:
    packed = gzip.compress(body.encode(), 6, mtime=0)
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding:"
        f" gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    )
    return head.encode() + packed


_NOTHING = _answer("tidak ditemukan", "404 Not Found")


async def _serve(count: int) -> None:
    _Serving.answers = {
        path(number): _answer(article(number)) for number in range(1, count + 1)
    } | {"/index": _answer(listing(count))}
    server = await asyncio.get_running_loop().create_server(_Serving, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
