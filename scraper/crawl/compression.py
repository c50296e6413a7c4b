"""Decompression without charset detection, which rejects damaged streams."""

import struct
import zlib
from typing import Final

from backports import zstd  # what Scrapy itself decompresses with
from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse

from scraper.crawl.refusals import Damaged
from scraper.untrusted import decompression

_COMPRESSED: Final = frozenset(
    {b"gzip", b"x-gzip", b"deflate", b"br", b"zstd", b"compress", b"x-compress"}
)
"""Codings that change the bytes; whatever else servers call an encoding ("none", "utf-8") leaves
them as they are."""
_ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"


class Decompression(HttpCompressionMiddleware):
    """The stock middleware, on a response without text and with stricter decoders.

    Where the Content-Type names no charset, the stock one reads `encoding` of the response that it
    replaces, and that runs charset detection over the gzip bytes: 1.5 times the CPU of a page
    (Scrapy 2.19). A Page needs only bytes, so there is nothing to detect. The stock one also passes
    on whatever it could read of a gzip stream that breaks off or fails its checksum: half a page,
    or a wrong one.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Decompress the answer; sizes are checked as in the stock middleware.

        Raises:
            Damaged: the bytes are not what Content-Encoding says, or are incomplete.
        """
        if isinstance(response, TextResponse) and response.headers.getlist("Content-Encoding"):
            response = _without_text(response)
        try:
            plain = super().process_response(request, response)
        except (OSError, EOFError, struct.error, zlib.error, zstd.ZstdError) as error:
            raise Damaged(f"the compressed answer cannot be unpacked ({error})") from error
        if isinstance(plain, Response):
            _require_plain(plain)
        return plain

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        try:
            if encoding in (b"gzip", b"x-gzip"):
                return decompression.gunzipped(body, max_size)
            if encoding == b"zstd":
                return decompression.unpacked(body, max_size, zstd.ZstdDecompressor, _ZSTD_MAGIC)
        except decompression.TooLarge as error:
            raise IgnoreRequest(
                f"the answer exceeded DOWNLOAD_MAXSIZE ({max_size} B) during decompression"
            ) from error
        except decompression.UnpackError as error:
            raise Damaged(f"the compressed answer {error}") from error
        return HttpCompressionMiddleware._decode(body, encoding, max_size)


def _without_text(response: Response) -> Response:
    """The same response as one that has bytes only."""
    return Response(
        response.url,
        status=response.status,
        headers=response.headers,
        body=response.body,
        flags=response.flags,
        request=response.request,
        certificate=response.certificate,
        ip_address=response.ip_address,
        protocol=response.protocol,
    )


def _require_plain(response: Response) -> None:
    """Raise Damaged where the stock middleware has left a coding that it does not know."""
    left = [
        name
        for value in response.headers.getlist("Content-Encoding")
        for name in value.lower().split(b",")
    ]
    if any(name.strip() in _COMPRESSED for name in left):
        last = left[-1].strip().decode("latin-1")
        raise Damaged(f"the compressed answer is packed as {last}, which was not asked for")
